"""What has an id in a publication, in the order of the document."""

from collections.abc import Iterable, Iterator

from audiolib.publication import (
    Block,
    Break,
    Cell,
    Figure,
    Item,
    List,
    Mark,
    MarkKind,
    Note,
    PageBreak,
    Phrase,
    Quote,
    Section,
    Speech,
    Table,
    Text,
)

Node = Section | Block | Item | Cell
Part = Node | Text | Phrase | Mark


def nodes(around: Iterable[Node]) -> Iterator[Node]:
    """The nodes and all nodes inside them, each before what it holds."""
    waiting = [*around][::-1]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += inside(node)[::-1]


def parts(around: Iterable[Node]) -> Iterator[Part]:
    """Everything with an id: nodes, phrases, note references, page breaks."""
    for node in nodes(around):
        yield node
        if isinstance(node, Text):
            yield from parts_of_text(node)


def parts_of_text(text: Text) -> Iterator[Phrase | Mark | PageBreak]:
    """Phrases, with the note references and page breaks where they begin."""
    references = [mark for mark in text.marks if mark.kind is MarkKind.NOTEREF]
    if not (references or text.pages):
        yield from text.phrases
        return
    placed: list[tuple[int, int, Phrase | Mark | PageBreak]] = [
        *((page.at, 0, page) for page in text.pages),
        *((phrase.begin, 1, phrase) for phrase in text.phrases),
        *((mark.begin, 2, mark) for mark in references),
    ]
    yield from (part for *_, part in sorted(placed, key=lambda place: place[:2]))


def inside(node: Node) -> tuple[Node, ...]:
    """What lies directly inside: like `publication.children`, with entries and cells as nodes."""
    match node:
        case Section(content=content):
            return content
        case List(items=items):
            return items
        case Table(rows=rows, caption=caption):
            cells = tuple(cell for row in rows for cell in row.cells)
            return (caption, *cells) if caption else cells
        case Figure(alt=alt, caption=blocks):
            return (alt, *blocks) if alt else blocks
        case Speech(speaker=speaker, blocks=blocks):
            return (speaker, *blocks)
        case Quote(blocks=blocks) | Note(blocks=blocks) | Item(blocks=blocks) | Cell(blocks=blocks):
            return blocks
        case Text() | PageBreak() | Break():
            return ()


def name(part: Part) -> str:
    """The id of a part; empty where it has none yet."""
    return part.phrase if isinstance(part, PageBreak) else part.id or ""
