"""Which part of a publication goes into which XHTML file of the EPUB."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from audiolib.publication import Block, Matter, Publication, Section, Text, walk

LIMIT = 250_000
"""Bytes over which a file is split: small readers grow slow beyond it."""

# What markup adds, measured on the files that are written.
_PHRASE = 26
_BLOCK = 60
_LINE = 28


@dataclass(frozen=True, slots=True)
class Document:
    """The content of one XHTML file.

    `around` are the sections that began in a file before, outermost first. `last` tells whether
    the section of the first level ends here.
    """

    number: int
    around: tuple[Section, ...]
    content: tuple[Section | Block, ...]
    matter: Matter
    last: bool

    @property
    def name(self) -> str:
        return f"{self.number:03d}.xhtml"


def documents(publication: Publication, limit: int = LIMIT) -> tuple[Document, ...]:
    """A file for each section of the first level; one that is over `limit` is split.

    It is split where sections of the next level begin, and so on down; a section without further
    ones between blocks.
    """
    made: list[Document] = []
    for section in publication.sections:
        parts = list(_split(section, (), limit))
        for index, (around, content) in enumerate(parts):
            last = index == len(parts) - 1
            made.append(Document(len(made) + 1, around, content, section.matter, last))
    return tuple(made)


_Part = tuple[tuple[Section, ...], tuple[Section | Block, ...]]


def _split(section: Section, around: tuple[Section, ...], limit: int) -> Iterator[_Part]:
    if _size(section) <= limit:
        yield around, (section,)
        return
    begun = False
    run: list[Section | Block] = []
    size = 0

    def close() -> _Part:
        nonlocal begun, run, size
        content, run, size = tuple(run), [], 0
        if begun:
            return (*around, section), content
        begun = True
        return around, (replace(section, content=content),)

    for child in section.content:
        if isinstance(child, Section):
            if run:
                yield close()
            yield from _split(child, (*around, section), limit)
            continue
        if run and size + _size(child) > limit:
            yield close()
        run.append(child)
        size += _size(child)
    if run:
        yield close()


def _size(node: Section | Block) -> int:
    return sum(_own(part) for part in walk(node))


def _own(node: Section | Block) -> int:
    if not isinstance(node, Text):
        return _BLOCK
    lines = _LINE * node.text.count("\n")
    return _BLOCK + len(node.text.encode(errors="replace")) + _PHRASE * len(node.phrases) + lines
