"""Signed links to bytes of the store, and those bytes by ranges."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from api import links
from audiolib.people.sessions import digest as token_hash
from audiolib.rights.record import decide_status
from audiolib.service import Service
from audiolib.tables import Production, Release, Work
from audiolib.tables.access import Withdrawal
from audiolib.tables.catalogue import RightsStatus
from tests.web.books import librarian
from tests.web.browser import Browser
from tests.web.people import come_in

CONTENT = bytes(range(256)) * 40


@pytest.fixture
def sound(service: Service) -> str:
    """The address of a file of 10,240 bytes."""
    digest = service.store.put(CONTENT)
    path = links.address(service, digest, "001 – Cuội.mp3", links.STRANGER, datetime.now(UTC))
    return service.url + path


def test_a_link_gives_the_whole_file_and_its_head(sound: str) -> None:
    whole = httpx.get(sound)
    assert (whole.status_code, whole.content) == (200, CONTENT)
    assert whole.headers["accept-ranges"] == "bytes"
    assert whole.headers["content-type"] == "audio/mpeg"
    head = httpx.head(sound)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "content-length", "content-type", "last-modified"):
        assert head.headers[name] == whole.headers[name]
    assert not whole.headers["etag"].startswith("W/")


@pytest.mark.parametrize(
    ("wanted", "status", "part"),
    [
        ("bytes=0-99", 206, CONTENT[:100]),
        ("bytes=-10", 206, CONTENT[-10:]),
        ("bytes=10000-", 206, CONTENT[10000:]),
        ("bytes=10239-99999", 206, CONTENT[10239:]),
        ("bytes=10240-", 416, b""),
        ("bytes=-0", 416, b""),
        ("items=0-5", 200, CONTENT),
        ("bytes=500-100", 200, CONTENT),
    ],
)
def test_a_range_is_answered(sound: str, wanted: str, status: int, part: bytes) -> None:
    got = httpx.get(sound, headers={"range": wanted})
    assert (got.status_code, got.content) == (status, part)
    if status == 206:
        assert got.headers["content-range"].endswith("/10240")
    if status == 416:
        assert got.headers["content-range"] == "bytes */10240"


def test_several_ranges_come_as_parts(sound: str) -> None:
    got = httpx.get(sound, headers={"range": "bytes=0-9,100-109"})
    assert got.status_code == 206
    assert got.headers["content-type"].startswith("multipart/byteranges")
    assert CONTENT[:10] in got.content
    assert b"bytes 100-109/10240" in got.content


def test_if_range_gives_a_part_only_of_the_same_bytes(sound: str) -> None:
    tag = httpx.head(sound).headers["etag"]
    same = httpx.get(sound, headers={"range": "bytes=0-9", "if-range": tag})
    other = httpx.get(sound, headers={"range": "bytes=0-9", "if-range": '"other"'})
    assert (same.status_code, other.status_code) == (206, 200)


@pytest.mark.parametrize("changed", ["until", "for", "sign"])
def test_a_link_that_was_changed_gives_nothing(sound: str, changed: str) -> None:
    query = {name: value[0] for name, value in parse_qs(urlsplit(sound).query).items()}
    query[changed] = ("1" if query[changed][0] != "1" else "2") + query[changed][1:]
    got = httpx.get(sound.partition("?")[0], params=query)
    assert got.status_code == 403
    assert got.json()["code"] == "link-ended"


def test_a_link_serves_its_own_bytes_and_name_only(service: Service, sound: str) -> None:
    other = service.store.put(b"other bytes")
    digest = urlsplit(sound).path.split("/")[2]
    assert httpx.get(sound.replace(digest, other)).status_code == 403
    assert httpx.get(sound.replace("001", "002")).status_code == 403
    assert httpx.get(sound.replace(digest, "..")).status_code in (403, 404)


def test_a_link_ends(service: Service) -> None:
    digest = service.store.put(CONTENT)
    before = datetime.now(UTC) - timedelta(minutes=service.settings.service.link_minutes + 10)
    path = links.address(service, digest, "1.mp3", links.STRANGER, before)
    assert httpx.get(service.url + path).status_code == 403


def test_bytes_that_are_gone_are_told_as_such(service: Service) -> None:
    path = links.address(service, "ab" * 32, "1.mp3", links.STRANGER, datetime.now(UTC))
    assert httpx.get(service.url + path).status_code == 404
    assert not Path("ab" * 32).exists()


def released(service: Service, content: bytes) -> tuple[int, str]:
    """A released track of a new work of the library's own: the release's number, the bytes' key."""
    digest = service.store.put(content)
    with service.database.transaction() as session:
        work = Work(title="Thằng Cuội", language="vi", branch_id=1)
        session.add(work)
        session.flush()
        assert work.id is not None
        text = Production(
            work_id=work.id, branch_id=1, slug="cuoi", source="file", language="vi", created_by=1
        )
        session.add(text)
        session.flush()
        assert text.id is not None
        release = Release(
            production_id=text.id,
            work_id=work.id,
            number=1,
            text="t",
            sound="s",
            duration_ms=1000,
            voice_kind="synthetic",
            voice_public=True,
        )
        session.add(release)
        session.flush()
        assert release.id is not None
        return release.id, digest


@pytest.mark.parametrize("stopped", ["release withdrawn", "work held"])
def test_a_link_to_what_is_withdrawn_or_held_stops_at_once(
    library: Service, browser: Browser, stopped: str
) -> None:
    now = datetime.now(UTC)
    number, digest = released(library, CONTENT)
    come_in(browser, "lan")
    maker = links.Asker("b" + token_hash(browser.client.cookies["audiolib"]), "account:1")
    with library.database.transaction() as session:
        work = session.get_one(Release, number).work_id
        decide_status(
            session, librarian(library, "lan"), work, RightsStatus.STAFF_ONLY, now, basis="-"
        )
    link = library.url + links.address(library, digest, "1.mp3", maker, now, number)
    making = library.url + links.address(library, digest, "1.mp3", maker, now, work=work)
    assert httpx.get(link).content == CONTENT
    assert httpx.get(making).content == CONTENT
    assert httpx.get(making.replace(f"&work={work}", "")).status_code == 403
    assert httpx.get(link.replace(f"of={number}", f"of={number + 1}")).status_code == 403
    assert httpx.get(link.replace(f"&of={number}", "")).status_code == 403
    assert httpx.get(link.partition("&by=")[0]).status_code == 403
    with library.database.transaction() as session:
        release = session.get_one(Release, number)
        if stopped == "release withdrawn":
            release.withdrawn_at = now
        else:
            until = now + timedelta(days=10)
            session.add(Withdrawal(work_id=release.work_id, notice="thư", held_until=until))
    gone = httpx.get(link, headers={"range": "bytes=0-9"})
    assert (gone.status_code, gone.json()["code"]) == (403, "link-ended")
    stopped_too = httpx.get(making)
    if stopped == "work held":
        assert stopped_too.status_code == 403
    else:
        assert stopped_too.content == CONTENT
