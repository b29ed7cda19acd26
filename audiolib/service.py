"""What every part of the service is handed: settings, database, store, and the key that signs."""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from audiolib import files
from audiolib.database import Database
from audiolib.database.embedded import Embedded
from audiolib.migrations.migrate import make_sure, migrate
from audiolib.named import Name
from audiolib.settings import Settings
from audiolib.store import Store
from audiolib.stores import location

KEY_BYTES = 32


@dataclass(frozen=True)
class Service:
    """The service of one process; `key` signs links and cookies, the same on every machine."""

    settings: Settings
    database: Database
    store: Store
    key: bytes
    _name: Name = field(default_factory=Name, compare=False, repr=False)

    @property
    def library(self) -> str:
        """The library's name: on its pages, and as the publisher of its packages."""
        return self._name.of(self.settings.library, self.database)

    @property
    def library_known(self) -> str:
        """The library's name where the database had better not be asked: as it was last told."""
        return self._name.known(self.settings.library)

    @property
    def url(self) -> str:
        """The address that readers see, without a slash at its end."""
        told = self.settings.service
        return (told.url or f"http://{told.host}:{told.port}").rstrip("/")


@contextmanager
def opened(settings: Settings, *, upgrade: bool = False) -> Iterator[Service]:
    """The service while the context lasts; our own database is started where it does not run.

    `upgrade` brings older tables up to date. The database goes on running: whoever started it
    stops it (`embedded`).

    Raises:
        DatabaseError: it is away, or its tables are not those of this Audiolib.
    """
    server = embedded(settings)
    database = Database(
        server.start() if server else settings.database.url,
        connections=settings.database.connections,
    )
    try:
        database.make_sure()
        if upgrade:
            migrate(database)
        make_sure(database)
        yield Service(settings, database, Store(location(None, settings)), _key(settings))
    finally:
        database.close()


def embedded(settings: Settings) -> Embedded | None:
    """The database server of our own; None where the settings name another one."""
    return None if settings.database.url else Embedded(data_folder(settings) / "database")


def data_folder(settings: Settings) -> Path:
    """The setting, else `audiolib` in the user's data folder, or in the system's for root."""
    if settings.data:
        return Path(settings.data).expanduser().resolve()
    if os.getuid() == 0:
        return Path("/var/lib/audiolib")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "audiolib"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "audiolib"


def _key(settings: Settings) -> bytes:
    """The setting's, else one that is made once and lies in the data folder, for its owner only."""
    if settings.service.secret:
        return settings.service.secret.encode()
    path = data_folder(settings) / "key"
    path.parent.mkdir(parents=True, exist_ok=True)
    with files.locked(path.parent, wait=True):
        if not path.exists():
            files.write(path, secrets.token_bytes(KEY_BYTES), mode=0o600)
    return path.read_bytes()
