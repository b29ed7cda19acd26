"""Dates: days, months, quarters and years, one or several."""

import re

from tts._digits import roman
from tts._rules import BEFORE, Language, Numbers, Reading, Rule
from tts.languages.vi._around import DAY, MONTH, UPPER, YEAR, after, before, last_word

_PART = "ngày|hôm|sáng|trưa|chiều|tối|đêm|khuya|rạng sáng"
_COUNTED = (
    r"(?!\s+(?:lần|bữa|giờ|tiếng|viên|cốc|ly|điếu|phút|trang|buổi|con|cái|người|km|kg|triệu|nghìn|"
    r"ngàn|đồng|tháng|lít|chuyến|lượt|quả|bát|chén|ngày|năm|tuần|điểm|bàn|tuổi|câu|chữ|làn|nhịp"
    r"|tầng|phòng|mét|cây|chỗ|bước|khúc|đoạn|nhà|xe|thành viên)(?!\w))"
)
_CALENDAR = (
    r"(?:âm lịch|dương lịch|ÂL|AL|DL|hằng năm|hàng năm|vừa qua|năm nay|năm \d{4}|năm ngoái|"
    r"năm trước|năm sau|tới đây|sắp tới|là (?:ngày|lễ|[Qq]uốc|[Tt]ết|sinh|dịp|kỷ niệm))"
)
_CALLED_SO = (
    "nông trường|công viên|nhà máy|xí nghiệp|đường|phố|trường|bệnh viện|rạp|hợp tác xã|cầu"
    "|quảng trường|"
    "phong trào|câu lạc bộ|xưởng|mỏ|lâm trường|khu phố|công ty|tòa nhà"
)
_WEEK = {"2": "hai", "3": "ba", "4": "tư", "5": "năm", "6": "sáu", "7": "bảy"}


def dates(language: Language, numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of dates, the most particular first."""
    say = _Dates(language, numbers)
    short = rf"(?P<d>{DAY})\s?/\s?(?P<m>{MONTH})"
    other = rf"(?P<e>{DAY})\s?/\s?(?P<f>{MONTH})"
    return (
        Rule("date.iso", rf"{BEFORE}{YEAR}-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
             say.full),
        Rule("date.span", rf"{BEFORE}(?<!/){short}(?:/{YEAR})?\s?[-–—]\s?{other}"
             r"(?:\s?/\s?(?P<z>[12]\d{3}))?(?![\d/])", say.span),
        Rule("date.range", rf"{BEFORE}(?<![-–/])"
             rf"(?P<d>{DAY})\s?[-–—]\s?(?P<e>{DAY})\s?/\s?(?P<m>{MONTH})"
             rf"(?:/{YEAR})?(?!\d|[/-]\d)", say.range),
        Rule("date.range-dash", rf"{BEFORE}(?<![-–/])(?P<d>{DAY})\s?[-–]\s?(?P<e>{DAY})-"
             rf"(?P<m>{MONTH})-"
             rf"{YEAR}(?!\d|[/-]\d)", say.range),
        Rule("date.full", rf"{BEFORE}(?<![-–/])(?P<d>{DAY})(?P<s>\s?[/.-]\s?)(?P<m>{MONTH})"
             rf"(?P=s){YEAR}"
             r"(?!\d|[/-]\d)", say.full),
        Rule("date.full-short", rf"{BEFORE}(?<![/\w-])(?P<d>{DAY})(?P<s>[/.-])"
             rf"(?P<m>{MONTH})(?P=s)(?P<y>\d\d)(?!\w|[/.,-]\d)", say.short),
        Rule("date.quarters", r"(?<!\w)[Qq]uý\s+(?P<say>(?P<q>[1-4]|I{1,3}|IV)\s?(?:,|và|[-–])\s?"
             rf"(?P<r>[1-4]|I{{1,3}}|IV)(?:\s?[/-]\s?{YEAR})?)(?!\w)", say.quarters, "any"),
        Rule("date.quarter", rf"(?<!\w)(?:(?P<t>[Qq]uý\s+)|(?=Q))(?P<say>(?:Q\.?)?(?P<q>[1-4]"
             rf"|I{{1,3}}|IV)"
             rf"\s?[/-]\s?{YEAR})(?!\d)", say.quarter),
        Rule("date.months-span", rf"{BEFORE}(?P<m>{MONTH})/{YEAR}\s?[-–—]\s?(?P<n>{MONTH})/"
             r"(?P<z>[12]\d{3})(?!\d|[/-]\d)", say.months_span),
        Rule("date.months", rf"(?<!\w)[Tt]háng\s+(?P<say>{MONTH}(?:\s?(?:,|[-–—]|và|đến|hoặc"
             rf"|hay)\s?"
             rf"{MONTH}){{1,5}})(?![\d%]|[.,/:]\d|\s?[-–]\d|[-–.]?[^\W\d_])", say.months),
        Rule("date.months-year", rf"(?<!\w)[Tt]háng\s+(?P<say>(?P<m>{MONTH})\s?(?P<s>[-–—,]|và)\s?"
             rf"(?P<n>{MONTH})[/-]{YEAR})(?!\d|[/-]\d)", say.months_year),
        Rule("date.month", rf"(?<!\w)(?:(?P<t>[Tt]háng\s+)|(?=T))(?P<say>"
             rf"(?:T\.?)?(?P<m>{MONTH})\s?[/.-]\s?{YEAR})"
             r"(?!\d|[/-]\d)", say.month),
        Rule("date.issue", rf"(?<!\w)(?:[Ss]ố|[Kk]ỳ|[Tt]ập)\s+(?P<say>(?P<n>\d{{1,4}})/{YEAR})"
             rf"(?!\d|/)",
             lambda m: (f"{numbers.integer(int(m['n']))}, năm {numbers.number(m['y'])}", 0.9)),
        Rule("date.month-year-dash", rf"(?<=\()(?P<say>(?P<m>{MONTH})\s?-\s?{YEAR})(?=[),;])",
             lambda m: ("tháng " + say.said(m), 0.8)),
        Rule("date.month-year", rf"(?<![\w/])(?<!\d[.,-])(?P<say>(?P<m>{MONTH})/\s?{YEAR})(?!\d"
             rf"|[/-]\d)",
             say.month_year),
        Rule("date.day", rf"(?<!\w)(?P<w>{_PART}|lễ|khánh|[Tt]ết|dịp|mừng|đón|nghỉ|mùng|mồng"
             rf"|rằm)(?:\s+(?:nay|qua|mai))?,?\s+"
             rf"(?P<say>(?P<d>{DAY})\s?(?P<s>[/.-])\s?(?P<m>{MONTH}))(?![\d%]|[/.,-]\d"
             rf"|\s+tháng){_COUNTED}",
             say.day, flags=re.IGNORECASE),
        Rule("date.day-second", rf"(?<!\w)(?:{_PART}|lễ|dịp|nghỉ)\s+{DAY}-{MONTH}\s?(?:,|và|đến)\s?"
             rf"(?P<say>(?P<d>{DAY})-(?P<m>{MONTH}))(?![\w%]|[/.,-]\d){_COUNTED}", say.plain,
             flags=re.IGNORECASE),
        Rule("date.named", rf"(?<!\w)(?:{_CALLED_SO})\s+(?P<say>(?P<d>{DAY})[/-](?P<m>{MONTH}))"
             rf"(?![\d/%-]|[.,]\d){_COUNTED}", say.plain, flags=re.IGNORECASE),
        Rule("date.today", rf"(?<!\w)(?:nay|qua|mai)\s\((?P<say>(?P<d>{DAY})[/.-](?P<m>{MONTH}))"
             rf"(?=\))",
             say.plain, flags=re.IGNORECASE),
        Rule("date.feast", r"(?<!\w)(?:[Qq]uốc tế|[Ll]ao động|[Pp]hụ nữ|[Tt]hiếu nhi"
                           r"|[Qq]uốc khánh|[Nn]hà giáo"
             r"|[Tt]hương binh(?:,? - |\s)[Ll]iệt sĩ|[Qq]uân đội|[Gg]iải phóng|[Đđ]ộc lập"
             r"|[Tt]hành lập"
             r"|[Vv]iệt Nam|[Mm]iền Nam)\s(?:\w+\s)?\(?(?P<say>(?P<d>1|8|20|30|19|2|22|27|3"
             r"|26|9|7|21|10)-"
             rf"(?P<m>{MONTH}))(?![\w%]|[/.,-]\d){_COUNTED}", say.feast),
        Rule("date.calendar", rf"{BEFORE}(?<![/-])(?P<say>(?P<d>{DAY})[/-](?P<m>{MONTH}))"
             rf"(?=\s+\(?{_CALENDAR}(?!\w))", say.plain),
        Rule("date.slash", rf"{BEFORE}(?<![/-])(?P<d>{DAY})/(?P<m>{MONTH})(?![\d%/]|[.,-]\d)",
             say.slash),
        Rule("date.month-four", r"(?<!\w)tháng\s+(?P<say>0?4)(?!\d|[.,/]\d)", lambda _: "tư",
             flags=re.I),
        Rule("date.leading-zero",
             r"(?<!\w)(?:ngày|tháng|mùng|mồng)\s+(?P<say>0[1-9])(?!\d|[.,/-]\d)",
             lambda m: numbers.integer(int(m["say"])), flags=re.IGNORECASE),
        Rule("date.year-behind", rf"(?<!\w)tháng\s+{MONTH},\s(?P<say>{YEAR})(?!\d|[.,]\d)",
             lambda m: f"năm {numbers.number(m['y'])}"),
        Rule("date.season", rf"{BEFORE}(?<![/-]){YEAR}/(?P<z>\d{{4}}|\d\d)(?![\w/-]|[.,]\d)",
             say.season),
        Rule("date.same-word", r"(?<!\w)(?P<w>ngày|tháng|năm|quý|thế kỷ|tuần|tuổi|trang)\s+"
             r"[\dIVX/.]{1,10}(?P<say>\s?[-–—]\s?)(?=(?P=w)\s[\dIVX])",
             lambda _: f" {language.words['to']} ", "nothing", re.IGNORECASE),
        Rule("date.weekday-list", r"(?<!\w)(?<![-–—])(?<![-–—]\s)T[2-7]"
             r"(?:(?:\s?[,;&]\s?|\s(?:và|đến|tới|hoặc)\s)"
             r"(?:T[2-7]|CN)){1,6}(?!\w|[.,/]\d)", say.weekday_list),
        Rule("date.weekdays", r"(?<!\w)(?:(?P<w>[Tt]hứ\s+)|(?=T))(?P<say>T?(?P<a>[2-7])\s?[-–—]\s?"
             r"(?:(?:thứ\s+|T)?(?P<b>[2-7])|CN))(?!\w|[.,/]\d)", say.weekdays),
        Rule("date.weekday", r"(?<!\w)T(?P<a>[2-7])(?=\s?(?:,|-|–|&|và)\s?(?:T[2-7]|CN)(?!\w)"
             r"|,?\s\d{1,2}[/-]\d)",
             lambda m: f"thứ {_WEEK[m['a']]}"),
        Rule("date.sunday-date", r"(?<!\w)CN(?=,?\s"
             r"(?:ngày\s)?\d{1,2}[/-]\d)", lambda _: "chủ nhật", "upper"),
        Rule("date.born", r"(?<!\w)SN(?=\s?:?\s?(?:\d{1,2}/){0,2}[12]\d{3}"
             r"(?!\d))", lambda _: "sinh năm", "upper"),
        Rule("date.about", r"(?<=\()(?:k|kh)\.\s?(?=\d{3,4}(?!\d))", lambda _: "khoảng ", "dot"),
        Rule("date.sunday", r"(?<!\w)(?:(?:T|[Tt]hứ\s)[2-7]|bảy)\s?(?:,|-|–|&|và)\s?(?P<say>CN)"
             r"(?!\w)",
             lambda _: "chủ nhật", "upper"),
        Rule("date.sunday-part", rf"(?<!\w)(?i:{_PART}|trừ|nghỉ|cả)\s(?P<say>CN)"
             rf"(?!\w|[^\S\n][{UPPER}])", lambda _: ("chủ nhật", 0.9), "upper"),
        Rule("date.decade", r"(?<!\w)(?P<n>1[5-9]\d0|20\d0)s(?!\w)",
             lambda m: "những năm " + numbers.number(m["n"])),
    )  # fmt: skip


class _Dates:
    def __init__(self, language: Language, numbers: Numbers) -> None:
        self._to: str = language.words["to"]
        self._numbers = numbers

    def _day(self, d: str, m: str = "", y: str | None = None) -> str:
        said = self._numbers.integer(int(d))
        if m:
            said += f" tháng {self._month(m)}"
        return f"{said}{self._year(y)}"

    def _year(self, y: str | None) -> str:
        return f" năm {self._numbers.number(y)}" if y else ""

    def _month(self, m: str) -> str:
        return "tư" if int(m) == 4 else self._numbers.integer(int(m))

    def full(self, m: re.Match[str]) -> Reading:
        said = self._day(m["d"], m["m"], m["y"])
        return said if last_word(m) in _NAMED else "ngày " + said

    def short(self, m: re.Match[str]) -> Reading:
        """7/5/54: a year of two figures."""
        told = last_word(m) in _NAMED or last_word(m) in _PART.split("|") or last_word(m) == "sinh"
        if not told and (m["s"] != "/" or _NO_DATE.search(before(m)) or int(m["y"]) < 10):
            return None
        said = self._day(m["d"], m["m"], m["y"])
        return (said if last_word(m) in _NAMED else "ngày " + said), 0.9 if told else 0.7

    def span(self, m: re.Match[str]) -> Reading:
        first = self._day(m["d"], m["m"], m["y"])
        last = self._day(m["e"], m["f"], m["z"])
        said = f"{first} {self._to} {last}"
        if last_word(m) in _NAMED:
            return said
        return "ngày " + said, 0.9 if m["y"] or m["z"] else 0.7

    def range(self, m: re.Match[str]) -> Reading:
        if int(m["d"]) >= int(m["e"]):
            return None
        said = f"{self._day(m['d'])} {self._to} {self._day(m['e'], m['m'], m['y'])}"
        if last_word(m) in _NAMED | {"từ", "trong"}:
            return said
        return "ngày " + said, 0.9 if m["y"] else 0.7

    def _quarter(self, q: str) -> str:
        return self._month(q if q.isdigit() else str(roman(q)))

    def quarter(self, m: re.Match[str]) -> Reading:
        return f"{'' if m['t'] else 'quý '}{self._quarter(m['q'])}{self._year(m['y'])}"

    def quarters(self, m: re.Match[str]) -> Reading:
        between = re.sub(r"[\dIV\s/]|-(?=\d{4})", "", m["say"].replace(m["y"] or "\0", ""))
        word = {",": ",", "và": " và"}.get(between, f" {self._to}")
        return f"{self._quarter(m['q'])}{word} {self._quarter(m['r'])}{self._year(m['y'])}"

    def month(self, m: re.Match[str]) -> Reading:
        return f"{'' if m['t'] else 'tháng '}{self.said(m)}"

    def month_year(self, m: re.Match[str]) -> Reading:
        """4/2020; but 1/1000 and 1/2000 are scales and odds where no word of time goes before."""
        year = int(m["y"])
        scale = m["m"] == "1" and year % 500 == 0 and last_word(m) not in _TIMED
        return None if year < 1400 or scale else ("tháng " + self.said(m), 0.8)

    def said(self, m: re.Match[str]) -> str:
        return f"{self._month(m['m'])}{self._year(m['y'])}"

    def months(self, m: re.Match[str]) -> Reading:
        dashes = re.sub(r"\s?[-–—]\s?", f" {self._to} ", m["say"])
        return re.sub(r"\d+", lambda d: self._month(d[0]), dashes)

    def months_year(self, m: re.Match[str]) -> Reading:
        word = {",": ",", "và": " và"}.get(m["s"], f" {self._to}")
        return f"{self._month(m['m'])}{word} {self._month(m['n'])}{self._year(m['y'])}"

    def months_span(self, m: re.Match[str]) -> Reading:
        first = f"{self._month(m['m'])}{self._year(m['y'])}"
        last = f"tháng {self._month(m['n'])}{self._year(m['z'])}"
        said = f"{first} {self._to} {last}"
        return said if last_word(m) == "tháng" else ("tháng " + said, 0.8)

    def day(self, m: re.Match[str]) -> Reading:
        """A day after a word that says so; by a hyphen only where nothing is counted."""
        word = m["w"].lower()
        if m["s"] != "/" and word == "ngày" and _EACH.search(before(m)):
            return None
        if m["s"] == "." and word not in _PART.split("|"):
            return None
        if (
            "/" in m["s"]
            and int(m["d"]) < int(m["m"])
            and word in ("tết", "dịp", "mừng", "đón", "nghỉ")
        ):
            return f"{self._day(m['d'], m['m'])}", 0.7
        said = self._day(m["d"], m["m"])
        sure = 1.0 if m["s"] == "/" else 0.8
        return (said if word in _NAMED else "ngày " + said), sure

    def plain(self, m: re.Match[str]) -> Reading:
        return self._day(m["d"], m["m"]), 0.9

    def feast(self, m: re.Match[str]) -> Reading:
        """Ngày Quốc tế Lao động 1-5: a day that is kept, where "ngày" or the like stands before."""
        known = not m[0].lower().startswith(("việt", "miền", "quân", "giải", "độc", "thành"))
        return self.plain(m) if known or _KEPT.search(before(m, 60)) else None

    def slash(self, m: re.Match[str]) -> Reading:
        """A date without its word: by what stands before, else as no fraction can be."""
        head = before(m)
        said = self._day(m["d"], m["m"])
        word = last_word(m)
        if int(m["d"]) < int(m["m"]) and (_COUNT_NEXT.match(after(m)) or _USED_UP.search(head)):
            return None
        if max(int(m["d"]), int(m["m"])) < 8 and _WON.search(head):
            return None
        if _NO_DATE.search(head) or (m["d"], m["m"]) in (("24", "7"), ("7", "7")):
            return None
        if "0" in (m["d"][0], m["m"][0]):
            return said, 0.8
        if word in ("từ", "đến", "tới", "trước", "sau", "qua", "hết", "kể"):
            near = "ngày" in head[-28:]
            return (said if near or word in ("trước", "sau") else "ngày " + said), 0.8
        if _DAYS_BEFORE.search(head):
            return said, 0.8
        if _FEAST.search(m.string[max(0, m.start() - 60) : m.start()]):
            return said, 0.8
        if int(m["d"]) > int(m["m"]) and not _COUNT_NEXT.match(after(m)):
            return ("ngày " + said if word == "" and m.start() else said), 0.7
        return None

    def season(self, m: re.Match[str]) -> Reading:
        """2023/24: one year and the next."""
        if int(m["y"]) < 1850 or (int(m["y"]) + 1) % 100 != int(m["z"][-2:]):
            return None
        if len(m["z"]) == 4 and int(m["z"]) != int(m["y"]) + 1:
            return None
        return f"{self._numbers.number(m['y'])} {self._to} {self._numbers.number(m['z'])}", 0.8

    def weekday_list(self, m: re.Match[str]) -> Reading:
        said = m[0].replace("&", "và").replace("CN", "chủ nhật")
        return re.sub(r"T([2-7])", lambda d: f"thứ {_WEEK[d[1]]}", said), 0.9

    def weekdays(self, m: re.Match[str]) -> Reading:
        last = f"thứ {_WEEK[m['b']]}" if m["b"] else "chủ nhật"
        return f"{'' if m['w'] else 'thứ '}{_WEEK[m['a']]} {self._to} {last}"


_NAMED = frozenset(
    ("ngày", "mùng", "mồng", "rằm", "lễ", "hôm", "khánh", "tết", "dịp", "mừng", "đón")
)
_TIMED = frozenset(
    ("từ", "đến", "tới", "trước", "sau", "đầu", "cuối", "giữa", "vào", "trong", "tháng", "kể",
     "qua")
)  # fmt: skip
_EACH = re.compile(r"(?:mỗi|một|hằng|hàng|cả|vài|mấy|(?<![\w:.,/-])\d{1,2})\s*\Z")
_DAYS_BEFORE = re.compile(
    r"(?:ngày|lễ|đêm|sáng|chiều|tối)\s[^.!?;]{0,20}\d\s?(?:,|và|hoặc|hay|đến)\s*\Z|"
    r"(?:đường|phố|phong trào|cầu|công viên|trường|nhà máy|xí nghiệp|âm lịch)\s+\Z"
)
_FEAST = re.compile(
    r"(?<!\w)(?:[Nn]gày|[Ll]ễ|[Kk]ỷ niệm|[Cc]hào mừng|[Dd]ịp)\s(?:[^\W\d_]+[,\s]+){1,8}\Z"
)
_WON = re.compile(
    r"(?<!\w)(?:(?<!chiến )thắng|thua|hạ|t[ỷỉ] số)\s(?!cử)"
    r"(?:[^\d.;!?]{0,30}\s)?(?:[0-7]/[0-7](?:,| và)\s)*\Z"
)
_NO_DATE = re.compile(
    r"(?:t[ỷỉ] (?:số|lệ)|s[ốo] nhà|nhà số|hẻm|lớp|khối|phòng|ngõ|ngách|kiệt|tổ|lô|thửa|hạng|"
    r"thứ|khoảng|gần|hơn|chiếm|đạt|điểm|câu|bài|huyết áp|thị lực|mắt|nhịp)\s+(?:\w+\s+)?\Z"
)
_KEPT = re.compile(r"(?:ngày|lễ|tết|dịp|mừng|kỷ niệm)\s(?:[^\W\d_]+[,\s-]+){0,6}\Z")
_USED_UP = re.compile(
    r"(?<!đến\s)(?<!tới\s)(?<!dài\s)(?:hết|được|mất|còn|bằng|thêm|bớt|giảm|tăng|cắt|chia|lấy)\s+\Z"
)
_COUNT_NEXT = re.compile(
    r"\s+(?:cái|chiếc|quả|trái|cốc|chén|bát|ly|thìa|muỗng|ổ|con|quyển|trang|chặng|hành trình"
    r"|tài sản|"
    r"công việc|sản lượng|sào|mẫu|lương|đường|miếng|cân|lít|ấm|nồi|chai|kho|ngân sách"
    r"|lãnh thổ|hội viên|"
    r"điểm|phiếu|đại biểu|người|thành viên|em|cháu|học sinh|hộ|xã|huyện|tỉnh|thôn|phường|"
    r"trường|câu|bài|trận|lần|số|tổng số|diện tích|dân số|quãng|nhịp|mmHg|tổng|thời gian|chiều"
    r"|lượng|giá|thể tích|đoạn|cuộc|"
    r"nửa|năm|giờ|ngày|tháng|bề mặt|trọng lượng|công suất|vốn|thu nhập|nhân|lực lượng|quân"
    r"|khối lượng)(?!\w)"
)
