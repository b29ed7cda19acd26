"""The order of page files by their names, as people number them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

_PARTS = re.compile(r"(\d+)")
_HALF = re.compile(r" (\d*)[ab]$")


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """What a name is sorted by: numbers in it count as numbers, so `p2` comes before `p10`."""
    folded = unicodedata.normalize("NFC", name).casefold().replace("\\", "/")
    found: list[tuple[int, int, str]] = []
    for folder in folded.split("/"):
        for number, part in enumerate(_PARTS.split(folder)):
            if number % 2:
                # Digits beyond these tell apart nothing that a scanner ever wrote.
                found.append((0, int(part[:18]), part))
            elif part:
                found.append((1, 0, part))
        found.append((-1, 0, ""))
    return tuple(found)


def in_order(names: Iterable[str]) -> list[str]:
    """Names in the order of their numbers."""
    return sorted(names, key=natural)


def places(names: Sequence[str], joining: Iterable[str]) -> list[int]:
    """At which place each of some pages joins a sequence, one after the other.

    A page comes behind those of its own series (`IMG_7.jpg` is of the series of `IMG_12.jpg`) that
    are before it by their numbers; where it has no series there, at the end. What somebody else
    put in another order stays so.
    """
    there = [(_series(name), natural(name)) for name in names]
    found = []
    for name in joining:
        own = (_series(name), natural(name))
        same = [at for at, (series, _) in enumerate(there) if series == own[0]]
        before = [at for at in same if there[at][1] <= own[1]]
        place = before[-1] + 1 if before else same[0] if same else len(there)
        there.insert(place, own)
        found.append(place)
    return found


def _series(name: str) -> str:
    """A name without its numbers, nor which half of a sheet it is."""
    return _PARTS.sub("#", _HALF.sub(r" \1", name).rstrip()).casefold()
