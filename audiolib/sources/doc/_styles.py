"""Fonts, styles and lists of a Word document, as the parts of today's Word (MS-DOC §2.9)."""

import struct
from collections.abc import Iterator

from audiolib.sources.doc import _sprms as sprms
from audiolib.sources.doc._fib import FONTS, LISTS, OVERRIDES, STYLES, Head
from audiolib.sources.docx import Level as ListLevel
from audiolib.sources.docx import Lists, add, level_text, made
from audiolib.sources.rtf import tag_of
from audiolib.xml import Element

_NOTHING = 0xFFF
_MOST = 4000


def fonts(head: Head) -> list[str]:
    """The names of the fonts, by number (MS-DOC §2.9.286 SttbfFfn)."""
    table = head.of(FONTS)
    found: list[str] = []
    at = 4
    while at < len(table) and len(found) < _MOST:
        size = table[at] + 1
        name = table[at + 40 : at + size]
        found.append(name.decode("utf-16-le", "replace").partition("\0")[0])
        at += size
    return found


def styles(head: Head, names: list[str]) -> Element:
    """The styles as a part (MS-DOC §2.9.271 STSH)."""
    root = made("w:styles")
    sheet = head.of(STYLES)
    if len(sheet) < 20:
        return root
    size, count, base = struct.unpack_from("<HHH", sheet)
    (usual,) = struct.unpack_from("<H", sheet, 14) if size >= 14 else (0,)
    look = add(add(add(root, "w:docDefaults"), "w:rPrDefault"), "w:rPr")
    _font(look, names, usual)
    at = 2 + size
    for number in range(min(count, _MOST)):
        if at + 2 > len(sheet):
            break
        (length,) = struct.unpack_from("<H", sheet, at)
        content = sheet[at + 2 : at + 2 + length]
        if length > base and length >= 10:
            _style(root, number, content, base, names)
        at += 2 + length + (length & 1)
    return root


def _style(root: Element, number: int, content: bytes, base: int, names: list[str]) -> None:
    kind, above, parts = struct.unpack_from("<HHH", content)
    builtin, kind, above = kind & 0x0FFF, above & 0x0F, above >> 4
    if kind not in (1, 2) or base + 2 > len(content):
        return
    (length,) = struct.unpack_from("<H", content, base)
    end = base + 2 + 2 * length
    name = content[base + 2 : end].decode("utf-16-le", "replace")
    if 1 <= builtin <= 9:
        name = f"heading {builtin}"
    letter, type_ = ("s", "paragraph") if kind == 1 else ("c", "character")
    style = add(root, "w:style", type=type_, styleId=f"{letter}{number}")
    if kind == 1 and builtin == 0:
        style.set(style.keys()[0].replace("type", "default"), "1")
    add(style, "w:name", val="".join(c for c in name[:100] if c.isprintable()))
    if above not in (_NOTHING, number):
        add(style, "w:basedOn", val=f"{letter}{above}")
    upx = list(_upx(content, end + 2, parts & 0x0F))
    if kind == 1 and upx:
        _of_paragraph(add(style, "w:pPr"), upx[0][2:])
    characters = upx[1] if kind == 1 and len(upx) > 1 else upx[0] if kind == 2 and upx else b""
    _of_characters(add(style, "w:rPr"), characters, names)


def _upx(content: bytes, at: int, count: int) -> Iterator[bytes]:
    for _ in range(min(count, 3)):
        at += at & 1
        if at + 2 > len(content):
            return
        (size,) = struct.unpack_from("<H", content, at)
        yield content[at + 2 : at + 2 + size]
        at += 2 + size


def _of_paragraph(properties: Element, grpprl: bytes) -> None:
    numbering = level = 0
    for sprm, operand in sprms.modifiers(grpprl):
        value = sprms.number(operand)
        if sprm == sprms.OUTLINE:
            add(properties, "w:outlineLvl", val=str(value))
        elif sprm == sprms.LIST:
            numbering = value
        elif sprm == sprms.LEVEL:
            level = value
    if 0 < numbering < 0x7FF:
        numbers = add(properties, "w:numPr")
        add(numbers, "w:ilvl", val=str(level))
        add(numbers, "w:numId", val=str(numbering))


def _of_characters(properties: Element, grpprl: bytes, names: list[str]) -> None:
    for sprm, operand in sprms.modifiers(grpprl):
        value = sprms.number(operand)
        match sprm:
            case sprms.BOLD | sprms.ITALIC:
                name = "w:b" if sprm == sprms.BOLD else "w:i"
                add(properties, name, val="1" if value in (1, 0x81) else "0")
            case sprms.HIDDEN if value == 1:
                add(properties, "w:vanish")
            case sprms.FONT:
                _font(properties, names, value)
            case sprms.LANGUAGE | sprms.LANGUAGE_OLD if tag := tag_of(value):
                add(properties, "w:lang", val=tag)


def _font(properties: Element, names: list[str], number: int) -> None:
    if number < len(names) and (name := "".join(c for c in names[number] if c.isprintable())):
        add(properties, "w:rFonts", ascii=name, hAnsi=name)


def lists(head: Head) -> Element:
    """The lists as a part (MS-DOC §2.9.147 LSTF, §2.9.150 LVL, §2.9.131 LFO)."""
    found = Lists()
    table = head.of(LISTS)
    if len(table) < 2:
        return found.numbering()
    (count,) = struct.unpack_from("<h", table)
    levels = head.after(LISTS, 1 << 20)
    at = 0
    for number in range(max(0, min(count, (len(table) - 2) // 28))):
        (name,) = struct.unpack_from("<i", table, 2 + 28 * number)
        simple = table[2 + 28 * number + 26] & 1
        for _ in range(1 if simple else 9):
            level, at = _level(levels, at)
            if level is None:
                break
            found.open.append(level)
        found.end(name)
    overrides = head.of(OVERRIDES)
    if len(overrides) >= 4:
        (count,) = struct.unpack_from("<I", overrides)
        for number in range(min(count, (len(overrides) - 4) // 16, _MOST)):
            found.overrides[number + 1] = struct.unpack_from("<i", overrides, 4 + 16 * number)[0]
    return found.numbering()


def _level(levels: bytes, at: int) -> tuple[ListLevel | None, int]:
    if at + 28 > len(levels):
        return None, at
    start, format_ = struct.unpack_from("<iB", levels, at)
    characters, paragraphs = levels[at + 24], levels[at + 25]
    at += 28 + characters + paragraphs
    if at + 2 > len(levels):
        return None, at
    (length,) = struct.unpack_from("<H", levels, at)
    end = at + 2 + 2 * min(length, 1000)
    text = levels[at + 2 : end].decode("utf-16-le", "replace")
    words = level_text(chr(min(length, 1000)) + text)
    return ListLevel(format=format_, start=start, text=words), end
