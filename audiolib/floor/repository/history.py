"""The floor's events: what happened to each production, in its order, by whom and as what."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from audiolib.floor.states import roles
from audiolib.people.reader import Reader
from audiolib.tables import FloorEvent, Production
from audiolib.tables.making import Mode, State


def events(session: Session, production_id: int) -> list[FloorEvent]:
    """What happened to a production, in its order."""
    return list(
        session.exec(
            select(FloorEvent)
            .where(col(FloorEvent.production_id) == production_id)
            .order_by(col(FloorEvent.id))
        )
    )


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


def tell(
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
    changed(session, found, moment)
    state = State(found.state)
    event(session, found, reader, kind, state.value, state, found.mode, moment, reason, facts)
    return found


def changed(session: Session, found: Production, now: datetime) -> None:
    """Count a change of a production."""
    found.version += 1
    found.changed_at = now
    session.add(found)


def event(
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
    """Write down what happened."""
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
