"""Which failures a job may try again after, and when."""

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Job
from sqlalchemy.exc import InterfaceError, OperationalError

from audiolib.bucket import SILENT, StoreAwayError
from audiolib.database import DatabaseAwayError
from audiolib.errors import AudiolibError
from audiolib.jobs.errors import JobAwaitsError, JobPassedError
from media.errors import MediaError
from tts import SpeechError

TIMES = 10
"""So often a job is tried again."""
_FIRST_S = 2
_LONGEST_S = 60
_AWAITED_S = 20


class Patience(BaseRetryStrategy):
    """Tries again what may go well the next time: 2, 4, 8 … 60 s later, ten times at most.

    A database or store that is away is waited for however long it takes: else an evening without
    it would leave every job that waits to be taken up by hand. A text that can't be read is never
    tried again.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, JobAborted | JobPassedError):
            # Its worker is to go, or another job is to pass; one that a person called off isn't
            # asked about.
            return RetryDecision(retry_in={"seconds": 0})
        if isinstance(exception, JobAwaitsError):
            return RetryDecision(retry_in={"seconds": _AWAITED_S})
        if not is_worth_a_try(exception, job.attempts):
            return None
        return RetryDecision(
            retry_in={"seconds": min(_LONGEST_S, _FIRST_S << min(job.attempts, TIMES))}
        )


def is_worth_a_try(error: BaseException, attempts: int) -> bool:
    """Whether a job that was tried so often is to be tried again after an error."""
    return may_try_again(error) and (attempts < TIMES or is_away(error))


def is_away(error: BaseException) -> bool:
    """Whether what a job works with did not answer at all; a refusal is another thing."""
    if isinstance(error, StoreAwayError):
        return error.reason == SILENT
    if isinstance(error, OperationalError | InterfaceError):
        state = getattr(error.orig, "sqlstate", None)
        # Without a state no server answered; PostgreSQL, appendix A: 08 connection, 57P shutdown.
        return error.connection_invalidated or state is None or state.startswith(("08", "57P"))
    return isinstance(error, DatabaseAwayError)


def may_try_again(error: BaseException) -> bool:
    """Whether the same step may go well another time."""
    if isinstance(error, AudiolibError | SpeechError | MediaError):
        return bool(getattr(error, "retryable", False))
    return isinstance(error, OperationalError | InterfaceError | ConnectionError | TimeoutError)
