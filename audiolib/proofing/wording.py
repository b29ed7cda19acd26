"""A text with other words: its marks, page breaks and phrases move along, and ids stay."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from audiolib.identify.cut import Split, cut
from audiolib.identify.tidy import tidy_text
from audiolib.proofing.ranges import Hunk, hunks, near, start, stop, touches
from audiolib.publication import Mark, MarkKind, PageBreak, Phrase, Text, Verse

AnyText = TypeVar("AnyText", bound=Text)


@dataclass(slots=True)
class Ids:
    """Hands out ids that were never used; `next_id` is the next one."""

    next_id: int

    def new(self) -> str:
        self.next_id += 1
        return f"s{self.next_id - 1:04}"


def reworded(
    text: AnyText, begin: int, end: int, words: str, lang: str, split: Split, ids: Ids
) -> AnyText | None:
    """The text with `words` in a stretch's place; None where nothing is left of it."""
    changed = list(hunks(text.text[begin:end], words, begin))
    whole = text.text[:begin] + words + text.text[end:]
    marks = [m for mark in text.marks if (m := _moved(mark, changed))]
    pages = [replace(page, at=stop(changed, page.at)) for page in text.pages]
    phrases = [
        replace(p, begin=near(changed, p.begin), end=near(changed, p.end)) for p in text.phrases
    ]
    return settled(
        replace(
            text, text=whole, marks=tuple(marks), pages=tuple(pages), phrases=tuple(phrases)
        ),
        lang, split, ids,
    )  # fmt: skip


def settled(text: AnyText, lang: str, split: Split, ids: Ids) -> AnyText | None:
    """The text tidy, and cut into sentences anew; None where it holds no words.

    A sentence has the id of the first phrase that lay in it and has not given its id away. So an
    edited one keeps it, a split keeps it on the first part, and a merge keeps the first.
    """
    lines = isinstance(text, Verse)
    words, marks, pages, older = tidy_text(
        text.text, text.marks, text.pages, lines=lines, phrases=text.phrases
    )
    if not words:
        return None
    origin = text.phrases[0].origin if text.phrases else "source"
    ranges = cut(words, marks, text.lang or lang, lines, split)
    phrases = tuple(Phrase(name, *where, origin) for name, where in _named(ranges, older, ids))
    return replace(text, text=words, marks=marks, pages=pages, phrases=phrases)


def cut_in_two(text: AnyText, at: int) -> tuple[AnyText, AnyText]:
    """Two texts, the second one without an id; a phrase cut in two stays with the first one."""
    head, tail = [], []
    for phrase in text.phrases:
        if phrase.begin < at:
            head.append(replace(phrase, end=min(phrase.end, at)))
        else:
            tail.append(replace(phrase, begin=phrase.begin - at, end=phrase.end - at))
    first, second = _parted(text.marks, at)
    return (
        replace(
            text, text=text.text[:at], marks=first, phrases=tuple(head),
            pages=tuple(page for page in text.pages if page.at < at),
        ),
        replace(
            text, id="", aliases=(), text=text.text[at:], marks=second, phrases=tuple(tail),
            pages=tuple(replace(p, at=p.at - at) for p in text.pages if p.at >= at),
        ),
    )  # fmt: skip


def appended(first: AnyText, second: Text, between: str) -> AnyText:
    """The first text with the words of the second one behind its own."""
    size = len(first.text) + len(between)
    marks = (replace(m, begin=m.begin + size, end=m.end + size) for m in second.marks)
    pages = (replace(page, at=page.at + size) for page in second.pages)
    phrases = (replace(p, begin=p.begin + size, end=p.end + size) for p in second.phrases)
    return replace(
        first,
        text=first.text + between + second.text,
        marks=(*first.marks, *marks),
        pages=(*first.pages, *pages),
        phrases=(*first.phrases, *phrases),
        aliases=tuple(dict.fromkeys((*first.aliases, *second.aliases))),
    )


def with_pages(text: AnyText, pages: Iterable[PageBreak]) -> AnyText:
    """The text with these page breaks, in their order."""
    return replace(text, pages=tuple(sorted(pages, key=lambda page: page.at)))


def _moved(mark: Mark, changed: Sequence[Hunk]) -> Mark | None:
    """The mark where it lies now; None where its words are gone, or are spoken as others were."""
    begin, end = start(changed, mark.begin), stop(changed, mark.end)
    spoken = mark.kind in (MarkKind.ALIAS, MarkKind.PHONEME)
    if begin >= end or (spoken and touches(changed, mark.begin, mark.end)):
        return None
    return replace(mark, begin=begin, end=end)


def _parted(marks: Sequence[Mark], at: int) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    first = [replace(m, end=min(m.end, at)) for m in marks if m.begin < at]
    second = [
        replace(m, begin=max(m.begin, at) - at, end=m.end - at)
        for m in marks
        if m.end > at and not (m.begin < at and m.kind is MarkKind.NOTEREF)
    ]
    return tuple(first), tuple(second)


def _named(
    ranges: Sequence[tuple[int, int]], older: Sequence[Phrase], ids: Ids
) -> Iterator[tuple[str, tuple[int, int]]]:
    waiting = sorted(older, key=lambda p: (p.begin, p.end))[::-1]
    for begin, end in ranges:
        while waiting and waiting[-1].end <= begin:
            waiting.pop()
        if waiting and waiting[-1].begin < end:
            yield waiting.pop().id or ids.new(), (begin, end)
            while waiting and waiting[-1].end <= end:
                waiting.pop()
        else:
            yield ids.new(), (begin, end)
