"""Branches move, merge and split from a day on, and yesterday stays as it was."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from audiolib.catalogue import branches
from audiolib.catalogue.branches import acts
from audiolib.catalogue.branches.repository import Note
from audiolib.catalogue.errors import (
    BranchCodeTakenError,
    BranchDayError,
    BranchIncompleteError,
    BranchLoopError,
    BranchNewError,
    BranchRoleError,
    BranchUnknownError,
)
from audiolib.database import Database
from audiolib.people.reader import Granted, Reader
from audiolib.people.repository.sessions import granted
from audiolib.tables import Account, AuditEntry, Grant
from audiolib.tables.catalogue import BranchKind
from audiolib.tables.people import Role

FIRST = date(2020, 1, 1)
REFORM = date(2025, 7, 1)
BEFORE = REFORM - timedelta(days=1)


def _province(session: Session) -> dict[str, int]:
    found: dict[str, int] = {}
    for code, parent, kind in (
        ("bt", None, BranchKind.PROVINCE),
        ("ld", None, BranchKind.PROVINCE),
        ("pt", "bt", BranchKind.DISTRICT),
        ("mn", "pt", BranchKind.COMMUNE),
    ):
        above = found[parent] if parent else None
        found[code] = branches.found(session, code, f"Thư viện {code}", kind, above, FIRST)
    return found


def test_a_merged_province_keeps_its_past_and_its_branches_go_over(database: Database) -> None:
    with database.transaction() as session:
        of = _province(session)
        branches.merge(session, of["bt"], of["ld"], REFORM)
        assert branches.below(session, of["bt"], BEFORE) == {of["bt"], of["pt"], of["mn"]}
        assert branches.below(session, of["ld"], REFORM) == {of["ld"], of["pt"], of["mn"]}
        assert branches.on(session, of["bt"], BEFORE).name == "Thư viện bt"
        with pytest.raises(BranchUnknownError):
            branches.on(session, of["bt"], REFORM)
        assert branches.successor(session, of["bt"], REFORM) == of["ld"]
        assert branches.successor(session, of["bt"], BEFORE) == of["bt"]
        assert [b.code for b in branches.tree(session, REFORM)] == ["ld", "pt", "mn"]


def test_a_branch_gets_another_name_from_a_day_on(database: Database) -> None:
    with database.transaction() as session:
        of = _province(session)
        branches.rename(session, of["bt"], REFORM, "Thư viện Lâm Đồng 2")
        assert branches.on(session, of["bt"], BEFORE).name == "Thư viện bt"
        assert branches.on(session, of["bt"], REFORM).name == "Thư viện Lâm Đồng 2"
        assert branches.below(session, of["bt"], REFORM) == {of["bt"], of["pt"], of["mn"]}


def test_a_branch_that_is_split_off_stands_beside_the_old_one(database: Database) -> None:
    with database.transaction() as session:
        of = _province(session)
        new = branches.split(session, of["mn"], "mn2", "Mũi Né 2", BranchKind.COMMUNE, REFORM)
        assert branches.on(session, new, REFORM).parent_id == of["pt"]
        assert new not in branches.below(session, of["pt"], BEFORE)


def test_what_was_is_not_written_anew(database: Database) -> None:
    with database.transaction() as session:
        of = _province(session)
        branches.rename(session, of["pt"], REFORM, "Phan Thiết")
        with pytest.raises(BranchDayError):
            branches.rename(session, of["pt"], BEFORE, "Khác")
        with pytest.raises(BranchDayError):
            branches.move(session, of["pt"], BEFORE, of["ld"])
        with pytest.raises(BranchNewError):
            branches.merge(session, of["mn"], of["ld"], FIRST)
        with pytest.raises(BranchDayError):  # what is below it changes later
            branches.merge(session, of["bt"], of["ld"], BEFORE)
        assert branches.on(session, of["pt"], REFORM).name == "Phan Thiết"
        branches.rename(session, of["pt"], REFORM, "Phường Phan Thiết")  # a slip, put right
        assert branches.on(session, of["pt"], REFORM).name == "Phường Phan Thiết"


def test_a_history_tells_every_act_with_its_reason(database: Database) -> None:
    with database.transaction() as session:
        of = _province(session)
        note = Note("Nghị quyết 202/2025/QH15")
        branches.merge(session, of["bt"], of["ld"], REFORM, note)
        branches.rename(session, of["pt"], REFORM + timedelta(days=9), "Phan Thiết", Note("Tên"))
        told = {code: branches.history(session, of[code]) for code in of}
        assert [(e.kind, e.other, e.reason) for e in told["pt"]] == [
            ("renamed", of["ld"], "Tên"),
            ("moved", of["ld"], note.reason),
            ("begun", of["bt"], ""),
        ]
        assert [(e.kind, e.other) for e in told["bt"]] == [("merged", of["ld"]), ("begun", 0)]
        assert [(e.kind, e.other) for e in told["ld"]] == [("took-in", of["bt"]), ("begun", 0)]


def test_a_manager_acts_where_they_manage_and_says_why(database: Database) -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    with database.transaction() as session:
        of = _province(session)
        below = frozenset(of[code] for code in ("bt", "pt", "mn"))
        manager = Reader(granted=(Granted(Role.MANAGER, below),))
        told: dict[str, Any] = {"day": REFORM, "reason": "Nghị quyết"}
        new = {"parent_id": of["bt"], "name": "Hàm Thuận", "kind": BranchKind.DISTRICT, **told}
        made = acts.add(session, manager, now, code="ht", **new)
        manager = Reader(granted=(Granted(Role.MANAGER, below | {made}),))
        acts.move(session, manager, now, of["mn"], parent_id=made, **told)
        acts.rename(session, manager, now, made, name="Hàm Thuận Nam", **told)
        with pytest.raises(BranchRoleError):
            acts.merge(session, manager, now, of["bt"], into=of["ld"], **told)
        with pytest.raises(BranchRoleError):
            acts.move(session, manager, now, of["pt"], parent_id=of["ld"], **told)
        with pytest.raises(BranchCodeTakenError):
            acts.add(session, manager, now, code="ht", **new)
        with pytest.raises(BranchIncompleteError):
            acts.rename(session, manager, now, of["pt"], name="A", day=REFORM, reason=" ")
        assert [e.act for e in session.exec(select(AuditEntry))] == [
            "branch.founded",
            "branch.moved",
            "branch.renamed",
        ]


def _reach(session: Session, accounts: list[int], day: date) -> list[frozenset[int]]:
    """The branches where each account has a role on a day."""
    return [granted(session, account, day)[0].branch_ids for account in accounts]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 6), st.integers(0, 6)), max_size=8))
def test_a_merging_takes_no_role_away_and_gives_none_but_where_it_should(
    database: Database, moves: list[tuple[bool, int, int]]
) -> None:
    with database.transaction() as session:
        numbers, accounts = _staffed(session, 7)
        for days, (merging, first, second) in enumerate(moves, 1):
            day = FIRST + timedelta(days=days)
            one, other = numbers[first], numbers[second]
            before = _reach(session, accounts, day)
            try:
                if merging:
                    branches.merge(session, one, other, day)
                else:
                    branches.move(session, one, day, other)
            except (BranchLoopError, BranchUnknownError):
                continue
            after = _reach(session, accounts, day)
            assert _reach(session, accounts, day - timedelta(days=1)) == before, "the past changed"
            came = before[first]
            assert after[first] == came, "who was there lost or won something"
            for had, has in zip(before, after, strict=True):
                if other in had:
                    assert has == had | came, "who manages what took it in has not all of it"
                elif one in had:
                    assert has <= had
                else:
                    assert has == had, "somebody else's roles changed"
        session.rollback()


def _staffed(session: Session, count: int) -> tuple[list[int], list[int]]:
    """Branches in a row of twos, each below an earlier one, and for each an account."""
    numbers: list[int] = []
    accounts: list[int] = []
    for n in range(count):
        above = numbers[(n - 1) // 2] if n else None
        kind = BranchKind.COMMUNE
        numbers.append(branches.found(session, f"r{n}", f"R{n}", kind, above, FIRST))
        account = Account(login=f"a{n}", name=f"A{n}", password_hash="-")
        session.add(account)
        session.flush()
        accounts.append(account.id or 0)
        session.add(
            Grant(
                account_id=account.id or 0,
                role=Role.LIBRARIAN,
                branch_id=numbers[n],
                since=FIRST - timedelta(days=1),
            )
        )
    session.flush()
    return numbers, accounts


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 300)), max_size=12))
def test_no_moves_ever_make_a_loop(database: Database, moves: list[tuple[int, int, int]]) -> None:
    with database.transaction() as session:
        numbers = [
            branches.found(session, f"b{n}-{id(moves)}", f"B{n}", BranchKind.COMMUNE, None, FIRST)
            for n in range(5)
        ]
        for branch, parent, days in moves:
            day = FIRST + timedelta(days=days)
            try:
                branches.move(session, numbers[branch], day, numbers[parent])
            except (BranchLoopError, BranchDayError):
                continue
        for days in range(0, 302, 7):
            day = FIRST + timedelta(days=days)
            of = {b.id: b.parent_id for b in branches.tree(session, day)}
            assert set(numbers) <= set(of), "a loop has no way to the top"
        session.rollback()
