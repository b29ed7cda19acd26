"""Patrons and their consents in the database."""

from collections.abc import Callable, Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, or_, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from audiolib.tables.people import Consent, Patron

_DRAWS = 20


def by_number(session: Session, number: str) -> Patron | None:
    """The patron whose card has a number."""
    return session.exec(select(Patron).where(Patron.card_number == number)).one_or_none()


def by_id(session: Session, patron_id: int) -> Patron | None:
    """The patron of a number of ours."""
    return session.get(Patron, patron_id)


def locked(session: Session, patron_id: int) -> Patron | None:
    """The patron of a number, whom nobody else changes until the transaction ends."""
    return session.exec(
        select(Patron).where(Patron.id == patron_id).with_for_update()
    ).one_or_none()


def keep(session: Session, row: Patron | Consent) -> None:
    """Write a new or changed row."""
    session.add(row)
    session.flush()


def add(session: Session, patron: Patron, draw: Callable[[], str]) -> None:
    """Write a new patron under a card number that nobody has."""
    renumber(session, patron, draw)


def renumber(session: Session, patron: Patron, draw: Callable[[], str]) -> None:
    """Write a patron under a new card number, drawn again where somebody has it."""
    for last in range(_DRAWS - 1, -1, -1):
        patron.card_number = draw()
        try:
            with session.begin_nested():
                session.add(patron)
                session.flush()
        except IntegrityError:
            if not last or by_number_is_free(session, patron.card_number):
                raise
        else:
            return


def by_number_is_free(session: Session, number: str) -> bool:
    """Whether no card has a number."""
    return session.exec(select(Patron.id).where(Patron.card_number == number)).first() is None


def find(
    session: Session, folded: str, contact: str, branch_ids: Collection[int] | None, limit: int
) -> list[Patron]:
    """Patrons whose folded name begins with words, or who have a contact; by name.

    `branch_ids`: only theirs; None: everybody's.
    """
    wanted: list[ColumnElement[bool]] = []
    if folded:
        # A name is asked for by any of its words: the given name stands last in Vietnamese.
        wanted.append(
            or_(
                col(Patron.folded).startswith(folded, autoescape=True),
                col(Patron.folded).contains(f" {folded}", autoescape=True),
            )
        )
    if contact:
        wanted.append(has_contact(contact))
    if not wanted:
        return []
    query = select(Patron).where(or_(*wanted)).order_by(Patron.folded, col(Patron.id))
    if branch_ids is not None:
        query = query.where(col(Patron.branch_id).in_(branch_ids))
    return list(session.exec(query.limit(limit)))


def has_contact(ending: str) -> ColumnElement[bool]:
    """That a patron has an e-mail address, or a telephone number that ends so."""
    return or_(col(Patron.email) == ending, func.right(col(Patron.phone), len(ending)) == ending)


def alike(session: Session, born: int | None, contact: str) -> list[Patron]:
    """Patrons born in a year or with a contact: among them is whoever asks twice."""
    same: list[ColumnElement[bool]] = []
    if born is not None:
        same.append(col(Patron.birth_year) == born)
    if contact:
        same.append(has_contact(contact))
    return list(session.exec(select(Patron).where(or_(*same)))) if same else []


def children_of(session: Session, patron_id: int, contacts: Collection[str]) -> list[Patron]:
    """The patrons for whom a patron speaks, by link or by a contact that was written down."""
    speaks: list[ColumnElement[bool]] = [col(Patron.guardian_id) == patron_id]
    speaks += [func.right(col(Patron.guardian_contact), len(c)) == c for c in contacts if c]
    return list(session.exec(select(Patron).where(or_(*speaks), Patron.id != patron_id)))


def consents(session: Session, patron_id: int) -> list[Consent]:
    """What a patron agreed to, the newest first."""
    return list(
        session.exec(
            select(Consent).where(Consent.patron_id == patron_id).order_by(col(Consent.id).desc())
        )
    )


def withdraw(session: Session, patron_id: int, purpose: str, now: datetime) -> int:
    """Note that consents to a purpose are taken back; gives how many."""
    done = session.execute(
        update(Consent)
        .where(
            col(Consent.patron_id) == patron_id,
            col(Consent.purpose) == purpose,
            col(Consent.withdrawn_at).is_(None),
        )
        .values(withdrawn_at=now)
    )
    return int(done.rowcount)  # type: ignore[attr-defined]


def over(session: Session, today: date, branch_ids: Collection[int] | None) -> list[Patron]:
    """Patrons whose card no longer counts on a day, the longest over first."""
    query = select(Patron).where(Patron.expires_on <= today).order_by(col(Patron.expires_on))
    if branch_ids is not None:
        query = query.where(col(Patron.branch_id).in_(branch_ids))
    return list(session.exec(query))
