"""Plain text: paragraphs, stanzas, headings and pages out of nothing but lines."""

import re
from dataclasses import replace
from pathlib import Path

from audiolib.errors import SourceEmptyError
from audiolib.findings import Finding, Place, Severity
from audiolib.publication import Contributor, Heading, Metadata, Publication, texts
from audiolib.sources import Keep, Reading, gutenberg
from audiolib.sources.contents import tidied
from audiolib.sources.healing import told
from audiolib.sources.outline import Outline
from audiolib.sources.text import Decoded
from audiolib.sources.txt_blocks import Writing
from audiolib.sources.txt_drama import as_play
from audiolib.sources.txt_headings import Title
from audiolib.sources.txt_lines import groups, layout, load
from audiolib.sources.txt_pages import numbered
from audiolib.sources.txt_title import title_page

_SURE = 0.8


def read_txt(path: Path, keep: Keep) -> Reading:
    """A draft of a plain text file in any encoding; it has no pictures to keep."""
    decoded = load(path)
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    frame = gutenberg.unframe(text)
    if frame is not None:
        text = frame.text
    metadata = gutenberg.described(frame.fields if frame else {})
    sheets = numbered(text)
    found = groups(sheets.text, sheets.labels)
    page = title_page(found)
    if page is not None:
        metadata = _with_title(metadata, page.title, page.author)
    writing = Writing(*layout(found), frozenset(re.findall(r"\w+", text.casefold())), page)
    outline = Outline()
    for piece in as_play(writing.pieces(found)):
        if isinstance(piece, Title):
            outline.heading(piece.level, Heading(text=piece.text), piece.kind, piece.matter)
        else:
            outline.block(piece)
    publication = Publication(metadata=metadata, sections=tidied(outline.sections(), metadata))
    if next(texts(publication), None) is None:
        raise SourceEmptyError(str(path), reason="no words")
    return Reading(publication, doubts(decoded, path.name))


def _with_title(metadata: Metadata, title: str, author: str) -> Metadata:
    authors = (Contributor(author),) if author else ()
    return replace(
        metadata,
        title=metadata.title or title,
        contributors=metadata.contributors or authors,
    )


def doubts(decoded: Decoded, file: str) -> tuple[Finding, ...]:
    """What is uncertain about the encoding."""
    found: list[Finding] = []
    if decoded.misread:
        told_: dict[str, str | int | float] = {"encoding": decoded.misread}
        found.append(Finding("mojibake-repaired", Severity.NOTE, Place(file), told_))
    if decoded.is_legacy:
        found.append(told(file, decoded.encoding, decoded.before, decoded.confidence))
    elif decoded.confidence < _SURE:
        percent = round(decoded.confidence * 100)
        facts: dict[str, str | int | float] = {"encoding": decoded.encoding, "percent": percent}
        found.append(Finding("txt-encoding-doubt", Severity.WARNING, Place(file), facts))
    if decoded.lost:
        facts = {"encoding": decoded.encoding, "count": decoded.lost}
        found.append(Finding("txt-lost-characters", Severity.WARNING, Place(file), facts))
    return tuple(found)
