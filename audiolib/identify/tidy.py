"""Words as a publication holds them: NFC, one space between them, nothing that can't be said."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import heapify, heappop, heappush
from itertools import pairwise

from audiolib.content.inline import canonical
from audiolib.publication import Mark, MarkKind, PageBreak, Phrase

# Controls that are no white space, soft hyphens, zero-width spaces and joiners of words, byte order
# marks, places of objects, and what XML can't hold. ZWNJ and ZWJ stay: they are spelling.
_SILENT = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffc\ud800-\udfff\ufffe\uffff"
)
_DROPPED = re.compile(f"[{_SILENT}]+")
_UNTIDY = re.compile(rf"[{_SILENT}]|[^\S \n]|\s\s|\A\s|\s\Z")
_SPACE = re.compile(r"\s+")
_LINES = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def tidy(words: str, lines: bool = False) -> str:
    """The words as they are kept; `lines` says that line ends mean something."""
    return _Tidied(words, lines, ()).text


def tidy_text(
    words: str,
    marks: Sequence[Mark],
    pages: Sequence[PageBreak],
    *,
    lines: bool,
    phrases: Sequence[Phrase] = (),
) -> tuple[str, tuple[Mark, ...], tuple[PageBreak, ...], tuple[Phrase, ...]]:
    """The words as they are kept, with the marks, pages and phrases where they then lie.

    Marks come back in the order of the document, trimmed of white space, nested, never crossing;
    marks of nothing are gone.
    """
    ranges: tuple[Mark | Phrase, ...] = (*marks, *phrases)
    bounds = {at for one in ranges for at in (one.begin, one.end)} | {p.at for p in pages}
    tidied = _Tidied(words, lines, bounds)
    moved = (
        replace(mark, begin=tidied.place(mark.begin), end=tidied.place(mark.end)) for mark in marks
    )
    kept = _nested((t for mark in moved for t in _trim(mark, tidied.text)), tidied.text)
    tops = (replace(page, at=tidied.place(page.at)) for page in pages)
    given = tuple(replace(p, begin=tidied.place(p.begin), end=tidied.place(p.end)) for p in phrases)
    return tidied.text, kept, tuple(sorted(tops, key=lambda page: page.at)), given


def language(tag: str | None) -> str | None:
    """A language tag of BCP 47, or None for what is none."""
    tag = (tag or "").strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else None


def _nested(marks: Iterable[Mark], words: str) -> tuple[Mark, ...]:
    """The marks without any that cross: the one that begins later is cut in two at the edge."""
    waiting = [(m.begin, -m.end, number, m) for number, m in enumerate(canonical(tuple(marks)))]
    heapify(waiting)
    number = len(waiting)
    open_: list[Mark] = []
    kept: dict[Mark, None] = {}
    while waiting:
        *_, mark = heappop(waiting)
        while open_ and open_[-1].end <= mark.begin:
            open_.pop()
        if open_ and open_[-1].end < mark.end:
            edge, number = open_[-1].end, number + 1
            if mark.kind is not MarkKind.NOTEREF:
                for rest in _trim(replace(mark, begin=edge), words):
                    heappush(waiting, (rest.begin, -rest.end, number, rest))
            # The part inside may have to wait for longer marks that begin where it does.
            inner = replace(mark, end=edge)
            heappush(waiting, (inner.begin, -edge, number + 1, inner))
            number += 1
        elif not _is_reference_in_reference(mark, open_):
            open_.append(mark)
            kept[mark] = None
    return tuple(kept)


def _is_reference_in_reference(mark: Mark, around: list[Mark]) -> bool:
    return mark.kind is MarkKind.NOTEREF and any(m.kind is MarkKind.NOTEREF for m in around)


def _trim(mark: Mark, words: str) -> Iterator[Mark]:
    """The mark without white space at its edges, if then anything is left of it.

    A note reference is one phrase, and so lies in one line.
    """
    marked = words[mark.begin : mark.end]
    begin = mark.begin + len(marked) - len(marked.lstrip())
    if mark.kind is MarkKind.NOTEREF:
        marked = marked.lstrip().split("\n", 1)[0]
        end = begin + len(marked.rstrip())
    else:
        end = mark.begin + len(marked.rstrip())
    means = mark.kind is not MarkKind.LANGUAGE or mark.lang
    if begin < end and means:
        yield (
            mark if (begin, end) == (mark.begin, mark.end) else replace(mark, begin=begin, end=end)
        )


class _Tidied:
    """Tidied words, which know where each of the given bounds has come to lie."""

    def __init__(self, words: str, lines: bool, bounds: Iterable[int]) -> None:
        self._size = len(words)
        self._places: dict[int, int] | None = None
        if (
            unicodedata.is_normalized("NFC", words)
            and not _UNTIDY.search(words)
            and (lines or "\n" not in words)
        ):
            self.text = words
            return
        cuts = sorted({min(max(at, 0), self._size) for at in bounds} | {0, self._size})
        pieces = [_DROPPED.sub("", words[a:b]) for a, b in pairwise(cuts)]
        self.text, ends = _joined(_composed(pieces), lines)
        self._places = dict(zip(cuts, [0, *ends], strict=True))

    def place(self, at: int) -> int:
        at = min(max(at, 0), self._size)
        return at if self._places is None else min(self._places[at], len(self.text))


def _composed(pieces: list[str]) -> Iterator[str]:
    """Each piece in NFC; what composes with the end of the piece before goes over to that one."""
    for number, piece in enumerate(pieces):
        whole = piece
        for later in range(number + 1, len(pieces) if whole else 0):
            following, size = pieces[later], 0
            while size < len(following) and _composes(whole[-1], following[size]):
                whole += following[size]
                size += 1
            pieces[later] = following[size:]
            if pieces[later]:
                break
        yield unicodedata.normalize("NFC", whole)


def _composes(before: str, after: str) -> bool:
    """Whether NFC might make one of two neighbours, or reorder them."""
    if unicodedata.combining(after) or "\u1161" <= after <= "\u11c2":
        return True
    if after < "\u0300":
        return False
    apart = unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", after)
    return unicodedata.normalize("NFC", before + after) != apart


def _joined(pieces: Iterable[str], lines: bool) -> tuple[str, list[int]]:
    """The pieces as one text with single spaces, and where each of them ends in it."""
    out: list[str] = []
    ends: list[int] = []
    size, edge = 0, "\n"  # the white space at the end of the text so far; none is wanted in front
    for piece in pieces:
        words = _spaced(piece, lines)
        if edge and words[:1].isspace():
            if edge == " " and words[0] == "\n":
                out[-1], edge = out[-1][:-1] + "\n", "\n"
            words = words[1:]
        if words:
            out.append(words)
            size += len(words)
            edge = words[-1] if words[-1].isspace() else ""
        ends.append(size)
    return "".join(out).rstrip(), ends


def _spaced(piece: str, lines: bool) -> str:
    """One space, or where `lines` matter one line end, for each run of white space."""
    if not lines:
        return _SPACE.sub(" ", piece)
    return _SPACE.sub(lambda run: "\n" if "\n" in run[0] else " ", _LINES.sub("\n", piece))
