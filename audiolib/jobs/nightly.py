"""What is done once a day, by whichever worker comes first."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import text

from audiolib.floor import repository as floor
from audiolib.jobs import repository
from audiolib.service import Service

log = logging.getLogger(__name__)
_LOCK = 4_711_002
"""Of PostgreSQL's advisory locks: one worker keeps house, the others go on working."""
_KEPT_DAYS = 30


def nightly(service: Service, now: datetime) -> list[tuple[int, str, str]]:
    """Forget old jobs, and count the floor again from its events; gives where the two differ."""
    with service.database.transaction() as session:
        mine = session.connection().execute(
            text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": _LOCK}
        )
        if not mine.scalar_one():
            return []
        repository.forget(session, now - timedelta(days=_KEPT_DAYS))
        differing = floor.recount(session)
    for number, shown, counted in differing:
        log.error("production %d is shown at %s, its events say %s", number, shown, counted)
    return differing
