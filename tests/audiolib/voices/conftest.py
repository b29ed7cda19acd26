"""A server that misbehaves as it is told to."""

from collections.abc import Iterator

import pytest

from tests.audiolib.voices.server import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as plan:
        yield plan
