"""Numbers of documents and laws: 2175/QĐ-BVHTTDL, 46/2019/QH14, 05-CT/TW."""

import re
from collections.abc import Mapping

from tts._rules import BEFORE, Language, Numbers, Reading, Rule
from tts.languages.vi._around import YEAR, before

_PART = r"[A-ZĐƯ](?:[A-ZĐƯa-z&]|\.(?=[A-ZĐƯa-z])){0,13}\d{0,2}"
_KINDS = (
    "nghị quyết liên tịch|nghị quyết|quyết định|nghị định|thông tư liên tịch|thông tư|chỉ thị|"
    "công văn|kế hoạch|thông báo|báo cáo|tờ trình|chương trình|kết luận|quy chế|quy định|pháp lệnh|"
    "sắc lệnh|sắc luật|lệnh chủ tịch|phương án|luật|bộ luật|lệnh|hướng dẫn|công điện|"
    "văn bản hợp nhất|văn bản|hợp đồng|biên bản|giấy phép|giấy mời|đề án|công bố|giấy chứng nhận"
)
_TOLD = re.compile(
    rf"(?<!\w)({_KINDS})(?:\s+của\s+[^.;:\d]{{1,40}}|"
    rf"(?:\s[^\W\d_]+){{1,3}}(?=\s+số))?,?\s*(?:số\s*:?)?\s*\Z"
)
_TOLD_SHORT = re.compile(r"(?<!\w)([A-ZĐ][A-ZĐry]{0,3})\s*(?:số\s*:?)?\s*\Z")
_ENUMERATED = re.compile(rf"(?<!\w)({_KINDS})\s+số[^.;\n]{{1,60}}?(?:,|và)\s*(?:số\s*)?\Z")


def codes(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of codes; they go before dates, which look like their beginnings."""
    say = _Codes(language, numbers)
    return (
        Rule("code.kind", r"(?<!\w)(?P<k>CV|VB|QĐ|TB|NQ)(?=\s(?:số\s)?\d{1,5}/)",
             lambda m: _KINDS_SHORT[m["k"]], "upper"),
        Rule("code.standard", r"(?<!\w)(?:[TQ]CVN|ISO(?:/IEC)?|IEC|EN|TCXDVN|TCN)[\s-]\d+(?:-\d+)?"
             rf"(?P<say>:{YEAR}(?:/(?P<c>[A-ZĐ]{{2,8}}))?)(?!\w|[.,]\d)", say.standard),
        Rule("code.document", rf"{BEFORE}(?P<n>\d+[a-z]?)(?:\s?/\s?{YEAR})?\s?(?P<mark>[/-])\s?"
             rf"(?P<c>{_PART}(?:\s?[-–/]\s?{_PART}){{0,4}})(?!\w)", say.document),
        Rule("code.law", rf"(?<!\w)(?:{_KINDS})(?:\s+số)?:?\s+(?P<say>(?P<n>\d+)\s?/\s?{YEAR})"
             rf"(?![\d/])",
             say.law, flags=re.IGNORECASE),
        Rule("code.identity", r"(?<!\w)(?:CMND|CCCD|CMT|[Cc]ăn cước(?: công dân)?|[Cc]hứng minh"
             r"(?: nhân dân| thư)?|"
             r"[Hh]ộ chiếu|tài khoản|STK|[Mm]ã số(?: thuế)?|MST|mã vạch|[Mm]ã bưu (?:chính|điện)"
             r"|số thẻ|ISSN|"
             r"thẻ bạn đọc|số seri|số đăng ký|ĐKCB|SBD|MSSV|MSHV|[Ss]ố báo danh|[Ss]ố thẻ"
             r"|[Ss]ố hồ sơ"
             r"|[Mm]ã (?:số )?(?:sinh viên|học sinh|học viên|nhân viên|khách hàng|đơn hàng"
             r"|đơn|vận đơn|hồ sơ"
             r"|giao dịch|bạn đọc|độc giả|thẻ|sách|hàng|vé|lớp|xác nhận|PIN|OTP|định danh"
             r"|thành viên|tài liệu"
             r"|ĐKCB|hợp đồng|bệnh nhân|công dân)|OTP|PIN)(?: của [^\W\d_]+"
             r"(?: [^\W\d_]+)?)?[\s:]*(?:số|là)?[\s:]*"
             r"(?P<say>\d{10}-\d{3}|\d{4}-\d{3}[\dX]"
             r"|(?P<l>[A-ZĐ]{1,3}(?:\s(?=\d{6}))?)?(?P<n>\d{2,5}(?:[ .-]\d{2,5}){2,5}"
             r"|\d{4,20}))(?![\w]"
             r"|[.,]\d)",
             say.identity),
        Rule("code.class", r"(?<!\w)(?:DDC|UDC|BBK|[Pp]hân loại|[Kk]ý hiệu"
             r"(?: xếp giá| phân loại)?)"
             r"[:\s]{1,3}(?P<say>(?P<n>\d{3})\.(?P<more>\d{1,8}))(?!\w|[.,]\d)", say.shelf),
        Rule("code.flat",
         r"(?<![\w.-])(?P<l>[A-ZĐ]{1,2}\d{0,2})-(?P<n>\d{1,2})\.(?P<more>\d{2})(?!\w|[.,]\d)",
             say.flat),
        Rule("code.plate", r"(?<![\w.,-])(?P<n>\d\d)"
             r"(?P<l>-?[A-ZĐ]{1,2}\d?)(?:\s?[-–.]\s?|(?<=\d)\s)(?P<a>\d{3})\.?(?P<b>\d{1,2})"
             r"(?![\w-]|[.,]\d)", say.plate),
    )  # fmt: skip


class _Codes:
    def __init__(self, language: Language, numbers: Numbers) -> None:
        self._kinds: Mapping[str, str] = language.words["kinds"]
        self._bodies: Mapping[str, str] = language.words["codes"]
        self._fields: Mapping[str, str] = language.words["fields"]
        self._letters = language.letters
        self._numbers = numbers

    def document(self, m: re.Match[str]) -> Reading:
        """The number, its year, the kind where the words before have not said it, the issuer."""
        issued = m["c"].replace("GD-ĐT", "GDĐT").replace("LĐ-TB", "LĐTB")
        parts = [part.rstrip(".") for part in re.split(r"\s?[-–/]\s?", issued)]
        known = [self._known(part) for part in parts]
        capitals = all(part.isupper() and len(part) > 1 for part in parts)
        if not any(known) and not (m["mark"] == "/" and capitals and (m["y"] or len(parts) > 1)):
            return None
        if m["mark"] == "-" and "/" not in m["c"] and not known[0]:
            return None
        if known[-1] and self._again(known[-1], m):
            parts, known = parts[:-1], known[:-1]
        said = [self._number(m["n"])]
        if m["y"]:
            said.append(f"năm {self._numbers.number(m['y'])}")
        told = self._told(m)
        for part, word in zip(parts, known, strict=True):
            if part in self._kinds and self._kinds[part] in told:
                continue
            said.append(word or self._spelt(part))
        return ", ".join(said), 0.9 if all(known) else 0.7

    def _told(self, m: re.Match[str]) -> str:
        head = before(m, 90)
        found = _TOLD.search(head) or _ENUMERATED.search(head)
        if found:
            return found[1]
        short = _TOLD_SHORT.search(m.string, max(0, m.start() - 20), m.start())
        return self._kinds.get(short[1], "") if short else ""

    def _again(self, body: str, m: re.Match[str]) -> bool:
        """Whether the words behind say who issued it: 93/NQ-CP của Chính phủ."""
        behind = _DATED.sub("", m.string[m.end() : m.end() + 100])
        short = re.match(r" của ([A-ZĐƯ]{2,10})(?!\w)", behind)
        if short:
            return self._known(short[1]) == body
        words = body.lower().split()
        heads = (" ".join(words[:n]) for n in range(2, min(len(words), 3) + 1))
        return any(behind.lower().startswith(f" của {head}") for head in heads)

    def _known(self, part: str) -> str:
        if part in self._kinds:
            return self._kinds[part]
        if part in self._bodies:
            return self._bodies[part]
        term = re.fullmatch(r"(QH|HĐND|UBTVQH)([0-9]{1,2})", part)
        if term:
            return f"{self._bodies[term[1]]} khóa {self._numbers.integer(int(term[2]))}"
        bare = part.replace("&", "")
        office = _OFFICES.get(bare[:1], "") if bare[1:] in self._fields else ""
        return f"{office} {self._fields[bare[1:]]}" if office else self._fields.get(bare, "")

    def _spelt(self, part: str) -> str:
        return " ".join(
            self._numbers.integer(int(p)) if p.isdigit() else self._letters.get(p.lower(), "")
            for p in re.findall(r"[0-9]+|[^\W\d_]", part)
        )

    def _number(self, written: str) -> str:
        if written[-1].isdigit():
            return self._numbers.number(written)
        return f"{self._numbers.number(written[:-1])} {self._letters.get(written[-1], written[-1])}"

    def standard(self, m: re.Match[str]) -> Reading:
        """The year of a standard, and who issued it."""
        body = f", {self._known(m['c']) or self._spelt(m['c'])}" if m["c"] else ""
        return f", {self._numbers.number(m['y'])}{body}", 0.9

    def law(self, m: re.Match[str]) -> Reading:
        return f"{self._numbers.number(m['n'])}, năm {self._numbers.number(m['y'])}", 0.9

    def identity(self, m: re.Match[str]) -> Reading:
        """Figure by figure, in the groups that a hyphen makes."""
        groups = re.split("[ .-]", m["n"] or m["say"])
        said = ", ".join(map(self._numbers.digits, groups))
        if m["l"]:
            return f"{self._spelt(m['l'].strip())} {said}"
        return f"{said} ích" if groups[-1].endswith("X") else said

    def shelf(self, m: re.Match[str]) -> Reading:
        """A place in a classification is no count of thousands."""
        return f"{self._numbers.number(m['n'])} chấm {self._numbers.digits(m['more'])}", 0.9

    def flat(self, m: re.Match[str]) -> Reading:
        """A1-12.03: a house, a floor, a flat."""
        number = self._numbers
        return f"{self._spelt(m['l'])}, {number.number(m['n'])} {number.digits(m['more'])}", 0.7

    def plate(self, m: re.Match[str]) -> Reading:
        letters = self._spelt(m["l"])
        digits = self._numbers.digits
        tail = (
            f"{digits(m['a'])}, {digits(m['b'])}" if len(m["b"]) == 2 else digits(m["a"] + m["b"])
        )
        return f"{digits(m['n'])} {letters}, {tail}", 0.8


_DATED = re.compile(
    r"\A,? ngày (?:\d{1,2} tháng \d{1,2} năm \d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4})(?= của )"
)
_KINDS_SHORT = {
    "CV": "công văn", "VB": "văn bản", "QĐ": "quyết định", "TB": "thông báo", "NQ": "nghị quyết",
}  # fmt: skip
_OFFICES = {"B": "Bộ", "S": "Sở", "P": "Phòng", "T": "Tổng cục"}
