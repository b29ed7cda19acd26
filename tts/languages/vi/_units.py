"""Units that no figure stands beside: vài km, 149,6 triệu km; and weights of lorries."""

import re
from collections.abc import Mapping

from tts._rules import BEFORE, Language, Numbers, Reading, Rule
from tts.languages.vi._around import N, after, either

_COUNT = (
    "triệu|tỷ|tỉ|nghìn|ngàn|vạn|trăm|chục|mươi|vài|mấy|nửa|rưỡi|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|"
    "mười|lăm|mốt|tư|mỗi|từng|bằng|theo|đến|cả|các|đơn vị|tính"
)
_BIG = "triệu|tỷ|tỉ|nghìn|ngàn|vạn|trăm|chục|mươi|vài|mấy|nửa"
_PLAIN = frozenset(
    ("km", "cm", "mm", "kg", "mg", "ml", "kWh", "kwh", "KWh", "kW", "MW", "MWh", "GWh", "GW", "kV",
     "kVA", "Hz", "kHz", "MHz", "GHz", "mmHg", "kcal", "mAh", "kPa", "MPa", "dB", "Kg", "Km")
)  # fmt: skip
"""Nothing but units."""
_DOUBTFUL = frozenset(("MP", "ML", "TB", "Pa", "cal", "HP", "KM", "KG", "px", "ms", "ft", "lb"))
_LOAD = r"(?:[Tt]rọng tải|[Tt]ải trọng|[Nn]ặng|[Xx]e(?:\stải)?|[Cc]ẩu|[Cc]hở)"


def loads(numbers: Numbers) -> tuple[Rule, ...]:
    """Rules of weights of lorries, and of figures parted by the mark of seconds."""

    def split(m: re.Match[str]) -> Reading:
        """9"58; a second such mark forbids it, unless it closes a quotation."""
        begin = max(0, m.start() - 200)
        if after(m, 1) == m["mark"] and m.string.count(m["mark"], begin, m.start()) % 2 == 0:
            return None
        return f"{numbers.number(m['s'])} giây {numbers.number(m['more'])}", 0.9

    def inch(m: re.Match[str]) -> Reading:
        return f"{numbers.number(m['n'])} in", 0.8

    return (
        Rule("number.split-seconds", rf"{BEFORE}(?P<s>[1-5]?\d)(?P<mark>[\"”″])(?P<more>\d{{1,2}})"
             r"(?!\w)", split),
        Rule("unit.inch", rf"(?<!\w)(?i:ti\s?vi|tv|màn hình|laptop|vành|mâm|lốp|ống|lcd|led"
                          rf"|bánh|đĩa)\s"
             rf"(?:[^\W\d_]+\s){{0,3}}(?P<say>(?P<n>{N})\s?(?:[\"”″]|''))(?!\w)", inch),
        Rule("symbol.diameter", rf"(?<!\w)[ØøΦφ∅]\s?(?={N})", lambda _: "phi "),
        Rule("unit.raised-degree", r"(?<=\d)(?P<say>\s?⁰\s?)(?P<l>[CFK])(?!\w)", lambda _: " độ "),
        Rule("unit.load", rf"(?<!\w){_LOAD}\s(?:[^\W\d_]+\s){{0,2}}(?P<say>(?P<n>{N})\s?T)(?!\w)",
             lambda m: (f"{numbers.number(m['n'])} tấn", 0.9)),
    )  # fmt: skip


def units(language: Language) -> tuple[Rule, ...]:
    """Rules of units without a figure; they go after those of measures."""
    table: Mapping[str, str] = language.words["units"]
    lettered = [unit for unit in table if unit.isalpha() and unit not in _DOUBTFUL]
    counted = either([unit for unit in lettered if len(unit) > 1])
    return (
        Rule("unit.counted", rf"(?<!\w)(?i:{_COUNT})\s(?P<say>{counted})(?![\w-])",
             lambda m: (table[m["say"]], 0.9), "nothing"),
        Rule("unit.counted", rf"(?<!\w)(?:{_BIG})\s(?P<say>[mgl])(?![\w.'’-])",
             lambda m: (table[m["say"]], 0.8), "nothing"),
        Rule("unit.shares", r"(?:\d|triệu|nghìn|ngàn|tỷ|tỉ)\s(?P<say>cp|CP)(?![\w-])",
             lambda _: ("cổ phiếu", 0.8), "nothing"),
        Rule("unit.bare", rf"(?<![\w.@&/-])(?:{either(_PLAIN & set(table))})(?![\w@&-]|\.\w)",
             lambda m: (table[m[0]], 0.9), "nothing"),
    )  # fmt: skip
