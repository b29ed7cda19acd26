"""Where the store is, and what in it the kept productions refer to."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from audiolib.production import record
from audiolib.production.encoding import ENCODE, STRETCH
from audiolib.production.remembered import PERFORM
from audiolib.production.work import NARRATE
from audiolib.settings import Settings
from audiolib.store import Store, StoreSize
from audiolib.stored import read as read_publication


def location(option: str | None, settings: Settings) -> str:
    """The store's folder or URL: the option, else the setting, else the user's cache folder."""
    return option or settings.store or str(_cache() / "audiolib" / "store")


def prune(store: Store, folders: Iterable[Path]) -> StoreSize:
    """Remove what no production below the given folders refers to; tells what went."""
    blobs: set[str] = set()
    records: set[tuple[str, str]] = set()
    for folder in folders:
        for path in sorted(folder.rglob(record.NAME)):
            production = record.read(path.parent)
            if production is None:
                continue
            for key in production.clip_keys:
                if (result := store.result(NARRATE, key)) is not None:
                    records.add((NARRATE, key))
                    blobs.add(result[0])
            records |= {(PERFORM, key) for key in production.passage_keys}
            for key in production.track_keys:
                if (result := store.result(ENCODE, key)) is not None:
                    records.add((ENCODE, key))
                    blobs.add(result["digest"])
                    for stretch in result.get("stretches", ()):
                        if (place := store.result(STRETCH, stretch)) is not None:
                            records.add((STRETCH, stretch))
                            blobs.add(place[0])
            stored = path.parent / "publication.xhtml"
            if stored.is_file():
                publication = read_publication(stored.read_bytes(), str(stored))
                blobs |= {resource.digest for resource in publication.resources}
    return store.prune(blobs, records)


def _cache() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
