"""Page numbers as DAISY sorts them: normal, front, special."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from audiolib.publication import PageBreak, Publication, Text, walk

PageKind = Literal["normal", "front", "special"]

_ROMAN = re.compile(r"(?=[mdclxvi])m*(c[dm]|d?c{0,3})(x[lc]|l?x{0,3})(i[vx]|v?i{0,3})")
_WORTH = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A page: how it is sorted, what is written, and its number, unique among its kind.

    Special pages are counted from 1, since the NCX wants a number for each.
    """

    kind: PageKind
    label: str
    value: int


def page_numbers(publication: Publication) -> dict[str, PageNumber]:
    """The pages by the id of their phrase, in the order of the document.

    A number that doesn't go up, or a Roman one that was there before, is special: both formats
    ask that the highest normal number be the last, and that kind and number be unique.
    """
    numbers: dict[str, PageNumber] = {}
    highest = specials = 0
    fronts: set[int] = set()
    for page in _pages(publication):
        label = " ".join(page.label.split())
        if label.isdecimal() and len(label) < 10 and int(label) > highest:
            highest = int(label)
            number = PageNumber("normal", str(highest), highest)
        elif (value := roman(label)) and value not in fronts:
            fronts.add(value)
            number = PageNumber("front", label, value)
        else:
            specials += 1
            number = PageNumber("special", label or "–", specials)
        numbers[page.phrase] = number
    return numbers


def roman(label: str) -> int:
    """The value of a Roman numeral in either case; 0 where it is none."""
    small = label.lower()
    if len(small) > 20 or not small.isascii() or not _ROMAN.fullmatch(small):
        return 0
    worths = [_WORTH[letter] for letter in small]
    following = [*worths[1:], 0]
    return sum(a if a >= b else -a for a, b in zip(worths, following, strict=True))


def _pages(publication: Publication) -> Iterable[PageBreak]:
    for node in walk(publication):
        if isinstance(node, PageBreak):
            yield node
        elif isinstance(node, Text):
            yield from sorted(node.pages, key=lambda page: page.at)
