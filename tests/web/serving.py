"""The whole service over a database, answering on a port of this machine."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from audiolib import set_up
from audiolib.database import Database
from audiolib.service import Service
from audiolib.settings import ServiceSettings, Settings
from audiolib.store import Store
from web.app import create_app


@contextmanager
def serving(database: Database, folder: Path, store: str = "", **wanted: Any) -> Iterator[Service]:
    """A service that answers at its `url` while the context lasts; `wanted` are its settings."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        told = ServiceSettings(port=listener.getsockname()[1], **wanted)
        place = store or str(folder / "store")
        settings = Settings(data=str(folder / "data"), store=place, service=told)
        made = Service(settings, database, Store(place), b"k" * 32)
        with database.transaction() as session:
            set_up.install(session)
        config = uvicorn.Config(
            create_app(made),
            log_config=None,
            server_header=False,
            forwarded_allow_ips=told.proxies,
            # On a busy machine a client may be silent for longer than the usual 5 s.
            timeout_keep_alive=60,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            while not server.started:
                time.sleep(0.005)
            yield made
        finally:
            server.should_exit = True
            thread.join()
