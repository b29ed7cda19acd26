"""Lists of HTML; the numbers that a browser would show become words of the text."""

import re
from collections.abc import Callable
from dataclasses import replace

from audiolib.publication import Block, Item, List, Mark, MarkKind, Paragraph, Text
from audiolib.sources.html_tree import get, name
from audiolib.xml import Element

Inside = Callable[[Element], tuple[Block, ...]]
"""The blocks inside an element."""

_NUMBERED = re.compile(r"[\[(]?(?:\d+|[ivxlcdm]+|[a-z])[.)\]]", re.IGNORECASE)
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def entries(element: Element, inside: Inside) -> List | None:
    """The list of a `ul`, `ol` or `menu`; None where it has no entries."""
    ordered = name(element) == "ol"
    kept: list[Item] = []
    step = -1 if element.get("reversed") is not None else 1
    lines = [child for child in element if name(child)]
    number = _whole(get(element, "start"), len(lines) if step < 0 else 1)
    for child in lines:
        number = _whole(get(child, "value"), number)
        blocks = inside(child)
        if not blocks:
            continue
        if ordered and name(child) == "li":
            blocks = numbered(blocks, _label(number, element.get("type") or "1"))
            number += step
        kept.append(Item(blocks=blocks))
    return List(items=tuple(kept), bulleted=not ordered) if kept else None


def terms(element: Element, inside: Inside) -> List | None:
    """The list of a `dl`: each term with what is said about it."""
    groups: list[list[Block]] = []
    described = True
    for child in element.iter():
        kind = name(child)
        if kind not in ("dt", "dd") or not _belongs(child, element):
            continue
        blocks = inside(child)
        if kind == "dt":
            blocks = tuple(_strong(block) for block in blocks)
        if (kind == "dt" and described) or not groups:
            groups.append([])
        described = kind == "dd"
        groups[-1].extend(blocks)
    kept = tuple(Item(blocks=tuple(group)) for group in groups if group)
    return List(items=kept) if kept else None


def numbered(blocks: tuple[Block, ...], label: str) -> tuple[Block, ...]:
    """Blocks of an entry with its number before the first words, unless they begin with one."""
    first = blocks[0]
    if not isinstance(first, Text):
        return (Paragraph(text=label), *blocks)
    if _NUMBERED.match(first.text):
        return blocks
    shift = len(label) + 1
    shifted = replace(
        first,
        text=f"{label} {first.text}",
        marks=tuple(replace(m, begin=m.begin + shift, end=m.end + shift) for m in first.marks),
        pages=tuple(replace(p, at=p.at + shift if p.at else 0) for p in first.pages),
    )
    return (shifted, *blocks[1:])


def _label(number: int, style: str) -> str:
    if style in ("a", "A") and 1 <= number <= 26:
        return chr(ord(style) + number - 1) + "."
    if style in ("i", "I") and 1 <= number < 4000:
        roman = ""
        for value, letters in _ROMAN:
            count, number = divmod(number, value)
            roman += letters * count
        return (roman.upper() if style == "I" else roman) + "."
    return f"{number}."


def _whole(written: str, otherwise: int) -> int:
    return int(written) if re.fullmatch(r"-?\d{1,9}", written) else otherwise


def _belongs(child: Element, element: Element) -> bool:
    """Whether a `dt` or `dd` is of this list, and not of one inside it."""
    parent = child.getparent()
    while parent is not None and name(parent) == "div":
        parent = parent.getparent()
    return parent is element


def _strong(block: Block) -> Block:
    if isinstance(block, Paragraph):
        mark = Mark(0, len(block.text), MarkKind.STRONG)
        return replace(block, marks=(mark, *block.marks))
    return block
