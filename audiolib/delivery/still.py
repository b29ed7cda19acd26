"""Whether what a link leads to may still go out to its reader: asked again at every request."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from audiolib.delivery import repository
from audiolib.delivery.lending import is_for_medium
from audiolib.delivery.repository import bags
from audiolib.people.reader import Granted, Reader
from audiolib.rights import exchange
from audiolib.rights.facts import Asked
from audiolib.rights.repository.access import may
from audiolib.rights.terms import Act
from audiolib.tables.people import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Bytes of a release, of a work that is being made, or of a bag for a partner, and what for.

    Args:
        act: Why bytes of a release are wanted; of a work they are for those who work on it.
        on_medium: By a desk, for a medium that is out.
        notes: Whether it is kept that a partner fetched a bag: bytes go out, not a head alone.
    """

    digest: str
    release: int = 0
    work: int = 0
    bag: int = 0
    copy: str = ""
    act: Act = Act.STREAM
    on_medium: bool = False
    notes: bool = True


def still(session: Session, wanted: Wanted, reader: Reader, now: datetime) -> int | None:
    """The work whose bytes a reader may have at this moment; None where they may not."""
    if wanted.bag:
        return _of_bag(session, wanted, reader, now)
    if wanted.work:
        return wanted.work if _works_on(session, wanted.work, reader, now) else None
    found = repository.of(session, wanted.release, wanted.digest)
    if found is None:
        return None
    work_id, format_ = found
    if wanted.on_medium:
        told = (work_id, format_, wanted.digest, wanted.copy)
        return work_id if is_for_medium(session, reader, *told, now) else None
    asked = Asked(format=format_)
    return work_id if may(session, work_id, reader, wanted.act, now, asked) else None


def _of_bag(session: Session, wanted: Wanted, reader: Reader, now: datetime) -> int | None:
    """The work of a bag: for its partner, and for those of ours who may send it there.

    Both only as long as the title may go to that partner.
    """
    found = bags.bag(session, wanted.bag)
    if found is None or not found.digest or found.digest != wanted.digest:
        return None
    asked = Asked(format=found.format)
    goes_to = Reader(partner_id=found.partner_id)
    decided = may(session, found.work_id, goes_to, Act.EXCHANGE, now, asked)
    if not decided or not (
        reader.partner_id == found.partner_id
        or exchange.is_sender(session, reader, found.work_id, now)
    ):
        return None
    if reader.partner_id == found.partner_id and found.fetched_at is None and wanted.notes:
        bags.fetched(session, wanted.bag, now)
    return found.work_id


def _works_on(session: Session, work_id: int, reader: Reader, now: datetime) -> bool:
    """Whether somebody works on a text: as staff, or as a volunteer on a section of it."""
    if may(session, work_id, reader, Act.WORK, now):
        return True
    return any(
        may(session, work_id, reader, Act.WORK, now, _section(g))
        for g in reader.granted
        if g.role is Role.VOLUNTEER
    )


def _section(granted: Granted) -> Asked:
    return Asked(production_id=granted.production_id, section=granted.section)
