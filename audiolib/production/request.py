"""What a production is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from audiolib.findings import Finding
from audiolib.order import SoundOptions
from audiolib.production.purpose import Purpose
from audiolib.publication import Publication
from audiolib.recording import Recording
from audiolib.store import Store
from tts.engine import Equipment


class Recorder(Protocol):
    """Gives the recorded sound of an identified publication; its files lie in the store."""

    def __call__(
        self, publication: Publication, store: Store
    ) -> tuple[Recording, Sequence[Finding]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One source to be made into packages.

    Args:
        file: The source.
        stored: The source is a stored publication whose ids and words are settled already: nothing
            is found out, split or numbered anew.
        edited: The stored text of an existing talking book as people left it: its sound stays, and
            what it no longer says is told. In the folder lies the text as it was taken in.
        out: The folder under which the publication's own folder is made.
        store: Location of the store.
        lang: BCP 47; found out where None.
        voice: For the publication's language; the language's default where None.
        formats: Names of package formats.
        only: Number or heading of the section of the first level to be made; all where None.
        meta: A TOML file of metadata.
        slug: The folder's name; made from the title where None.
        jobs: Worker processes, 1 or more.
        library: The publisher where nobody else is named.
        lexicons: The folder of the library's own lexicons.
        variants: Language tags whose rules are those of another one.
        recorder: Gives sound that people recorded for the text; phrases without any are spoken.
        ears: The recogniser that listens to what was made; nobody listens where None.
        equipment: What the machine offers the engines.
        purpose: For whom it is made: a voice that may not make public audio makes none for it.
    """

    file: Path
    out: Path
    store: str
    formats: tuple[str, ...]
    stored: bool = False
    edited: Path | None = None
    lang: str | None = None
    voice: str | None = None
    only: str | None = None
    meta: Path | None = None
    slug: str | None = None
    jobs: int = 1
    rate: float = 1.0
    pitch: float = 1.0
    target_lufs: float = -19.0
    options: SoundOptions = field(default_factory=SoundOptions)
    library: str = "Audiolib"
    lexicons: Path | None = None
    variants: Mapping[str, str] = field(default_factory=dict)
    recorder: Recorder | None = None
    ears: str | None = None
    equipment: Equipment = field(default_factory=Equipment)
    purpose: Purpose = "patrons"


class Progress(Protocol):
    """Hears how far a production is."""

    def begin(self, step: str, total: int) -> None:
        """A step begins; `total` is in units of its own, 0 where unknown."""
        ...

    def advance(self, done: int) -> None:
        """Some units more are done."""
        ...


class Quiet:
    """Progress that nobody hears."""

    def begin(self, step: str, total: int) -> None: ...

    def advance(self, done: int) -> None: ...
