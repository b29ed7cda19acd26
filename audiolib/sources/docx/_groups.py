"""Paragraphs that belong together: lists, quotations, stanzas, captions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from audiolib.publication import (
    Block,
    Figure,
    Item,
    List,
    Mark,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Table,
    Verse,
)


@dataclass(frozen=True, slots=True)
class Group:
    """What a paragraph is part of: `list`, `quote`, `verse`, `caption`, or `beside` another."""

    kind: str
    name: str = ""
    level: int = 0
    bulleted: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A block and what it is part of."""

    block: Block
    group: Group | None = None


def grouped(entries: Sequence[Entry]) -> Iterator[Block]:
    """The blocks with lists, quotations and stanzas made whole, captions at what they name."""
    whole: list[Block] = []
    for kind, run in groupby(_settled(entries), key=_run):
        inside = list(run)
        match kind[0]:
            case "list":
                whole.append(_list(inside))
            case "quote":
                whole.append(Quote(blocks=tuple(entry.block for entry in inside)))
            case "verse":
                whole += _stanza(inside)
            case "caption":
                _caption(whole, [entry.block for entry in inside])
            case _:
                whole += (entry.block for entry in inside)
    yield from _with_captions_above(whole)


def _settled(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Notes and pictures beside a paragraph of a list or quotation stay in it."""
    last: Group | None = None
    for entry in entries:
        group = entry.group
        if group and group.kind == "beside":
            stays = last is not None and last.kind in ("list", "quote")
            yield replace(entry, group=replace(last, kind=last.kind, name=last.name, label="+")
                          if stays and last else None)  # fmt: skip
            continue
        last = group
        yield entry


def _run(entry: Entry) -> tuple[str, str]:
    group = entry.group
    if group is None:
        return "", ""
    return group.kind, group.name


def _list(entries: Sequence[Entry]) -> List:
    """A list with the lists of deeper levels inside its items."""
    base = min(entry.group.level for entry in entries if entry.group)
    bulleted = next(e.group.bulleted for e in entries if e.group and e.group.level == base)
    items: list[list[Block]] = []
    deeper: list[Entry] = []

    def close() -> None:
        if deeper:
            if not items:
                items.append([])
            items[-1].append(_list(deeper))
            deeper.clear()

    for entry in entries:
        group = entry.group
        if group and group.level > base:
            deeper.append(entry)
            continue
        close()
        if group and group.label == "+" and items:
            items[-1].append(entry.block)
        else:
            items.append([entry.block])
    close()
    return List(items=tuple(Item(blocks=tuple(blocks)) for blocks in items), bulleted=bulleted)


def _stanza(entries: Sequence[Entry]) -> Iterator[Block]:
    """Paragraphs in a style of verse, each of one line, as one stanza."""
    for is_line, run in groupby(entries, key=lambda entry: isinstance(entry.block, Verse)):
        if not is_line:
            yield from (entry.block for entry in run)
            continue
        text, marks, pages, aliases, lang = "", list[Mark](), list[PageBreak](), list[str](), None
        for entry in run:
            line = entry.block
            if not isinstance(line, Verse):
                continue
            text += "\n" if text else ""
            at = len(text)
            marks += (replace(m, begin=m.begin + at, end=m.end + at) for m in line.marks)
            pages += (replace(p, at=p.at + at) for p in line.pages)
            aliases += line.aliases
            lang = lang or line.lang
            text += line.text
        yield Verse(text=text, marks=tuple(marks), pages=tuple(pages), aliases=tuple(aliases),
                    lang=lang)  # fmt: skip


def _caption(whole: list[Block], captions: Sequence[Block]) -> None:
    """Put a caption to the picture or table before it, else leave it for what comes."""
    last = whole[-1] if whole else None
    if isinstance(last, Figure) and not last.caption:
        whole[-1] = replace(last, caption=tuple(captions))
    elif isinstance(last, Table) and last.caption is None and len(captions) == 1:
        caption = captions[0]
        if isinstance(caption, Paragraph):
            whole[-1] = replace(last, caption=caption)
            return
        whole += captions
    else:
        whole.append(Note(blocks=tuple(captions)))


def _with_captions_above(whole: Sequence[Block]) -> Iterator[Block]:
    """A caption that stood before a table becomes the table's; others are paragraphs again."""
    waiting: Note | None = None
    for block in whole:
        if waiting is not None:
            caption = waiting.blocks[0]
            alone = len(waiting.blocks) == 1 and isinstance(block, Table) and not block.caption
            if alone and isinstance(block, Table) and isinstance(caption, Paragraph):
                block = replace(block, caption=caption)
            else:
                yield from waiting.blocks
            waiting = None
        if isinstance(block, Note) and not block.aliases and block.kind == Note(blocks=()).kind:
            waiting = block
            continue
        yield block
    if waiting is not None:
        yield from waiting.blocks
