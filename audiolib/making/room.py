"""A scratch folder in which a production is laid out as the production line wants it."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audiolib import files
from audiolib.equipment import equipment
from audiolib.formats import DEFAULT
from audiolib.healing.entries import lay_lexicons
from audiolib.lexicons import FOLDER
from audiolib.making.errors import BlobLostError
from audiolib.order import SoundOptions
from audiolib.production.intake import PUBLICATION
from audiolib.production.pool import cores
from audiolib.production.record import NAME as RECORD
from audiolib.production.rendition import SPANS, TIMING
from audiolib.production.report import NAME as REPORT
from audiolib.production.request import Request
from audiolib.service import Service
from audiolib.store import Store
from audiolib.tables import LexiconEntry, Production

KEPT = (RECORD, PUBLICATION, SPANS, TIMING, REPORT)
"""The files of a production that any other machine needs to go on from."""
TRACKS = "tracks.json"
"""What the record calls the list of tracks, each with the content key of its MP3."""
_TEXT = "text.xhtml"
_CONTINUED = (RECORD, PUBLICATION)


@dataclass(frozen=True, slots=True)
class Room:
    """The scratch folder of one step, with the production's own folder in it."""

    scratch: Path
    folder: Path

    def keep(self, store: Store) -> dict[str, str]:
        """Put what the production's folder has into the store; content keys by name."""
        there = (name for name in KEPT if (self.folder / name).is_file())
        return {name: store.put((self.folder / name).read_bytes()) for name in there}


@contextmanager
def room(
    service: Service, production: Production, entries: tuple[LexiconEntry, ...] = ()
) -> Iterator[Room]:
    """A room with what the production's record holds and the lexicons that count for it.

    Raises:
        BlobLostError: the store lacks a part of the record.
    """
    with tempfile.TemporaryDirectory(prefix=files.SCRATCH) as name:
        made = Room(Path(name), Path(name) / "out" / production.slug)
        made.folder.mkdir(parents=True)
        for part in _CONTINUED:
            if digest := production.record.get(part):
                (made.folder / part).write_bytes(blob(service.store, digest, production.id))
        own = service.settings.config.expanduser() / FOLDER
        lay_lexicons(entries, own, made.scratch / FOLDER, made.folder / FOLDER)
        yield made


def request(
    service: Service, production: Production, made: Room, text: bytes | None, **more: Any
) -> Request:
    """What `produce` is asked for, by the production's wishes and this machine's settings.

    `text` is the stored publication; where it is None, `file` is given.
    """
    settings = service.settings
    if text is not None:
        path = made.scratch / _TEXT
        path.write_bytes(text)
        more = {"file": path, "stored": True, **more}
    options: Mapping[str, Any] = production.options
    asked: dict[str, Any] = {
        "out": made.folder.parent,
        "slug": production.slug,
        "store": service.store.location,
        "formats": tuple(options.get("formats") or DEFAULT),
        "lang": production.language or None,
        "voice": production.voice or None,
        "jobs": settings.jobs or cores(),
        "rate": float(options.get("rate", 1.0)),
        "pitch": float(options.get("pitch", 1.0)),
        "options": SoundOptions(
            options.get("notes", "inline"),
            options.get("pages", "spoken"),
            options.get("tables", "row"),
        ),
        "library": service.library,
        "lexicons": made.scratch / FOLDER,
        "variants": settings.variants,
        "equipment": equipment(settings),
    }
    return Request(**{**asked, **more})


def blob(store: Store, digest: str, production_id: int | None) -> bytes:
    """The bytes of a content key.

    Raises:
        BlobLostError: the store lacks them.
    """
    content = store.get(digest)
    if content is None:
        raise BlobLostError(production_id or 0, digest)
    return content


def fetched(store: Store, digest: str, size: int, name: str, folder: Path) -> Path:
    """A file of the store under the name it came by, for readers that go by its ending.

    Raises:
        BlobLostError: the store lacks it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = store.file(digest, size, folder)
    if found is None:
        raise BlobLostError(0, digest)
    target = folder / _plain(name)
    place: Callable[[Path, Path], Any] = os.replace if found.parent == folder else _copied
    place(found, target)
    return target


def _plain(name: str) -> str:
    """A file name without any folder, that no system minds."""
    last = name.replace("\\", "/").rpartition("/")[2].replace("\0", "").lstrip(".")
    encoded = last.encode()
    if len(encoded) > 200:
        stem, dot, ending = last.rpartition(".")
        last = stem.encode()[: 180 - len(ending.encode())].decode(errors="ignore") + dot + ending
    return last or "file"


def _copied(found: Path, target: Path) -> None:
    # A link costs nothing; what reads the file changes nothing of it.
    try:
        os.link(found, target)
    except OSError:
        shutil.copyfile(found, target)
