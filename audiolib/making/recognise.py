"""The pages of a scan, read in small jobs by whichever workers there are, then made one text.

A leading job divides the pages, goes back into the queue, and is woken by whoever reads the last
one. What a part reads is in the store page by page: a worker that is killed takes no more with it
than the page in its hands.
"""

import logging
from collections.abc import Sequence

from sqlmodel import Session

from audiolib.errors import SourceError
from audiolib.floor import repository as floor
from audiolib.intake.errors import NotRecognisedError, PageLostError, RecogniserMissingError
from audiolib.intake.ocr import PageRead, known, recognise
from audiolib.intake.tesseract import recogniser
from audiolib.jobs import repository as jobs
from audiolib.jobs.errors import JobAwaitsError, JobOutdatedError
from audiolib.jobs.progress import Telling, count
from audiolib.making import repository
from audiolib.making.errors import NoPagesError
from audiolib.making.scan import composed_pages
from audiolib.making.station import awaited, taken_up
from audiolib.production.pool import Pool
from audiolib.service import Service
from audiolib.tables import Page
from audiolib.tables.making import State

PART = "recognise_part"
GROUP = 8
"""Pages of a part: to begin a process for them costs a twentieth of reading them."""
_OF_THE_PAGE = (PageLostError, SourceError, NotRecognisedError)

log = logging.getLogger(__name__)


def recognise_pages(service: Service, telling: Telling, production_id: int) -> None:
    """Have every page read, and make one text of them; what was read before is not read again.

    Raises:
        NoPagesError: there are none.
        NotRecognisedError, RecogniserMissingError: the language can't be recognised here.
        JobAwaitsError: pages are being read by other jobs.
    """
    lead = telling.job_id
    with service.database.transaction() as session:
        found = taken_up(session, production_id, lead, (State.OCR,))
        pages = repository.pages(session, production_id)
        language = str(repository.described(session, found)["language"])
        parts, waiting = jobs.parts(session, lead)
        unread = [page for page in pages if not page.words]
        if parts and unread and waiting:
            jobs.await_parts(session, lead)
    if not pages:
        raise NoPagesError(production_id)
    if parts and unread and waiting:
        raise JobAwaitsError(lead)
    recogniser(language)
    if parts and unread:
        # No part could read it. Here the reason is told where people look; or else it goes on.
        with Pool(1) as pool:
            _read(service, pool, production_id, lead, unread[0], language)
    if unread or not parts:
        _divided(service, telling, production_id, language, anew=not parts)
    with service.database.transaction() as session:
        pages = repository.pages(session, production_id)
    composed_pages(service, telling, production_id, pages)


def recognise_part(
    service: Service, telling: Telling, production_id: int, lead: int, pages: Sequence[int]
) -> None:
    """Read some pages of a scan, one after the other, for the job `lead`.

    A page that can't be read is left for the leading job, which tells why.

    Raises:
        JobOutdatedError: the leading job was called off, or has ended.
        JobAwaitsError: the language can't be recognised on this machine; others may.
    """
    with service.database.transaction() as session:
        found = floor.production(session, production_id)
        if found.job_id != lead or found.state != State.OCR:
            raise JobOutdatedError(telling.job_id)
        language = str(repository.described(session, found)["language"])
        wanted = [p for p in repository.pages(session, production_id) if p.number in pages]
    telling.begin("recognise", len(wanted))
    with Pool(1) as pool:
        for page in wanted:
            if page.words:
                continue
            try:
                _read(service, pool, production_id, lead, page, language)
            except RecogniserMissingError as error:
                raise JobAwaitsError(telling.job_id) from error
            except _OF_THE_PAGE as error:
                log.warning("production %d, page %d: %s", production_id, page.number, error.code)
            telling.advance(1)


def _divided(
    service: Service, telling: Telling, production_id: int, language: str, *, anew: bool
) -> None:
    """Put a job into the queue for each group of pages that nobody has read, and wait for them.

    `anew`: what lies in rows is not trusted, only what the same recogniser has in the store.

    Raises:
        JobAwaitsError: there are such pages.
    """
    lead, store = telling.job_id, service.store
    with service.database.transaction() as session:
        awaited(session, production_id, lead, (State.OCR,))
        pages = repository.pages(session, production_id)
        if anew:
            for page in pages:
                _note(page, known(store, page.image, language, page.rotation))
                session.add(page)
            session.flush()
        unread = [page.number for page in pages if not page.words]
        if not unread:
            return
        own = jobs.job(session, lead)
        for at in range(0, len(unread), GROUP):
            jobs.defer(
                session,
                PART,
                "recognise",
                priority=own.priority if own else 0,
                production_id=production_id,
                lead=lead,
                pages=unread[at : at + GROUP],
            )
        jobs.await_parts(session, lead)
    telling.begin("recognise", len(pages))
    telling.count(len(pages) - len(unread))
    raise JobAwaitsError(lead)


def _read(
    service: Service, pool: Pool, production_id: int, lead: int, page: Page, language: str
) -> None:
    """Read one page in a process of its own, and note what it holds."""
    place = service.store.location
    read = pool.submit(recognise, place, page.image, language, page.rotation).result()
    with service.database.transaction() as session:
        awaited(session, production_id, lead, (State.OCR,))
        now_there = session.get(Page, page.id)
        if now_there is None or now_there.image != page.image:
            raise JobOutdatedError(lead)
        _note(now_there, read)
        session.add(now_there)
        session.flush()
        _told(session, production_id, lead)


def _told(session: Session, production_id: int, lead: int) -> None:
    """Say how many pages are read by now; the last one wakes the leading job."""
    read, all_ = repository.pages_read(session, production_id)
    count(session, production_id, lead, read)
    if read == all_:
        jobs.wake(session, lead)


def _note(page: Page, read: PageRead | None) -> None:
    """What was read on a page, in its row."""
    page.clean, page.words, page.alto = (read.clean, read.words, read.alto) if read else ("",) * 3
