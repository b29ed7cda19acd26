"""What is away is waited for; what may pass is tried ten times; the rest never again."""

from datetime import UTC, datetime

import psycopg
import pytest
from procrastinate.jobs import Job
from sqlalchemy.exc import OperationalError

from audiolib.bucket import SILENT, StoreAwayError
from audiolib.database import DatabaseAwayError
from audiolib.errors import FolderBusyError, SourceDamagedError
from audiolib.jobs.retry import TIMES, Patience, is_away


def wait(error: BaseException, attempts: int) -> int | None:
    """Seconds till a job that was tried so often is tried again; None: it is given up."""
    job = Job(
        queue="narrate", lock=None, queueing_lock=None, task_name="narrate", attempts=attempts
    )
    decision = Patience().get_retry_decision(exception=error, job=job)
    if decision is None or decision.retry_at is None:
        return None
    return round((decision.retry_at - datetime.now(UTC)).total_seconds())


def refused(kind: type[psycopg.Error]) -> OperationalError:
    return OperationalError("", {}, kind())


AWAY = (
    StoreAwayError("s3://books", SILENT),
    DatabaseAwayError("db"),
    refused(psycopg.OperationalError),
    refused(psycopg.errors.AdminShutdown),
    refused(psycopg.errors.CannotConnectNow),
)


@pytest.mark.parametrize("error", AWAY, ids=lambda error: type(error).__name__)
def test_what_is_away_is_waited_for_however_long_it_takes(error: BaseException) -> None:
    assert is_away(error)
    assert [wait(error, n) for n in (0, 1, 4, 5, TIMES, 500)] == [2, 4, 32, 60, 60, 60]


@pytest.mark.parametrize(
    "error",
    [
        FolderBusyError("x"),
        StoreAwayError("s3://books", "PermissionDenied"),
        refused(psycopg.errors.DiskFull),
        refused(psycopg.errors.DeadlockDetected),
    ],
    ids=repr,
)
def test_what_answers_and_refuses_is_given_up_after_ten_tries(error: BaseException) -> None:
    assert not is_away(error)
    assert wait(error, TIMES - 1) == 60
    assert wait(error, TIMES) is None


def test_what_will_never_go_well_is_not_tried_again() -> None:
    assert wait(SourceDamagedError("x"), 0) is None
    assert wait(KeyError(), 0) is None
