"""A server that misbehaves as it is told to."""

from collections.abc import Iterator

import pytest

from tests.audiolib.voices.server import HERE, Server, serving


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is on this computer, whatever proxy it has."""
    monkeypatch.setenv("no_proxy", HERE)
    monkeypatch.delenv("NO_PROXY", raising=False)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as plan:
        yield plan
