"""One library for all tests of a module."""

from collections.abc import Iterator

import pytest

from tests.api.world import World
from tests.server import Server
from tests.web.serving import serving


@pytest.fixture(scope="module")
def world(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A library with readers and works of every class, served for real."""
    folder = tmp_path_factory.mktemp("world")
    with server.database() as database, serving(database, folder) as service:
        made = World(service)
        try:
            made.build()
            yield made
        finally:
            made.close()
