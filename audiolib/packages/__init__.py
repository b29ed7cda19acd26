"""The contract of a package format, and what a writer is given."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol

from audiolib.findings import Finding
from audiolib.narration import Narration
from audiolib.order import Cue, arranged, cues
from audiolib.publication import Publication, Resource
from media import Milliseconds

Codec = Literal["mp3", "aac"]


@dataclass(frozen=True, slots=True)
class EncodedTrack:
    """A track as one encoder made it; the bytes lie in the file `path`, which is not to be changed.

    `delay` is how much later than in the master everything sounds; a time in a package is the
    narration's time plus it. `duration` is the length of the file as decoders report it.
    """

    number: int
    path: Path
    size: int
    digest: str
    delay: Milliseconds
    duration: Milliseconds
    bitrate_kbps: int


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a rendition was made; goes into every package."""

    generator: str
    """`Audiolib 0.1.0`."""
    text_digest: str
    """SHA-256 of the publication's stored form."""
    rules_version: str
    """Of the languages' rules for what is spoken."""


@dataclass(frozen=True)
class Rendition:
    """A publication with its sound: everything a writer of packages needs.

    Args:
        created: When the production began; the only date that may enter a package's bytes.
        slug: The stem of file names, `[a-z0-9-]{1,40}`.
        sound: Gives the encoded file of a track, by its number.
        data: Gives the bytes of a resource.
    """

    publication: Publication
    narration: Narration
    provenance: Provenance
    created: datetime
    slug: str
    sound: Callable[[int, Codec], EncodedTrack]
    data: Callable[[Resource], bytes]

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """The phrases in the order of sound."""
        return arranged(cues(self.publication, self.narration.options), self.narration.clips)


class Format(Protocol):
    """A package format. Built-ins and plugins register alike, in the group `audiolib.formats`.

    Attributes:
        name: As in `--formats`.
        media_type: Of the package as it is handed out.
        product: Where the package lies beside the others: a file (`{slug}.epub`) or a folder
            (`daisy202/`, with the slash).

    One may have `access` too, `audiolib.packages.accessibility.Claims`; of a release, nothing is
    said for a package whose format has none.
    """

    name: str
    media_type: str
    product: str

    def write(self, rendition: Rendition, target: Path) -> None:
        """Write the package: `target` is the file to make, or the empty folder to fill.

        The same rendition gives the same bytes. The caller moves the finished target into place.
        """
        ...

    def check(self, target: Path, *, deep: bool = False) -> Iterator[Finding]:
        """What is wrong with a package; `deep` also decodes and measures its sound."""
        ...
