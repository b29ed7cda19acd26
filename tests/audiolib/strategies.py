"""Hypothesis strategies: publications with every kind of structure, and drafts of them."""

import unicodedata
from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeVar

from hypothesis import strategies as st

from audiolib.publication import (
    Block,
    Break,
    Cell,
    Contributor,
    Figure,
    Heading,
    Item,
    List,
    Mark,
    MarkKind,
    Matter,
    Metadata,
    Note,
    NoteKind,
    Origin,
    PageBreak,
    Paragraph,
    Phrase,
    Publication,
    Quote,
    Resource,
    Row,
    Section,
    SourceEdition,
    Speech,
    Table,
    Text,
    Verse,
)

AnyText = TypeVar("AnyText", bound=Text)

LETTERS = "aeo xyzAB0129.,!?-–“”'&<>\"ếữđĐгїёЯ؟آک\u200c\u0301😀𝒜漢"
LANGUAGES = ("vi", "en", "uk", "ru", "fa", "zh-Hant")
KINDS = ("", "chapter", "part", "dedication", "titlepage", "about", "frontmatter", "own kind")
HREFS = ("https://example.org/a?b=c&d", "#nowhere", "")


def _tidy(words: str) -> str:
    """NFC, one space between words, no space at the edges; the letter a where nothing is left."""
    return unicodedata.normalize("NFC", " ".join(words.split())) or "a"


def words(max_size: int = 30) -> st.SearchStrategy[str]:
    """A line of text in several scripts, as `identify` leaves it."""
    return st.text(LETTERS, min_size=1, max_size=max_size).map(_tidy)


def stanzas() -> st.SearchStrategy[str]:
    return st.lists(words(12), min_size=1, max_size=4).map("\n".join)


@st.composite
def metadata(draw: st.DrawFn) -> Metadata:
    some = st.one_of(st.just(""), words(12))
    return Metadata(
        identifier=draw(words(12)),
        title=draw(words(12)),
        language=draw(st.sampled_from(LANGUAGES)),
        contributors=tuple(
            Contributor(name, role)
            for name, role in draw(
                st.lists(st.tuples(words(8), st.sampled_from(["aut", "trl", "ill"])), max_size=3)
            )
        ),
        publisher=draw(some),
        date=draw(st.sampled_from(["", "1813", "2026-11", "2026-11-05"])),
        rights=draw(some),
        description=draw(st.one_of(some, st.just("two\nlines\tand a tab "))),
        subjects=tuple(draw(st.lists(words(8), max_size=2))),
        cover=draw(st.sampled_from(["", "resources/img001.png"])),
        source=draw(
            st.builds(
                SourceEdition, title=some, publisher=some, date=some, identifier=some, rights=some
            )
        ),
    )


@st.composite
def publications(draw: st.DrawFn, *, draft: bool = False) -> Publication:
    """A publication with ids and phrases; a draft has neither, and keeps the source's aliases.

    In a draft, notes have aliases, and note references mean them.
    """
    return _Maker(draw, draft).publication()


def drafts() -> st.SearchStrategy[Publication]:
    """A publication as a reader makes it."""
    return publications(draft=True)


class _Maker:
    def __init__(self, draw: st.DrawFn, draft: bool) -> None:
        self._draw = draw
        self._draft = draft
        self._next = 1
        self._notes = [self._name() for _ in range(self._pick(0, 0, 1, 2))]
        self._left = list(self._notes)

    def publication(self) -> Publication:
        sections = [self._section(1) for _ in range(self._pick(1, 1, 2, 3))]
        if self._left:
            left = tuple(self._note() for _ in range(len(self._left)))
            sections.append(Section(id=self._id(), content=left, matter=Matter.REAR))
        resource = Resource("resources/img001.png", "image/png", "ab" * 32, 1234)
        return Publication(
            metadata=self._draw(metadata()),
            sections=tuple(sections),
            resources=self._pick((), (resource,)),
            next_id=1 if self._draft else self._next,
        )

    def _pick(self, *choices: Any) -> Any:
        return self._draw(st.sampled_from(choices))

    def _number(self, low: int, high: int) -> int:
        return self._draw(st.integers(low, high))

    def _name(self) -> str:
        self._next += 1
        return f"s{self._next - 1:04}"

    def _id(self) -> str:
        return "" if self._draft else self._name()

    def _lang(self) -> str | None:
        lang: str | None = self._pick(None, None, None, *LANGUAGES)
        return lang

    def _aliases(self) -> tuple[str, ...]:
        aliases: tuple[str, ...] = self._pick((), (), ("p1",), ("id with space", "100%"))
        return aliases

    def _section(self, depth: int) -> Section:
        content: list[Section | Block] = []
        if self._pick(True, False):
            content.append(self._page(0))
        if self._pick(True, True, False):
            content.append(self._text(Heading, words()))
        content += self._blocks(3 if depth > 1 else 5, 0)
        if depth < 8 and self._pick(True, False):
            content += [self._section(depth + 1) for _ in range(self._pick(1, 1, 2))]
        return Section(
            id=self._id(),
            kind=self._pick(*KINDS),
            matter=self._pick(*Matter),
            content=tuple(content),
            lang=self._lang(),
            origin=self._pick("source", "source", "generated") if not self._draft else "source",
            aliases=self._aliases(),
        )

    def _blocks(self, most: int, depth: int) -> list[Block]:
        return [self._block(depth) for _ in range(self._number(0, most))]

    def _block(self, depth: int) -> Block:
        simple: list[Callable[[], Block]] = [
            lambda: self._text(Paragraph, words()),
            lambda: self._text(Verse, stanzas()),
            lambda: self._page(0),
            lambda: Break(id=self._id()),
        ]
        if self._left:
            simple.append(self._note)
        nested = [self._list, self._table, self._figure, self._quote, self._speech]
        if depth < 2 and self._pick(True, False):
            make: Callable[[int], Block] = self._pick(*nested)
            return make(depth + 1)
        return simple[self._number(0, len(simple) - 1)]()

    def _list(self, depth: int) -> List:
        items = tuple(
            Item(id=self._id(), blocks=tuple(self._blocks(2, depth)))
            for _ in range(self._number(0, 3))
        )
        return List(id=self._id(), items=items, bulleted=self._pick(True, False), **self._named())

    def _table(self, depth: int) -> Table:
        rows = tuple(
            Row(cells=tuple(self._cell(depth) for _ in range(self._number(0, 3))))
            for _ in range(self._number(0, 3))
        )
        caption = self._pick(None, True) and self._text(Paragraph, words())
        return Table(id=self._id(), rows=rows, caption=caption, **self._named())

    def _cell(self, depth: int) -> Cell:
        return Cell(
            id=self._id(),
            blocks=tuple(self._blocks(1, depth)),
            header=self._pick(True, False),
            columns=self._pick(1, 1, 2),
            rows=self._pick(1, 1, 3),
        )

    def _figure(self, depth: int) -> Figure:
        alt = self._pick(None, True) and self._text(Paragraph, words(), "generated")
        caption = tuple(self._blocks(1, depth))
        return Figure(
            id=self._id(), href="resources/img001.png", alt=alt, caption=caption, **self._named()
        )

    def _quote(self, depth: int) -> Quote:
        return Quote(id=self._id(), blocks=tuple(self._blocks(3, depth)), **self._named())

    def _speech(self, depth: int) -> Speech:
        speaker = self._text(Paragraph, words(8))
        blocks = tuple(self._blocks(2, depth))
        return Speech(id=self._id(), speaker=speaker, blocks=blocks, **self._named())

    def _note(self) -> Note:
        name, kind = self._left.pop(), self._pick(*NoteKind)
        blocks = (self._text(Paragraph, words()),)
        if self._draft:
            return Note(kind=kind, blocks=blocks, aliases=(name,), lang=self._lang())
        return Note(id=name, kind=kind, blocks=blocks, **self._named())

    def _named(self) -> dict[str, Any]:
        return {"lang": self._lang(), "aliases": self._aliases()}

    def _page(self, at: int) -> PageBreak:
        label = self._pick("1", "xii", "A-4", "۱۲")
        return PageBreak(phrase=self._id(), label=label, at=at, aliases=self._aliases())

    def _text(
        self, kind: type[AnyText], contents: st.SearchStrategy[str], origin: Origin = "source"
    ) -> AnyText:
        content = self._draw(contents)
        id_ = self._id()
        phrases = self._phrases(content, origin)
        ats = sorted(self._number(0, len(content)) for _ in range(self._pick(0, 0, 1, 2)))
        return kind(
            id=id_,
            text=content,
            lang=self._lang(),
            marks=self._marks(content, phrases),
            phrases=phrases,
            pages=tuple(self._page(at) for at in ats),
            aliases=self._aliases(),
        )

    def _phrases(self, content: str, origin: Origin) -> tuple[Phrase, ...]:
        """The text cut anywhere, and at the edge of every line; none in a draft."""
        if self._draft or self._pick(False, False, False, True):
            return ()
        cuts = {self._number(0, len(content)) for _ in range(self._pick(0, 1, 2))}
        edges = {i for at, c in enumerate(content) if c == "\n" for i in (at, at + 1)}
        bounds = sorted({0, len(content)} | cuts | edges)
        phrases: list[Phrase] = []
        for begin, end in pairwise(bounds):
            piece = content[begin:end]
            first = begin + len(piece) - len(piece.lstrip())
            last = begin + len(piece.rstrip())
            if first < last:
                phrases.append(Phrase(self._name(), first, last, origin))
        return tuple(phrases)

    def _marks(self, content: str, phrases: tuple[Phrase, ...]) -> tuple[Mark, ...]:
        marks: list[Mark] = []
        for _ in range(self._pick(0, 0, 1, 2, 4)):
            begin = self._number(0, len(content) - 1)
            mark = self._mark(begin, self._number(begin + 1, len(content)), phrases)
            edges = content[mark.begin], content[mark.end - 1]
            if "\n" not in edges and not any(_cross(mark, other) for other in marks):
                marks.append(mark)
        return tuple(sorted(marks, key=lambda m: (m.begin, -m.end)))

    def _mark(self, begin: int, end: int, phrases: tuple[Phrase, ...]) -> Mark:
        kind: MarkKind = self._pick(*MarkKind)
        inside = self._draft or any(p.begin <= begin and end <= p.end for p in phrases)
        if kind is MarkKind.NOTEREF and not (self._notes and inside):
            kind = MarkKind.EMPHASIS
        match kind:
            case MarkKind.NOTEREF:
                return Mark(begin, end, kind, href=f"#{self._pick(*self._notes)}",
                            id=self._id() or None)  # fmt: skip
            case MarkKind.LINK:
                return Mark(begin, end, kind, href=self._pick(*HREFS))
            case MarkKind.ABBREVIATION | MarkKind.ALIAS | MarkKind.PHONEME:
                return Mark(begin, end, kind, value=self._draw(words(8)))
            case MarkKind.LANGUAGE:
                return Mark(begin, end, kind, lang=self._pick(*LANGUAGES))
        return Mark(begin, end, kind, lang=self._lang())


def _cross(one: Mark, other: Mark) -> bool:
    """Whether two ranges cross, or are equal marks."""
    first, second = sorted((one, other), key=lambda m: (m.begin, -m.end))
    return one == other or first.begin < second.begin < first.end < second.end
