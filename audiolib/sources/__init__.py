"""Reading: files of many kinds become drafts of a `Publication`.

A draft has empty ids and no phrases (`audiolib.identify` gives them); its metadata holds what the
source declares, and empty strings for the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from audiolib.findings import Finding
from audiolib.publication import Publication, Resource
from audiolib.recording import Recording

Keep = Callable[[str, str, bytes], Resource]
"""Keeps the bytes of a resource: (name in the source, media type, bytes) -> Resource."""


KeepSound = Callable[[Path, str, str], Resource]
"""Keeps a file of sound: (the file, its name in the source, media type) -> Resource."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of a source: a draft, what it doubts, and the sound that came with it.

    The clips of the recording go by the names that phrases, page breaks and note references have
    in the draft; `Recording.renamed` gives it the ids of `identify`.
    """

    publication: Publication
    findings: tuple[Finding, ...] = ()
    recording: Recording | None = None


class TalkingReader(Protocol):
    """Reads a talking book; without `keep_sound` only its text.

    Raises:
        SourceError: it can't be read; nothing is left behind but what was kept.
    """

    def __call__(self, path: Path, keep: Keep, keep_sound: KeepSound | None) -> Reading: ...


class Reader(Protocol):
    """Reads one kind of file.

    Raises:
        SourceError: the file can't be read; nothing is left behind.
    """

    def __call__(self, path: Path, keep: Keep) -> Reading: ...
