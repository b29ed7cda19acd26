"""Signs of Word's symbol fonts, which stand at private code points, as Unicode."""

import re
from collections import Counter

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_GREEK = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
        strict=True,
    )
)
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←",
    0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×",
    0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xC7: "∩", 0xC8: "∪", 0xCC: "⊂", 0xCE: "∈", 0xCF: "∉", 0xD1: "∇", 0xD5: "∏", 0xD6: "√",
    0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS = {
    0x4A: "☺", 0x4C: "☹", 0x6C: "•", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0x77: "◆",
    0x9F: "•", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "→", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def symbol(font: str, code: str, counts: Counter[str]) -> str:
    """The sign of a `w:sym`; empty and counted where we don't know it."""
    try:
        place = int(code, 16)
    except ValueError:
        return ""
    if 0x20 <= place < 0xE000 and not font.lower().startswith(("symbol", "wingdings", "webdings")):
        return chr(place)
    return _known(font, place, counts)


def with_symbols(text: str, font: str | None, counts: Counter[str]) -> str:
    """Text with its private signs as Unicode; those we don't know are counted, and stay."""
    if not _PRIVATE.search(text):
        return text
    return _PRIVATE.sub(lambda match: _known(font or "", ord(match[0]), counts) or match[0], text)


def _known(font: str, place: int, counts: Counter[str]) -> str:
    code = place & 0xFF
    named = font.lower()
    found = ""
    if named.startswith("symbol"):
        found = _SYMBOL.get(code) or _GREEK.get(chr(code)) or (chr(code) if code < 0x7F else "")
    elif named.startswith("wingdings") and not named[9:].strip(" 23"):
        found = _WINGDINGS.get(code, "") if named == "wingdings" else ""
    if not found:
        counts["symbols"] += 1
    return found
