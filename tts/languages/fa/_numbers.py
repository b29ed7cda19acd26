"""Persian number words."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_SCALES = ("", "هزار", "میلیون", "میلیارد", "تریلیون")
_AND = " و "
_ZWNJ = "\u200c"
_GROUPED = re.compile(r"\d{1,3}(?:[٬,،’']\d{3})+(?:[٫./]\d+)?|\d{1,3}(?:\.\d{3}){2,}")


class PersianNumbers:
    """Says numbers, with the words of the folder's `numbers.toml`."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._small: list[str] = words["small"].split("|")
        self._tens: list[str] = words["tens"].split("|")
        self._hundreds: list[str] = words["hundreds"].split("|")
        self._parts: list[str] = words["parts"].split("|")
        self._point: str = words["point"]
        self.integer = lru_cache(maxsize=4096)(self._integer)

    def _integer(self, n: int) -> str:
        if n == 0:
            return self._small[0]
        said: list[str] = []
        place = 0
        while n:
            n, group = divmod(n, 1000)
            if group:
                one = "" if place == 1 and group == 1 else self._below_thousand(group)
                said.insert(0, f"{one} {_SCALES[place]}".strip())
            place += 1
        return _AND.join(said)

    def _below_thousand(self, n: int) -> str:
        said = []
        if n >= 100:
            said.append(self._hundreds[n // 100 - 1])
            n %= 100
        if n >= 20:
            said.append(self._tens[n // 10 - 2])
            n %= 10
        if n:
            said.append(self._small[n])
        return _AND.join(said)

    def ordinal(self, n: int, *, lone: bool = True) -> str:
        """چهارم, سوم, سی‌اُم; one is اول as a rank and یکم as a date (`lone` False)."""
        if n == 1:
            return "اول" if lone else "یکم"
        said = self.integer(n)
        if said.endswith("سه"):
            return said[:-1] + "وم"
        if said.endswith("ی"):
            return f"{said}{_ZWNJ}اُم"
        return said.replace("نُه", "نه") + "م" if said.endswith("نُه") else said + "م"

    def rank(self, n: int) -> str:
        """سومین, بیستمین."""
        return "اولین" if n == 1 else self.ordinal(n) + "ین"

    def digits(self, written: str) -> str:
        return " ".join(self._small[int(d)] for d in written if d.isdigit())

    def run(self, run: str) -> str:
        """A run of digits: leading zeros and very long ones digit by digit."""
        if len(run) > 15 or (len(run) > 1 and run[0] == "0"):
            return self.digits(run)
        return self.integer(int(run))

    def number(self, written: str) -> str:
        """Thousands parted by ٬ ، , or by several full stops; ٫ . / before decimals."""
        plain = re.sub(r"\s", "", written)
        if _GROUPED.fullmatch(plain):
            plain = re.sub(r"[٬,،’']", "", plain)
            if plain.count(".") > 1:
                plain = plain.replace(".", "")
        parts = re.split(r"[٫./,٬،’']", plain)
        if len(parts) == 2 and parts[1] == "000" and 0 < len(parts[0]) < 4:
            return self.integer(int(parts[0]) * 1000)
        if plain.count(".") > 1:
            return " نقطه ".join(self.run(part) for part in parts if part)
        if len(parts) == 2 and parts[0] and parts[1] and len(parts[0]) < 16:
            return self._decimal(*parts)
        return " ".join(self.run(part) for part in parts if part)

    def _decimal(self, whole: str, part: str) -> str:
        first = self.integer(int(whole)) if len(whole) < 16 else self.digits(whole)
        if part == "5":
            return "نیم" if not int(whole) else f"{first}{_AND}نیم"
        if not part.strip("0"):
            return first
        if len(part) > len(self._parts):
            return f"{first} {self._point} {self.digits(part)}"
        return f"{first} {self._point} {self.integer(int(part))} {self._parts[len(part) - 1]}"

    def fraction(self, top: int, bottom: int) -> str:
        """یک چهارم, نیم."""
        if (top, bottom) == (1, 2):
            return "نیم"
        return f"{self.integer(top)} {self.ordinal(bottom)}"
