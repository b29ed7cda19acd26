"""Sections grown from a run of headings and blocks, whatever levels the source wrote."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from audiolib.publication import (
    Block,
    Heading,
    Mark,
    MarkKind,
    Matter,
    PageBreak,
    Paragraph,
    Section,
    Verse,
)

_Child = Section | Block
_TITLE_PAGE = 800
"""Code points; more words under a title are no title page, but the text itself."""


@dataclass(slots=True)
class _Open:
    """A section that is still growing; level 0 is the document itself."""

    level: int = 0
    kind: str = ""
    matter: Matter | None = None
    element: bool = False
    """Opened by an element of the source, which will close it."""
    content: list[_Child] = field(default_factory=list)

    @property
    def headed(self) -> bool:
        return any(isinstance(child, Heading) for child in self.content)

    @property
    def empty(self) -> bool:
        return all(isinstance(child, PageBreak) for child in self.content)

    def closed(self) -> Section:
        return Section(
            kind=self.kind,
            matter=self.matter or Matter.BODY,
            content=tuple(self.content),
        )


class Outline:
    """Takes headings and blocks in reading order, and gives nested sections.

    A heading closes every section of its own or a deeper level; levels that the source skips are
    closed up, since depth alone makes the level. Elements of the source that hold a section open
    and close it with `enter` and `leave`.
    """

    def __init__(self) -> None:
        self._open = [_Open(element=True)]

    def enter(self, kind: str = "", matter: Matter | None = None) -> int:
        """Open a section that an element of the source holds; gives what `leave` takes."""
        self._open.append(_Open(0, kind, matter, element=True))
        return len(self._open) - 1

    def leave(self, opened: int) -> None:
        """Close the section that `enter` opened, and all inside it."""
        while len(self._open) > opened:
            self._close()

    def heading(
        self, level: int, heading: Heading, kind: str = "", matter: Matter | None = None
    ) -> None:
        """Begin the section of a heading; `level` is 1 or more."""
        top = self._open[-1]
        if len(self._open) > 1 and top.element and top.empty:
            top.level, top.kind, top.matter = level, top.kind or kind, top.matter or matter
            top.content.append(heading)
            return
        while len(self._open) > 1 and self._open[-1].level >= level and not self._open[-1].element:
            self._close()
        top = self._open[-1]
        pages = self._pages_before()
        if top.element and len(self._open) > 1 and top.headed and top.level >= level:
            # One element around several sections: the next one stands beside the first.
            self._close()
            self._open.append(_Open(level, kind, matter or top.matter, element=True))
        else:
            self._open.append(_Open(level, kind, matter))
        self._open[-1].content.extend([*pages, heading])

    def block(self, block: Block) -> None:
        """Add a block to the section that is open."""
        self._open[-1].content.append(block)

    def sections(self) -> tuple[Section, ...]:
        """The whole outline, closed; what stood before or between sections gets its own."""
        self.leave(1)
        return tuple(_wrapped(self._open[0].content))

    def _pages_before(self) -> list[_Child]:
        """Page breaks right before a heading, wherever they were put, move into its section."""
        content = self._open[-1].content
        pages: list[_Child] = []
        while content and isinstance(content[-1], PageBreak):
            pages.insert(0, content.pop())
        return pages

    def _close(self) -> None:
        done = self._open.pop()
        if done.content:
            section = done.closed()
            bare = not (section.heading or section.kind or done.matter)
            if bare and done.element and not any(isinstance(c, Heading) for c in done.content):
                self._open[-1].content.extend(done.content)  # a grouping that means nothing
            else:
                self._open[-1].content.append(section)


def _wrapped(content: Iterable[_Child]) -> Iterable[Section]:
    """First-level sections only: loose blocks are gathered into sections without headings."""
    loose: list[_Child] = []
    for child in content:
        if isinstance(child, Section):
            if loose and all(isinstance(block, PageBreak) for block in loose):
                child = replace(child, content=(*loose, *child.content))
            elif loose:
                yield Section(content=tuple(loose))
            loose = []
            yield child
        else:
            loose.append(child)
    if loose:
        yield Section(content=tuple(loose))


def as_paragraph(heading: Heading) -> Paragraph:
    """A heading where no section may begin (in a cell, a note, a quotation): strong words."""
    strong = Mark(0, len(heading.text), MarkKind.STRONG)
    return Paragraph(
        text=heading.text,
        lang=heading.lang,
        marks=(strong, *heading.marks),
        pages=heading.pages,
        aliases=heading.aliases,
    )


def lift_title(sections: tuple[Section, ...], title: str = "") -> tuple[Section, ...]:
    """The sections with a title that embraces the whole text made a title page of its own.

    So the parts of the text stand on the first level, where listeners look for them. Only a
    heading that alone embraces at least two sections is a title, or one that says `title`; and
    no more than a few lines of its own lie under it.
    """
    at = next((i for i, s in enumerate(sections) if s.heading), None)
    if at is None or any(s.heading for s in sections[at + 1 :]):
        return sections
    section = sections[at]
    inner = [child for child in section.content if isinstance(child, Section)]
    said = section.heading is not None and folded(section.heading.text) == folded(title)
    if section.kind not in ("", "titlepage") or not (len(inner) > 1 or (said and inner)):
        return sections
    first = section.content.index(inner[0])
    own = sum(len(c.text) for c in section.content[:first] if isinstance(c, Paragraph | Verse))
    if own > _TITLE_PAGE:
        return sections
    page = replace(section, kind="titlepage", matter=Matter.FRONT, content=section.content[:first])
    return (*sections[:at], page, *_wrapped(section.content[first:]), *sections[at + 1 :])


def folded(text: str) -> str:
    """Letters and digits only, case folded: what two spellings of one title share."""
    return "".join(c for c in text.casefold() if c.isalnum())
