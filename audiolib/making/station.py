"""A step's hold on its production: it begins only where it is awaited, and ends only once."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from audiolib.floor import repository as floor
from audiolib.jobs.errors import JobOutdatedError
from audiolib.tables import Production
from audiolib.tables.making import Mode, State


def taken_up(
    session: Session, production_id: int, job_id: int, at: Collection[State]
) -> Production:
    """The production, worked on from now by the job; doing it again changes nothing.

    Raises:
        JobOutdatedError: it is elsewhere, or another job's.
    """
    found = awaited(session, production_id, job_id, at)
    if found.mode == Mode.WAIT:
        floor.move(session, production_id, State(found.state), None, mode=Mode.DO)
    return found


def awaited(session: Session, production_id: int, job_id: int, at: Collection[State]) -> Production:
    """The production, held till the transaction ends, where it still waits for the job.

    A job that was given to another worker while its own slept finds the other's work done.

    Raises:
        JobOutdatedError: it is elsewhere, or another job's.
    """
    found = floor.held(session, production_id)
    if found.job_id != job_id or found.state not in at:
        raise JobOutdatedError(job_id)
    return found


def handed_on(
    session: Session,
    found: Production,
    to: State,
    *,
    mode: Mode = Mode.WAIT,
    record: Mapping[str, Any] | None = None,
    facts: Mapping[str, Any] | None = None,
    last: bool = True,
) -> None:
    """Move a production on from the machine, with what was made of it; `last` ends its job."""
    if record:
        found.record = {**found.record, **record}
    if last:
        found.job_id = None
    floor.move(session, found.id or 0, to, None, mode=mode, now=datetime.now(UTC), facts=facts)
