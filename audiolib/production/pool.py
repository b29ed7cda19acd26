"""Worker processes: as many as asked for, gone with their parent, deaf to Ctrl-C."""

import multiprocessing
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from audiolib.errors import WorkerLostError

P = ParamSpec("P")
T = TypeVar("T")


def cores() -> int:
    """The processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool:
    """A pool of worker processes, as a context manager; none is started before it is needed.

    Leaving it by an exception stops the workers at once; what they had finished is in the store.
    A call whose worker was killed from outside raises `WorkerLostError`.
    """

    def __init__(self, jobs: int, first: Callable[[], None] | None = None) -> None:
        """So many workers; `first` is called once in each, and must be picklable."""
        self.jobs = jobs
        self._first = first
        self.cpu_s = 0.0
        self.peak_mb = 0.0
        self._executor: ProcessPoolExecutor | None = None

    @property
    def has_workers(self) -> bool:
        """Whether any worker was started."""
        return self._executor is not None

    def here(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call in this process: for what costs less than starting a worker."""
        done: Future[T] = Future()
        try:
            done.set_result(call(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 — as a worker's, it is raised where it is asked for
            done.set_exception(error)
        return done

    def submit(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Call in a worker; the call's processor time is added to `cpu_s` when it is done."""
        outer: Future[T] = Future()
        if self._executor is None:
            # Spawned, not forked: the store's library runs threads, which a fork would break.
            spawn = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(
                self.jobs, mp_context=spawn, initializer=_begin, initargs=(self._first,)
            )
        try:
            inner = self._executor.submit(_timed, call, args, kwargs)
        except BrokenProcessPool as error:
            raise WorkerLostError from error

        def hand_over(done: Future[tuple[Any, float, float]]) -> None:
            if done.cancelled():
                outer.cancel()
            elif (error := done.exception()) is not None:
                lost = isinstance(error, BrokenProcessPool)
                outer.set_exception(WorkerLostError() if lost else error)
            else:
                result, spent, peak = done.result()
                self.cpu_s += spent
                self.peak_mb = max(self.peak_mb, peak)
                outer.set_result(result)

        inner.add_done_callback(hand_over)
        return outer

    def __enter__(self) -> "Pool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._executor is None:
            return
        if kind is None:
            self._executor.shutdown()
            return
        workers = list((self._executor._processes or {}).values())
        self._executor.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.terminate()


def _timed(call: Callable[..., T], args: Any, kwargs: Any) -> tuple[T, float, float]:
    began = spent_s()
    result = call(*args, **kwargs)
    return result, spent_s() - began, peak_mb()


def peak_mb() -> float:
    """Highest resident size that this process ever had, in MB."""
    try:
        # The kernel's own count; getrusage of a spawned process begins with its parent's.
        status = Path("/proc/self/status").read_text()
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    except (OSError, ValueError, IndexError):
        unit = 2**20 if sys.platform == "darwin" else 2**10
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def spent_s() -> float:
    """Processor seconds of this process and of its children that have ended."""
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _begin(first: Callable[[], None] | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, daemon=True).start()
    if first is not None:
        first()


def _watch() -> None:
    """End the worker when its parent is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
