"""The service over a bucket: a talking book made, read by ranges, backed up; the bucket away."""

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text
from sqlmodel import Session

from api import links
from audiolib.database import Database, blobs
from audiolib.database.backup import backup, restore
from audiolib.floor import repository as floor
from audiolib.jobs import repository as jobs
from audiolib.service import Service
from audiolib.store import Store
from bench.gate import Gate
from tests.audiolib.making.floor import STORY, House, settled
from tests.server import Server
from tests.web.people import begin, token
from tests.web.serving import serving

pytestmark = pytest.mark.external
CONTENT = bytes(range(256)) * 12_000
TUS = {"tus-resumable": "1.0.0"}


@pytest.fixture
def house(database: Database, tmp_path: Path, place: str) -> House:
    made = settled(database, tmp_path)
    wanted = made.service.settings.model_copy(update={"store": place})
    return replace(made, service=replace(made.service, settings=wanted, store=Store(place)))


@pytest.fixture
def pages(database: Database, tmp_path: Path, place: str) -> Iterator[Service]:
    with serving(database, tmp_path, place) as service:
        yield service


def test_a_talking_book_is_made_in_a_bucket_and_comes_back_from_its_backup(
    house: House, server: Server, tmp_path: Path, place: str
) -> None:
    number = house.published()
    assert house.state(number) == "in_use wait"
    service = house.service
    with service.database.transaction() as session:
        assert list(blobs.missing(session, service.store)) == []
        wanted = {digest for _table, digest in blobs.referred(session, service.store)}
    made = backup(service.database, service.store, tmp_path / "library.tar", with_blobs=True)
    assert set(made.blobs) == wanted
    elsewhere = Store(f"{place}-restored")
    with server.database(migrated=False) as empty:
        restore(tmp_path / "library.tar", empty, elsewhere)
        with empty.transaction() as session:
            assert list(blobs.missing(session, elsewhere)) == []
    assert all(elsewhere.get(digest) for digest in wanted)


def test_work_waits_for_a_bucket_that_is_away_and_goes_on(house: House, gate: Gate) -> None:
    number = house.opened(STORY)
    gate.shut()
    house.work()
    # Nothing blocks it: the job waits in the queue for its next try.
    assert house.state(number).startswith("scan")
    assert house.state(number).count(" ") == 1
    with house.service.database.transaction() as session:
        (job,) = jobs.waiting(session)
        assert (job.status, job.attempts) == ("todo", 1)
        assert job.scheduled_at is not None
        assert job.scheduled_at > datetime.now(UTC)
        hurried(session, job.id)
    gate.open()
    house.work()
    assert house.state(number) == "text wait"
    with house.service.database.transaction() as session:
        floor.production(session, number)
        assert jobs.waiting(session) == []


def hurried(session: Session, job_id: int) -> None:
    """A job whose time has come, without the waiting."""
    session.connection().execute(
        text("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE id = :id"), {"id": job_id}
    )


@pytest.mark.parametrize(
    ("wanted", "status", "part"),
    [
        ("", 200, CONTENT),
        ("bytes=0-99", 206, CONTENT[:100]),
        ("bytes=1048570-1048585", 206, CONTENT[1048570:1048586]),
        ("bytes=-10", 206, CONTENT[-10:]),
        ("bytes=3000000-", 206, CONTENT[3_000_000:]),
        (f"bytes={len(CONTENT)}-", 416, b""),
        ("bytes=-0", 416, b""),
        ("items=0-5", 200, CONTENT),
        ("bytes=0-9,100-109", 200, CONTENT),
    ],
)
def test_a_range_of_a_bucket_s_bytes_is_answered(
    pages: Service, wanted: str, status: int, part: bytes
) -> None:
    sound = address(pages)
    got = httpx.get(sound, headers={"range": wanted} if wanted else {})
    assert (got.status_code, got.content) == (status, part)
    if status == 206:
        assert got.headers["content-range"].endswith(f"/{len(CONTENT)}")
    if status == 416:
        assert got.headers["content-range"] == f"bytes */{len(CONTENT)}"
    head = httpx.head(sound)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(CONTENT))
    assert head.headers["content-type"] == "audio/mpeg"
    assert "filename*=utf-8''001" in head.headers["content-disposition"]
    other = httpx.get(sound, headers={"range": "bytes=0-9", "if-range": '"other"'})
    assert other.status_code == 200


def address(pages: Service) -> str:
    digest = pages.store.put(CONTENT)
    path = links.address(pages, digest, "001 – Cuội.mp3", links.STRANGER, datetime.now(UTC))
    return pages.url + path


def test_pages_say_plainly_that_the_bucket_is_away_and_serve_again_after(
    pages: Service, gate: Gate
) -> None:
    sound = address(pages)
    assert httpx.get(f"{pages.url}/health/ready").status_code == 200
    gate.shut()
    away = httpx.get(sound, timeout=60)
    assert (away.status_code, away.json()["code"]) == (503, "store-away")
    assert int(away.headers["retry-after"]) > 0
    assert "s3://" not in away.text
    ready = httpx.get(f"{pages.url}/health/ready", timeout=60)
    assert (ready.status_code, ready.json()["store"]) == (503, False)
    gate.open()
    assert httpx.get(sound).content == CONTENT
    assert httpx.get(f"{pages.url}/health/ready").status_code == 200


def test_a_file_whose_last_byte_came_while_the_bucket_was_away_is_kept(
    pages: Service, gate: Gate
) -> None:
    begin(pages)
    told = {"authorization": f"Bearer {token(pages, 'lan')}", **TUS}
    name = base64.b64encode(b"a.md").decode()
    with httpx.Client(base_url=pages.url, headers=told, timeout=60) as program:
        head = {"upload-length": str(len(CONTENT)), "upload-metadata": f"filename {name}"}
        where = program.post("/uploads", headers=head).headers["location"]
        gate.shut()
        part = {"content-type": "application/offset+octet-stream", "upload-offset": "0"}
        assert program.patch(where, headers=part, content=CONTENT).status_code == 503
        assert program.head(where).status_code == 503
        gate.open()
        asked = program.head(where)
    assert asked.headers["upload-offset"] == str(len(CONTENT))
    assert pages.store.get(hashlib.sha256(CONTENT).hexdigest()) == CONTENT
