"""Errands as rows: asked for with their job, followed, called off, done again."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, select, text

from audiolib.errands.errors import ErrandOverError, ErrandUnknownError
from audiolib.jobs import repository as jobs
from audiolib.jobs.order import priority
from audiolib.jobs.progress import Far, far
from audiolib.jobs.steps import Step
from audiolib.people.reader import Reader
from audiolib.tables import Errand, Progress
from audiolib.tables.making import Service
from audiolib.tables.people import Role

OPEN, DONE, STOPPED, FAILED = "", "done", "stopped", "failed"
"""How an errand ended."""
HEADS = (Role.LIBRARIAN, Role.MANAGER)
"""Whom the errands of a branch concern besides who asked for them."""


def order(
    session: Session,
    step: Step,
    subject: int,
    *,
    title: str,
    branch_id: int,
    by: int,
    now: datetime,
    size: int = 0,
    **args: Any,
) -> Errand:
    """Have a step done, once: the errand that is open already for the subject, or a new one.

    `size` is about how many characters it is to go through: the small go before the large.
    """
    row = {"step": step.name, "subject": subject, "title": title, "branch_id": branch_id}
    number = (
        session.connection()
        .execute(
            insert(Errand)
            .values(**row, by=by, made_at=now, ended=OPEN)
            .on_conflict_do_nothing(
                index_elements=["step", "subject"], index_where=text("ended = ''")
            )
            .returning(col(Errand.id))
        )
        .scalar()
    )
    if number is None:
        wanted = select(Errand).where(
            Errand.step == step.name, Errand.subject == subject, Errand.ended == OPEN
        )
        return session.exec(wanted).one()
    made = errand(session, number)
    made.job_id = _queued(session, step.name, step.queue, number, size, args)
    session.add(made)
    session.flush()
    return made


def errand(session: Session, number: int, *, lock: bool = False) -> Errand:
    """An errand, held till the transaction ends if wanted.

    Raises:
        ErrandUnknownError: there is none of the number.
    """
    wanted = select(Errand).where(Errand.id == number)
    found = session.exec(wanted.with_for_update() if lock else wanted).first()
    if found is None:
        raise ErrandUnknownError(number)
    return found


def concerning(session: Session, number: int, reader: Reader, *, lock: bool = False) -> Errand:
    """An errand that concerns somebody.

    Raises:
        ErrandUnknownError: there is none, or it is none of theirs.
    """
    found = errand(session, number, lock=lock)
    mine = found.by == reader.account_id and reader.is_staff
    if not mine and not any(reader.holds(role, found.branch_id) for role in HEADS):
        raise ErrandUnknownError(number)
    return found


def listed(
    session: Session, reader: Reader, ended: Collection[str] = (OPEN, FAILED), limit: int = 100
) -> list[Errand]:
    """The errands that concern somebody and stand so, the newest first."""
    wanted = select(Errand).where(_concerns(reader), col(Errand.ended).in_(ended))
    return list(session.exec(wanted.order_by(col(Errand.id).desc()).limit(limit)))


def newest(session: Session, step: str, subject: int) -> Errand | None:
    """The last errand of a step with a subject; None where there was none."""
    wanted = select(Errand).where(Errand.step == step, Errand.subject == subject)
    return session.exec(wanted.order_by(col(Errand.id).desc()).limit(1)).first()


def how_far(session: Session, found: Errand, now: datetime | None = None) -> Far:
    """How far an errand is."""
    told = session.exec(select(Progress).where(Progress.errand_id == found.id)).first()
    if told is None or told.job_id != found.job_id:
        return Far()
    return far(told, now or datetime.now(UTC), running=found.ended == OPEN)


def today() -> date:
    """The day on which an errand is done."""
    return datetime.now(UTC).date()


def stop(session: Session, found: Errand, now: datetime) -> None:
    """Call an errand off: at once while it waits, else at its next batch; or give up a failed one.

    Raises:
        ErrandOverError: it has ended otherwise.
        NoSuchJobError: its job is gone.
    """
    if found.ended == FAILED:
        found.ended = STOPPED
        session.add(found)
        return
    if found.ended != OPEN or found.job_id is None:
        raise ErrandOverError(found.id or 0)
    if jobs.stop(session, found.job_id):
        end(session, found.id or 0, found.job_id, STOPPED, now)


def again(session: Session, found: Errand) -> None:
    """Have an errand done again that failed or was called off; it goes on from where it was.

    Raises:
        ErrandOverError: it has not ended, is done, or was asked for anew.
    """
    number = found.id or 0
    job = jobs.job(session, found.job_id) if found.job_id else None
    last = newest(session, found.step, found.subject)
    if found.ended not in (STOPPED, FAILED) or job is None or last is None or last.id != number:
        raise ErrandOverError(number)
    found.ended, found.ended_at = OPEN, None
    if job.status == "failed":
        jobs.again(session, job.id)
    else:
        args = {name: value for name, value in job.args.items() if name != "errand_id"}
        found.job_id = _queued(session, job.task, job.queue, number, 0, args, job.priority)
    session.add(found)
    session.flush()


def end(session: Session, number: int, job_id: int, how: str, now: datetime) -> None:
    """Write down how an errand ended; a job that is not its own any more changes nothing."""
    found = errand(session, number, lock=True)
    if found.job_id == job_id and found.ended == OPEN:
        found.ended, found.ended_at = how, now
        session.add(found)
        session.flush()


def _concerns(reader: Reader) -> ColumnElement[bool]:
    theirs = frozenset[int]().union(
        *(g.branch_ids for g in reader.granted if g.role in (*HEADS, Role.ADMIN))
    )
    return or_(col(Errand.by) == (reader.account_id or 0), col(Errand.branch_id).in_(theirs))


def _queued(
    session: Session,
    task: str,
    queue: str,
    number: int,
    size: int,
    args: dict[str, Any],
    urgency: int | None = None,
) -> int | None:
    urgent = priority(Service.STANDARD, size) if urgency is None else urgency
    lock = f"errand:{number}"
    return jobs.defer(session, task, queue, priority=urgent, lock=lock, errand_id=number, **args)
