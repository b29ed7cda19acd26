"""Reading a source of any kind: the right reader, then the language, then a title."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

from audiolib.errors import SourceDamagedError, SourceMissingError
from audiolib.findings import Finding, Place, Severity
from audiolib.publication import Publication
from audiolib.sources import Keep, KeepSound, Reader, Reading, TalkingReader
from audiolib.sources.healing import healed, repaired, with_persian
from audiolib.sources.kinds import kind_of
from audiolib.sources.language import decide
from audiolib.sources.tongues import with_languages
from audiolib.talking.kinds import talking_kind

_READERS = {
    "txt": "audiolib.sources.txt:read_txt",
    "markdown": "audiolib.sources.markdown:read_markdown",
    "html": "audiolib.sources.html:read_html",
    "docx": "audiolib.sources.docx:read_docx",
    "pdf": "audiolib.sources.pdf:read_pdf",
    "doc": "audiolib.sources.doc:read_doc",
    "tei": "audiolib.sources.tei:read_tei",
    "fb2": "audiolib.sources.fb2:read_fb2",
    "rtf": "audiolib.sources.rtf:read_rtf",
    "dtbook": "audiolib.sources.dtbook:read_dtbook",
}
"""A reader is loaded only when a file of its kind comes: each brings its own libraries."""
_TALKING_READERS = {
    "daisy202": "audiolib.talking.daisy202:read_daisy202",
    "daisy3": "audiolib.talking.daisy3:read_daisy3",
    "epub": "audiolib.talking.epub:read_talking_epub",
    "marks": "audiolib.talking.marked:read_marked",
    "sounds": "audiolib.talking.plain:read_sounds",
}


def read(
    path: Path,
    *,
    lang: str | None,
    keep: Keep,
    keep_sound: KeepSound | None = None,
    prior: str | None = None,
) -> Reading:
    """A draft of the publication in a file, and what is doubtful about it.

    Args:
        path: A file of any kind, told by its bytes, then by its suffix; the folder of a talking
            book.
        lang: The language as staff say it; None: what the source declares or shows.
        keep: Keeps pictures and lexicons.
        keep_sound: Keeps the sound of a talking book; None where only its text is wanted.
        prior: The catalogue's language, for what remains doubtful.

    Raises:
        SourceError: it can't be read; nothing is left behind but resources kept in the store.
    """
    try:
        reading = _reading(path, keep, keep_sound)
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
    publication, persian = with_persian(publication, path.name)
    findings = (*reading.findings, *healings, *doubts, *repairs, *persian)
    return Reading(publication, findings, reading.recording)


def _reading(path: Path, keep: Keep, keep_sound: KeepSound | None) -> Reading:
    kind = talking_kind(path) or kind_of(path)
    if kind in _TALKING_READERS:
        talking: TalkingReader = _named(_TALKING_READERS[kind])
        return talking(path, keep, keep_sound)
    reader: Reader = _named(_READERS[kind])
    return reader(path, keep)


def _named(place: str) -> Any:
    module, _, function = place.partition(":")
    return getattr(import_module(module), function)


def _title(publication: Publication, path: Path) -> tuple[str, bool]:
    """A title from the text, or from the file's name; and whether it is the name's."""
    headed = [section for section in publication.sections if section.heading]
    first = headed[0] if headed else None
    if first and first.heading and (first.kind == "titlepage" or len(headed) == 1):
        return first.heading.text, False
    words = path.stem.replace("_", " ").replace(".", " ").split()
    return " ".join(words) or path.name, True
