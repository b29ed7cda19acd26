"""Persian number words."""

import re
from functools import lru_cache

_SMALL = [
    "صفر",
    "یک",
    "دو",
    "سه",
    "چهار",
    "پنج",
    "شش",
    "هفت",
    "هشت",
    "نه",
    "ده",
    "یازده",
    "دوازده",
    "سیزده",
    "چهارده",
    "پانزده",
    "شانزده",
    "هفده",
    "هجده",
    "نوزده",
]
_TENS = ["بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"]
_HUNDREDS = ["صد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد"]
_SCALES = ("", "هزار", "میلیون", "میلیارد", "تریلیون")
_AND = " و "
_PARTS = ("دهم", "صدم", "هزارم")


class PersianNumbers:
    """Says numbers."""

    def __init__(self) -> None:
        self.integer = lru_cache(maxsize=4096)(self._integer)

    def _integer(self, n: int) -> str:
        if n == 0:
            return _SMALL[0]
        said: list[str] = []
        place = 0
        while n:
            n, group = divmod(n, 1000)
            if group:
                one = "" if place == 1 and group == 1 else _below_thousand(group)
                said.insert(0, f"{one} {_SCALES[place]}".strip())
            place += 1
        return _AND.join(said)

    def ordinal(self, n: int) -> str:
        """چهارم, سوم, سی‌ام; the first is اول in a row of things and یکم at the end of a number."""
        if n == 1:
            return "اول"
        said = self.integer(n)
        if said.endswith("سه"):
            return said[:-1] + "وم"
        return said + "\u200cام" if said.endswith("ی") else said + "م"

    def digits(self, written: str) -> str:
        return " ".join(_SMALL[int(d)] for d in written if d.isdigit())

    def run(self, run: str) -> str:
        """A run of digits: leading zeros and very long ones digit by digit."""
        if len(run) > 15 or (len(run) > 1 and run[0] == "0"):
            return self.digits(run)
        return self.integer(int(run))

    def number(self, written: str) -> str:
        plain = re.sub(r"\s", "", written)
        if re.fullmatch(r"\d{1,3}(?:[٬,،]\d{3})+(?:[٫./]\d+)?", plain):
            plain = re.sub(r"[٬,،]", "", plain)
        parts = re.split(r"[٫./,٬،]", plain)
        if len(parts) == 2 and len(parts[1]) <= 3 and parts[0] and parts[1]:
            return self._decimal(*parts)
        return " ".join(self.run(part) for part in parts if part)

    def _decimal(self, whole: str, part: str) -> str:
        if part == "5":
            half = "نیم"
            return half if whole == "0" else f"{self.run(whole)}{_AND}{half}"
        return f"{self.run(whole)} ممیز {self.integer(int(part))} {_PARTS[len(part) - 1]}"


def _below_thousand(n: int) -> str:
    said = []
    if n >= 100:
        said.append(_HUNDREDS[n // 100 - 1])
        n %= 100
    if n >= 20:
        said.append(_TENS[n // 10 - 2])
        n %= 10
    if n:
        said.append(_SMALL[n])
    return _AND.join(said)
