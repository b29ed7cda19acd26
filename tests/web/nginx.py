"""The service behind a real nginx with the configuration that we ship."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audiolib.database import Database
from audiolib.service import Service
from bench.proxy import WORD, configuration, free_port, nginx
from tests.web.serving import serving


@contextmanager
def behind_nginx(database: Database, folder: Path, accel: str = "/_store") -> Iterator[Service]:
    """A service whose `url` is that of the nginx before it."""
    port = free_port()
    told = {"url": f"http://127.0.0.1:{port}", "accel": accel, "accel_word": WORD}
    with serving(database, folder, **told) as service:
        store = Path(os.fspath(service.store.folder or ""))
        text = configuration(port, service.settings.service.port, store)
        with nginx(folder / "nginx", port, text):
            yield service
