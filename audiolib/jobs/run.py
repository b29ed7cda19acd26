"""One job, from the queue's call to its end: what it tells, and what is done where it fails."""

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from procrastinate.exceptions import JobAborted
from procrastinate.job_context import AbortReason, JobContext

from audiolib.errands import repository as errands
from audiolib.errors import AudiolibError, WorkerLostError
from audiolib.floor import repository as floor
from audiolib.floor.errors import FloorError
from audiolib.jobs import repository
from audiolib.jobs.errors import (
    JobAwaitsError,
    JobOutdatedError,
    JobPassedError,
    JobStoppedError,
)
from audiolib.jobs.order import PASSES
from audiolib.jobs.progress import Telling
from audiolib.jobs.retry import is_worth_a_try
from audiolib.jobs.steps import Step
from audiolib.service import Service
from audiolib.tables.making import State
from media.errors import MediaError
from tts import SpeechError

log = logging.getLogger(__name__)
_TOLD = (AudiolibError, SpeechError, MediaError)
_UNKNOWN = "job-failed"
_MOMENT_S = 2.0
_NAP_S = 0.05


@dataclass(frozen=True, slots=True)
class Call:
    """A job in hand: its number, how often it was tried, its priority, whether it is to stop."""

    job_id: int
    attempts: int
    priority: int
    abort: Callable[[], AbortReason | None]

    @classmethod
    def of(cls, context: JobContext) -> "Call":
        job = context.job
        return cls(job.id or 0, job.attempts, job.priority, context.abort_reason)


def run(service: Service, step: Step, call: Call, number: int, **args: Any) -> None:
    """Do a job; whatever ends it is written where people look for it.

    Raises:
        JobAborted: it was called off, or its worker is to go.
        JobPassedError, JobAwaitsError: other jobs are first; this one goes back into the queue.
        Exception: it failed; the queue's patience decides whether it is tried again.
    """
    telling = Telling(
        service.database,
        number,
        call.job_id,
        step.parts,
        of=step.of,
        stopped=lambda: call.abort() is not None,
        passed=lambda: _is_passed(service, step, call),
        quiet=step.quiet,
    )
    try:
        step.run(service, telling, number, **args)
        if step.of == "errand":
            telling.finish()
            _end(service, number, call.job_id, errands.DONE)
    except JobOutdatedError:
        log.info("job %d: what it is of went on without it", call.job_id)
    except JobStoppedError as error:
        if call.abort() is AbortReason.USER_REQUEST:
            _set_down(service, telling, number, error.code)
        raise JobAborted from error
    except (JobPassedError, JobAwaitsError):
        raise
    except WorkerLostError as error:
        if _is_to_go(call):
            raise JobAborted from error
        _failed(service, step, telling, call, number, error)
        raise
    except Exception as error:
        _failed(service, step, telling, call, number, error)
        raise


def _is_to_go(call: Call) -> bool:
    """Whether this worker is to end: its own processes may hear of it a moment before it does."""
    end = time.monotonic() + _MOMENT_S
    while call.abort() is None and time.monotonic() < end:
        time.sleep(_NAP_S)
    return call.abort() is AbortReason.SHUTDOWN


def _failed(
    service: Service,
    step: Step,
    telling: Telling,
    call: Call,
    number: int,
    error: Exception,
) -> None:
    """Tell of an error, unless it may pass."""
    if is_worth_a_try(error, call.attempts):
        log.warning("job %d: %s, to be tried again", call.job_id, _code(error))
        return
    log.error("job %d failed: %s", call.job_id, _code(error))
    give_up(service, telling, number, _code(error), _facts(error), quiet=step.quiet)


def give_up(
    service: Service,
    telling: Telling,
    number: int,
    code: str,
    facts: dict[str, Any],
    *,
    quiet: bool = False,
) -> None:
    """Say why an errand came to nothing, or on the floor why a production can't go on."""
    try:
        telling.fail(code, facts)
    finally:
        # Even where the progress can't be written: nothing may seem to be at work for ever.
        if telling.of == "errand":
            _end(service, number, telling.job_id, errands.FAILED)
        elif not quiet:
            _block(service, telling, number, code, facts)


def _end(service: Service, number: int, job_id: int, how: str) -> None:
    with service.database.transaction() as session:
        errands.end(session, number, job_id, how, datetime.now(UTC))


def _block(
    service: Service, telling: Telling, number: int, code: str, facts: dict[str, Any]
) -> None:
    try:
        with service.database.transaction() as session:
            found = floor.held(session, number)
            # What is in use has no job of its own; a healing that failed must be seen all the same.
            if found.job_id == telling.job_id or found.state == State.IN_USE:
                floor.block(session, number, code, None, facts=facts)
    except FloorError:
        log.warning("job %d: no production %d", telling.job_id, number)


def _set_down(service: Service, telling: Telling, number: int, code: str) -> None:
    """A production whose job was called off waits where it is, and nothing works on it."""
    telling.fail(code, {})
    if telling.of == "errand":
        _end(service, number, telling.job_id, errands.STOPPED)
        return
    with service.database.transaction() as session:
        found = floor.held(session, number)
        if found.job_id == telling.job_id:
            found.job_id = None
            floor.move(session, number, State(found.state), None, reason=code)


def _is_passed(service: Service, step: Step, call: Call) -> bool:
    with service.database.transaction() as session:
        best = repository.best_waiting(session, step.queue)
    return best is not None and best >= call.priority + PASSES


def _code(error: Exception) -> str:
    return error.code if isinstance(error, _TOLD) else _UNKNOWN


def _facts(error: Exception) -> dict[str, Any]:
    """The plain facts of an error, as its sentence wants them."""
    if not isinstance(error, _TOLD):
        return {"reason": type(error).__name__}
    return {name: _plain(value) for name, value in vars(error).items() if not name.startswith("_")}


def _plain(value: object) -> str | int | float | bool:
    """A value as the database keeps it: its JSON has no NUL, half sign or infinity."""
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    return str(value).replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
