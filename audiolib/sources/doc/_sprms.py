"""Property modifiers: what Word says of characters and paragraphs (MS-DOC §2.2.5)."""

import struct
from collections.abc import Iterator

_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_TABLE, _TABS = 0xD608, 0xC615

DELETED, BOLD, ITALIC, HIDDEN, SPECIAL, RTL = 0x0800, 0x0835, 0x0836, 0x083C, 0x0855, 0x085A
CHARACTER_STYLE, FONT, FONT_OTHER, FONT_BIDI = 0x4A30, 0x4A4F, 0x4A51, 0x4A5E
LANGUAGE, LANGUAGE_OLD, POSITION, PICTURE, SYMBOL = 0x4873, 0x486D, 0x2A48, 0x6A03, 0x6A09
LANGUAGE_BIDI = 0x485F
STYLE, LEVEL, LIST, IN_TABLE, ROW_END = 0x4600, 0x260A, 0x460B, 0x2416, 0x2417
OUTLINE, DEPTH, INNER_CELL, INNER_ROW_END = 0x2640, 0x6649, 0x244B, 0x244C
TABLE, HEADER_ROW = _TABLE, 0x3404


def modifiers(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """Each modifier with its operand; what is cut off is left out."""
    at, end = 0, len(grpprl)
    while at + 2 <= end:
        (sprm,) = struct.unpack_from("<H", grpprl, at)
        at += 2
        size = _SIZES[sprm >> 13]
        if not size:
            if at >= end:
                return
            if sprm == _TABLE:
                size = struct.unpack_from("<H", grpprl, at)[0] - 1 if at + 2 <= end else 0
                at += 2
            else:
                size = grpprl[at]
                at += 1
            if sprm == _TABS and size == 255:
                return
        if size < 0 or at + size > end:
            return
        yield sprm, grpprl[at : at + size]
        at += size


def number(operand: bytes) -> int:
    """An operand that is one number."""
    return int.from_bytes(operand[:4], "little")


def edges(operand: bytes) -> tuple[list[int], list[str]]:
    """The right edges of a row's cells and how they merge (MS-DOC §2.9.325 TDefTableOperand)."""
    count = operand[0] if operand else 0
    if count > 64 or len(operand) < 1 + 2 * (count + 1):
        return [], []
    places = struct.unpack_from(f"<{count + 1}h", operand, 1)
    merges: list[str] = []
    for at in range(count):
        start = 1 + 2 * (count + 1) + 20 * at
        flags = int.from_bytes(operand[start : start + 2], "little")
        if flags & 0x02:
            merges.append("left")
        elif flags & 0x20:
            merges.append("first" if flags & 0x40 else "next")
        else:
            merges.append("")
    right = list(places[1:])
    return (right if len(set(right)) == len(right) else []), merges
