"""A bucket on this machine, and a gate before it that can be shut."""

import socket
from collections.abc import Iterator

import pytest

from bench.bucket import SERVER, Bucket, bucket
from bench.gate import Gate


@pytest.fixture(scope="session")
def s3() -> Iterator[Bucket]:
    """The S3 server of this run."""
    if not SERVER.exists():
        pytest.skip("no S3 server: make .tools/s3/.ready installs one")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with bucket(port) as opened:
        yield opened


@pytest.fixture
def gate(s3: Bucket, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """The way to the bucket; this process has its keys."""
    opened = Gate(("127.0.0.1", s3.port))
    for name, value in s3.environment(f"http://127.0.0.1:{opened.port}").items():
        monkeypatch.setenv(name, value)
    yield opened
    opened.shut()


@pytest.fixture
def place(s3: Bucket, gate: Gate, request: pytest.FixtureRequest) -> str:
    """The address of a store in the bucket that no other test has."""
    return f"{s3.url}/{abs(hash(request.node.nodeid))}"
