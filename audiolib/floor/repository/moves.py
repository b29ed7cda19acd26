"""A production moves over the floor: its state and the event of it, written together."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session, col, select

from audiolib.floor.errors import (
    FloorBlockedError,
    FloorMoveError,
    NoSuchProductionError,
    ProductionChangedError,
)
from audiolib.floor.repository.guards import (
    make_sure_of_passing,
    make_sure_of_rights,
    make_sure_of_role,
    make_sure_of_room,
)
from audiolib.floor.repository.history import changed, event, tell
from audiolib.floor.states import STATIONS, is_back, is_way
from audiolib.people.reader import Reader
from audiolib.tables import BoardColumn, Production
from audiolib.tables.making import Mode, Service, State


def install(session: Session) -> None:
    """The columns of the board, where they are missing; what the library changed stays."""
    there = set(session.exec(select(BoardColumn.state)))
    for position, station in enumerate(STATIONS):
        if station.state not in there:
            session.add(
                BoardColumn(
                    state=station.state,
                    position=position,
                    wip_limit=station.limit,
                    by=station.by,
                    role=station.role.value,
                )
            )
    session.flush()


def production(session: Session, production_id: int) -> Production:
    """A production.

    Raises:
        NoSuchProductionError: there is none of the number.
    """
    found = session.get(Production, production_id)
    if found is None:
        raise NoSuchProductionError(production_id)
    return found


def held(session: Session, production_id: int, version: int | None = None) -> Production:
    """A production, held till the transaction ends, so that nobody else moves it meanwhile.

    Raises:
        NoSuchProductionError: there is none of the number.
        ProductionChangedError: it is not as `version` said any more.
    """
    found = session.exec(
        select(Production)
        .where(col(Production.id) == production_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()
    if found is None:
        raise NoSuchProductionError(production_id)
    if version is not None and found.version != version:
        raise ProductionChangedError(production_id, found.state)
    return found


def begin(session: Session, started: Production, reader: Reader, now: datetime) -> Production:
    """Put a new production on the floor; `started` has no number yet."""
    session.add(started)
    session.flush()
    event(session, started, reader, "move", "", started.state, started.mode, now)
    return started


def move(
    session: Session,
    production_id: int,
    to: State,
    reader: Reader | None,
    *,
    mode: Mode = Mode.WAIT,
    version: int | None = None,
    reason: str = "",
    now: datetime | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Production:
    """Move a production to a station, to wait there or to be worked on; None moves as the machine.

    Going back is rework, and going to `cancelled` ends it. The machine is bound by the ways, but
    by no limit: what is done must lie somewhere.

    Raises:
        FloorError: there is no such way, the rights are open, the person has no such role, the
            station is full, or the production is blocked or was moved by somebody else.
    """
    found = held(session, production_id, version)
    came_from = State(found.state)
    if reader is not None:
        make_sure_of_role(found, reader)
    if not is_way(came_from, to, found.source):
        raise FloorMoveError(production_id, came_from, to)
    onward = to is not State.CANCELLED and not is_back(came_from, to)
    if onward and found.blocked and to is not came_from:
        raise FloorBlockedError(production_id, came_from, found.blocked)
    if onward and came_from is not to:
        make_sure_of_rights(session, found)
        if reader is not None:
            make_sure_of_room(session, found, to)
    kind = "move"
    if to is State.CANCELLED:
        kind = "cancel"
    elif is_back(came_from, to):
        kind = "rework"
    found.blocked = "" if kind != "move" else found.blocked
    found.state, found.mode = to, Mode.WAIT if to is State.CANCELLED else mode
    moment = now or datetime.now(UTC)
    changed(session, found, moment)
    event(session, found, reader, kind, came_from, to, found.mode, moment, reason, facts)
    return found


def block(
    session: Session,
    production_id: int,
    reason: str,
    reader: Reader | None,
    *,
    version: int | None = None,
    now: datetime | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Production:
    """Say that a production can't go on, and why (a code); it waits where it is."""
    found = held(session, production_id, version)
    if reader is not None:
        make_sure_of_role(found, reader)
    found.blocked, found.mode = reason, Mode.WAIT
    return tell(session, found, reader, "block", reason, now, facts)


def unblock(
    session: Session,
    production_id: int,
    reader: Reader | None,
    *,
    version: int | None = None,
    now: datetime | None = None,
) -> Production:
    """Say that nothing blocks a production any more."""
    found = held(session, production_id, version)
    if reader is not None:
        make_sure_of_role(found, reader)
    if not found.blocked:
        return found
    reason, found.blocked = found.blocked, ""
    return tell(session, found, reader, "unblock", reason, now)


def assign(
    session: Session,
    production_id: int,
    account_id: int | None,
    reader: Reader,
    *,
    version: int | None = None,
    now: datetime | None = None,
) -> Production:
    """Give a production to a person, or to nobody."""
    found = held(session, production_id, version)
    make_sure_of_role(found, reader)
    found.assigned_to = account_id
    return tell(session, found, reader, "assign", "", now, {"to": account_id})


def note(
    session: Session,
    found: Production,
    reason: str,
    facts: Mapping[str, Any],
    reader: Reader | None = None,
) -> None:
    """Write down what was done to a production that stays where it is; None: by the machine."""
    tell(session, found, reader, "move", reason, None, facts)


def set_service(
    session: Session,
    production_id: int,
    service: Service,
    reader: Reader,
    *,
    due_at: datetime | None = None,
    version: int | None = None,
    now: datetime | None = None,
) -> Production:
    """Say what passes what.

    Raises:
        FloorFullError: one production is expedited already.
    """
    found = held(session, production_id, version)
    make_sure_of_role(found, reader)
    if service is Service.EXPEDITE and found.service != Service.EXPEDITE:
        make_sure_of_passing(session, found)
    found.service, found.due_at = service, due_at
    return tell(session, found, reader, "assign", "", now, {"service": service.value})
