"""What stood on the page where a word was read: the eyes of the scripted clerk."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from bench.intake import folded

_ALIKE = str.maketrans({"Ð": "Đ", "—": "–", "-": "–", "“": '"', "”": '"', "’": "'", "‘": "'"})
"""What nobody would mend: it is spoken alike, and looks alike."""
_TOKEN = re.compile(r"\S+")
_NEAR = 0.5


def even(text: str) -> str:
    """Text as it is compared: what nobody would mend is made the same."""
    return folded(text).translate(_ALIKE)


def meant(before: str, word: str, behind: str, page: Sequence[str]) -> str:
    """What the page says at a place, given as the words around it; the word where nobody can tell.

    `page` are the words of the printed page; empty: nothing stands there.
    """
    line = f"{before}{word}{behind}"
    begin, end = len(before), len(before) + len(word)
    tokens = list(_TOKEN.finditer(line))
    # Where the line was cut, half a word stands.
    if before.startswith("…") and tokens and tokens[0].end() < begin:
        tokens = tokens[1:]
    if behind.endswith("…") and tokens and tokens[-1].start() > end:
        tokens = tokens[:-1]
    said = [even(m[0].strip("…")) for m in tokens]
    own = [n for n, m in enumerate(tokens) if m.start() < end and begin < m.end()]
    if not own:
        return word
    there = [even(token) for token in page]
    start = _place(said, there)
    if start is None:
        return word
    low, high = max(0, start - 3), start + len(said) + 3
    found = _opposite(said, there[low:high], own)
    if found is None:
        return word
    seen = list(page[low + found[0] : low + found[1]])
    head = line[tokens[own[0]].start() : begin]
    tail = line[end : tokens[own[-1]].end()]
    told = folded(" ".join(seen))
    if head and even(told).startswith(even(head)):
        told = told[len(head) :]
    if tail and even(told).endswith(even(tail)):
        told = told[: -len(tail)]
    elif tail and told:
        # Other punctuation: the word alone is in the field.
        told = re.sub(r"[\W_]+$", "", told)
    return word if even(told) == even(word) else told


def _place(said: Sequence[str], there: Sequence[str]) -> int | None:
    """Where in a page words begin that mostly are the same; None where they are nowhere."""
    best, place = 0, None
    places: dict[str, list[int]] = {}
    for at, token in enumerate(there):
        places.setdefault(token, []).append(at)
    votes: dict[int, int] = {}
    for n, token in enumerate(said):
        for at in places.get(token, ()):
            for shift in (-1, 0, 1):
                votes[at - n + shift] = votes.get(at - n + shift, 0) + (2 if shift == 0 else 1)
    for at, count in votes.items():
        if count > best:
            best, place = count, at
    return place if place is not None and best >= 2 * _NEAR * len(said) else None


def _opposite(
    said: Sequence[str], there: Sequence[str], own: Sequence[int]
) -> tuple[int, int] | None:
    """The stretch of the page's words that stands where the line's own words do."""
    first, last = own[0], own[-1] + 1
    begin = end = None
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, said, there, autojunk=False).get_opcodes():
        if i2 <= first or i1 >= last:
            continue
        if tag == "equal" or i2 - i1 == j2 - j1:
            low, high = j1 + max(0, first - i1), j1 + min(i2, last) - i1
        elif tag == "delete":
            low, high = j1, j1
        else:
            low, high = _likest("".join(said[first:last]), there, j1, j2, last - first)
        begin = low if begin is None else min(begin, low)
        end = high if end is None else max(end, high)
    return None if begin is None or end is None else (begin, end)


def _likest(own: str, there: Sequence[str], begin: int, end: int, count: int) -> tuple[int, int]:
    """Of a stretch of the page, the words that look most like what was read; none: dirt."""
    best, place = 0.0, (begin, begin)
    for many in (count, count + 1):
        for at in range(begin, end - many + 1):
            told = "".join(there[at : at + many])
            ratio = SequenceMatcher(None, _bare(own), _bare(told), autojunk=False).ratio()
            if ratio > best:
                best, place = ratio, (at, at + many)
    return place if best >= _NEAR else (begin, begin)


def _bare(text: str) -> str:
    """Letters without accents: those are what is misread most."""
    plain = (c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return "".join(plain).lower().replace("ø", "g").replace("đ", "d")
