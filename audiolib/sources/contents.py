"""What every draft goes through: title page, by-lines and printed tables of contents in place."""

from dataclasses import replace

from audiolib.publication import (
    Block,
    Break,
    Heading,
    List,
    MarkKind,
    Matter,
    Metadata,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    Text,
    Verse,
    walk,
)
from audiolib.sources.outline import folded, lift_title

_CONTENTS = {
    *("contents", "tableofcontents", "mụclục", "зміст", "содержание", "оглавление", "فهرست"),
    *("فهرستمطالب", "nộidung"),
}
_BY = ("by ", "tác giả", "автор", "نوشته")


def tidied(sections: tuple[Section, ...], metadata: Metadata) -> tuple[Section, ...]:
    """Sections as listeners look for them: parts on the first level, no heading for a by-line."""
    sections = tuple(_without_bylines(section, metadata) for section in sections)
    sections = lift_title(sections, metadata.title)
    return tuple(_as_contents(_without_idle_breaks(section)) for section in sections)


def _without_idle_breaks(section: Section) -> Section:
    """A change of scene only where a scene went before and another follows in the section."""
    content: list[Section | Block] = []
    words = False
    waiting: Break | None = None
    for child in section.content:
        if isinstance(child, Section):
            content.append(_without_idle_breaks(child))
            words, waiting = False, None
        elif isinstance(child, Break):
            waiting = child if words else None
        else:
            if waiting is not None:
                content.append(waiting)
                waiting = None
            words = words or not isinstance(child, Heading | PageBreak)
            content.append(child)
    return replace(section, content=tuple(content))


def _without_bylines(section: Section, metadata: Metadata) -> Section:
    """A heading that only names the author is no section: its words join the title's."""
    content: list[Section | Block] = []
    for child in section.content:
        heading = child.heading if isinstance(child, Section) else None
        if isinstance(child, Section) and heading and _is_byline(child, heading, metadata):
            content.append(_plain(heading))
            content.extend(c for c in child.content if c is not heading)
        else:
            content.append(child)
    return replace(section, content=tuple(content))


def _is_byline(section: Section, heading: Heading, metadata: Metadata) -> bool:
    """Whether a heading names the author; "By the river", with a text of its own, does not."""
    words = heading.text.casefold()
    if len(words) > 80:
        return False
    authors = {folded(name) for name in metadata.authors}
    for by in _BY:
        if words.startswith(by):
            if authors:
                return folded(words.removeprefix(by)) in authors
            return not any(isinstance(c, Paragraph | Verse) for c in section.content)
    return folded(words) in authors


def _plain(heading: Heading) -> Paragraph:
    return Paragraph(
        text=heading.text,
        lang=heading.lang,
        marks=heading.marks,
        pages=heading.pages,
        aliases=heading.aliases,
    )


def _as_contents(section: Section) -> Section:
    """A printed table of contents as a section of that kind, so that a listener may skip it."""
    content: list[Section | Block] = []
    for child in section.content:
        if isinstance(child, Quote | List) and _is_contents(child):
            content.append(Section(kind="toc", matter=Matter.FRONT, content=(child,)))
        else:
            content.append(child)
    heading = section.heading
    if heading is not None and not section.kind and folded(heading.text) in _CONTENTS:
        return replace(section, kind="toc", matter=Matter.FRONT, content=tuple(content))
    return replace(section, content=tuple(content))


def _is_contents(block: Block) -> bool:
    """Whether a block is nothing but links to places of the same text."""
    words = [text for text in walk(block) if isinstance(text, Text)]
    linked = [
        text
        for text in words
        if any(
            mark.kind is MarkKind.LINK
            and (mark.href or "").startswith("#")
            and mark.end - mark.begin >= len(text.text) * 0.6
            for mark in text.marks
        )
    ]
    titles = [text for text in words if folded(text.text) in _CONTENTS]
    return len(linked) >= 3 and len(linked) + len(titles) >= 0.9 * len(words)
