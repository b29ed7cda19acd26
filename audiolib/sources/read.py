"""Reading a source of any kind: the right reader, then the language, then a title."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path

from audiolib.errors import SourceDamagedError, SourceMissingError
from audiolib.findings import Finding, Place, Severity
from audiolib.publication import Publication
from audiolib.sources import Keep, Reader, Reading
from audiolib.sources.healing import healed, repaired
from audiolib.sources.kinds import kind_of
from audiolib.sources.language import decide
from audiolib.sources.tongues import with_languages

_READERS = {
    "txt": "audiolib.sources.txt:read_txt",
    "markdown": "audiolib.sources.markdown:read_markdown",
    "html": "audiolib.sources.html:read_html",
    "epub": "audiolib.sources.epub:read_epub",
    "docx": "audiolib.sources.docx:read_docx",
    "pdf": "audiolib.sources.pdf:read_pdf",
    "dtbook": "audiolib.sources.dtbook:read_dtbook",
}
"""A reader is loaded only when a file of its kind comes: each brings its own libraries."""


def read(path: Path, *, lang: str | None, keep: Keep, prior: str | None = None) -> Reading:
    """A draft of the publication in a file, and what is doubtful about it.

    Args:
        path: A file of any kind; told by its bytes, then by its suffix.
        lang: The language as staff say it; None: what the source declares or shows.
        keep: Keeps pictures and lexicons.
        prior: The catalogue's language, for what remains doubtful.

    Raises:
        SourceError: it can't be read; nothing is left behind but resources kept in the store.
    """
    try:
        reading = _reader(kind_of(path))(path, keep)
    except FileNotFoundError as error:
        raise SourceMissingError(str(path), reason=str(error)) from error
    except (PermissionError, IsADirectoryError) as error:
        raise SourceDamagedError(str(path), reason=str(error)) from error
    publication, healings = healed(reading.publication, path.name)
    language, doubts = decide(publication, lang, prior, path.name)
    metadata = replace(publication.metadata, language=language)
    if not metadata.title.strip():
        title, named = _title(publication, path)
        metadata = replace(metadata, title=title)
        if named:
            facts = {"title": title}
            doubts.append(Finding("source-title", Severity.NOTE, Place(path.name), facts))
    publication, repairs = repaired(replace(publication, metadata=metadata), path.name)
    publication = with_languages(publication, prior)
    return Reading(publication, (*reading.findings, *healings, *doubts, *repairs))


def _reader(kind: str) -> Reader:
    module, _, function = _READERS[kind].partition(":")
    reader: Reader = getattr(import_module(module), function)
    return reader


def _title(publication: Publication, path: Path) -> tuple[str, bool]:
    """A title from the text, or from the file's name; and whether it is the name's."""
    headed = [section for section in publication.sections if section.heading]
    first = headed[0] if headed else None
    if first and first.heading and (first.kind == "titlepage" or len(headed) == 1):
        return first.heading.text, False
    words = path.stem.replace("_", " ").replace(".", " ").split()
    return " ".join(words) or path.name, True
