"""The record of administrative acts as its page shows it: by branch, in plain words."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from sqlmodel import Session

from audiolib.catalogue import branches
from audiolib.floor import repository as floor
from audiolib.messages import tongues
from audiolib.people.accounts import create_account, give_role
from audiolib.people.duties import OPERATOR
from audiolib.rights import audit
from audiolib.service import Service
from audiolib.tables import Work
from audiolib.tables.catalogue import BranchKind
from audiolib.tables.people import Role
from tests.conftest import ROOT
from tests.web import books
from tests.web.browser import Browser, Seen
from tests.web.people import PASSWORD, come_in
from web.pages.audit import SHOWN
from web.texts import Texts

ACT = re.compile(
    r'"((?:account|application|beneficiary|card|carer|catalogue|consent|copy|devices'
    r"|partner|patron|patrons|posting|retention|rights|role|token|undertaking"
    r'|withdrawal)\.[a-z][a-z-]+)"'
)


def _manager(session: Session, login: str, branch: int, role: Role = Role.MANAGER) -> None:
    now = datetime.now(UTC)
    account = create_account(session, login, login, PASSWORD, by=OPERATOR, now=now)
    give_role(session, account.id or 0, role, branch, by=OPERATOR, since=now.date(), now=now)


def test_a_manager_sees_the_acts_of_their_branches_and_their_own(library: Service) -> None:
    now = datetime.now(UTC)
    with library.database.transaction() as session:
        places = [
            branches.found(session, name, name, BranchKind.DISTRICT, 1, now.date())
            for name in ("north", "south")
        ]
        for place in places:
            work = Work(title=f"In {place}", language="vi", branch_id=place)
            session.add(work)
            session.flush()
            audit.write(session, "system", "rights.decided", f"work:{work.id}", now)
        audit.write(session, "system", "patron.erased", "patron:999", now)
        audit.write(session, "system", "rights.approval", "approval:12/QĐ:1", now)
        _manager(session, "bac", places[0])
        _manager(session, "trong", places[0], Role.ADMIN)
        audit.write(session, "account:2", "partner.added", "partner:9", now)

    def seen(login: str) -> set[str]:
        with Browser(library.url) as browser:
            come_in(browser, login)
            page = browser.open("/staff/audit")
            return {row[-1].text_content() for row in page.tree.xpath("//tbody/tr")}

    assert seen("bac") == {"work:1", "account:2", "account:3", "partner:9"}
    wide = {"patron:999", "approval:12/QĐ:1"}
    assert seen("trong") == {"work:1", "account:2", "account:3", "partner:9"} | wide
    assert {"work:1", "work:2", "account:1"} | wide <= seen("lan")


@pytest.mark.parametrize("language", tongues())
def test_every_act_has_words_in_every_language(language: str) -> None:
    texts = Texts(language)
    folders = (ROOT / "audiolib", ROOT / "web", ROOT / "api")
    code = "".join(file.read_text() for folder in folders for file in folder.rglob("*.py"))
    acts = {act for act in ACT.findall(code) if not act.endswith((".id", ".name", ".html"))}
    acts |= {"exchange.sent", "exchange.received", "audit.forgotten"}
    acts |= {f"branch.{act}" for act in ("founded", "moved", "renamed", "merged", "split")}
    assert len(acts) > 40
    assert sorted(act for act in acts if not texts.knows(f"act-{act}")) == []


def test_why_a_production_stopped_is_told_in_words_and_what_somebody_wrote_stays(
    library: Service, browser: Browser
) -> None:
    number = books.narrated(library)
    with library.database.transaction() as session:
        floor.block(session, number, "job-stopped", None)
        floor.unblock(session, number, books.librarian(library))
        floor.block(session, number, "chờ {trang} 12", None)
    come_in(browser, "lan")
    page = browser.open(f"/staff/productions/{number}")
    told = " ".join(row.text_content() for row in page.tree.xpath("//tbody/tr"))
    assert "job-stopped" not in told
    assert "chờ {trang} 12" in told


def _rows(page: Seen) -> list[list[str]]:
    return [[c.text_content().strip() for c in row] for row in page.tree.xpath("//tbody/tr")]


def _many(library: Service, count: int) -> None:
    now = datetime.now(UTC)
    with library.database.transaction() as session:
        for number in range(1, count + 1):
            audit.write(session, "system", "rights.decided", f"work:{number}00000", now)


def test_the_whole_record_is_walked_there_and_back_by_links(
    library: Service, browser: Browser
) -> None:
    _many(library, 2 * SHOWN + 5)
    come_in(browser, "lan")
    page = browser.open("/staff/audit")
    walked: list[str] = []
    leaves = 0
    while True:
        walked += [row[3] for row in _rows(page)]
        leaves += 1
        if "Các mục cũ hơn" not in page.words:
            break
        page = browser.open(page.link("Các mục cũ hơn"))
    assert leaves == 3
    decided = [of for of in walked if of.endswith("00000")]
    assert decided == [f"work:{n}00000" for n in range(2 * SHOWN + 5, 0, -1)]
    back = browser.open(page.link("Các mục mới hơn"))
    assert [row[3] for row in _rows(back)] == walked[SHOWN : 2 * SHOWN]
    assert "nguyên vẹn" not in back.words
    first = browser.open(back.link("Các mục mới hơn"))
    assert [row[3] for row in _rows(first)] == walked[:SHOWN]
    assert "Các mục mới hơn" not in first.words
    assert "nguyên vẹn" in browser.open(back.link("Về các mục mới nhất")).words


def test_entries_are_found_by_act_person_object_branch_and_day(
    library: Service, browser: Browser
) -> None:
    today = datetime.now(UTC).astimezone().date()
    long_ago = datetime(2024, 5, 6, 23, 59).astimezone()
    with library.database.transaction() as session:
        place = branches.found(session, "n", "Bắc", BranchKind.DISTRICT, 1, today)
        below = branches.found(session, "nn", "Xã", BranchKind.COMMUNE, place, today)
        for number, branch in enumerate((1, place, below), 1):
            session.add(Work(title=f"W{number}", language="vi", branch_id=branch))
            session.flush()
            audit.write(session, "account:1", "rights.decided", f"work:{number}", long_ago)
        audit.write(session, "system", "posting.noted", "work:1", long_ago + timedelta(minutes=2))
    come_in(browser, "lan")

    def found(**sought: str) -> set[tuple[str, str]]:
        page = browser.open("/staff/audit?" + urlencode(sought))
        assert page.status == 200
        return {(row[2], row[3]) for row in _rows(page)}

    noted = Texts("vi")("act-posting.noted")
    everything = found(of="work:1")
    decided = next(act for act, _ in everything if act != noted)
    assert everything == {(decided, "work:1"), (noted, "work:1")}
    assert found(act="posting.noted") == {(noted, "work:1")}
    assert found(by="LẠN", act="rights.decided") == {(decided, f"work:{n}") for n in (1, 2, 3)}
    assert found(by="account:1", of="work:2") == {(decided, "work:2")}
    assert found(by="nobody") == set()
    assert found(branch=str(place), act="rights.decided") == {
        (decided, "work:2"),
        (decided, "work:3"),
    }
    assert len(found(since="2024-05-06", until="2024-05-06", act="rights.decided")) == 3
    assert found(until="2024-05-06", act="posting.noted") == set()
    assert found(since="2024-05-07", until="2024-05-07") == {(noted, "work:1")}


@pytest.mark.parametrize("query", ["since=2024-02-30", "branch=77", "branch=x", "until=0001-01-01"])
def test_what_can_not_be_looked_for_is_told_in_the_form(
    library: Service, browser: Browser, query: str
) -> None:
    come_in(browser, "lan")
    page = browser.open(f"/staff/audit?{query}")
    assert page.status == 422
    assert page.tree.xpath("//div[@role='alert']")
    assert page.tree.xpath("//details/@open")


def test_a_manager_finds_no_more_than_they_see(library: Service) -> None:
    now = datetime.now(UTC)
    with library.database.transaction() as session:
        place = branches.found(session, "n", "Bắc", BranchKind.DISTRICT, 1, now.date())
        session.add(Work(title="W", language="vi", branch_id=1))
        session.flush()
        audit.write(session, "system", "rights.decided", "work:1", now)
        _manager(session, "bac", place)
    with Browser(library.url) as browser:
        come_in(browser, "bac")
        assert _rows(browser.open("/staff/audit?of=work:1")) == []
        assert browser.open("/staff/audit?branch=1").status == 422
