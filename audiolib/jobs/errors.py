"""What ends a job."""

from audiolib.bucket import StoreAwayError
from audiolib.errors import AudiolibError


class JobError(AudiolibError):
    """Root of what is wrong with a job; `job` is its number in the queue."""

    code = "job"

    def __init__(self, job: int = 0) -> None:
        super().__init__(str(job))
        self.job = job


class NoSuchJobError(JobError):
    """There is no such job, or it has ended already."""

    code = "job-unknown"


class JobPoisonError(JobError):
    """A job whose workers went away one after the other."""

    code = "job-poison"


class JobStoppedError(JobError):
    """Somebody called the job off."""

    code = "job-stopped"


class JobOutdatedError(JobError):
    """The production went on without this job: what it made counts no more."""

    code = "job-outdated"


class JobPassedError(JobError):
    """A job steps aside for a more urgent one, and goes on later from where it was."""

    code = "job-passed"
    retryable = True


class JobAwaitsError(JobError):
    """A job waits for others, and looks again later, or when the last of them wakes it."""

    code = "job-awaits"
    retryable = True


class StoreForeignError(StoreAwayError):
    """The store lacks what the database says it holds: it is another service's."""

    code = "store-foreign"
    retryable = False
