"""A small library: a province with two districts, an administrator, a librarian, a clerk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session

from audiolib.database import Database
from audiolib.people import accounts, sessions
from audiolib.people.duties import OPERATOR
from audiolib.people.reader import Reader
from audiolib.tables import Account, Branch, BranchSpan, Production, Work
from audiolib.tables.catalogue import BranchKind
from audiolib.tables.people import Role

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
PASSWORD = "con trâu ăn cỏ non"
BEFORE = date(2020, 1, 1)


@dataclass(frozen=True)
class Library:
    """The branches, and staff as they come in."""

    province: int
    district: int
    other: int
    admin: Reader
    librarian: Reader
    clerk: Reader


def branch(session: Session, code: str, parent: int | None, kind: BranchKind) -> int:
    made = Branch(code=code, kind=kind)
    session.add(made)
    session.flush()
    assert made.id is not None
    session.add(BranchSpan(branch_id=made.id, parent_id=parent, name=code, since=BEFORE))
    session.flush()
    return made.id


def staff(session: Session, login: str, role: Role, branch_id: int) -> Reader:
    account = accounts.create_account(session, login, login, PASSWORD, by=OPERATOR, now=NOW)
    accounts.give_role(
        session, number(account), role, branch_id, by=OPERATOR, now=NOW, since=BEFORE
    )
    reader = sessions.staff_reader(session, account, TODAY)
    assert reader is not None
    return reader


def production(session: Session, library: "Library") -> int:
    """A text that somebody is making a talking book of."""
    work = Work(title="Cây khế", language="vi", branch_id=library.province)
    session.add(work)
    session.flush()
    made = Production(
        work_id=work.id or 0,
        branch_id=library.province,
        slug="cay-khe",
        created_by=library.admin.account_id or 0,
    )
    session.add(made)
    session.flush()
    return made.id or 0


def number(account: Account) -> int:
    assert account.id is not None
    return account.id


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A transaction that nobody else sees."""
    with database.transaction() as opened:
        yield opened


@pytest.fixture
def library(session: Session) -> Library:
    province = branch(session, "tinh", None, BranchKind.PROVINCE)
    district = branch(session, "huyen-1", province, BranchKind.DISTRICT)
    other = branch(session, "huyen-2", province, BranchKind.DISTRICT)
    return Library(
        province,
        district,
        other,
        admin=staff(session, "quan-tri", Role.ADMIN, province),
        librarian=staff(session, "thu-thu", Role.LIBRARIAN, province),
        clerk=staff(session, "quay", Role.CLERK, district),
    )
