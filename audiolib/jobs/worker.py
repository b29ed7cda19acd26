"""A worker: takes jobs from the queues, gives back those of workers that are gone."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from procrastinate import App
from psycopg import OperationalError as DriverError
from sqlalchemy.exc import OperationalError

from audiolib.jobs import repository
from audiolib.jobs.errors import JobPoisonError
from audiolib.jobs.nightly import nightly
from audiolib.jobs.progress import Telling
from audiolib.jobs.queue import queue
from audiolib.jobs.run import give_up
from audiolib.jobs.steps import OF, QUEUES, Queue
from audiolib.production.pool import cores
from audiolib.service import Service
from audiolib.settings import Settings

log = logging.getLogger(__name__)

_LIGHT = 2
"""Light jobs at once: one that waits for the disk does not keep the others."""
_ERRANDS = 2
_THREADS = 4
_AWAY_S = 3.0


@dataclass(frozen=True, slots=True)
class Pulse:
    """How often a worker gives a sign of life, and after what silence its jobs are given back.

    Seconds; `stop_s` is how long a worker that is to go waits for its jobs' next batch.
    """

    beat_s: float = 5.0
    silence_s: float = 20.0
    poll_s: float = 2.0
    stop_s: float = 0.2


async def work(service: Service, pulse: Pulse | None = None, *, once: bool = False) -> None:
    """Work till the process is told to end; `once`: till nothing waits any more.

    A database that goes away is waited for. What was in hand at the end goes back into the queue.
    """
    beats = pulse or Pulse()
    ended = asyncio.Event()
    # Jobs run in the loop's threads: one more for each that is asked about, or kept house for.
    threads = sum(limits(service.settings).values()) + _THREADS
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(threads))
    with _heeding(ended):
        while not ended.is_set():
            try:
                await _work(service, beats, ended, once=once)
            except (DriverError, OperationalError, ConnectionError) as error:
                log.warning("the database is away: %s", type(error).__name__)
            if once:
                return
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), _AWAY_S)


async def _work(service: Service, pulse: Pulse, ended: asyncio.Event, *, once: bool) -> None:
    async with queue(service).open_async() as app:
        if once:
            await _till_empty(service, app, pulse)
            return
        async with _beside(service, pulse):
            working = [
                asyncio.create_task(_take(app, name, count, pulse))
                for name, count in limits(service.settings).items()
                if count
            ]
            watch = asyncio.create_task(ended.wait())
            await asyncio.wait([*working, watch], return_when=asyncio.FIRST_COMPLETED)
            watch.cancel()
            for task in working:
                task.cancel()
            for result in await asyncio.gather(*working, return_exceptions=True):
                if isinstance(result, Exception):
                    log.warning("a queue was left: %s", type(result).__name__)


async def _till_empty(service: Service, app: App, pulse: Pulse) -> None:
    """Do what waits, and what comes of it."""
    while True:
        await asyncio.to_thread(rescue, service, pulse.silence_s)
        for name, count in limits(service.settings).items():
            if count:
                await _take(app, name, count, pulse, wait=False)
        if not await asyncio.to_thread(_is_anything_ready, service):
            return


async def _take(app: App, name: Queue, count: int, pulse: Pulse, *, wait: bool = True) -> None:
    """Take the jobs of one queue, so many at once."""
    await app.run_worker_async(
        queues=[name],
        name=name,
        concurrency=count,
        wait=wait,
        install_signal_handlers=False,
        update_heartbeat_interval=pulse.beat_s,
        stalled_worker_timeout=pulse.silence_s,
        fetch_job_polling_interval=pulse.poll_s,
        abort_job_polling_interval=min(1.0, pulse.poll_s),
        shutdown_graceful_timeout=pulse.stop_s,
    )


def limits(settings: Settings) -> dict[Queue, int]:
    """How many jobs of each queue this machine does at once."""
    wanted = settings.worker
    known: dict[Queue, int] = {
        "narrate": wanted.productions,
        "pages": 1,
        "recognise": wanted.pages or cores(),
        "light": _LIGHT,
        "errands": _ERRANDS,
    }
    return {name: known[name] for name in QUEUES}


@contextlib.asynccontextmanager
async def _beside(service: Service, pulse: Pulse) -> AsyncIterator[None]:
    """Give jobs back, and keep house, beside the work: it never stands behind any job."""
    keeping = asyncio.create_task(_keep(service, pulse))
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


async def _keep(service: Service, pulse: Pulse) -> None:
    kept_on = datetime.now(UTC) - timedelta(days=1)
    while True:
        try:
            await asyncio.to_thread(rescue, service, pulse.silence_s)
            if datetime.now(UTC) - kept_on >= timedelta(hours=1):
                await asyncio.to_thread(nightly, service, datetime.now(UTC))
                kept_on = datetime.now(UTC)
        except (DriverError, OperationalError):
            log.warning("the database is away: nothing is given back for now")
        except Exception:
            log.exception("keeping house")
        await asyncio.sleep(pulse.beat_s)


def rescue(service: Service, silence_s: float) -> Sequence[int]:
    """Give back the jobs of workers that are gone; gives their numbers.

    A job that has cost too many workers is given up, and what it is of says so.
    """
    with service.database.transaction() as session:
        taken = repository.rescue(session, silence_s)
    for job, lost in taken:
        log.warning("job %d lost its worker%s", job.id, ", for the last time" if lost else "")
        for of in OF:
            number = job.args.get(f"{of}_id")
            if lost and number is not None:
                telling = Telling(service.database, int(number), job.id, of=of)
                give_up(service, telling, int(number), JobPoisonError.code, {"job": job.id})
    return [job.id for job, _lost in taken]


def _is_anything_ready(service: Service) -> bool:
    with service.database.transaction() as session:
        return any(repository.best_waiting(session, name) is not None for name in QUEUES)


@contextlib.contextmanager
def _heeding(ended: asyncio.Event) -> Iterator[None]:
    """End at the usual signals."""
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    for one in signals:
        loop.add_signal_handler(one, ended.set)
    try:
        yield
    finally:
        for one in signals:
            loop.remove_signal_handler(one)
