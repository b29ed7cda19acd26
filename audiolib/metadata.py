"""Metadata that people give: a TOML file beside the source, and the library's own name."""

import mimetypes
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from audiolib.errors import AudiolibError, SourceMissingError
from audiolib.publication import Contributor, Metadata, Publication, SourceEdition
from audiolib.sources import Keep
from audiolib.sources.html_document import same_language

_PLAIN = ("title", "language", "publisher", "date", "identifier", "rights", "description")
_KEYS = {*_PLAIN, "creators", "subjects", "cover", "source"}
_SOURCE = {"title", "publisher", "date", "identifier", "rights"}


class MetadataError(AudiolibError):
    """A metadata file that can't be used; `key` names the entry, or the place in the file."""

    code = "meta-wrong"

    def __init__(self, file: str, key: str) -> None:
        super().__init__(f"{file}: {key}")
        self.file = file
        self.key = key


def amend(draft: Publication, file: Path, keep: Keep) -> Publication:
    """A draft with the metadata of a TOML file in place of its own.

    Its language was heard when the source was read (`language_of`), and yields to the letters.

    Raises:
        MetadataError: the file is not TOML, or has an entry that means nothing.
        SourceMissingError: the file, or the cover that it names, is not there.
    """
    given = _load(file)
    plain = {key: str(given[key]) for key in _PLAIN if key in given}
    language = draft.metadata.language
    metadata = replace(draft.metadata, **plain)  # type: ignore[arg-type]
    if language and not same_language(language, metadata.language):
        metadata = replace(metadata, language=language)
    if "creators" in given:
        metadata = replace(metadata, contributors=_contributors(given["creators"], file))
    if "subjects" in given:
        metadata = replace(metadata, subjects=tuple(str(s) for s in given["subjects"]))
    if "source" in given:
        metadata = replace(metadata, source=_source(metadata.source, given["source"], file))
    if "cover" not in given:
        return replace(draft, metadata=metadata)
    cover = file.parent / str(given["cover"])
    if not cover.is_file():
        raise SourceMissingError(str(cover))
    kind = mimetypes.guess_type(cover.name)[0] or ""
    if kind not in ("image/png", "image/jpeg"):
        raise MetadataError(str(file), "cover")
    resource = keep(cover.name, kind, cover.read_bytes())
    kept = [r for r in draft.resources if r.href != resource.href]
    return replace(
        draft,
        metadata=replace(metadata, cover=resource.href),
        resources=(*kept, resource),
    )


def language_of(file: Path) -> str | None:
    """The language that a metadata file names: what the catalogue says, before a source is read.

    Raises:
        MetadataError, SourceMissingError: as `amend`.
    """
    given = _load(file).get("language")
    return str(given) if given else None


def completed(metadata: Metadata, library: str) -> Metadata:
    """Metadata with the library as publisher, where nobody else is named."""
    return metadata if metadata.publisher else replace(metadata, publisher=library)


def _load(file: Path) -> dict[str, Any]:
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SourceMissingError(str(file)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MetadataError(str(file), str(error)) from error
    for key in given:
        if key not in _KEYS:
            raise MetadataError(str(file), key)
    return given


def _contributors(given: Any, file: Path) -> tuple[Contributor, ...]:
    found: list[Contributor] = []
    for entry in [given] if isinstance(given, str) else given:
        match entry:
            case str():
                found.append(Contributor(entry))
            case {"name": str(name), **rest} if set(rest) <= {"role"}:
                found.append(Contributor(name, str(rest.get("role", "aut"))))
            case _:
                raise MetadataError(str(file), "creators")
    return tuple(found)


def _source(source: SourceEdition, given: Any, file: Path) -> SourceEdition:
    if not isinstance(given, dict) or not set(given) <= _SOURCE:
        raise MetadataError(str(file), "source")
    return replace(source, **{key: str(value) for key, value in given.items()})
