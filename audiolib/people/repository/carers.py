"""Who acts for whom, and what they did, in the database."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from audiolib.people.reader import Reader
from audiolib.tables.catalogue import Work
from audiolib.tables.people import Carer, CarerAct, LoginSession, Patron


def keep(session: Session, row: Carer | CarerAct) -> None:
    """Write a new or changed row."""
    session.add(row)
    session.flush()


def drop(session: Session, row: Carer) -> None:
    """Take a link away that never counted a whole day."""
    session.delete(row)
    session.flush()


def by_id(session: Session, link_id: int) -> Carer | None:
    """The link of a number."""
    return session.get(Carer, link_id)


def counts(link: Carer, today: date) -> bool:
    """Whether a link counts on a day, or would once it is agreed to."""
    return link.since <= today and (link.until is None or link.until > today)


def links(session: Session, patron_id: int, today: date) -> list[Carer]:
    """Who acts for a patron, and for whom the patron acts, today or later."""
    return list(session.exec(select(Carer).where(_of(patron_id, today)).order_by(col(Carer.id))))


def named(session: Session, patron_id: int, today: date) -> list[tuple[Carer, str, str]]:
    """The same with the names of carer and patron."""
    carer, patron = aliased(Patron), aliased(Patron)
    wanted = (
        select(Carer, carer.name, patron.name)
        .join(carer, col(carer.id) == col(Carer.carer_id))
        .join(patron, col(patron.id) == col(Carer.patron_id))
        .where(_of(patron_id, today))
        .order_by(col(Carer.id))
    )
    return [(link, one, other) for link, one, other in session.exec(wanted)]


def names(session: Session, patron_ids: Collection[int]) -> list[tuple[int, str]]:
    """Patrons by name."""
    wanted = select(Patron.id, Patron.name).where(col(Patron.id).in_(patron_ids))
    found = session.exec(wanted.order_by(Patron.folded, col(Patron.id)))
    return [(number, name) for number, name in found if number is not None]


def stop_acting(session: Session, carer_id: int, patron_id: int) -> None:
    """Let no open session of a carer act for a patron any more."""
    session.execute(
        update(LoginSession)
        .where(col(LoginSession.patron_id) == carer_id, col(LoginSession.acting_for) == patron_id)
        .values(acting_for=None)
    )


def did(session: Session, reader: Reader, act: str, work_id: int | None, since: datetime) -> bool:
    """Whether a carer did that with a work, for whom they act, since a moment."""
    wanted = select(CarerAct.id).where(
        CarerAct.carer_id == reader.patron_id,
        CarerAct.patron_id == reader.acting_for,
        CarerAct.act == act,
        CarerAct.work_id == work_id,
        col(CarerAct.at) > since,
    )
    return session.exec(wanted.limit(1)).first() is not None


def acts(
    session: Session, patron_id: int, limit: int
) -> list[tuple[CarerAct, str | None, str | None]]:
    """What was done for a patron, with the carer's name and the work's title, the newest first."""
    wanted = (
        select(CarerAct, Patron.name, Work.title)
        .outerjoin(Patron, col(Patron.id) == col(CarerAct.carer_id))
        .outerjoin(Work, col(Work.id) == col(CarerAct.work_id))
        .where(col(CarerAct.patron_id) == patron_id)
        .order_by(col(CarerAct.id).desc())
        .limit(limit)
    )
    return [(done, carer, title) for done, carer, title in session.exec(wanted)]


def _of(patron_id: int, today: date) -> ColumnElement[bool]:
    return and_(
        or_(col(Carer.patron_id) == patron_id, col(Carer.carer_id) == patron_id),
        or_(col(Carer.until).is_(None), col(Carer.until) > today),
    )
