"""Vietnamese number words: mốt, tư, lăm; linh or lẻ; nghìn or ngàn."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[. \u00a0\u202f]\d{3})+(?:,\d+)?\Z")
_ENGLISH = re.compile(
    r"[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+|,\d00)\Z",
)
"""Also 1,200: nobody writes the noughts of 1,2."""


class VietnameseNumbers:
    """Says numbers in the words of one variant."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._odd: str = words["odd"]
        self._thousand: str = words["thousand"]
        self._comma: str = words["decimal"]
        self._point: str = words["point"]
        self.integer = lru_cache(maxsize=4096)(self._integer)

    def digits(self, written: str) -> str:
        return " ".join(_DIGITS[int(d)] for d in written if d.isdigit())

    def number(self, written: str) -> str:
        if _GROUPED.match(written):
            whole, _, part = re.sub(r"[. \u00a0\u202f]", "", written).partition(",")
        elif _ENGLISH.match(written):
            whole, _, part = written.replace(",", "").partition(".")
        elif re.search(r"[.,]", written):
            return self._marked(written)
        else:
            whole, part = re.sub(r"\s", "", written), ""
        said = self._run(whole)
        return f"{said} {self._comma} {self._decimals(part)}" if part else said

    def _marked(self, written: str) -> str:
        """Runs of digits with marks between: a decimal, or the levels of a section."""
        pieces = re.split(r"([.,])", written)
        if len(pieces) == 3:
            whole, mark, part = pieces
            return f"{self._run(whole)} {self._mark(mark)} {self._decimals(part)}"
        return " ".join(self._mark(p) if p in ".," else self._run(p) for p in pieces)

    def _decimals(self, part: str) -> str:
        """What follows a decimal mark: more than three figures one by one."""
        return self._run(part) if len(part) <= 3 else self.digits(part)

    def _mark(self, mark: str) -> str:
        return self._comma if mark == "," else self._point

    def _run(self, run: str) -> str:
        """A run of digits: leading zeros and very long ones digit by digit."""
        if len(run) > 15 or (len(run) > 1 and run[0] == "0"):
            return self.digits(run)
        return self.integer(int(run))

    def _integer(self, n: int) -> str:
        if n < 1000:
            return self._below_thousand(n, full=False)
        groups: list[int] = []
        while n:
            n, group = divmod(n, 1000)
            groups.append(group)
        said: list[str] = []
        for place in range(len(groups) - 1, -1, -1):
            if groups[place]:
                said.append(self._below_thousand(groups[place], full=bool(said)))
                said.extend(self._scale(place))
            elif place == 3 and said:
                said.append("tỷ")
        return " ".join(said)

    def _scale(self, place: int) -> tuple[str, ...]:
        return ((), (self._thousand,), ("triệu",), ("tỷ",), (self._thousand,))[place]

    def _below_thousand(self, n: int, *, full: bool) -> str:
        """0 to 999; `full` says "không trăm" too, as after a thousand."""
        hundreds, rest = divmod(n, 100)
        tens, ones = divmod(rest, 10)
        said: list[str] = []
        if hundreds or full:
            said += [_DIGITS[hundreds], "trăm"]
        if tens == 0:
            if ones and said:
                said.append(self._odd)
            if ones or not said:
                said.append(_DIGITS[ones])
            return " ".join(said)
        said += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
        if ones:
            late = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
            said.append(late.get(ones, _DIGITS[ones]))
        return " ".join(said)
