"""RTF as a run of tokens: groups, control words, text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?"  # a control word
    rb"|((?:[^\\{}\r\n]++|\\'[0-9A-Fa-f]{2}|[\r\n]++)++)"  # text, bytes by their numbers in it
    rb"|\\(.)"  # a control symbol
    rb"|([{}])"
    rb"|\\",
    re.DOTALL,
)
_BYTE = re.compile(rb"\\'(..)|[\r\n]+", re.DOTALL)


class Token(NamedTuple):
    """`kind`: `{`, `}`, `word`, `symbol`, `text` or `binary`; `number` where a word has one."""

    kind: str
    word: str = ""
    number: int | None = None
    content: bytes = b""


_OPEN, _CLOSE = Token("{"), Token("}")


def tokens(content: bytes) -> Iterator[Token]:
    """The tokens of a file; what is no RTF is text."""
    at, end = 0, len(content)
    while at < end and (match := _TOKEN.match(content, at)):
        at = match.end()
        word, number, text, symbol, brace = match.groups()
        if word is not None:
            name = word.decode("ascii")
            count = int(number) if number is not None else None
            if name == "bin" and count is not None and count > 0:
                yield Token("binary", content=content[at : at + count])
                at += count
            else:
                yield Token("word", name, count)
        elif text is not None:
            if b"\\" in text or b"\n" in text or b"\r" in text:
                text = _BYTE.sub(_byte, text)
            yield Token("text", content=text)
        elif brace is not None:
            yield _OPEN if brace == b"{" else _CLOSE
        elif symbol is not None:
            yield Token("symbol", symbol.decode("latin-1"))


def _byte(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 16)]) if match[1] else b""


def character(number: int, high: str) -> tuple[str, str]:
    r"""The character of a `\u`, and the first half of a pair (UTF-16) that waits for the other."""
    code = number & 0xFFFF if number < 0 else min(number, 0x10FFFF)
    if 0xD800 <= code < 0xDC00:
        return "", chr(code)
    if 0xDC00 <= code < 0xE000:
        pair = (high + chr(code)).encode("utf-16-le", "surrogatepass")
        return pair.decode("utf-16-le", "replace"), ""
    return chr(code), ""
