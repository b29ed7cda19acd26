"""Media that were given out, in the database."""

from collections.abc import Collection
from datetime import date

from sqlmodel import Session, col, select

from audiolib.people.age import is_child
from audiolib.people.reader import Reader
from audiolib.people.repository import patrons
from audiolib.people.repository.sessions import standing
from audiolib.tables import Package, Patron, Release, Work
from audiolib.tables.delivery import MediumEnd, MediumLoan, MediumTitle
from audiolib.tables.people import PatronState

Lent = tuple[MediumTitle, Package, Work]


def reader(session: Session, patron_id: int, today: date) -> tuple[Reader, int] | None:
    """A patron as one who asks, and their branch; None where the card opens nothing today."""
    found = patrons.by_id(session, patron_id)
    if found is None or found.state != PatronState.ACTIVE or found.expires_on <= today:
        return None
    child = is_child(found.birth_year, today)
    asks = Reader(
        patron_id=patron_id,
        name=found.name,
        is_beneficiary=standing(session, patron_id, today).is_beneficiary,
        reader_key="" if child else found.reader_key or "",
        language=found.language,
    )
    return asks, found.branch_id


def package(session: Session, work_id: int, format_: str) -> Package | None:
    """A work's package in a format, of its newest release that is not withdrawn."""
    return session.exec(
        select(Package)
        .join(Release, col(Release.id) == col(Package.release_id))
        .where(
            col(Release.work_id) == work_id,
            col(Release.withdrawn_at).is_(None),
            col(Package.format) == format_,
        )
        .order_by(col(Release.released_at).desc(), col(Release.id).desc())
        .limit(1)
    ).first()


def keep(session: Session, row: MediumLoan | MediumTitle) -> None:
    """Write a new or changed row."""
    session.add(row)
    session.flush()


def out(session: Session, label: str) -> MediumLoan | None:
    """The medium of a label that is out."""
    return session.exec(
        select(MediumLoan)
        .where(col(MediumLoan.label) == label, col(MediumLoan.state) == MediumEnd.OUT)
        .limit(1)
    ).first()


def out_with(
    session: Session, digest: str, copy_number: str, branch_ids: Collection[int]
) -> list[int]:
    """The patrons for whom a title's bytes go onto media that are out, in some branches."""
    wanted = (
        select(MediumLoan.patron_id)
        .join(MediumTitle, col(MediumTitle.loan_id) == col(MediumLoan.id))
        .where(
            col(MediumTitle.digest) == digest,
            col(MediumTitle.copy_number) == copy_number,
            col(MediumLoan.state) == MediumEnd.OUT,
            col(MediumLoan.branch_id).in_(branch_ids),
        )
    )
    return [number for number in session.exec(wanted) if number is not None]


def loan(session: Session, loan_id: int) -> MediumLoan | None:
    """The entry of a number, held for the transaction."""
    return session.get(MediumLoan, loan_id, with_for_update=True)


def loans(
    session: Session, branch_ids: Collection[int], state: MediumEnd | None, limit: int
) -> list[tuple[MediumLoan, str, int]]:
    """The register of branches, what is due first first; each with the patron's name and titles."""
    wanted = (
        select(MediumLoan, Patron.name)
        .outerjoin(Patron, col(Patron.id) == col(MediumLoan.patron_id))
        .where(col(MediumLoan.branch_id).in_(branch_ids))
        .order_by(col(MediumLoan.due_on), col(MediumLoan.id))
        .limit(limit)
    )
    if state is not None:
        wanted = wanted.where(col(MediumLoan.state) == state)
    rows = session.exec(wanted).all()
    counts: dict[int, int] = {}
    numbers = [one.id for one, _ in rows]
    for number in session.exec(
        select(MediumTitle.loan_id).where(col(MediumTitle.loan_id).in_(numbers))
    ):
        counts[number] = counts.get(number, 0) + 1
    return [(one, name or "", counts.get(one.id or 0, 0)) for one, name in rows]


def titles(session: Session, loan_id: int) -> list[Lent]:
    """What is on a medium, each package with its work."""
    wanted = (
        select(MediumTitle, Package, Work)
        .join(Package, col(Package.id) == col(MediumTitle.package_id))
        .join(Release, col(Release.id) == col(Package.release_id))
        .join(Work, col(Work.id) == col(Release.work_id))
        .where(col(MediumTitle.loan_id) == loan_id)
        .order_by(col(MediumTitle.id))
    )
    return list(session.exec(wanted).all())
