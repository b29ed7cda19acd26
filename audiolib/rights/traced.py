"""Whose copy a number belongs to that was found in a file somewhere; each asking is on record."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from audiolib.people.duties import By, Duty, require
from audiolib.rights import audit
from audiolib.rights.copies import whose
from audiolib.rights.errors import NoSuchCopyError
from audiolib.rights.repository import copies as kept


@dataclass(frozen=True, slots=True)
class Traced:
    """A copy that was handed out, and to whom.

    Args:
        purpose: `download`, `stream` or `exchange`.
        patron_id: The patron's number, `reader` the name; None where the copy went to staff or a
            partner, or where by the policy nobody may know any more (`forgotten`).
        partner: Its name, where it went to one.
    """

    number: str
    work_id: int
    title: str
    format: str
    purpose: str
    made_at: datetime
    patron_id: int | None
    reader: str
    partner: str
    forgotten: bool


def trace(session: Session, by: By, number: str, now: datetime) -> Traced:
    """To whom the copy of a number was handed out; who asked is written into the audit.

    Raises:
        CopyNumberError: the number was mistyped.
        NoSuchCopyError: it was never given.
        NotYourDutyError: only administrators of the copy's branch ask.
    """
    require(by, Duty.ADMINISTER, None)
    found = whose(session, number)
    if found is None:
        raise NoSuchCopyError(number)
    if found.branch_id is not None:
        require(by, Duty.ADMINISTER, found.branch_id)
    work_id, title, format_ = kept.title(session, found.package_id)
    patron_id, name = kept.owner(session, found.reader_key) or (None, "")
    partner = kept.partner_name(session, found.partner_id)
    audit.write(session, by.actor, "copy.looked-up", f"work:{work_id}", now, {"copy": found.number})
    return Traced(
        number=found.number,
        work_id=work_id,
        title=title,
        format=format_,
        purpose=found.purpose,
        made_at=found.made_at,
        patron_id=patron_id,
        reader=name,
        partner=partner,
        forgotten=not (name or partner),
    )
