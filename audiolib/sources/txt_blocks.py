"""Groups of lines become headings, paragraphs, stanzas, scene breaks and page breaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from audiolib.publication import (
    Block,
    Break,
    Item,
    List,
    Mark,
    PageBreak,
    Paragraph,
    Verse,
)
from audiolib.sources.scripts import main_script
from audiolib.sources.txt_emphasis import emphasised
from audiolib.sources.txt_headings import (
    Title,
    bare_number,
    is_chapter,
    is_entry,
    looks_like_title,
    title,
)
from audiolib.sources.txt_lines import Group, Layout, join
from audiolib.sources.txt_title import TitlePage
from audiolib.sources.verse import ends_sentence, starts_high, wraps

_SCENE = re.compile(r"\s*(?:[*⁂•·~#=_–—-]\s*)+")
_LONG_STANZA = 60
_LONG_LINE = 60
Piece = Title | Block


@dataclass(slots=True)
class Writing:
    """Turns groups of lines into pieces, knowing how the whole text was typed."""

    layout: Layout
    edge: int
    words: frozenset[str]
    page: TitlePage | None = None
    _numbers: set[int] = field(default_factory=set)
    _chapters: int = 0
    """The group of the first numbered chapter; capitals after it are signatures and signs."""

    def pieces(self, found: Sequence[Group]) -> list[Piece]:
        """Headings and blocks in order."""
        self._numbers = _counted(found)
        chapters = (at for at, g in enumerate(found) if is_chapter(g.lines[0]))
        self._chapters = next(chapters, len(found))
        capitals = sum(1 for g in found if len(g.lines) == 1 and looks_like_title(g.lines[0]))
        trusted = capitals <= max(3, len(found) * 0.15)
        kept: list[Piece] = []
        for at, group in enumerate(found):
            for piece in self._of_group(at, group, trusted):
                _add(kept, piece)
        return _without_contents(kept)

    def _of_group(self, at: int, group: Group, trusted: bool) -> Iterator[Piece]:
        if group.page:
            yield PageBreak(label=group.page)
        if self.page is not None and at <= self.page.group:
            line = group.lines[0].strip("*_=# ")
            yield Title(line, 1) if at == self.page.group else _paragraph(line)
            return
        if (heading := self._title(at, group, trusted)) is not None:
            yield heading
            return
        if len(group.lines) > 2 and _is_contents(group):
            items = (Item(blocks=(Paragraph(text=_line(line)),)) for line in group.lines)
            yield List(items=tuple(items), bulleted=False)
            return
        yield from self._of_lines(group)

    def _of_lines(self, group: Group) -> Iterator[Piece]:
        """Lines with headings and scene breaks among them; each stretch between is text."""
        lines: list[str] = []
        for line in group.lines:
            found = title(line) if self.layout is not Layout.WRAPPED or not lines else None
            if _SCENE.fullmatch(line) or found:
                yield from self._text(lines)
                lines = []
                yield found or Break()
            else:
                lines.append(line)
        yield from self._text(lines)

    def _text(self, lines: list[str]) -> Iterator[Block]:
        if not lines:
            return
        if self._is_verse(lines):
            yield from _stanzas(lines)
        elif self.layout is Layout.WRAPPED:
            for paragraph in self._paragraphs(lines):
                yield _paragraph(join(paragraph, self.words))
        else:
            for line in lines:
                yield _paragraph(line.strip())

    def _is_verse(self, lines: list[str]) -> bool:
        bare = [line.strip() for line in lines]
        if self.layout is Layout.VERSE:
            return True
        longest = max(map(len, bare))
        if len(bare) < 3 or not starts_high(bare) or _talk(bare):
            return False
        if self.layout is Layout.LINES:
            ended = sum(line.endswith((".", "!", "?", "…", "»", "”")) for line in bare)
            even = (
                len(bare) > 3 and min(map(len, bare)) >= 0.35 * longest >= 7
            )  # no cells of a form
            return even and longest <= _LONG_LINE and ended <= 0.5 * len(bare)
        return longest <= 0.9 * self.edge and not wraps(bare)

    def _paragraphs(self, lines: list[str]) -> Iterator[list[str]]:
        """Wrapped lines parted where one is indented, or ends a sentence with much room left."""
        indents = [len(line) - len(line.lstrip()) for line in lines]
        usual = min(indents)
        paragraph: list[str] = []
        for at, line in enumerate(lines):
            if paragraph:
                before = lines[at - 1].rstrip()
                room = self.edge - len(before) - 1 - len(line.split()[0])
                indented = indents[at] > usual and indents[at - 1] == usual
                if indented or (room > 12 and ends_sentence(before)):
                    yield paragraph
                    paragraph = []
            paragraph.append(line)
        yield paragraph

    def _title(self, at: int, group: Group, trusted: bool) -> Title | None:
        """The heading that a whole group is."""
        first = group.lines[0]
        if len(group.lines) == 1:
            if found := title(first):
                return found
            if at in self._numbers:
                return Title(first.strip(), 2)
            return looks_like_title(first) if trusted and at < self._chapters else None
        if len(group.lines) == 2:
            second = group.lines[1].strip()
            if re.fullmatch(r"={3,}|-{3,}", second):
                return Title(first.strip(), 1 if second[0] == "=" else 2)
            found = title(first)
            if found and len(second) <= _LONG_LINE and not ends_sentence(second):
                return found if title(second) else replace(found, text=f"{found.text} {second}")
        return None


def _paragraph(text: str) -> Paragraph:
    words, marks = emphasised(" ".join(text.split()))
    return Paragraph(text=words, marks=marks)


def _line(line: str) -> str:
    return " ".join(line.split())


def _stanzas(lines: Sequence[str]) -> Iterator[Verse]:
    """Lines as a stanza; an endless run of them as couplets, or parts of a page's length."""
    step = len(lines)
    if step > _LONG_STANZA:
        script = main_script("\n".join(lines))
        while lines and main_script(lines[0]) != script:
            yield Verse(text=_line(lines[0]))  # a remark in another language before the poem
            lines = lines[1:]
        step = 2 if script == "Arab" else 20
    for at in range(0, len(lines), step):
        text, marks = emphasised("\n".join(_line(line) for line in lines[at : at + step]))
        yield Verse(text=text, marks=marks)


def _add(kept: list[Piece], piece: Piece) -> None:
    """Add a piece; a paragraph that a page cuts grows together again, the page inside it."""
    if isinstance(piece, Paragraph) and len(kept) > 1 and isinstance(kept[-1], PageBreak):
        before, page = kept[-2], kept[-1]
        if (
            isinstance(before, Paragraph)
            and not ends_sentence(before.text)
            and piece.text[:1].islower()
        ):
            shift = len(before.text) + 1
            marks: tuple[Mark, ...] = tuple(
                replace(m, begin=m.begin + shift, end=m.end + shift) for m in piece.marks
            )
            kept[-2:] = [
                replace(
                    before,
                    text=f"{before.text} {piece.text}",
                    marks=(*before.marks, *marks),
                    pages=(*before.pages, replace(page, at=shift)),
                )
            ]
            return
    kept.append(piece)


def _talk(lines: Sequence[str]) -> bool:
    return sum(line.startswith(("-", "–", "—", "“", "«", '"')) for line in lines) * 3 > len(lines)


def _is_contents(group: Group) -> bool:
    """Whether the lines of a group are entries of a table of contents."""
    return sum(is_entry(line) for line in group.lines) >= 0.7 * len(group.lines)


def _counted(found: Sequence[Group]) -> set[int]:
    """Groups that are nothing but a number, and count the parts of the text from 1 on."""
    kept: set[int] = set()
    expected = 1
    for at, group in enumerate(found):
        number = bare_number(group.lines[0]) if len(group.lines) == 1 else None
        if number is not None and (number == expected or (number == 1 and len(kept) > 1)):
            kept.add(at)
            expected = number + 1
    return kept if len(kept) > 1 else set()


def _without_contents(pieces: list[Piece]) -> list[Piece]:
    """Pieces with runs of headings that only announce later ones as a list, not as headings."""
    last = {
        piece.text.casefold(): at for at, piece in enumerate(pieces) if isinstance(piece, Title)
    }
    kept: list[Piece] = []
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces):
            piece = pieces[end]
            if not isinstance(piece, Title) or last[piece.text.casefold()] == end:
                break
            end += 1
        if end - at >= 3:
            announced = [p for p in pieces[at:end] if isinstance(p, Title)]
            items = tuple(Item(blocks=(Paragraph(text=p.text),)) for p in announced)
            kept.append(List(items=items, bulleted=False))
            at = end
        else:
            kept.append(pieces[at])
            at += 1
    return kept
