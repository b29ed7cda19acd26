"""The queue as rows: jobs that wait, run, failed; written in the caller's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Job
from procrastinate.manager import JobManager
from procrastinate.sync_psycopg_connector import SyncPsycopgConnector
from sqlalchemy import func, text
from sqlmodel import Session, col, select

from audiolib.jobs.errors import NoSuchJobError
from audiolib.tables import TextVersion, WorkerLoss

_HOUSE = 4_711_002
"""Of PostgreSQL's advisory locks."""
POISON = 3
"""So many workers a job may cost; it is given up with the last of them."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A job as it stands in the queue; `args` are ids and keys."""

    id: int
    task: str
    queue: str
    status: str
    priority: int
    attempts: int
    args: Mapping[str, Any]
    scheduled_at: datetime | None


def defer(
    session: Session,
    task: str,
    queue: str,
    *,
    priority: int = 0,
    lock: str | None = None,
    only_one: str | None = None,
    at: datetime | None = None,
    **args: Any,
) -> int | None:
    """Put a job into the queue, with whatever else the transaction does; gives its number.

    Of jobs with the same `lock` one runs at a time; None where one with the same `only_one` waits
    already.
    """
    job = Job(
        queue=queue,
        priority=priority,
        lock=lock,
        queueing_lock=only_one,
        task_name=task,
        task_kwargs=args,
        scheduled_at=at,
    )
    try:
        with session.begin_nested():
            return _jobs().defer_job(job, connection=_raw(session)).id
    except AlreadyEnqueued:
        return None


def stop(session: Session, job_id: int) -> bool:
    """Call a job off: at once while it waits, at its next batch while it runs; tells which.

    Raises:
        NoSuchJobError: it is not there any more.
    """
    waiting = _status(session, job_id) == "todo"
    if not _jobs().cancel_job_by_id(job_id, abort=True, connection=_raw(session)):
        raise NoSuchJobError(job_id)
    return waiting


def again(session: Session, job_id: int) -> None:
    """Put a failed job back into the queue, with its losses forgiven.

    Raises:
        NoSuchJobError: none that failed has the number.
    """
    if _status(session, job_id) != "failed":
        raise NoSuchJobError(job_id)
    _forgive(session, job_id)
    _retry(session, job_id)


def parts(session: Session, lead: int) -> tuple[int, int]:
    """How many jobs a leading job was divided into, and how many of them have not ended."""
    row = session.connection().execute(
        text(
            "SELECT count(*), count(*) FILTER (WHERE status IN ('todo', 'doing'))"
            " FROM procrastinate_jobs WHERE (args ->> 'lead')::bigint = :lead"
        ),
        {"lead": lead},
    )
    told, open_ = row.one()
    return told, open_


def await_parts(session: Session, job_id: int) -> None:
    """Say that a job in hand goes back to wait for others: that is no try that failed."""
    session.connection().execute(
        text("UPDATE procrastinate_jobs SET attempts = 0 WHERE id = :id"), {"id": job_id}
    )


def wake(session: Session, job_id: int) -> None:
    """Have a job that waits for a later moment looked at now."""
    session.connection().execute(
        text("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE id = :id AND status='todo'"),
        {"id": job_id},
    )


def job(session: Session, job_id: int) -> Waiting | None:
    """A job of the queue; None once it is forgotten."""
    return next(iter(_listed(session, "id = :id", id=job_id)), None)


def failed(session: Session, limit: int = 100) -> list[Waiting]:
    """The jobs that failed, the newest first."""
    return _listed(session, "status = 'failed'", limit=limit)


def waiting(session: Session, limit: int = 100) -> list[Waiting]:
    """The jobs that wait or run, the newest first."""
    return _listed(session, "status IN ('todo', 'doing')", limit=limit)


def depth(session: Session) -> dict[tuple[str, str], int]:
    """How many jobs there are, by queue and status."""
    rows = session.connection().execute(
        text("SELECT queue_name, status::text, count(*) FROM procrastinate_jobs GROUP BY 1, 2")
    )
    return {(queue, status): count for queue, status, count in rows}


def best_waiting(session: Session, queue: str) -> int | None:
    """The highest priority among the jobs of a queue that could begin now."""
    found: int | None = (
        session.connection()
        .execute(
            text(
                "SELECT max(priority) FROM procrastinate_jobs job WHERE status = 'todo'"
                " AND queue_name = :queue AND (scheduled_at IS NULL OR scheduled_at <= now())"
                " AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs other"
                " WHERE other.lock = job.lock AND other.status = 'doing')"
            ),
            {"queue": queue},
        )
        .scalar_one()
    )
    return found


def newest_blob(session: Session) -> str | None:
    """The content key of the newest text; None where there is none yet."""
    newest = select(TextVersion.digest).order_by(col(TextVersion.id).desc())
    return session.exec(newest).first()


def workers(session: Session, within_s: float = 30) -> int:
    """The workers that gave a sign of life lately."""
    return int(
        session.connection()
        .execute(
            text(
                "SELECT count(*) FROM procrastinate_workers"
                " WHERE last_heartbeat > now() - make_interval(secs => :s)"
            ),
            {"s": within_s},
        )
        .scalar_one()
    )


def rescue(session: Session, after_s: float) -> list[tuple[Waiting, bool]]:
    """Give back the jobs whose worker gave no sign of life; tells which ones are given up.

    Each row is held while it changes hands, so that two rescuers never give the same job back.
    """
    rows = session.connection().execute(
        text(
            "SELECT job.id FROM procrastinate_jobs job"
            " LEFT JOIN procrastinate_workers w ON w.id = job.worker_id"
            " WHERE job.status = 'doing' AND (w.id IS NULL"
            " OR w.last_heartbeat < now() - make_interval(secs => :s))"
            " ORDER BY job.id FOR UPDATE OF job SKIP LOCKED"
        ),
        {"s": after_s},
    )
    return [_taken_back(session, job_id) for (job_id,) in rows.all()]


def is_alone(session: Session) -> bool:
    """Whether nobody else keeps house; nobody else begins to till the transaction ends."""
    found = session.connection().execute(
        text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": _HOUSE}
    )
    return bool(found.scalar_one())


def forget(session: Session, older_than: datetime) -> int:
    """Drop the jobs that ended well, or were called off, before a moment; tells how many."""
    dropped = session.connection().execute(
        text(
            "DELETE FROM procrastinate_jobs WHERE status IN ('succeeded', 'cancelled', 'aborted')"
            " AND NOT EXISTS (SELECT 1 FROM procrastinate_events e"
            " WHERE e.job_id = procrastinate_jobs.id AND e.at >= :then)"
        ),
        {"then": older_than},
    )
    return dropped.rowcount


def _taken_back(session: Session, job_id: int) -> tuple[Waiting, bool]:
    connection = session.connection()
    worker = connection.execute(
        text("SELECT worker_id FROM procrastinate_jobs WHERE id = :id"), {"id": job_id}
    ).scalar_one()
    session.add(WorkerLoss(job_id=job_id, worker_id=worker))
    session.flush()
    lost = session.exec(
        select(func.count()).select_from(WorkerLoss).where(col(WorkerLoss.job_id) == job_id)
    ).one()
    if lost >= POISON:
        connection.execute(
            text("SELECT procrastinate_finish_job_v1(:id, 'failed', false)"), {"id": job_id}
        )
    else:
        _retry(session, job_id)
    (found,) = _listed(session, "id = :id", id=job_id)
    return found, found.status == "failed"


def _retry(session: Session, job_id: int) -> None:
    session.connection().execute(
        text("SELECT procrastinate_retry_job_v2(:id, now(), NULL, NULL, NULL)"), {"id": job_id}
    )


def _forgive(session: Session, job_id: int) -> None:
    for loss in session.exec(select(WorkerLoss).where(col(WorkerLoss.job_id) == job_id)):
        session.delete(loss)


def _status(session: Session, job_id: int) -> str | None:
    found = job(session, job_id)
    return found.status if found else None


def _listed(session: Session, condition: str, limit: int = 1, **facts: Any) -> list[Waiting]:
    rows: Sequence[Any] = (
        session.connection()
        .execute(
            text(
                "SELECT id, task_name, queue_name, status::text, priority, attempts, args,"  # noqa: S608 — the conditions are the callers' own
                f" scheduled_at FROM procrastinate_jobs WHERE {condition}"
                " ORDER BY id DESC LIMIT :limit"
            ),
            {"limit": limit, **facts},
        )
        .all()
    )
    return [Waiting(*row) for row in rows]


def _jobs() -> JobManager:
    """The queue's statements; they run on the connection that each call is handed."""
    return JobManager(SyncPsycopgConnector())


def _raw(session: Session) -> Any:
    """The driver's connection of a session's transaction."""
    return session.connection().connection.driver_connection
