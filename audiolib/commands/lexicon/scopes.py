"""Which lexicon files the options of `audiolib lexicon` mean."""

import argparse
from pathlib import Path

from audiolib.errors import AudiolibError, SourceMissingError
from audiolib.lexicons import FOLDER
from audiolib.lexicons.decide import Shelf


class ScopeError(AudiolibError):
    """`--scope` is neither `library` nor `book` with a folder, nor, where it is read, `global`."""

    code = "lexicon-scope"

    def __init__(self, written: str) -> None:
        super().__init__(written)
        self.written = written


class LexiconKindError(AudiolibError):
    """A file whose ending tells no kind of lexicon."""

    code = "lexicon-kind"

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


def shelf(options: argparse.Namespace) -> Shelf:
    """The files that `--scope` names.

    Raises:
        ScopeError: it names none.
        SourceMissingError: there is no such folder of a publication.
    """
    match options.scope:
        case ["library"]:
            return Shelf("library", library())
        case ["book", folder]:
            if not Path(folder).is_dir():
                raise SourceMissingError(folder)
            return Shelf("book", Path(folder) / FOLDER)
    raise ScopeError(" ".join(options.scope))


def library() -> Path:
    """The folder of the library's own lexicons."""
    from audiolib.settings import settings

    return settings().config.expanduser() / FOLDER


def is_global(options: argparse.Namespace) -> bool:
    """Whether Audiolib's own entries are meant, which can only be read."""
    return list(options.scope) == ["global"]
