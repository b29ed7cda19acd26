"""The floor's events and the state that they add up to, written together."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from audiolib.floor.errors import (
    FloorBlockedError,
    FloorFullError,
    FloorMoveError,
    FloorRightsError,
    FloorRoleError,
    NoSuchProductionError,
    ProductionChangedError,
)
from audiolib.floor.states import STATIONS, is_back, is_way, roles
from audiolib.people.reader import Reader
from audiolib.tables import BoardColumn, FloorEvent, Production, Work
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.making import Mode, Service, State

_UNDECIDED = (RightsStatus.UNKNOWN, RightsStatus.WITHDRAWN)
_EXPEDITED = 1
"""So many productions may pass all others at a time."""


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
    _event(session, started, reader, "move", "", started.state, started.mode, now)
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
        _make_sure_of_rights(session, found)
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
    _changed(session, found, moment)
    _event(session, found, reader, kind, came_from, to, found.mode, moment, reason, facts)
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
    return _told(session, found, reader, "block", reason, now, facts)


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
    return _told(session, found, reader, "unblock", reason, now)


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
    return _told(session, found, reader, "assign", "", now, {"to": account_id})


def note(
    session: Session,
    found: Production,
    reason: str,
    facts: Mapping[str, Any],
    reader: Reader | None = None,
) -> None:
    """Write down what was done to a production that stays where it is; None: by the machine."""
    _told(session, found, reader, "move", reason, None, facts)


def events(session: Session, production_id: int) -> list[FloorEvent]:
    """What happened to a production, in its order."""
    return list(
        session.exec(
            select(FloorEvent)
            .where(col(FloorEvent.production_id) == production_id)
            .order_by(col(FloorEvent.id))
        )
    )


def make_sure_of_role(found: Production, reader: Reader) -> None:
    """Raise unless a person's role works at the production's station, in its branch.

    Raises:
        FloorRoleError: it does not.
    """
    if not any(reader.holds(role, found.branch_id) for role in roles(State(found.state))):
        raise FloorRoleError(found.id or 0, found.state)


def make_sure_of_room(session: Session, found: Production, to: State) -> None:
    """Raise where a station is full; what is expedited finds room everywhere.

    Raises:
        FloorFullError: it is.
    """
    if found.service == Service.EXPEDITE:
        return
    limit = session.exec(select(BoardColumn.wip_limit).where(col(BoardColumn.state) == to)).first()
    if limit is None:
        return
    there = session.exec(
        select(func.count())
        .select_from(Production)
        .where(col(Production.state) == to, col(Production.id) != found.id)
    ).one()
    if there >= limit:
        raise FloorFullError(found.id or 0, to, limit)


def recount(session: Session) -> list[tuple[int, str, str]]:
    """Productions whose state is not what their events add up to: number, state, events' state."""
    last = select(func.max(FloorEvent.id)).group_by(col(FloorEvent.production_id))
    newest = select(FloorEvent.production_id, FloorEvent.to_state, FloorEvent.mode).where(
        col(FloorEvent.id).in_(last)
    )
    told = {number: f"{state}/{mode}" for number, state, mode in session.exec(newest)}
    rows = select(Production.id, Production.state, Production.mode).order_by(col(Production.id))
    return [
        (number, f"{state}/{mode}", told.get(number, ""))
        for number, state, mode in session.exec(rows)
        if number is not None and told.get(number) != f"{state}/{mode}"
    ]


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
        running = session.exec(
            select(func.count())
            .select_from(Production)
            .where(
                col(Production.service) == Service.EXPEDITE,
                col(Production.state).notin_((State.IN_USE, State.CANCELLED)),
            )
        ).one()
        if running >= _EXPEDITED:
            raise FloorFullError(production_id, service.value, _EXPEDITED)
    found.service, found.due_at = service, due_at
    return _told(session, found, reader, "assign", "", now, {"service": service.value})


def _make_sure_of_rights(session: Session, found: Production) -> None:
    """Nothing is made of a work before somebody decided what may be."""
    if found.state == State.REQUESTED:
        return
    status = session.exec(select(Work.rights_status).where(col(Work.id) == found.work_id)).one()
    if status in _UNDECIDED:
        raise FloorRightsError(found.id or 0, found.state, status)


def _told(
    session: Session,
    found: Production,
    reader: Reader | None,
    kind: str,
    reason: str,
    now: datetime | None,
    facts: Mapping[str, Any] | None = None,
) -> Production:
    """An event that leaves a production at its station."""
    moment = now or datetime.now(UTC)
    _changed(session, found, moment)
    state = State(found.state)
    _event(session, found, reader, kind, state.value, state, found.mode, moment, reason, facts)
    return found


def _changed(session: Session, found: Production, now: datetime) -> None:
    found.version += 1
    found.changed_at = now
    session.add(found)


def _event(
    session: Session,
    found: Production,
    reader: Reader | None,
    kind: str,
    came_from: str,
    to: State,
    mode: Mode,
    now: datetime,
    reason: str = "",
    facts: Mapping[str, Any] | None = None,
) -> None:
    session.add(
        FloorEvent(
            production_id=found.id or 0,
            at=now,
            actor_id=reader.account_id if reader else None,
            actor_role=_role(found, reader),
            kind=kind,
            from_state=came_from,
            to_state=to,
            mode=mode,
            reason=reason,
            branch_id=found.branch_id,
            facts=dict(facts or {}),
        )
    )
    session.flush()


def _role(found: Production, reader: Reader | None) -> str:
    """As what somebody acted: the first of the roles that the station asks for."""
    if reader is None:
        return "system"
    held_roles: Iterable[str] = (
        role.value for role in roles(State(found.state)) if reader.holds(role, found.branch_id)
    )
    return next(iter(held_roles), reader.actor.partition(":")[0])
