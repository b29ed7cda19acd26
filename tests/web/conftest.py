"""The service over a fresh database, served for real on a port of this machine."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from audiolib import set_up
from audiolib.database import Database
from audiolib.service import Service
from audiolib.settings import ServiceSettings, Settings
from audiolib.store import Store
from tests.web.browser import Browser
from tests.web.people import begin
from web.app import create_app


@pytest.fixture
def service(database: Database, tmp_path: Path) -> Iterator[Service]:
    """A service that answers at its `url`."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        told = ServiceSettings(port=listener.getsockname()[1])
        settings = Settings(
            data=str(tmp_path / "data"), store=str(tmp_path / "store"), service=told
        )
        made = Service(settings, database, Store(str(tmp_path / "store")), b"k" * 32)
        with database.transaction() as session:
            set_up.install(session)
        config = uvicorn.Config(create_app(made), log_config=None, server_header=False)
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


@pytest.fixture
def browser(service: Service) -> Iterator[Browser]:
    """A browser that nobody came in with."""
    with Browser(service.url) as opened:
        yield opened


@pytest.fixture
def library(service: Service) -> Service:
    """A service whose first set-up is done, by `lan`."""
    begin(service)
    return service
