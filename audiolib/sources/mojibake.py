"""UTF-8 that was once read as another encoding (`Ã©`, `РїСЂ`), read anew."""

import re
from collections.abc import Iterable
from functools import cache

ENCODINGS = ("cp1252", "cp1251", "cp1258", "mac_roman", "cp437")
_RUN = re.compile("[^\x00-\x7f]+")
_FEW = 3
_MOST = 0.9
_ENOUGH = 2000


def encoding_of(texts: Iterable[str]) -> str:
    """The encoding that UTF-8 was mistaken for in most of a text; empty where it was not.

    Bytes of another encoding are hardly ever valid UTF-8 by chance, and never nine times in ten.
    """
    runs: list[str] = []
    for text in texts:
        if not text.isascii():
            runs += (run for run in _RUN.findall(text) if len(run) > 1)
        if len(runs) > _ENOUGH:
            break
    if len(runs) < _FEW:
        return ""
    counts = {encoding: sum(_anew(run, encoding) != run for run in runs) for encoding in ENCODINGS}
    best = max(counts, key=lambda encoding: counts[encoding])
    return best if counts[best] > _MOST * len(runs) else ""


def repaired(text: str, encoding: str) -> str:
    """The text with every run that was UTF-8 once read as that, and the others as they are."""
    return text if text.isascii() else _RUN.sub(lambda run: _anew(run[0], encoding), text)


def _anew(run: str, encoding: str) -> str:
    known = _bytes(encoding)
    try:
        return bytes(known[letter] for letter in run).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return run


@cache
def _bytes(encoding: str) -> dict[str, int]:
    """The byte of each letter; bytes without one stand as control characters do in browsers."""
    found = {chr(byte): byte for byte in range(0x80, 0xA0)}
    for byte in range(0x80, 0x100):
        letter = bytes([byte]).decode(encoding, "ignore")
        found |= {letter: byte} if letter else {}
    return found
