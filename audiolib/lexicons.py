"""Pronunciation lexicons and their scopes: the publication's own before the library's."""

from collections.abc import Iterable
from pathlib import Path

from audiolib.errors import SourceMissingError
from tts.lexicon import Lexicon, read_pls


def read_lexicon(path: Path) -> Lexicon:
    """The lexicon of a PLS file.

    Raises:
        SourceMissingError: there is no such file.
        tts.SpeechError: it is not a lexicon.
    """
    try:
        return read_pls(path.read_bytes())
    except FileNotFoundError as error:
        raise SourceMissingError(str(path)) from error


def scoped(languages: Iterable[str], folders: Iterable[Path]) -> dict[str, Lexicon]:
    """The lexicon of each language, merged from `<lang>.pls` of folders; earlier folders win."""
    merged: dict[str, Lexicon] = {}
    kept = list(folders)
    for lang in languages:
        found = [read_lexicon(p) for f in kept if (p := f / f"{lang}.pls").is_file()]
        if found:
            merged[lang] = Lexicon.merged(found)
    return merged
