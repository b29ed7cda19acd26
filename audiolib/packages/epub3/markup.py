"""Text inside XML."""

import re
from html import escape

# What XML 1.0 §2.2 can't hold.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def clean(document: str) -> str:
    """A document without the characters that no XML file may hold."""
    return _FORBIDDEN.sub("\ufffd", document)


def element(name: str, text: str, attributes: str = "") -> str:
    """An element of a line of its own."""
    return f"<{name}{attributes}>{escape(text, quote=False)}</{name}>\n"
