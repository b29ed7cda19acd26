"""Where a node of a publication lies, and the publication with others in its place."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from audiolib.merge.parts import Node, inside, name
from audiolib.proofing.errors import EditImpossibleError, NoSuchBlockError, NothingLeftError
from audiolib.publication import (
    Cell,
    Figure,
    Heading,
    Item,
    List,
    Note,
    Paragraph,
    Publication,
    Quote,
    Row,
    Section,
    Speech,
    Table,
    Verse,
)

Worded = Heading | Paragraph | Verse

Path = tuple[Node, ...]
"""A node with all that holds it, the section of the first level first."""


def paths(publication: Publication) -> Iterator[Path]:
    """Every node with all that holds it, in the order of the document."""
    waiting: list[Path] = [(section,) for section in reversed(publication.sections)]
    while waiting:
        path = waiting.pop()
        yield path
        waiting += [(*path, child) for child in reversed(inside(path[-1]))]


def path_to(publication: Publication, id_: str) -> Path:
    """The way to the node of an id; of a page break between blocks, that of its phrase.

    Raises:
        NoSuchBlockError: there is none.
    """
    for path in paths(publication):
        if name(path[-1]) == id_:
            if any(isinstance(node, Section) and node.origin == "generated" for node in path):
                raise EditImpossibleError(id_, "generated")
            return path
    raise NoSuchBlockError(id_)


def text_at(publication: Publication, id_: str) -> tuple[Path, Worded]:
    """The way to a text, and the text.

    Raises:
        NoSuchBlockError: there is none.
        EditImpossibleError: what has the id holds no words.
    """
    path = path_to(publication, id_)
    found = path[-1]
    if not isinstance(found, Heading | Paragraph | Verse):
        raise EditImpossibleError(id_, type(found).__name__.lower())
    return path, found


def language(publication: Publication, path: Path) -> str:
    """The language of the last node of a path."""
    own = (getattr(node, "lang", None) for node in reversed(path))
    return next((lang for lang in own if lang), publication.metadata.language)


def is_free(path: Path) -> bool:
    """Whether any number of blocks may stand in the place of the last node."""
    if len(path) < 2:
        return False
    holder, node = path[-2:]
    match holder:
        case Section() | Item() | Cell() | Quote() | Note():
            return True
        case Speech(speaker=speaker):
            return node is not speaker
        case Figure(alt=alt):
            return node is not alt
    return False


def put(publication: Publication, path: Path, new: Sequence[Node]) -> Publication:
    """The publication with other nodes in the place of the last of a path.

    What then holds nothing is gone too, but for cells of a table.

    Raises:
        NothingLeftError: nothing is left at all.
    """
    for holder, child in reversed(list(pairwise(path))):
        new = _exchanged(holder, child, new)
    at = _place(publication.sections, path[0])
    sections: tuple[Any, ...] = (*publication.sections[:at], *new, *publication.sections[at + 1 :])
    if not sections:
        raise NothingLeftError(name(path[-1]))
    return replace(publication, sections=sections)


def _exchanged(holder: Node, child: Node, new: Sequence[Any]) -> Sequence[Node]:
    """What stands in the place of a holder when others stand in that of its child."""
    match holder:
        case Section(content=content):
            kept = _spliced(content, child, new)
            return (replace(holder, content=kept),) if kept else ()
        case List(items=items):
            entries = _spliced(items, child, new)
            return (replace(holder, items=entries),) if entries else ()
        case Item(blocks=blocks) | Quote(blocks=blocks) | Note(blocks=blocks):
            held = _spliced(blocks, child, new)
            return (replace(holder, blocks=held),) if held else ()
        case Cell(blocks=blocks):
            return (replace(holder, blocks=_spliced(blocks, child, new)),)
        case Table():
            return _table(holder, child, new)
        case Figure(alt=alt, caption=caption):
            if child is alt:
                only = next((n for n in new if isinstance(n, Paragraph)), None)
                others = [n for n in new if n is not only]
                return (*others, replace(holder, alt=only))
            return (replace(holder, caption=_spliced(caption, child, new)),)
        case Speech(speaker=speaker, blocks=blocks):
            if child is not speaker:
                return (replace(holder, blocks=_spliced(blocks, child, new)),)
            if len(new) == 1 and isinstance(new[0], Paragraph):
                return (replace(holder, speaker=new[0]),)
            return (*new, *blocks)
    raise EditImpossibleError(name(child), type(holder).__name__.lower())


def _table(table: Table, child: Node, new: Sequence[Any]) -> Sequence[Node]:
    if child is table.caption:
        only = next((n for n in new if isinstance(n, Paragraph)), None)
        return (*(n for n in new if n is not only), replace(table, caption=only))
    rows = tuple(
        Row(cells=_spliced(row.cells, child, new)) if any(c is child for c in row.cells) else row
        for row in table.rows
    )
    return (replace(table, rows=rows),)


def _spliced(around: Sequence[Any], child: Node, new: Sequence[Any]) -> tuple[Any, ...]:
    at = _place(around, child)
    return (*around[:at], *new, *around[at + 1 :])


def _place(around: Sequence[Any], child: Node) -> int:
    return next(at for at, node in enumerate(around) if node is child)
