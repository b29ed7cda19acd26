"""The one query layer: lists show what single decisions allow, work by work."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from audiolib.database import Database
from audiolib.people import ANONYMOUS, Granted, Reader
from audiolib.rights import Act, all_acts, may, visible
from audiolib.rights.policy import read, shipped
from audiolib.rights.repository import policies
from audiolib.rights.terms import Standing
from audiolib.tables import Withdrawal, Work
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.people import Role
from tests.audiolib.rights.library import NOW, Library


@pytest.fixture
def library(database: Database) -> Iterator[Library]:
    with database.transaction() as session:
        yield Library(session)


ROLES = (Role.VOLUNTEER, Role.CLERK, Role.MANAGER)


def shown(
    session: Session, reader: Reader, act: Literal[Act.SEE, Act.METADATA] = Act.METADATA
) -> set[int]:
    condition = visible(session, reader, NOW, act)
    return {n for n in session.exec(select(Work.id).where(condition)) if n is not None}


def readers(branches: list[int]) -> list[Reader]:
    north, both = frozenset(branches[:1]), frozenset(branches)
    granted = [Granted(role, here) for role in ROLES for here in (north, both)]
    return [
        ANONYMOUS,
        Reader(patron_id=1),
        Reader(patron_id=1, is_beneficiary=True),
        Reader(patron_id=1, cares_for=frozenset({2}), acting_for=2),
        Reader(partner_id=1),
        *(Reader(account_id=1, granted=(one,)) for one in granted),
        Reader(granted=(Granted(Role.ADMIN, both),)),
    ]


states = st.lists(
    st.tuples(st.sampled_from([None, *RightsStatus]), st.integers(0, 1), st.booleans()),
    min_size=1,
    max_size=5,
)
undecided = st.sampled_from(["held", "released"])


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=states, undecided=undecided, hidden=st.booleans(), act=st.sampled_from(["see", "m"]))
def test_what_lists_show_is_what_decisions_allow(
    library: Library,
    states: list[tuple[RightsStatus | None, int, bool]],
    undecided: str,
    hidden: bool,
    act: str,
) -> None:
    asked: Literal[Act.SEE, Act.METADATA] = Act.SEE if act == "see" else Act.METADATA
    session = library.session
    with session.begin_nested() as savepoint:
        plain = {**shipped().text(), "version": "own", "since": "2026-02-01"}
        plain["withdrawal"] = {"hold_hours": 24, "undecided": undecided}
        if hidden:
            row: dict[str, list[str]] = {who: [] for who in Standing}
            plain["matrix"] = {**plain["matrix"], "orphan_or_unknown": row}
        policies.add(session, read(plain), NOW)
        works = []
        for number, (status, branch, held) in enumerate(states):
            works.append(library.work(status, branch))
            if held:
                until = NOW + timedelta(hours=1 if number % 2 else -1)
                library.keep(Withdrawal(work_id=works[-1], notice="-", held_until=until))
        for reader in readers(library.branches):
            allowed = {w for w in works if may(session, w, reader, asked, NOW)}
            assert shown(session, reader, asked) == allowed
        savepoint.rollback()
    session.expunge_all()


def test_a_work_that_is_not_there_is_answered_like_one_that_is_hidden(library: Library) -> None:
    work = library.work(RightsStatus.STAFF_ONLY)
    for act in Act:
        hidden, absent = (
            may(library.session, number, ANONYMOUS, act, NOW) for number in (work, work + 9999)
        )
        assert hidden == absent
    assert all_acts(library.session, work, ANONYMOUS, NOW) == all_acts(
        library.session, work + 9999, ANONYMOUS, NOW
    )


def test_a_marrakesh_title_is_lent_with_everything_on_record_and_else_not(
    library: Library,
) -> None:
    session, work = library.session, library.work(RightsStatus.MARRAKESH)
    blind = library.patron(is_beneficiary=True)
    assert may(session, work, blind, Act.STREAM, NOW).reason == "rights-approval"
    library.approve()
    assert may(session, work, blind, Act.STREAM, NOW).reason == "rights-access"
    library.buy(work)
    assert may(session, work, blind, Act.STREAM, NOW)
    sighted = replace(blind, is_beneficiary=False)
    assert may(session, work, sighted, Act.STREAM, NOW).reason == "rights-beneficiaries"


def test_everybody_hears_a_free_work_once_it_is_there(library: Library) -> None:
    session, work = library.session, library.work(RightsStatus.PUBLIC_DOMAIN)
    assert may(session, work, ANONYMOUS, Act.STREAM, NOW).reason == "rights-no-sound"
    release = library.release(work)
    assert may(session, work, ANONYMOUS, Act.STREAM, NOW)
    release.withdrawn_at = NOW
    library.keep(release)
    assert not may(session, work, ANONYMOUS, Act.STREAM, NOW)


def test_the_policy_that_counts_is_the_newest_that_has_begun(library: Library) -> None:
    session, work = library.session, library.work()
    row: dict[str, list[str]] = {who: [] for who in Standing}
    plain = shipped().text()
    plain["matrix"]["orphan_or_unknown"] = row
    later = NOW.date() + timedelta(days=2)
    assert policies.add(session, read({**plain, "version": "2", "since": str(later)}), NOW)
    assert not policies.add(session, shipped().model_copy(update={"version": "2"}), NOW)
    assert may(session, work, ANONYMOUS, Act.METADATA, NOW)
    assert not may(session, work, ANONYMOUS, Act.METADATA, NOW + timedelta(days=3))


def test_the_condition_is_one_query_without_a_table_of_its_own(library: Library) -> None:
    library.work(RightsStatus.OWN_WORK)
    condition = visible(library.session, ANONYMOUS, NOW)
    found = library.session.exec(select(Work).where(condition, col(Work.language) == "vi"))
    assert len(found.all()) == 1
