"""Files come in by tus 1.0.0, go on after a break, and are handed to their production."""

import base64
import hashlib
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx
import pytest

from api.uploads import folder
from audiolib.service import Service
from audiolib.tables import Upload
from tests.web.people import token

CONTENT = bytes(range(256)) * 400
TUS = {"tus-resumable": "1.0.0"}
PART = TUS | {"content-type": "application/offset+octet-stream"}


def metadata(**told: str) -> str:
    return ",".join(f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in told.items())


@pytest.fixture
def program(library: Service) -> Iterator[httpx.Client]:
    told = {"authorization": f"Bearer {token(library, 'lan')}", **TUS}
    with httpx.Client(base_url=library.url, headers=told) as client:
        yield client


@pytest.fixture
def address(program: httpx.Client) -> str:
    """Where the bytes of an announced file go."""
    told = {"upload-length": str(len(CONTENT)), "upload-metadata": metadata(filename="sách.docx")}
    made = program.post("/uploads", headers=told)
    assert made.status_code == 201
    return made.headers["location"]


def send(program: httpx.Client, address: str, begin: int, end: int, **more: str) -> httpx.Response:
    told = PART | {"upload-offset": str(begin), **more}
    return program.patch(address, headers=told, content=CONTENT[begin:end])


def offset(program: httpx.Client, address: str) -> int:
    return int(program.head(address).headers["upload-offset"])


def test_a_file_comes_in_parts_and_lies_in_the_store(
    program: httpx.Client, address: str, library: Service
) -> None:
    assert offset(program, address) == 0
    assert send(program, address, 0, 1000).headers["upload-offset"] == "1000"
    assert offset(program, address) == 1000
    assert send(program, address, 1000, len(CONTENT)).status_code == 204
    assert offset(program, address) == len(CONTENT)
    assert library.store.get(hashlib.sha256(CONTENT).hexdigest()) == CONTENT
    assert list(folder(library).iterdir()) == []


def test_the_service_says_what_of_tus_there_is(program: httpx.Client) -> None:
    told = program.options("/uploads").headers
    assert told["tus-version"] == "1.0.0"
    assert "checksum" in told["tus-extension"]


def test_what_came_before_the_line_broke_is_kept(
    program: httpx.Client, address: str, library: Service
) -> None:
    parts = urlsplit(library.url)
    lines = [
        f"PATCH {address} HTTP/1.1",
        f"Host: {parts.netloc}",
        f"Authorization: {program.headers['authorization']}",
        "Tus-Resumable: 1.0.0",
        "Content-Type: application/offset+octet-stream",
        "Upload-Offset: 0",
        f"Content-Length: {len(CONTENT)}",
        "",
        "",
    ]
    with socket.create_connection((parts.hostname or "", parts.port or 0)) as line:
        line.sendall("\r\n".join(lines).encode() + CONTENT[:50_000])
        until = time.monotonic() + 30
        while offset(program, address) < 50_000 and time.monotonic() < until:
            time.sleep(0.05)
    came = offset(program, address)
    assert came == 50_000
    for _ in range(100):
        answer = send(program, address, came, len(CONTENT))
        if answer.status_code != 423:
            break
        time.sleep(0.1)
    assert answer.status_code == 204
    assert library.store.holds(hashlib.sha256(CONTENT).hexdigest())


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"upload-offset": "5"}, 409),
        ({"content-type": "text/plain"}, 415),
        ({"tus-resumable": "0.2.2"}, 412),
        ({"upload-offset": "x"}, 422),
        ({"upload-checksum": "sha1 " + base64.b64encode(b"0" * 20).decode()}, 460),
        ({"upload-checksum": "md9 AAAA"}, 422),
    ],
)
def test_wrong_bytes_are_refused_and_leave_nothing(
    program: httpx.Client, address: str, headers: dict[str, str], status: int
) -> None:
    told = PART | {"upload-offset": "0"} | headers
    answer = program.patch(address, headers=told, content=CONTENT[:1000])
    assert answer.status_code == status
    assert offset(program, address) == 0


def test_a_right_checksum_is_taken(program: httpx.Client, address: str) -> None:
    digest = base64.b64encode(hashlib.sha256(CONTENT[:1000]).digest()).decode()
    told = {"upload-checksum": f"sha256 {digest}"}
    assert send(program, address, 0, 1000, **told).status_code == 204


def test_more_than_was_announced_is_refused(program: httpx.Client) -> None:
    made = program.post("/uploads", headers={"upload-length": "10"}).headers["location"]
    told = PART | {"upload-offset": "0"}
    assert program.patch(made, headers=told, content=b"x" * 11).status_code == 413


def test_a_file_larger_than_is_taken_in_is_refused_before_it_comes(
    program: httpx.Client, library: Service
) -> None:
    most = library.settings.service.upload_mb << 20
    assert program.post("/uploads", headers={"upload-length": str(most + 1)}).status_code == 413


def test_a_file_is_its_sender_s_alone(program: httpx.Client, address: str) -> None:
    assert program.delete(address).status_code == 204
    assert program.head(address).status_code == 404


def test_names_cannot_leave_their_folder(program: httpx.Client, library: Service) -> None:
    told = {"upload-length": "3", "upload-metadata": metadata(filename="../../etc/pass\x00wd")}
    address = program.post("/uploads", headers=told).headers["location"]
    program.patch(address, headers=PART | {"upload-offset": "0"}, content=b"abc")
    with library.database.transaction() as session:
        upload = session.get(Upload, 1)
        assert upload is not None
        assert upload.name == "passwd"
        assert upload.expires_at > datetime.now(UTC)
