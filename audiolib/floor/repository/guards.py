"""What must hold before a production moves: a role at its station, room, rights."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from audiolib.floor.errors import FloorFullError, FloorRightsError, FloorRoleError
from audiolib.floor.states import roles
from audiolib.people.reader import Reader
from audiolib.tables import BoardColumn, Production, Work
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.making import Service, State

_UNDECIDED = (RightsStatus.UNKNOWN, RightsStatus.WITHDRAWN)
_EXPEDITED = 1
"""So many productions may pass all others at a time."""


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


def make_sure_of_rights(session: Session, found: Production) -> None:
    """Raise where something would be made of a work before somebody decided what may be.

    Raises:
        FloorRightsError: it would.
    """
    if found.state == State.REQUESTED:
        return
    status = session.exec(select(Work.rights_status).where(col(Work.id) == found.work_id)).one()
    if status in _UNDECIDED:
        raise FloorRightsError(found.id or 0, found.state, status)


def make_sure_of_passing(session: Session, found: Production) -> None:
    """Raise where as many productions pass all others as may.

    Raises:
        FloorFullError: they do.
    """
    running = session.exec(
        select(func.count())
        .select_from(Production)
        .where(
            col(Production.service) == Service.EXPEDITE,
            col(Production.state).notin_((State.IN_USE, State.CANCELLED)),
        )
    ).one()
    if running >= _EXPEDITED:
        raise FloorFullError(found.id or 0, Service.EXPEDITE.value, _EXPEDITED)
