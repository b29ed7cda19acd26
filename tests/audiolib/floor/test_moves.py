"""Moves are events; what a production's row says is what its events add up to."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from audiolib.database import Database
from audiolib.floor import repository as floor
from audiolib.floor.errors import (
    FloorBlockedError,
    FloorError,
    FloorFullError,
    FloorMoveError,
    FloorRightsError,
    FloorRoleError,
    NoSuchDemandError,
    NoSuchProductionError,
    ProductionChangedError,
)
from audiolib.floor.repository import demands
from audiolib.making import orders
from audiolib.people.reader import Granted, Reader
from audiolib.tables import Demand, Work
from audiolib.tables.making import Mode, Service, State
from audiolib.tables.people import Role
from tests.audiolib.making.floor import House, settled


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    return settled(database, tmp_path)


@pytest.fixture
def session(house: House) -> Iterator[Session]:
    with house.service.database.transaction() as opened:
        yield opened


def started(session: Session, house: House, **more: object) -> int:
    made = orders.open_production(
        session,
        house.librarian,
        house.work_id,
        branch_id=house.branch_id,
        **more,  # type: ignore[arg-type]
    )
    assert made.id is not None
    return made.id


def as_role(house: House, role: Role) -> Reader:
    return Reader(account_id=1, granted=(Granted(role, frozenset({house.branch_id})),))


STEPS = st.lists(
    st.tuples(st.sampled_from([*State, "block", "unblock", "assign"]), st.sampled_from(Mode)),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_state_is_always_what_the_events_add_up_to(
    house: House, steps: list[tuple[State | str, Mode]]
) -> None:
    with house.service.database.transaction() as session:
        number = started(session, house)
        for step, mode in steps:
            try:
                with session.begin_nested():
                    match step:
                        case State():
                            floor.move(session, number, step, house.librarian, mode=mode)
                        case "block":
                            floor.block(session, number, "job-failed", house.librarian)
                        case "unblock":
                            floor.unblock(session, number, house.librarian)
                        case _:
                            floor.assign(session, number, None, house.librarian)
            except FloorError:
                continue
        assert floor.recount(session) == []
        seen = [event.to_state for event in floor.events(session, number)]
        assert seen[0] == State.RIGHTS
        if State.IN_USE in seen:
            assert State.LISTENING in seen


def test_who_looked_at_an_older_version_moves_nothing(session: Session, house: House) -> None:
    number = started(session, house)
    floor.move(session, number, State.SCAN, house.librarian, version=1)
    with pytest.raises(ProductionChangedError):
        floor.move(session, number, State.TEXT, house.librarian, version=1)


def test_a_role_moves_only_what_lies_at_its_stations(session: Session, house: House) -> None:
    number = started(session, house)
    with pytest.raises(FloorRoleError):
        floor.move(session, number, State.SCAN, as_role(house, Role.EDITOR))
    floor.move(session, number, State.SCAN, house.librarian)
    floor.move(session, number, State.TEXT, as_role(house, Role.CLERK))
    elsewhere = Reader(account_id=1, granted=(Granted(Role.ADMIN, frozenset({0})),))
    with pytest.raises(FloorRoleError):
        floor.move(session, number, State.LEXICON, elsewhere)


def test_nothing_is_made_before_the_rights_are_decided(session: Session, house: House) -> None:
    work = Work(title="Unknown", language="en", branch_id=house.branch_id)
    session.add(work)
    session.flush()
    assert work.id is not None
    made = orders.open_production(session, house.librarian, work.id, branch_id=house.branch_id)
    with pytest.raises(FloorRightsError):
        floor.move(session, made.id or 0, State.SCAN, house.librarian)


def test_a_full_station_takes_only_what_is_expedited(session: Session, house: House) -> None:
    for _ in range(3):
        number = started(session, house)
        floor.move(session, number, State.SCAN, house.librarian)
        floor.move(session, number, State.TEXT, house.librarian)
    number = started(session, house)
    floor.move(session, number, State.SCAN, house.librarian)
    with pytest.raises(FloorFullError):
        floor.move(session, number, State.TEXT, house.librarian)
    floor.set_service(session, number, Service.EXPEDITE, house.librarian)
    floor.move(session, number, State.TEXT, house.librarian)
    with pytest.raises(FloorFullError):
        floor.set_service(session, started(session, house), Service.EXPEDITE, house.librarian)


def test_what_is_blocked_goes_back_but_not_on(session: Session, house: House) -> None:
    number = started(session, house)
    floor.move(session, number, State.SCAN, house.librarian)
    floor.block(session, number, "source-damaged", house.librarian)
    with pytest.raises(FloorBlockedError):
        floor.move(session, number, State.TEXT, house.librarian)
    floor.move(session, number, State.RIGHTS, house.librarian, reason="rights")
    kinds = [event.kind for event in floor.events(session, number)]
    assert kinds == ["move", "move", "block", "rework"]
    assert floor.production(session, number).blocked == ""


def test_no_station_that_must_be_is_passed_over(session: Session, house: House) -> None:
    number = started(session, house)
    with pytest.raises(FloorMoveError):
        floor.move(session, number, State.NARRATION, house.librarian)
    with pytest.raises(NoSuchProductionError):
        floor.move(session, 999, State.SCAN, house.librarian)


def test_a_wish_is_shared_and_who_shares_it_is_told_once(session: Session, house: House) -> None:
    now = datetime.now(UTC)
    wish = demands.ask(session, house.patron_id, " The Heron ", branch_id=house.branch_id)
    same = demands.ask(session, house.patron_id, "the heron", branch_id=house.branch_id)
    assert same.id == wish.id
    assert demands.vote(session, wish.id or 0, house.patron_id) == 1
    assert [(w.demand.id, w.votes) for w in demands.wished(session)] == [(wish.id, 1)]
    number = started(session, house, demand_id=wish.id)
    assert demands.answered(session, floor.production(session, number), now) == 1
    assert [d.id for d in demands.fulfilled_for(session, house.patron_id)] == [wish.id]
    demands.told(session, wish.id or 0, house.patron_id, now)
    assert demands.fulfilled_for(session, house.patron_id) == []
    assert demands.wished(session) == []
    with pytest.raises(NoSuchDemandError):
        demands.vote(session, wish.id or 0, house.patron_id)
    found = session.get(Demand, wish.id)
    assert found is not None
    assert found.work_id == house.work_id
