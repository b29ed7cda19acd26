"""Branches move, merge and split from a day on, and yesterday stays as it was."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from audiolib.catalogue import branches
from audiolib.catalogue.errors import BranchLoopError, BranchUnknownError
from audiolib.database import Database
from audiolib.tables.catalogue import BranchKind

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
        branches.change(session, of["bt"], REFORM, name="Thư viện Lâm Đồng 2")
        assert branches.on(session, of["bt"], BEFORE).name == "Thư viện bt"
        assert branches.on(session, of["bt"], REFORM).name == "Thư viện Lâm Đồng 2"
        assert branches.below(session, of["bt"], REFORM) == {of["bt"], of["pt"], of["mn"]}


def test_a_branch_that_is_split_off_stands_beside_the_old_one(database: Database) -> None:
    with database.transaction() as session:
        of = _province(session)
        new = branches.split(session, of["mn"], "mn2", "Mũi Né 2", BranchKind.COMMUNE, REFORM)
        assert branches.on(session, new, REFORM).parent_id == of["pt"]
        assert new not in branches.below(session, of["pt"], BEFORE)


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
                branches.change(session, numbers[branch], day, parent_id=numbers[parent])
            except BranchLoopError:
                continue
        for days in range(0, 302, 7):
            day = FIRST + timedelta(days=days)
            of = {b.id: b.parent_id for b in branches.tree(session, day)}
            assert set(numbers) <= set(of), "a loop has no way to the top"
        session.rollback()
