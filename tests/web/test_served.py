"""The bytes of links by our own server and by a real nginx before it: the same answers."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from api import links
from api.accel import HEADER
from audiolib.database import Database
from audiolib.packages import Rendition
from audiolib.people.sessions import digest as token_hash
from audiolib.rights.record import decide_status
from audiolib.service import Service
from audiolib.tables import Release
from audiolib.tables.catalogue import RightsStatus
from bench.proxy import NGINX, WORD
from tests.audiolib.delivery.copies import bound, opened
from tests.audiolib.rendition import tiny_rendition
from tests.web import protected
from tests.web.books import librarian, patron
from tests.web.browser import Browser
from tests.web.nginx import behind_nginx
from tests.web.people import begin, come_in
from tests.web.serving import serving
from tests.web.test_copies import NUMBER, take
from tests.web.test_media import CONTENT, released

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
]


@pytest.fixture(params=["ours", "nginx"])
def served(request: pytest.FixtureRequest, database: Database, tmp_path: Path) -> Iterator[Service]:
    """A library that is reached directly, or by nginx."""
    way = behind_nginx if request.param == "nginx" else serving
    with way(database, tmp_path) as made:
        begin(made)
        yield made


@pytest.fixture
def proxied(database: Database, tmp_path: Path) -> Iterator[Service]:
    with behind_nginx(database, tmp_path) as made:
        begin(made)
        yield made


def sound(service: Service, content: bytes = CONTENT) -> str:
    """Path and query of a link to bytes that belong to no work."""
    digest = service.store.put(content)
    return links.address(service, digest, "001 – Cuội.mp3", links.STRANGER, datetime.now(UTC))


def direct(service: Service) -> str:
    """Where our own server answers whoever goes around the proxy."""
    return f"http://127.0.0.1:{service.settings.service.port}"


def test_the_whole_file_and_its_head_say_the_same(served: Service) -> None:
    address = served.url + sound(served)
    whole, head = httpx.get(address), httpx.head(address)
    assert (whole.status_code, whole.content) == (200, CONTENT)
    assert (head.status_code, head.content) == (200, b"")
    told = {
        "accept-ranges": "bytes",
        "content-type": "audio/mpeg",
        "content-length": str(len(CONTENT)),
        "etag": f'"{address.split("/")[4]}"',
        "cache-control": "private, max-age=31536000, immutable",
        "content-disposition": "inline; filename*=utf-8''001%20%E2%80%93%20Cu%E1%BB%99i.mp3",
        "x-robots-tag": "noindex",
        "x-content-type-options": "nosniff",
        "content-security-policy": whole.headers["content-security-policy"],
        "last-modified": whole.headers["last-modified"],
    }
    for answer in (whole, head):
        assert {name: answer.headers.get(name) for name in told} == told
        assert "x-accel-redirect" not in answer.headers


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
    ],
)
def test_a_range_is_answered(served: Service, wanted: str, status: int, part: bytes) -> None:
    address = served.url + sound(served)
    got = httpx.get(address, headers={"range": wanted})
    assert got.status_code == status
    if status == 416:
        assert got.headers["content-range"] == "bytes */10240"
        return
    assert got.content == part
    if status == 206:
        assert got.headers["content-range"].endswith("/10240")
    head = httpx.head(address, headers={"range": wanted})
    assert (head.status_code, head.content) == (status, b"")
    assert head.headers["content-length"] == str(len(part))


def test_a_long_file_comes_whole_and_from_its_middle(served: Service) -> None:
    content = bytes(range(251)) * 8000
    address = served.url + sound(served, content)
    assert httpx.get(address).content == content
    got = httpx.get(address, headers={"range": "bytes=300000-1700000"})
    assert got.content == content[300000:1700001]


def test_several_ranges_come_as_parts(served: Service) -> None:
    got = httpx.get(served.url + sound(served), headers={"range": "bytes=0-9,100-109"})
    assert got.status_code == 206
    assert got.headers["content-type"].startswith("multipart/byteranges")
    assert CONTENT[:10] in got.content
    assert b"bytes 100-109/10240" in got.content


def test_if_range_gives_a_part_only_of_the_same_bytes(served: Service) -> None:
    address = served.url + sound(served)
    tag = httpx.head(address).headers["etag"]
    same = httpx.get(address, headers={"range": "bytes=0-9", "if-range": tag})
    other = httpx.get(address, headers={"range": "bytes=0-9", "if-range": '"other"'})
    assert (same.status_code, same.content) == (206, CONTENT[:10])
    assert (other.status_code, other.content) == (200, CONTENT)


def test_what_the_asker_has_is_not_sent_again(served: Service) -> None:
    address = served.url + sound(served)
    tag = httpx.head(address).headers["etag"]
    for told in (tag, f'"x", W/{tag}', "*"):
        got = httpx.get(address, headers={"if-none-match": told})
        assert (got.status_code, got.content, got.headers["etag"]) == (304, b"", tag)
    assert httpx.get(address, headers={"if-none-match": '"x"'}).status_code == 200


def test_a_link_that_ended_or_was_changed_gives_nothing(served: Service) -> None:
    before = datetime.now(UTC) - timedelta(minutes=served.settings.service.link_minutes + 10)
    digest = served.store.put(CONTENT)
    ended = links.address(served, digest, "1.mp3", links.STRANGER, before)
    for address in (ended, sound(served).replace("until=1", "until=2")):
        for wanted in ({}, {"range": "bytes=0-9"}):
            got = httpx.get(served.url + address, headers=wanted)
            assert (got.status_code, got.json()["code"]) == (403, "link-ended")
        assert httpx.head(served.url + address).status_code == 403
    gone = links.address(served, "ab" * 32, "1.mp3", links.STRANGER, datetime.now(UTC))
    assert httpx.get(served.url + gone).status_code == 404


def test_what_is_withdrawn_meanwhile_stops_at_the_next_range(served: Service) -> None:
    now = datetime.now(UTC)
    number, digest = released(served, CONTENT)
    with Browser(served.url) as browser:
        come_in(browser, "lan")
        cookie = browser.client.cookies["audiolib"]
    maker = links.Asker("b" + token_hash(cookie), "account:1")
    with served.database.transaction() as session:
        work = session.get_one(Release, number).work_id
        lan = librarian(served, "lan")
        decide_status(session, lan, work, RightsStatus.STAFF_ONLY, now, basis="-")
    link = served.url + links.address(served, digest, "1.mp3", maker, now, number)
    first = httpx.get(link, headers={"range": "bytes=0-9"})
    assert (first.status_code, first.content) == (206, CONTENT[:10])
    with served.database.transaction() as session:
        session.get_one(Release, number).withdrawn_at = now
    gone = httpx.get(link, headers={"range": "bytes=10-19"})
    assert (gone.status_code, gone.json()["code"]) == (403, "link-ended")


def test_nobody_chooses_a_file_and_nobody_goes_without_bytes(proxied: Service) -> None:
    path = sound(proxied)
    digest = path.split("/")[2]
    stored = proxied.store.path(digest)
    assert stored is not None
    assert proxied.store.folder is not None
    inside = f"/_store/{stored.relative_to(proxied.store.folder)}"
    by_nginx = httpx.get(direct(proxied) + path, headers={HEADER: WORD})
    assert (by_nginx.content, by_nginx.headers["x-accel-redirect"]) == (b"", inside)
    # Whoever comes from elsewhere, with no word or a wrong one, gets the bytes from us.
    for word in ({}, {HEADER: "guessed-as-well-as-can-be"}, {HEADER: ""}):
        got = httpx.get(direct(proxied) + path, headers=word)
        assert (got.content, got.headers.get("x-accel-redirect")) == (CONTENT, None)
    # By nginx a client's own header counts nothing, and the store's place can't be asked for.
    assert httpx.get(proxied.url + path, headers={HEADER: "x"}).content == CONTENT
    for address in (inside, "/_store/", f"/x/..{inside}", inside.replace("_", "%5F")):
        assert httpx.get(proxied.url + address).status_code == 404


def test_a_numbered_copy_is_ours_and_has_its_number_by_nginx_too(
    proxied: Service, tmp_path: Path
) -> None:
    rendition: Rendition = tiny_rendition(tmp_path)
    packages = {"daisy202": bound(rendition, "daisy202", tmp_path)}
    work, numbers = protected.title(proxied, packages)
    with Browser(proxied.url) as browser:
        patron(proxied, browser)
        protected.verify(proxied)
        address = take(browser, work, numbers["daisy202"])
        got = browser.client.get(address)
        rest = browser.client.get(address, headers={"range": "bytes=1000-"})
    number = NUMBER.search(got.headers["content-disposition"])
    assert number is not None
    copy = tmp_path / "copy.zip"
    copy.write_bytes(got.content)
    assert number[0] in (opened(copy, "daisy202") / "ncc.html").read_text(encoding="utf-8")
    assert (rest.status_code, rest.content) == (206, got.content[1000:])
