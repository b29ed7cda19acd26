"""Which lexicons a text is read with: the publication's own, the library's, Audiolib's, in turn."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from audiolib.errors import SourceMissingError
from audiolib.findings import Finding, Place, Severity
from audiolib.publication import Publication, Resource
from tts.errors import LexiconError
from tts.lexicon import Lexicon, read_pls

MEDIA_TYPE = "application/pls+xml"
FOLDER = "lexicons"
"""In a publication's own folder, and in the library's."""


def read_lexicon(path: Path, scope: str = "") -> Lexicon:
    """The lexicon of a PLS file.

    Raises:
        SourceMissingError: there is no such file.
        tts.SpeechError: it is not a lexicon.
    """
    try:
        return read_pls(path.read_bytes(), scope)
    except FileNotFoundError as error:
        raise SourceMissingError(str(path)) from error
    except LexiconError as error:
        error.in_file(str(path))
        raise


def own(
    publication: Publication, folder: Path, data: Callable[[Resource], bytes]
) -> tuple[list[Lexicon], list[Finding]]:
    """The lexicons of one publication: files in its folder first, then those its source brought.

    `folder` is where `<lang>.pls` files lie that people made for this publication: a faulty one is
    refused. A faulty one of the source is only told, since the people here can't mend it.
    """
    found = [read_lexicon(path, "book") for path in sorted(folder.glob("*.pls"))]
    findings: list[Finding] = []
    for resource in publication.resources:
        if resource.media_type != MEDIA_TYPE:
            continue
        try:
            found.append(read_pls(data(resource), "source"))
        except LexiconError as error:
            facts = {"reason": error.reason}
            place = Place(resource.href, error.line)
            findings.append(Finding("lexicon-001", Severity.WARNING, place, facts))
    return found, findings


def scoped(
    languages: Iterable[str], library: Path | None, publication: Sequence[Lexicon]
) -> dict[str, Lexicon]:
    """The lexicon of each language: the publication's entries, the library's, then Audiolib's.

    `library` is the folder of the library's `<lang>.pls`.
    """
    merged: dict[str, Lexicon] = {}
    for lang in languages:
        file = library / f"{lang}.pls" if library else None
        mine = [read_lexicon(file, "library")] if file and file.is_file() else []
        ours = [found] if (found := shipped(lang)) else []
        if publication or mine or ours:
            merged[lang] = Lexicon.merged([*publication, *mine, *ours])
    return merged


def usual(lang: str, library: Path | None, first: Sequence[Lexicon] = ()) -> Lexicon | None:
    """The lexicon of a text that belongs to no publication; None where nothing was decided."""
    primary = lang.replace("_", "-").partition("-")[0].lower()
    return scoped([primary], library, first).get(primary)


@lru_cache(maxsize=16)
def shipped(lang: str, languages: Traversable | None = None) -> Lexicon:
    """The entries that come with Audiolib: `<lang>/lexicon.pls` of `tts/languages`, if any."""
    if not lang.isalpha():
        return Lexicon()
    folder = languages or resources.files("tts.languages")
    file = folder.joinpath(lang, "lexicon.pls")
    return read_pls(file.read_bytes(), "global") if file.is_file() else Lexicon()
