"""Documents of talking books as trees, however old their encoding or broken their markup."""

import re

from audiolib.errors import SourceDamagedError
from audiolib.sources.html_tree import parse_html, parse_xhtml
from audiolib.sources.text import decode
from audiolib.talking.medium import Medium
from audiolib.xml import Element

_SUBSET = re.compile(rb"(<!DOCTYPE[^\[>]*)\[[^\]]*\]\s*>", re.IGNORECASE)
_HEAD = 65_536


def document(medium: Medium, file: str) -> Element:
    """The root of a document: by the rules of XML where it is UTF-8 and keeps them, else HTML's.

    Raises:
        SourceError: it can't be read.
    """
    content = medium.read(file)
    head = _SUBSET.sub(rb"\1>", content[:_HEAD])
    content = head + content[_HEAD:]
    if decode(content[:_HEAD]).encoding in ("utf-8", "ascii", "utf-16-le", "utf-16-be"):
        try:
            return parse_xhtml(content, medium.file, file)
        except SourceDamagedError:
            pass
    return parse_html(content, medium.file, file)
