"""Letters that the words beside them tell: CA tỉnh, trường TH, flights, formulas, glued notes."""

import re
from collections.abc import Mapping

from tts._digits import roman
from tts._rules import BEFORE, Language, Numbers, Reading, Rule
from tts.languages.vi._around import LOWER, UPPER, is_syllable

_ELEMENT = (
    "He|Li|Be|Na|Mg|Al|Si|Cl|Ca|Cr|Mn|Fe|Co|Ni|Cu|Zn|As|Br|Ag|Sn|Ba|Hg|Pb|Ti|H|B|C|N|O|F|P|S|K|I"
)
_GREEK = {
    "α": "an pha", "β": "bê ta", "γ": "gam ma", "δ": "đen ta", "Δ": "đen ta", "ε": "ép si lon",
    "θ": "tê ta", "λ": "lam đa", "μ": "muy", "µ": "muy", "π": "pi", "ρ": "rô", "σ": "xích ma",
    "Σ": "xích ma", "τ": "tô", "φ": "phi", "Φ": "phi", "ψ": "psi", "ω": "ô mê ga", "Ω": "ô mê ga",
}  # fmt: skip
_WINDS = dict(zip("ĐTNBEWS", ("đông", "tây", "nam", "bắc", "đông", "tây", "nam"), strict=True))
_FLIGHT = (
    r"(?:[Cc]huyến bay|[Mm]ác tàu|[Ss]ố hiệu|[Mm]áy bay|[Tt]àu)"
    r"(?:\s(?:số hiệu|mang|số|mã)){0,2}"
)
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_LAST = frozenset(("O", "H", "F", "Cl", "Br", "I", "S", "N", "C", "P"))
_NUMBERED = re.compile(
    "điều|khoản|mục|câu|bài|chương|phần|tập|quyển|số|lớp|khối|tiết|bước|hình|bảng|tổ|"
    "phường|quận|đội|khóa|khoá|quý|thứ|tháng|ngày|năm|điểm|đợt|giải|hạng|vòng|kỳ|kì|lần|"
    "nhóm|cấp|bậc|tuần|kỷ|tầng|phòng|hẻm|ngõ|lô|khu|xã|ấp|đường|lộ|bến|tuyến|trận|phút|"
    "loại|mẫu|đề|vở|cảnh|hồi|màn|thửa|trạm|cụm|mã|dãy|ý|buổi|chặng|cột|trường|nhà|toà|tòa|"
    "máy|độ|là|còn|có|và|hệ|học|phố|đoàn|trại|đảo|ảnh|sơ|đồ|biểu|mức"
)


def short(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of letters; they go before those of letters with figures and of acronyms."""
    say = _Short(language, numbers)
    return (
        Rule("code.flight", rf"(?<!\w){_FLIGHT}\s(?P<say>(?P<l>[A-Z]{{2}})[\s-]?(?P<n>\d{{2,4}}))"
             r"(?!\w)", say.flight),
        Rule("code.flight", rf"(?<!\w){_FLIGHT}\s[A-Z]{{2}}[\s-]?\d{{2,4}}(?:,| và"
                            rf"| hoặc)\s(?P<say>(?P<l>[A-Z]{{2}})"
             r"[\s-]?(?P<n>\d{2,4}))(?!\w)", say.flight),
        Rule("code.grade", r"(?<![\w.,–-])(?P<n>\d+,\d+)(?P<l>[A-Z])(?:-(?P<r>I{1,3}|IV|V))?"
             r"(?!\w|[.-]\w)", say.grade),
        Rule("code.aircraft", r"(?<!\w)(?:Boeing|Airbus|[BA])\s?"
             r"(?P<say>(?P<n>\d{3})-(?P<more>\d{3}))"
             r"(?!\w)",
             lambda m: f"{numbers.digits(m['n'])} {numbers.number(m['more'])}"),
        Rule("code.formula", rf"(?<![\w.@&'’-])(?:\d{{1,2}})?(?:(?:{_ELEMENT})[\d₀-₉]{{0,2}}|"
             rf"\((?:(?:{_ELEMENT})[\d₀-₉]{{0,2}}){{1,4}}\)[\d₀-₉]?){{2,8}}(?![\w@&]|['’]\w|\.\w)",
             say.formula, "nothing"),
        Rule("acronym.police", rf"(?<!\w)CA(?=\s(?:tỉnh|TP|Tp|thành phố|thị|huyện|quận|phường|xã"
             rf"|[QPHX]\.|Hà Nội))|(?:(?<=\bdo\s)|(?<=cơ quan\s)|(?<=rưởng\s))"
             rf"CA(?=\s[{UPPER}][{LOWER}])",
             lambda _: ("công an", 0.9), "upper"),
        Rule("acronym.editor",
         rf"(?<!\w)BTV(?=\s[{UPPER}][{LOWER}]+\s[{UPPER}][{LOWER}])(?!\s(?:Tỉnh|Thành|Huyện"
             r"|Quận|Thị|Đảng|Trung|Hội|Liên|Đoàn|Công))", lambda _: ("biên tập viên", 0.8),
              "upper"),
        Rule("acronym.town", rf"(?:(?:TX|TP|xã|huyện"
                             rf"|phường)\.?\s[^.;:\n]{{2,24}},\s)(?P<say>TT)(?=\s[{UPPER}][{LOWER}]"
             rf"|\.\s?[{UPPER}][{LOWER}])", lambda _: ("thị trấn", 0.8), "upper"),
        Rule("acronym.town", rf"(?<!\w)TT(?=\s[{UPPER}][{LOWER}]+\s[{UPPER}][{LOWER}]+,\s"
                             rf"(?:huyện|H\.|tỉnh|T\.))",
             lambda _: ("thị trấn", 0.9), "upper"),
        Rule("acronym.chair", r"(?<!\w)CT(?=\s(?:UBND|HĐND|HĐQT|HĐTV|Quốc hội|nước|UBMTTQ"
                              r"|Công đoàn)(?!\w))",
             lambda _: ("chủ tịch", 0.9), "upper"),
        Rule("acronym.academy", rf"(?<!\w)HV(?=\s(?:[{UPPER}][{LOWER}]|CS|KT|QY|BC))(?!\s"
                                rf"(?:Nguyễn|Trần|Lê|Phạm))",
             lambda _: ("học viện", 0.8), "upper"),
        Rule("letter.minus", r"(?<![\w-])(?:AB|[ABCDO])(?P<say>[-−])(?=[.,;)]|\s*\Z|\s(?:và"
                             r"|hoặc|hiếm|môn|trở)(?!\w))",
             lambda _: (" trừ", 0.8), "nothing"),
        Rule("code.molecule",
         rf"(?<![\w.@&'’-])(?P<say>(?P<n>\d{{0,2}})(?P<e>{_ELEMENT})(?P<k>[₂-₉]))(?![\w@&])",
             say.molecule, "nothing"),
        Rule("acronym.school", rf"(?<!\w)[Tt]rường\s(?P<say>TH)(?=\s[{UPPER}][{LOWER}])",
             lambda _: ("tiểu học", 0.9), "upper"),
        Rule("letter.wind", r"(?<!\w)(?:[Pp]hía|[Hh]ướng|[Gg]ió)\s(?P<say>[ĐTNB]{2,3})(?!\w)",
             lambda m: " ".join(_WINDS[c] for c in m["say"]), "upper"),
        Rule("unit.protein", r"(?<!\w)(?i:nước mắm|độ đạm|đạm)\s"
                             r"(?:[^\W\d_]+\s){0,4}(?P<say>(?P<n>\d{1,2})"
             r"\s?[°º⁰]\s?N)(?!\w)", lambda m: f"{numbers.number(m['n'])} độ đạm"),
        Rule("number.latitude", rf"{BEFORE}(?P<n>\d{{1,3}}(?:[.,]\d+)?)\s?[°º]\s?(?P<w>[ĐTNBESW])"
             r"(?!\w)", lambda m: f"{numbers.number(m['n'])} độ {_WINDS[m['w']]}"),
        Rule("acronym.contact", r"(?<!\w)LH(?=\s?:|\.\s|\s(?:chị|anh|cô|ông|bà|số|sđt|0\d))",
             lambda _: ("liên hệ", 0.9), "upper"),
        Rule("letter.greek", rf"(?<![^\W\d])(?:{'|'.join(_GREEK)})(?!\w)", lambda m: _GREEK[m[0]],
             "nothing"),
        Rule("letter.product", rf"(?<![^\W\d])(?P<w>[bcdghklmnpqrstvx]{{2}}|(?:{'|'.join(_GREEK)})"
             r"[a-zA-Z])(?P<p>[²³])?(?!\w)", say.product, "any"),
        Rule("letter.term", r"(?:(?<=[=+−–-]\s)|(?<==)|(?<![\w'’.])(?=[a-z]{2}[²³]?\s?[=+−]))"
             r"(?P<w>[abckmnp][xyzt])(?P<p>[²³])?(?!\w)", say.product, "any"),
        Rule("symbol.yields", r"(?<=[\d₀-₉A-Za-z)])\s?[→⟶]\s?(?=\d?[A-Z][A-Za-z₀-₉]*)",
         say.yields, "any"),
        Rule("letter.accused", r"(?<!\w)(?:bị cáo|bị can|nghi can|nghi phạm|đối tượng|[Aa]nh|[Cc]hị"
             r"|[Ôô]ng|[Bb]à|[Ee]m|[Cc]ô|[Cc]hú|[Cc]háu)\s(?P<say>[BCDĐGHKLMNPQRSTVX]\.)(?=\s\d)",
             lambda m: (say.spelt(m["say"][0]), 0.9)),
        Rule("letter.over", r"(?:(?<==\s)(?P<a>[a-zA-Z])\s?/\s?(?P<b>[a-zA-Z])(?!\w)"
             r"|(?<![\w/.])(?P<c>[a-zA-Z])/(?P<d>[a-zA-Z])(?=\s?[=+<>≤≥]))", say.over,
             "any"),
        Rule("note.glued", rf"(?<![\w.])(?P<w>[{UPPER}]?[{LOWER}]{{2,6}})(?P<say>\d{{1,2}})"
             r"(?=[\s,;:.!?)])(?![.,:]\d)", say.note),
        Rule("note.glued-stop", rf"(?<![\w.])(?P<w>[{UPPER}]?[{LOWER}]{{3,6}})[.!?][\"”]?"
             rf"(?P<say>\d{{1,2}})(?=\s[{UPPER}])", say.note_behind),
    )  # fmt: skip


class _Short:
    def __init__(self, language: Language, numbers: Numbers) -> None:
        self._names = language.letters
        self._numbers = numbers
        self._units: Mapping[str, str] = language.words["units"]
        self._powers: Mapping[str, str] = language.words["powers"]

    def spelt(self, run: str) -> str:
        """The names of letters, Greek ones too."""
        return " ".join("ô" if c == "O" else _GREEK.get(c) or self._names[c.lower()] for c in run)

    def grade(self, m: re.Match[str]) -> Reading:
        if not m["r"] and m["l"] in "ACFGJKLMNTVW":
            return None
        level = f" {self._numbers.integer(roman(m['r']) or 0)}" if m["r"] else ""
        return f"{self._numbers.number(m['n'])} {self.spelt(m['l'])}{level}", 0.8

    def product(self, m: re.Match[str]) -> Reading:
        term = m["w"][0] in "abckmnp" and m["w"][1] in "xyzt"
        formula = term and re.search(r"[=+]", m.string[max(0, m.start() - 24) : m.end() + 12])
        if m[0] in self._units or (not m["p"] and m["w"][0].isascii() and not formula):
            return None
        power = f" {self._powers[m['p']]}" if m["p"] else ""
        return self.spelt(m["w"]) + power, 0.8

    def yields(self, m: re.Match[str]) -> Reading:
        """The arrow of a reaction, not of a way."""
        near = m.string[max(0, m.start() - 40) : m.end() + 12]
        return (" tạo thành ", 0.8) if re.search(r"[A-Z][a-z]?[₂-₉2-9]", near) else None

    def over(self, m: re.Match[str]) -> Reading:
        return f"{self.spelt(m['a'] or m['c'])} trên {self.spelt(m['b'] or m['d'])}", 0.8

    def flight(self, m: re.Match[str]) -> Reading:
        return f"{self.spelt(m['l'])} {self._numbers.digits(m['n'])}", 0.9

    def molecule(self, m: re.Match[str]) -> Reading:
        """O₂, 2H₂: one element."""
        said = f"{self.spelt(m['e'])} {self._numbers.number(m['k'].translate(_LOWERED))}"
        return (f"{self._numbers.number(m['n'])} {said}" if m["n"] else said), 0.9

    def formula(self, m: re.Match[str]) -> Reading:
        """Element by element, where small letters or brackets keep it from being an acronym."""
        written = m[0].translate(_LOWERED)
        last = re.findall("[A-Z][a-z]?", written)[-1]
        lowered = written != m[0]
        if not lowered and not any(c.islower() or c == "(" for c in written):
            return None
        if last not in _LAST and not written[-1].isdigit() and written[-1] != ")":
            return None
        parts = re.findall(r"[A-Za-z]+|\d+|\)", written)
        said = (self._part(part) for part in parts)
        return " ".join(word for word in said if word).replace(" ,", ","), 0.8

    def _part(self, part: str) -> str:
        if part == ")":
            return ","
        return self._numbers.number(part) if part.isdigit() else self.spelt(part)

    def note(self, m: re.Match[str]) -> Reading:
        """A figure grown to a Vietnamese word, but where words count: Pháp1 and no Điều1."""
        word = m["w"]
        if word.isascii() or _NUMBERED.fullmatch(word.lower()) or not is_syllable(word):
            return None
        closed = m.string[m.end() : m.end() + 1] in tuple(".,;:!?)")
        return f", chú thích {self._numbers.number(m['say'])}{'' if closed else ','}", 0.6

    def note_behind(self, m: re.Match[str]) -> Reading:
        if not is_syllable(m["w"]):
            return None
        return f" chú thích {self._numbers.number(m['say'])}.", 0.6
