"""The service over a fresh database, served for real on a port of this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from audiolib.database import Database
from audiolib.service import Service
from tests.web.browser import Browser
from tests.web.people import begin
from tests.web.serving import serving


@pytest.fixture
def service(database: Database, tmp_path: Path) -> Iterator[Service]:
    """A service that answers at its `url`."""
    with serving(database, tmp_path) as made:
        yield made


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
