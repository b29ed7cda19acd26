"""Links to a protected title: each request is judged as its reader is at that moment."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from sqlmodel import Session, delete, select

from audiolib.people import carers
from audiolib.people.programs import end_token
from audiolib.people.reader import Reader
from audiolib.rights.record import decide_status
from audiolib.service import Service
from audiolib.tables import ApiToken, Beneficiary, Patron, Track
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.people import Carer, CarerEvidence, LoginSession, PatronState
from tests.web import protected
from tests.web.books import card, librarian, patron
from tests.web.browser import Browser
from tests.web.people import token

TODAY = datetime.now(UTC).date()


@pytest.fixture
def title(library: Service, tmp_path: Path) -> tuple[int, int]:
    """A protected title with sound and one package: the work's number and the package's."""
    package = tmp_path / "de-men.vtt"
    package.write_bytes(b"WEBVTT\n\n00:00.000 --> 00:01.000\nMen\n")
    work, packages = protected.title(library, {"webvtt": package})
    return work, packages["webvtt"]


def links_of(browser: Browser, title: tuple[int, int]) -> tuple[str, str]:
    """The links to sound and package that a reader gets on the work's page."""
    work, package = title
    page = browser.open(f"/works/{work}")
    got = browser.send(page, f"/works/{work}/packages/{package}", {})
    sound = str(browser.client.base_url.join(str(page.tree.xpath("//audio/@src")[0])))
    return sound, str(got.response.url)


def expires(session: Session, _maker: Reader, _work: int) -> None:
    session.exec(select(Patron)).one().expires_on = TODAY


def is_lost(session: Session, _maker: Reader, _work: int) -> None:
    session.exec(select(Patron)).one().state = PatronState.SUSPENDED


def can_read_print(session: Session, _maker: Reader, _work: int) -> None:
    session.exec(select(Beneficiary)).one().ended_on = TODAY


def is_signed_out(session: Session, _maker: Reader, _work: int) -> None:
    session.exec(delete(LoginSession))


def is_narrowed(session: Session, maker: Reader, work: int) -> None:
    now = datetime.now(UTC)
    decide_status(session, maker, work, RightsStatus.STAFF_ONLY, now, basis="-")


@pytest.mark.parametrize(
    "ends",
    [expires, is_lost, can_read_print, is_signed_out, is_narrowed],
    ids=lambda ends: ends.__name__,
)
def test_a_link_ends_with_what_its_reader_had_it_by(
    library: Service,
    browser: Browser,
    title: tuple[int, int],
    ends: Callable[[Session, Reader, int], None],
) -> None:
    patron(library, browser)
    protected.verify(library)
    made = links_of(browser, title)
    assert [httpx.get(link).status_code for link in made] == [200, 200]
    maker = librarian(library)
    with library.database.transaction() as session:
        ends(session, maker, title[0])
    for link in made:
        stopped = httpx.get(link, headers={"range": "bytes=0-1"})
        assert (stopped.status_code, stopped.json()["code"]) == (403, "link-ended")


def test_a_carer_s_listening_is_noted_for_whom_it_is_and_ends_with_their_care(
    library: Service, browser: Browser, title: tuple[int, int]
) -> None:
    told = card(library, "Cháu")
    card(library, "Bà")
    helped = protected.verify(library, "Bà")
    with library.database.transaction() as session:
        carer = session.exec(select(Patron.id).where(Patron.name == "Cháu")).one()
        care = Carer(
            carer_id=carer or 0,
            patron_id=helped,
            evidence=CarerEvidence.FAMILY,
            agreed_on=TODAY,
            since=TODAY,
        )
        session.add(care)
    browser.send(browser.open("/login"), "/login/card", told)
    browser.send(browser.open("/me/carers"), "/me/acting", {})
    made = links_of(browser, title)
    for link in made:
        assert httpx.head(link).status_code == 200
    for part in ("bytes=0-9", "bytes=10-19"):
        assert httpx.get(made[0], headers={"range": part}).status_code == 206
    assert httpx.get(made[1]).status_code == 200
    themselves = Reader(patron_id=helped)
    with library.database.transaction() as session:
        done = carers.acts(session, helped, by=themselves)
        assert [(one.act, one.work_id) for one in done] == [
            ("heard", title[0]),
            ("took", title[0]),
            ("began", None),
        ]
        session.exec(delete(Carer))
    assert [httpx.get(link).status_code for link in made] == [403, 403]


def test_a_program_s_link_ends_with_its_token(library: Service, title: tuple[int, int]) -> None:
    told = token(library, "lan", "read:catalogue")
    with httpx.Client(base_url=library.url, headers={"authorization": f"Bearer {told}"}) as client:
        sound = client.get(f"/api/v1/works/{title[0]}").json()["tracks"][0]["address"]
    assert httpx.get(sound).content == protected.SOUND
    with library.database.transaction() as session:
        number = session.exec(select(ApiToken.id)).one() or 0
        end_token(session, number, by=librarian(library), now=datetime.now(UTC))
    assert httpx.get(sound).status_code == 403


def test_a_program_is_given_a_numbered_copy_of_its_own(
    library: Service, title: tuple[int, int]
) -> None:
    told = token(library, "lan", "read:catalogue")
    with httpx.Client(base_url=library.url, headers={"authorization": f"Bearer {told}"}) as client:
        (package,) = client.get(f"/api/v1/works/{title[0]}").json()["packages"]
        assert (package["id"], package["address"]) == (title[1], "")
        got = client.post(package["copies"])
        other = client.post(package["copies"]).json()
        missing = client.post(f"/api/v1/works/{title[0]}/packages/999")
    copy = got.json()
    assert (got.status_code, copy["format"], missing.status_code) == (201, "webvtt", 404)
    assert copy["number"] in copy["name"]
    assert other["number"] != copy["number"]
    whole = httpx.get(copy["address"])
    assert copy["number"] in whole.text
    rest = httpx.get(copy["address"], headers={"range": "bytes=20-"})
    assert (rest.status_code, rest.content) == (206, whole.content[20:])
    refused = httpx.post(package["copies"])
    assert (refused.status_code, refused.json()["code"]) == (403, "form-foreign")


def test_a_link_tells_nobody_by_which_login_it_was_made(
    library: Service, browser: Browser, title: tuple[int, int]
) -> None:
    patron(library, browser)
    protected.verify(library)
    made = links_of(browser, title)
    with library.database.transaction() as session:
        digest = session.exec(select(Track.digest)).one()
        kept = session.exec(select(LoginSession.token_hash)).one()
    assert digest in made[0]
    assert not any(kept[:16] in link for link in made)
    by = [httpx.URL(link).params["by"] for link in made]
    assert by[0] != by[1]
    swapped = made[0].replace(by[0], by[1])
    assert httpx.get(swapped).status_code == 403


def test_of_a_contract_that_names_formats_those_are_given_and_no_others(
    library: Service, browser: Browser, tmp_path: Path
) -> None:
    files = {"webvtt": tmp_path / "a.vtt", "readalong": tmp_path / "a.json"}
    files["webvtt"].write_bytes(b"WEBVTT\n\n00:00.000 --> 00:01.000\nMen\n")
    files["readalong"].write_bytes(b'{"text": []}')
    work, packages = protected.title(library, files)
    contract = {
        "acts": ["stream", "download"],
        "standings": ["card_holder"],
        "territory": ["*"],
        "formats": ["webvtt"],
        "since": "2020-01-01",
    }
    maker, now = librarian(library), datetime.now(UTC)
    with library.database.transaction() as session:
        told = {"basis": "HĐ 7", "contract": contract}
        decide_status(session, maker, work, RightsStatus.LICENSED, now, **told)  # type: ignore[arg-type]
    patron(library, browser)
    page = browser.open(f"/works/{work}")
    given = page.tree.xpath("//section[@aria-labelledby='packages']//h3")
    assert len(given) == 1
    got = browser.send(page, f"/works/{work}/packages/{packages['webvtt']}", {})
    assert (got.status, httpx.get(str(got.response.url)).status_code) == (200, 200)
    token_ = page.tree.xpath("//input[@name='csrf']/@value")[0]
    refused = browser.client.post(
        f"/works/{work}/packages/{packages['readalong']}", data={"csrf": token_}
    )
    assert refused.status_code == 403
    listed = browser.client.get(f"/api/v1/works/{work}").json()["packages"]
    assert [one["format"] for one in listed] == ["webvtt"]
