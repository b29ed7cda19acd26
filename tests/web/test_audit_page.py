"""The record of administrative acts as its page shows it: by branch, in plain words."""

import re
from datetime import UTC, datetime

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
from tests.web.browser import Browser
from tests.web.people import PASSWORD, come_in
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
