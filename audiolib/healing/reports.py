"""What readers report of a published work: at which sentence, and what becomes of it."""

from datetime import datetime

from sqlmodel import Session

from audiolib import stored
from audiolib.errors import AudiolibError
from audiolib.healing import repository
from audiolib.healing.decide import HealingRoleError, decides, report
from audiolib.making import repository as making
from audiolib.making.room import blob
from audiolib.people import throttle
from audiolib.people.reader import Reader
from audiolib.production.intake import PUBLICATION
from audiolib.publication import Publication
from audiolib.store import Store
from audiolib.tables import WordReport

IN_AN_HOUR = 30
"""Reports from one origin; a library's computers share one."""


class ReportsManyError(AudiolibError):
    """Dozens of reports came from one origin within the hour."""

    code = "healing-many"


def published_text(session: Session, store: Store, production_id: int) -> Publication | None:
    """What readers hear of a production; None where nothing went out.

    Raises:
        BlobLostError: the store lacks it.
    """
    release = making.newest_release(session, production_id)
    if release is None:
        return None
    return stored.read(blob(store, release.text, production_id), PUBLICATION)


def send(
    session: Session,
    reader: Reader,
    production_id: int,
    phrase: str,
    word: str,
    note: str,
    *,
    origin: str,
    now: datetime,
) -> WordReport:
    """Take a report in; whether the reader may have the work is asked before.

    Raises:
        ReportsManyError: dozens came from the same origin within the hour.
        NothingReportedError: there is no such sentence in what was published.
    """
    if origin and not throttle.is_few(session, "word-report", origin, now, IN_AN_HOUR):
        raise ReportsManyError
    return report(session, reader, production_id, phrase, word, note, now)


def close(session: Session, reader: Reader, found: WordReport, reply: str, now: datetime) -> None:
    """Leave the reading as it is, and tell the reporter why.

    Raises:
        HealingRoleError: the person has no role that decides on words.
    """
    if not decides(reader):
        raise HealingRoleError
    repository.close(session, found, reply[:1000], now)
