"""A production for those who may work on it: the one place where that is asked."""

from datetime import datetime

from sqlmodel import Session

from api.errors import NotFoundError
from audiolib.floor import repository as floor
from audiolib.floor.errors import NoSuchProductionError
from audiolib.people import Reader
from audiolib.rights.repository.access import may
from audiolib.rights.terms import Act
from audiolib.tables import Production


def workable(session: Session, production_id: int, reader: Reader, now: datetime) -> Production:
    """A production, for somebody who may work on its text and sound.

    Raises:
        NotFoundError: there is none, or it is not theirs.
    """
    try:
        found = floor.production(session, production_id)
    except NoSuchProductionError as error:
        raise NotFoundError from error
    theirs = any(found.branch_id in g.branch_ids for g in reader.granted)
    if not theirs or not may(session, found.work_id, reader, Act.WORK, now):
        raise NotFoundError
    return found
