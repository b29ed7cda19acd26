"""Which failures a job may try again after, and when."""

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.exceptions import JobAborted
from procrastinate.jobs import Job
from sqlalchemy.exc import InterfaceError, OperationalError

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

    Something that is away for some minutes is outlasted; a text that can't be read never will be.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, JobAborted | JobPassedError):
            # Its worker is to go, or another job is to pass; one that a person called off isn't
            # asked about.
            return RetryDecision(retry_in={"seconds": 0})
        if isinstance(exception, JobAwaitsError):
            return RetryDecision(retry_in={"seconds": _AWAITED_S})
        if not may_try_again(exception) or job.attempts >= TIMES:
            return None
        return RetryDecision(retry_in={"seconds": min(_LONGEST_S, _FIRST_S << job.attempts)})


def may_try_again(error: BaseException) -> bool:
    """Whether the same step may go well another time."""
    if isinstance(error, AudiolibError | SpeechError | MediaError):
        return bool(getattr(error, "retryable", False))
    return isinstance(error, OperationalError | InterfaceError | ConnectionError | TimeoutError)
