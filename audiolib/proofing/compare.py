"""What differs of two versions of a text, block by block; and that difference as edits."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from audiolib.proofing.edits import DeleteBlock, Edit, ReplaceText
from audiolib.proofing.ranges import differences
from audiolib.publication import Publication, Text, texts


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of words that both versions have, or only the one that is not empty."""

    old: str
    new: str

    @property
    def same(self) -> bool:
        return self.old == self.new


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A text that is another one, is new, or is gone; `was` and `now` say what kind of block.

    `stretches`, joined, are the older words and the newer ones.
    """

    block: str
    change: Literal["changed", "added", "removed", "kind"]
    was: str
    now: str
    stretches: tuple[Stretch, ...]


def compare(older: Publication, newer: Publication) -> tuple[BlockChange, ...]:
    """Texts that differ, in the order of the newer version; those gone are where they were."""
    old = {text.id: text for text in texts(older)}
    new = {text.id: text for text in texts(newer)}
    found: list[BlockChange] = []
    gone = [id_ for id_ in old if id_ not in new]
    follows = _follows(list(old), new)
    for id_ in (None, *new):
        if id_ is not None and (change := _change(id_, old.get(id_), new[id_])):
            found.append(change)
        found += [c for g in gone if follows[g] == id_ and (c := _change(g, old[g], None))]
    return tuple(found)


def between(older: Publication, newer: Publication) -> tuple[Edit, ...]:
    """Edits that make the words of the one those of the other, block by block; new blocks aside."""
    now = {text.id: text for text in texts(newer)}
    return tuple(edit for text in texts(older) for edit in _edits(text, now.get(text.id)))


def retyped(block: str, old: str, new: str) -> tuple[ReplaceText, ...]:
    """The edits that make a text what somebody typed: a word each, in their order."""
    found: list[ReplaceText] = []
    moved = 0
    for a, b, c, d in differences(old, new):
        found.append(ReplaceText(block, a + moved, b + moved, new[c:d], old[a:b]))
        moved += (d - c) - (b - a)
    return tuple(found)


def _edits(text: Text, now: Text | None) -> Iterator[Edit]:
    if now is None:
        yield DeleteBlock(text.id, tuple(phrase.id for phrase in text.phrases), text.text)
    elif now.text != text.text:
        yield from retyped(text.id, text.text, now.text)


def _follows(old: list[str], new: dict[str, Text]) -> dict[str, str | None]:
    """The last block before each older one that still is there."""
    found: dict[str, str | None] = {}
    last: str | None = None
    for id_ in old:
        found[id_] = last
        last = id_ if id_ in new else last
    return found


def _change(id_: str, old: Text | None, new: Text | None) -> BlockChange | None:
    was = type(old).__name__.lower() if old else ""
    now = type(new).__name__.lower() if new else ""
    before, after = old.text if old else "", new.text if new else ""
    if old and new and before == after:
        if was == now:
            return None
        return BlockChange(id_, "kind", was, now, (Stretch(before, after),))
    change: Literal["changed", "added", "removed"] = "changed"
    if not old or not new:
        change = "removed" if old else "added"
    return BlockChange(id_, change, was, now, tuple(_stretches(before, after)))


def _stretches(old: str, new: str) -> Iterator[Stretch]:
    at = 0
    for a, b, c, d in differences(old, new):
        if at < a:
            yield Stretch(old[at:a], old[at:a])
        yield Stretch(old[a:b], new[c:d])
        at = b
    if at < len(old):
        yield Stretch(old[at:], old[at:])
