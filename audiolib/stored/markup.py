"""Tags and text as XML writes them; the same attributes give the same bytes."""

import re
from collections.abc import Iterable
from urllib.parse import unquote

Attributes = Iterable[tuple[str, str | None]]

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_VALUE = {**_TEXT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
_ESCAPED_IN_TEXT = re.compile("[&<>\r]")
_ESCAPED_IN_VALUE = re.compile('[&<>\r"\n\t]')


def escape(words: str) -> str:
    """Text as it stands between tags."""
    return _ESCAPED_IN_TEXT.sub(lambda match: _TEXT[match[0]], words)


def start(name: str, attributes: Attributes) -> str:
    """A start tag; attributes that are None are left out."""
    return f"<{name}{_attributes(attributes)}>"


def empty(name: str, attributes: Attributes) -> str:
    """An element without content."""
    return f"<{name}{_attributes(attributes)}/>"


def refuse_controls(document: str) -> None:
    """Raise a ValueError where a character stands that XML 1.0 cannot hold (§2.2, `Char`)."""
    found = _FORBIDDEN.search(document)
    if found:
        raise ValueError(f"XML cannot hold U+{ord(found[0]):04X} (offset {found.start()})")


def join(names: tuple[str, ...]) -> str | None:
    """Names in one attribute, parted by spaces; None where there are none."""
    if not names:
        return None
    return " ".join(re.sub(r"[%\s]", _quote, name) or "%" for name in names)


def split(names: str | None) -> tuple[str, ...]:
    """The names that `join` joined."""
    return tuple(unquote(name) if name != "%" else "" for name in names.split()) if names else ()


def _quote(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def _attributes(attributes: Attributes) -> str:
    return "".join(
        f' {name}="{_ESCAPED_IN_VALUE.sub(lambda match: _VALUE[match[0]], value)}"'
        for name, value in attributes
        if value is not None
    )
