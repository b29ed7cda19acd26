"""The reader of TEI documents."""

from pathlib import Path

from audiolib.errors import SourceDamagedError, SourceHostileError
from audiolib.sources import Keep, Reading
from audiolib.sources.files import bytes_of
from audiolib.sources.html import draft
from audiolib.sources.html_tree import parse_xhtml, without_parameters
from audiolib.sources.limits import LIMITS
from audiolib.sources.tei._header import metadata
from audiolib.sources.tei._inline import local
from audiolib.sources.tei._map import Mapping
from audiolib.sources.xhtml import page
from audiolib.xml import Element


def read_tei(path: Path, keep: Keep) -> Reading:
    """The draft of a TEI document; pictures are looked for beside it.

    Raises:
        SourceDamagedError: it is not well-formed, or holds no text.
        SourceHostileError: it declares entities, or its elements lie too deep.
        SourceError: it can't be read.
    """
    file = str(path)
    root = parse_xhtml(without_parameters(bytes_of(path, LIMITS.text)), file)
    found = [e for e in root.iter() if local(e) == "text" and not _held(e)]
    if not found:
        raise SourceDamagedError(file, reason="no text element")
    about = metadata(root)
    html, body = page()
    try:
        for text in found:
            Mapping(text).into(text, body)
    except RecursionError as error:
        raise SourceHostileError(file, reason="nested too deep") from error
    if about.language:
        html.set("lang", about.language)
    return draft(html, path, keep, about)


def _held(text: Element) -> bool:
    """Whether a text is part of another."""
    return any(local(a) in ("text", "group") for a in text.iterancestors())
