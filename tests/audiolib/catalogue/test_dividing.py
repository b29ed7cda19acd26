"""A branch divides: the new one has what was named, from its day on, and nothing else moves."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from audiolib.catalogue import branches
from audiolib.catalogue.branches.dividing import Held, hand_over, split
from audiolib.catalogue.errors import (
    BranchCodeTakenError,
    BranchIncompleteError,
    BranchNotHereError,
    BranchRoleError,
    BranchUnknownError,
)
from audiolib.catalogue.repository.holdings import counted, posts
from audiolib.database import Database
from audiolib.people.errors import NoSuchPersonError, NotYourDutyError
from audiolib.people.numbers import new_card_number
from audiolib.people.reader import Granted, Reader
from audiolib.people.repository.sessions import granted
from audiolib.tables import Account, AuditEntry, Grant, Patron, Production, Work
from audiolib.tables.catalogue import BranchKind
from audiolib.tables.people import Role

FIRST = date(2020, 1, 1)
NOW = datetime.now(UTC)
TODAY = NOW.astimezone().date()
NEXT = TODAY + timedelta(days=30)
WHY = "Quyết định 12"


def place(session: Session) -> tuple[int, int, int, int]:
    """A province, a district in it, and two communes in that."""
    top = branches.found(session, "bt", "Bình Thuận", BranchKind.PROVINCE, None, FIRST)
    town = branches.found(session, "pt", "Phan Thiết", BranchKind.DISTRICT, top, FIRST)
    one = branches.found(session, "mn", "Mũi Né", BranchKind.COMMUNE, town, FIRST)
    other = branches.found(session, "hl", "Hưng Long", BranchKind.COMMUNE, town, FIRST)
    return top, town, one, other


def post(session: Session, login: str, role: Role, branch_id: int) -> Grant:
    """Somebody of the staff with a role."""
    account = Account(login=login, name=login, password_hash="-")
    session.add(account)
    session.flush()
    grant = Grant(account_id=account.id or 0, role=role, branch_id=branch_id, since=FIRST)
    session.add(grant)
    session.flush()
    return grant


def manager(*branch_ids: int) -> Reader:
    """Who manages some branches."""
    return Reader(granted=(Granted(Role.MANAGER, frozenset(branch_ids)),))


def stock(session: Session, branch_id: int) -> tuple[Patron, Work]:
    """A reader and a work of a branch."""
    patron = Patron(
        card_number=new_card_number(),
        pin_hash="",
        name="Hoa",
        branch_id=branch_id,
        reader_key=new_card_number(),
        expires_on=NEXT,
        card_issued_on=FIRST,
    )
    work = Work(title="Kiều", language="vi", branch_id=branch_id)
    session.add_all([patron, work])
    session.flush()
    return patron, work


def test_what_is_named_goes_along_from_the_day_and_till_then_stays(database: Database) -> None:
    with database.transaction() as session:
        top, town, one, other = place(session)
        clerk = post(session, "minh", Role.CLERK, town)
        stays = post(session, "an", Role.CLERK, town)
        new = split(
            session,
            manager(top, town, one, other),
            NOW,
            town,
            code="pt2",
            name="Phan Thiết 2",
            kind=BranchKind.DISTRICT,
            day=NEXT,
            reason=WHY,
            along=[one],
            roles=[clerk.id or 0],
        )
        before = NEXT - timedelta(days=1)
        assert branches.below(session, town, before) == {town, one, other}
        assert branches.below(session, town, NEXT) == {town, other}
        assert branches.below(session, new, NEXT) == {new, one}
        reach = {d: granted(session, clerk.account_id, d)[0].branch_ids for d in (before, NEXT)}
        assert reach == {before: {town, one, other}, NEXT: {new, one}}
        assert granted(session, stays.account_id, NEXT)[0].branch_ids == {town, other}
        assert [e.kind for e in branches.history(session, town)] == ["split", "begun"]
        told_of = [e.act for e in session.exec(select(AuditEntry))]
        assert told_of == ["role.moved", "branch.split"]


def test_what_can_t_be_divided_so_is_refused(database: Database) -> None:
    with database.transaction() as session:
        top, town, one, other = place(session)
        theirs = manager(top, town, one, other)
        boss = post(session, "boss", Role.MANAGER, town)
        root = post(session, "root", Role.ADMIN, town)
        far = post(session, "far", Role.CLERK, one)
        told = {"name": "B", "kind": BranchKind.DISTRICT, "day": TODAY, "reason": WHY}
        for wrong, error in (
            ({"code": "mn"}, BranchCodeTakenError),
            ({"code": "x", "along": [top]}, BranchUnknownError),
            ({"code": "x", "roles": [boss.id]}, NotYourDutyError),
            ({"code": "x", "roles": [root.id]}, NoSuchPersonError),
            ({"code": "x", "roles": [far.id]}, NoSuchPersonError),
            ({"code": "x", "name": " "}, BranchIncompleteError),
        ):
            with pytest.raises(error), session.begin_nested():
                split(session, theirs, NOW, town, **{**told, **wrong})  # type: ignore[arg-type]
        with pytest.raises(BranchRoleError):  # a new one would stand where they manage nothing
            split(session, manager(town), NOW, town, code="x", **told)  # type: ignore[arg-type]
        with pytest.raises(BranchRoleError):  # at the top only its administrator may
            split(session, theirs, NOW, top, code="x", **told)  # type: ignore[arg-type]
        assert [p.name for p in posts(session, town, TODAY)] == ["boss"]


def test_a_branch_at_the_top_is_divided_by_its_administrator_who_has_both(
    database: Database,
) -> None:
    with database.transaction() as session:
        top, town, one, other = place(session)
        boss = post(session, "boss", Role.ADMIN, top)
        there = granted(session, boss.account_id, TODAY)
        new = split(
            session,
            Reader(account_id=boss.account_id, granted=tuple(there)),
            NOW,
            top,
            code="lg",
            name="La Gi",
            kind=BranchKind.PROVINCE,
            day=NEXT,
            reason=WHY,
            along=[town],
        )
        assert branches.below(session, new, NEXT) == {new, town, one, other}
        later = Reader(granted=tuple(granted(session, boss.account_id, NEXT)))
        assert later.holds(Role.ADMIN, new)
        assert later.holds(Role.ADMIN, top)
        assert later.holds(Role.ADMIN, one)
        before = granted(session, boss.account_id, NEXT - timedelta(days=1))
        assert not Reader(granted=tuple(before)).holds(Role.ADMIN, new)


def test_readers_and_works_go_over_by_their_numbers_or_all(database: Database) -> None:
    with database.transaction() as session:
        _top, town, one, other = place(session)
        theirs = manager(town, one, other)
        hoa, kieu = stock(session, one)
        _lan, tho = stock(session, one)
        by = post(session, "minh", Role.CLERK, one).account_id
        made = Production(work_id=kieu.id or 0, branch_id=one, slug="kieu", created_by=by)
        session.add(made)
        spoken = f"{hoa.card_number[:3]} {hoa.card_number[3:]}"
        moved = hand_over(
            session,
            theirs,
            NOW,
            one,
            into=other,
            readers=Held(named=(spoken,)),
            works=Held(named=(str(kieu.id),)),
            reason=WHY,
        )
        assert moved == (1, 1)
        assert counted(session, one) == counted(session, other) == (1, 1)
        session.expire_all()
        assert (hoa.branch_id, kieu.branch_id, kieu.version) == (other, other, 2)
        assert session.exec(select(Production)).one().branch_id == other
        everything = Held(everything=True)
        hand_over(session, theirs, NOW, one, into=other, works=everything, reason=WHY)
        assert (counted(session, one), counted(session, other)) == ((1, 0), (1, 2))
        assert tho.version == 2


def test_what_is_not_the_branch_s_does_not_go_over(database: Database) -> None:
    with database.transaction() as session:
        _top, town, one, other = place(session)
        theirs = manager(town, one, other)
        stock(session, one)
        _hoa, kieu = stock(session, other)
        for held in (
            {"readers": Held(named=("123",))},
            {"works": Held(named=(str(kieu.id), "một"))},
        ):
            with pytest.raises(BranchNotHereError):
                hand_over(session, theirs, NOW, one, into=town, reason=WHY, **held)
        with pytest.raises(BranchIncompleteError):
            hand_over(session, theirs, NOW, one, into=town, reason=WHY)
        with pytest.raises(BranchRoleError):
            hand_over(session, manager(one), NOW, one, into=town, reason=WHY)
        assert counted(session, one) == (1, 1)
