"""The places that clips point at, carried through a reader of text as marks.

Readers tell where an element stands only by the whole text around it. So each stretch of words
under an element that a clip points at is put into an `abbr` with a title of its own: readers make
marks of these wherever the words come to lie, and the marks become the phrases of the draft.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from audiolib.publication import Mark, MarkKind
from audiolib.sources.html_tree import get, name
from audiolib.xml import Element

_SIGN = "\ue0f7point:"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BARE = {"script", "style", "head", "title", "select", "option", "textarea", "svg", "math"}


@dataclass(frozen=True, slots=True)
class Range:
    """Words that a clip says: offsets in the text that holds them."""

    key: str
    begin: int
    end: int


def point(root: Element, keys: Collection[str], key_of: Callable[[str], str] = str) -> None:
    """Mark the words under each element whose id is among `keys`; the innermost id counts.

    `key_of` makes of an id the name under which `ranges` gives it back.
    """
    if not keys:
        return
    _Pointer(root, keys, key_of).walk(root, "")


class _Pointer:
    def __init__(self, root: Element, keys: Collection[str], key_of: Callable[[str], str]) -> None:
        self._keys = keys
        self._key_of = key_of
        tag = root.tag if isinstance(root.tag, str) else ""
        self._abbr = f"{tag.partition('}')[0]}}}abbr" if tag.startswith("{") else "abbr"

    def walk(self, element: Element, key: str) -> None:
        waiting = [(element, key)]
        while waiting:
            at, around = waiting.pop()
            if name(at) in _BARE:
                continue
            own = get(at, "id") or get(at, "xml:id")
            inside = self._key_of(own) if own in self._keys else around
            for child in list(at):
                if inside and (child.tail or "").strip():
                    at.insert(at.index(child) + 1, self._wrapped(at, inside, child.tail or ""))
                    child.tail = None
                if name(child):
                    waiting.append((child, inside))
            if inside and (at.text or "").strip():
                at.insert(0, self._wrapped(at, inside, at.text or ""))
                at.text = None

    def _wrapped(self, around: Element, key: str, words: str) -> Element:
        wrapped = around.makeelement(self._abbr, {"title": f"{_SIGN}{key}"})
        # The parser of HTML lets through what a tree can't be given again.
        wrapped.text = _NO_XML.sub("\ufffd", words)
        return wrapped


def is_point(mark: Mark) -> bool:
    """Whether a mark is ours."""
    return mark.kind is MarkKind.ALIAS and (mark.value or "").startswith(_SIGN)


def ranges(marks: Collection[Mark]) -> list[Range]:
    """The ranges of the marks that are ours, in order."""
    found = [
        Range((mark.value or "").removeprefix(_SIGN), mark.begin, mark.end)
        for mark in marks
        if is_point(mark)
    ]
    return sorted(found, key=lambda r: (r.begin, r.end))
