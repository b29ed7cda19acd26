"""A worker on another host joins by addresses alone; a host that is cut off is not told of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from audiolib.floor import repository as floor
from bench.bucket import Bucket
from bench.gate import Gate
from bench.network import Network, why_not
from tests.audiolib.making.floor import House
from tests.scale.test_service import house as house
from tests.server import Server

pytestmark = pytest.mark.external


@pytest.fixture(autouse=True)
def _networks() -> None:
    if reason := why_not():
        pytest.skip(reason)


def worker(network: Network, url: str, s3: dict[str, str], place: str, folder: Path) -> str:
    """What a worker of the first host says that does all that waits, and ends."""
    told = {
        "AUDIOLIB_DATABASE__URL": url,
        "AUDIOLIB_DATA": str(folder / "host"),
        "AUDIOLIB_STORE": place,
        "AUDIOLIB_SERVICE__SECRET": "k" * 32,
        "AUDIOLIB_JOBS": "1",
        "AUDIOLIB_LANGUAGE": "en",
    }
    done = subprocess.run(
        [*network.within(1), sys.executable, "-m", "audiolib.cli", "worker", "--once"],
        env={**os.environ, **told, **s3},
        check=False,
        capture_output=True,
        text=True,
    )
    return done.stderr


def test_a_host_of_its_own_takes_a_text_in_and_one_without_a_bucket_says_so(
    house: House, server: Server, s3: Bucket, place: str, tmp_path: Path
) -> None:
    number = house.opened()
    with Network(1) as network:
        database = Gate(server.embedded.socket / ".s.PGSQL.5432", network.address)
        bucket = Gate(("127.0.0.1", s3.port), network.address)
        base, _, rest = house.service.database.url.partition("@")
        name = rest.partition("?")[0]
        url = f"{base}@{network.address}:{database.port}{name}"
        env = s3.environment(f"http://{network.address}:{bucket.port}")
        bucket.shut()
        assert "store s3://books/library" in worker(network, url, env, place, tmp_path)
        assert house.state(number) == "scan wait"
        bucket.open()
        said = worker(network, url, env, place, tmp_path)
        database.shut()
        assert "The database does not answer" in worker(network, url, env, place, tmp_path)
        bucket.shut()
    assert house.state(number) == "text wait", said
    with house.service.database.transaction() as session:
        assert floor.production(session, number).job_id is None


def test_a_cable_that_is_pulled_is_silence() -> None:
    with Network(1) as network:
        gate = Gate(("127.0.0.1", 9), network.address)
        ask = [*network.within(1), sys.executable, "-c", _ASK, network.address, str(gate.port)]
        assert subprocess.run(ask, check=True, capture_output=True).stdout == b"in"
        network.cut(1)
        assert subprocess.run(ask, check=True, capture_output=True).stdout == b"TimeoutError"
        network.mend(1)
        assert subprocess.run(ask, check=True, capture_output=True).stdout == b"in"
        gate.shut()


_ASK = """
import socket, sys
try:
    socket.create_connection((sys.argv[1], int(sys.argv[2])), 2).close()
    sys.stdout.write("in")
except OSError as error:
    sys.stdout.write(type(error).__name__)
"""
