"""Workers that come to an end on their own terms, or not."""

import os
import time

import pytest

from audiolib.errors import WorkerLostError
from audiolib.production.pool import Pool


def test_a_worker_that_is_killed_is_told_as_one() -> None:
    with pytest.raises(WorkerLostError), Pool(1) as pool:
        pool.submit(os._exit, 1).result()


def test_a_pool_that_lost_a_worker_takes_nothing_more() -> None:
    with Pool(1) as pool:
        lost = pool.submit(os._exit, 1)
        while not lost.done():
            time.sleep(0.01)
        with pytest.raises(WorkerLostError):
            pool.submit(os.getpid)


def test_the_processor_time_of_work_is_counted() -> None:
    with Pool(1) as pool:
        assert pool.submit(sum, range(3_000_000)).result() > 0
    assert pool.cpu_s > 0
    assert pool.peak_mb > 1
