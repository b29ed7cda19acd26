"""Headings of Word documents whose typists used no styles for them: `CHƯƠNG I`, `Глава 1`."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from audiolib.publication import Block, Heading, Mark, MarkKind, Paragraph, Section
from audiolib.sources.outline import Outline
from audiolib.sources.txt_headings import Title, looks_like_title, title

_KINDS = ("volume", "part", "act", "chapter")
_FEW = 2


def with_titles(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Sections with numbered headings found in plain paragraphs, where styles tell far fewer."""
    pieces = [piece for section in sections for piece in _flat(section, 1)]
    found = [at for at, (_, block) in enumerate(pieces) if _title(block)]
    styled = sum(isinstance(block, Heading) for _, block in pieces)
    if len(found) < _FEW or len(found) <= 2 * styled:
        return tuple(sections)
    outline = Outline()
    at = 0
    while at < len(pieces):
        depth, block = pieces[at]
        told = _title(block)
        if told is not None and isinstance(block, Paragraph):
            heading = _heading(block)
            following = pieces[at + 1][1] if at + 1 < len(pieces) else None
            if isinstance(following, Paragraph | Heading) and _names(following):
                heading = _joined(heading, following)
                at += 1
            outline.heading(told.level, heading, told.kind)
        elif isinstance(block, Heading):
            outline.heading(depth + 2, block)
        else:
            outline.block(block)
        at += 1
    return outline.sections()


def _flat(section: Section, depth: int) -> Iterator[tuple[int, Block]]:
    for child in section.content:
        if isinstance(child, Section):
            yield from _flat(child, depth + 1)
        else:
            yield depth, child


def _title(block: Block) -> Title | None:
    """The numbered heading that a paragraph is."""
    if not isinstance(block, Paragraph) or any(m.kind is MarkKind.NOTEREF for m in block.marks):
        return None
    told = title(block.text)
    return told if told is not None and told.kind in _KINDS else None


def _names(block: Paragraph | Heading) -> bool:
    """Whether a line after a numbered heading is its name: in capitals, or styled as a heading."""
    return isinstance(block, Heading) or looks_like_title(block.text) is not None


def _heading(block: Paragraph) -> Heading:
    return Heading(
        text=block.text, lang=block.lang, marks=_plain(block), pages=block.pages,
        aliases=block.aliases,
    )  # fmt: skip


def _joined(heading: Heading, block: Paragraph | Heading) -> Heading:
    shift = len(heading.text) + 1
    marks = (replace(m, begin=m.begin + shift, end=m.end + shift) for m in _plain(block))
    pages = (replace(p, at=p.at + shift) for p in block.pages)
    return replace(
        heading,
        text=f"{heading.text} {block.text}",
        marks=(*heading.marks, *marks),
        pages=(*heading.pages, *pages),
        aliases=(*heading.aliases, *block.aliases),
    )


def _plain(block: Paragraph | Heading) -> tuple[Mark, ...]:
    """The marks without boldness, which a heading has anyway."""
    return tuple(mark for mark in block.marks if mark.kind is not MarkKind.STRONG)
