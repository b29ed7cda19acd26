"""Project Gutenberg's header and licence cut off a text that has no marks but its own words."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from audiolib.publication import (
    Block,
    Metadata,
    PageBreak,
    Section,
    Text,
    children,
)
from audiolib.sources import gutenberg


def unframed(
    metadata: Metadata, sections: tuple[Section, ...]
) -> tuple[Metadata, tuple[Section, ...]]:
    """The metadata and text of a work of Project Gutenberg without what stands around it."""
    header = _Header()
    begun = _cut_begin(sections, header)
    if begun is None:
        return metadata, sections
    ended = _before(_paged([s for s in begun if isinstance(s, Section)], header.page))
    told = gutenberg.described(gutenberg.said("\n".join(header.lines)))
    merged = replace(
        metadata,
        title=told.title or metadata.title,
        language=told.language or metadata.language,
        contributors=told.contributors or metadata.contributors,
        date=told.date or metadata.date,
    )
    return merged, tuple(s for s in ended if isinstance(s, Section) and s.content)


_Content = Sequence[Section | Block]


@dataclass(slots=True)
class _Header:
    """The lines that were cut off, and the last page that began in them."""

    lines: list[str] = field(default_factory=list)
    page: PageBreak | None = None


def _paged(sections: list[Section], page: PageBreak | None) -> list[Section]:
    """The sections with the page on which the work begins."""
    if not sections or page is None or isinstance(sections[0].content[0], PageBreak):
        return sections
    first = replace(sections[0], content=(page, *sections[0].content))
    return [first, *sections[1:]]


def _cut_begin(content: _Content, header: _Header) -> list[Section | Block] | None:
    for at, child in enumerate(content):
        if isinstance(child, Section):
            inner = _cut_begin(child.content, header)
            if inner is None:
                continue
            rest = list(content[at + 1 :])
            return [replace(child, content=tuple(inner)), *rest] if _has_words(inner) else rest
        if isinstance(child, PageBreak):
            header.page = child
        if isinstance(child, Text):
            header.lines += (*child.text.split("\n"), "")
            header.page = replace(child.pages[-1], at=0) if child.pages else header.page
            if gutenberg.begins(child.text):
                return _without_credit(content[at + 1 :])
    return None


def _without_credit(content: _Content) -> list[Section | Block]:
    """Without "Produced by …", which stands between the mark and the work."""
    rest = list(content)
    for at, child in enumerate(rest):
        if isinstance(child, Text):
            if child.text.startswith(("Produced by", "Prepared by", "Transcribed by", "E-text")):
                del rest[at]
            break
        if not isinstance(child, PageBreak):
            break
    return rest


def _before(content: _Content) -> list[Section | Block]:
    """What stands before the mark of the end."""
    kept: list[Section | Block] = []
    for child in content:
        if isinstance(child, Section):
            inner = _before(child.content)
            if len(inner) < len(child.content) or _is_cut(child, inner):
                if _has_words(inner):
                    kept.append(replace(child, content=tuple(inner)))
                return kept
            kept.append(child)
        elif isinstance(child, Text) and gutenberg.ends(child.text):
            return kept
        else:
            kept.append(child)
    return kept


def _is_cut(section: Section, inner: _Content) -> bool:
    """Whether something was left out below a section, though its own children are as many."""
    return any(new is not old for new, old in zip(inner, section.content, strict=False))


def _has_words(content: _Content) -> bool:
    return any(isinstance(child, Text) or _has_words(children(child)) for child in content)
