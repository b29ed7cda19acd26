"""What is done once in a while, by whichever worker comes first."""

import logging
from datetime import datetime, timedelta

from audiolib.floor import repository as floor
from audiolib.jobs import repository
from audiolib.rights import keep, postings
from audiolib.service import Service, embedded

log = logging.getLogger(__name__)
_KEPT_DAYS = 30


def nightly(service: Service, now: datetime) -> list[tuple[int, str, str]]:
    """Forget what nobody may keep, and old jobs, and look what may still stand in public channels.

    Gives where the floor and its events differ.

    While one worker keeps house the others go on working: they find nothing to do here.
    """
    with service.database.transaction() as session:
        if not repository.is_alone(session):
            return []
        repository.forget(session, now - timedelta(days=_KEPT_DAYS))
        keep.forget(session, now)
        postings.reconsider(session, None, now)
        differing = floor.recount(session)
    if (server := embedded(service.settings)) is not None:
        server.cut_log()
    for number, shown, counted in differing:
        log.error("production %d is shown at %s, its events say %s", number, shown, counted)
    return differing
