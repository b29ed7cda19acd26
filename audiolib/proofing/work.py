"""An edit under way: the publication as it is by now, and what every kind of edit needs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from audiolib.identify.cut import Split
from audiolib.identify.tidy import tidy
from audiolib.proofing.errors import EditImpossibleError, EditStaleError, NoSuchBlockError
from audiolib.proofing.tree import Path, Worded, language, paths, put, text_at
from audiolib.proofing.wording import Ids, settled
from audiolib.publication import Mark, MarkKind, PageBreak, Publication, Text
from tts import segment


def sentences(text: str, lang: str, lines: bool) -> Sequence[tuple[int, int]]:
    """The ranges of the sentences of a text."""
    return segment(text, lang, lines=lines)


class Work:
    """One edit under way; `heirs` are the ids that links of lost ids lead to instead."""

    def __init__(self, publication: Publication, split: Split = sentences) -> None:
        self.now = publication
        self.ids = Ids(publication.next_id)
        self.heirs: dict[str, str] = {}
        self.split = split

    def worded(self, id_: str) -> tuple[Path, Worded]:
        """The way to a text, and the text."""
        return text_at(self.now, id_)

    def again(self, text: Worded, path: Path) -> Worded:
        """The text cut into sentences anew; it has words."""
        whole = settled(text, language(self.now, path), self.split, self.ids)
        if whole is None:
            raise EditImpossibleError(text.id, "no words")
        return whole

    def mark(self, block: str, change: Callable[[tuple[Mark, ...]], tuple[Mark, ...]]) -> None:
        """Other marks for a text."""
        path, text = self.worded(block)
        new = self.again(replace(text, marks=change(text.marks)), path)
        self.now = put(self.now, path, (new,))

    def pages(self, id_: str, change: Callable[[PageBreak], tuple[PageBreak, ...]]) -> None:
        """Another page break, or none, in the place of one, wherever it stands."""
        for path in paths(self.now):
            node = path[-1]
            if isinstance(node, PageBreak) and node.phrase == id_:
                self.now = put(self.now, path, change(node))
                return
            if isinstance(node, Text) and any(page.phrase == id_ for page in node.pages):
                pages = [
                    kept
                    for page in node.pages
                    for kept in (change(page) if page.phrase == id_ else (page,))
                ]
                self.now = put(self.now, path, (replace(node, pages=tuple(pages)),))
                return
        raise NoSuchBlockError(id_)


def as_kind(kind: type[Any], text: Text) -> Any:
    """The same text as another kind of block."""
    return kind(
        id=text.id, text=text.text, lang=text.lang, marks=text.marks, phrases=text.phrases,
        pages=text.pages, aliases=text.aliases,
    )  # fmt: skip


def look(text: Text, begin: int, end: int, was: str | None) -> None:
    """That a stretch lies in a text, and holds what it should."""
    if not begin <= end <= len(text.text):
        raise EditStaleError(text.id, f"{begin}-{end}")
    if was is not None and text.text[begin:end] != was:
        raise EditStaleError(text.id, text.text[begin:end][:80])


def label_of(place: str, words: str) -> str:
    """A page's number as it is kept; it is not empty."""
    label = tidy(words)
    if not label:
        raise EditImpossibleError(place, "label")
    return label


def outside(mark: Mark, begin: int, end: int) -> Iterable[Mark]:
    """What is left of a mark of a language outside of a stretch; any other mark whole."""
    if mark.kind is not MarkKind.LANGUAGE:
        yield mark
        return
    if mark.begin < min(begin, mark.end):
        yield replace(mark, end=min(mark.end, begin))
    if max(end, mark.begin) < mark.end:
        yield replace(mark, begin=max(end, mark.begin))
