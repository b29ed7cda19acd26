"""The order of page files by their names, as people number them."""

import re
import unicodedata
from collections.abc import Iterable

_PARTS = re.compile(r"(\d+)")


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
