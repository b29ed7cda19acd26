"""What people ask for: a new production, a step of it, a stop; each with its job in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from audiolib.floor import repository as floor
from audiolib.floor.errors import FloorBusyError
from audiolib.jobs import repository as jobs
from audiolib.jobs.errors import NoSuchJobError
from audiolib.jobs.order import priority
from audiolib.jobs.steps import Step
from audiolib.listening import repository as listening
from audiolib.listening.errors import OpenDefectsError
from audiolib.making import repository
from audiolib.making.arrange import make_sure_of_looking, undo
from audiolib.making.errors import NoSuchPageError, NothingToDoError
from audiolib.making.sizes import NORM_PAGE
from audiolib.making.steps import (
    NARRATE,
    PUBLISH,
    RECOGNISE,
    SPLIT_PAGE,
    TAKE_IN,
    TAKE_IN_PAGES,
    TURN_PAGE,
)
from audiolib.making.turning import MOST, Turn, cut_out_of, turn_of
from audiolib.people.reader import Reader
from audiolib.slug import slug
from audiolib.tables import Production
from audiolib.tables.making import Mode, Service, State

_PUBLISHING = (State.PACKAGE, State.VALIDATE, State.PUBLISH)
_UNREAD = 100_000
"""Characters, of a text that nobody has read yet."""


def open_production(
    session: Session,
    reader: Reader,
    work_id: int,
    *,
    branch_id: int,
    source: str = "file",
    language: str = "",
    voice: str = "",
    options: Mapping[str, Any] | None = None,
    service: Service = Service.STANDARD,
    demand_id: int | None = None,
    now: datetime | None = None,
) -> Production:
    """A new production of a work; it waits for the decision on its rights.

    `source` is `file`, `scan` or `recording`; `options` are `formats`, `rate`, `pitch`, `notes`,
    `pages`, `tables` as `produce` has them.
    """
    moment = now or datetime.now(UTC)
    started = Production(
        work_id=work_id,
        demand_id=demand_id,
        branch_id=branch_id,
        slug=repository.free_slug(session, slug(repository.title(session, work_id), "text")),
        source=source,
        language=language,
        voice=voice,
        options=dict(options or {}),
        state=State.RIGHTS,
        service=service,
        created_by=reader.account_id or 0,
        created_at=moment,
        changed_at=moment,
    )
    floor.make_sure_of_role(started, reader)
    return floor.begin(session, started, reader, moment)


def change(
    session: Session,
    production_id: int,
    reader: Reader,
    *,
    voice: str | None = None,
    language: str | None = None,
    options: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> Production:
    """Wish for another voice, language or way of speaking; it counts when it is narrated next.

    Raises:
        FloorError: a machine is at work on it, or the person has no such role.
    """
    found = floor.held(session, production_id, version)
    floor.make_sure_of_role(found, reader)
    _make_sure_of_rest(found)
    found.voice = found.voice if voice is None else voice
    found.language = found.language if language is None else language
    found.options = {**found.options, **(options or {})}
    told = {"voice": found.voice, "language": found.language}
    floor.note(session, found, "changed", told, reader)
    return found


def take_in(
    session: Session,
    production_id: int,
    reader: Reader,
    *,
    digest: str,
    size: int,
    name: str,
    version: int | None = None,
) -> int:
    """Have an uploaded file read; gives the job's number. The production may stand before it.

    Raises:
        FloorError: it can't go there, or a machine is at work on it.
    """
    found = floor.held(session, production_id, version)
    _make_sure_of_rest(found)
    if found.state != State.SCAN:
        found = floor.move(session, production_id, State.SCAN, reader)
    return _ordered(session, found, TAKE_IN, digest=digest, size=size, name=name)


def take_in_pages(
    session: Session,
    production_id: int,
    reader: Reader,
    *,
    uploads: Sequence[Mapping[str, Any]],
    version: int | None = None,
) -> int:
    """Have uploaded scans cut into pages; gives the job's number.

    `uploads` are `digest`, `size` and `name` of images, PDFs or zip files, and the `id` of their
    rows.

    Raises:
        FloorError: it can't go there, or a machine is at work on it.
    """
    found = floor.held(session, production_id, version)
    _make_sure_of_rest(found)
    if found.state != State.SCAN:
        found = floor.move(session, production_id, State.SCAN, reader)
    return _ordered(session, found, TAKE_IN_PAGES, uploads=[dict(one) for one in uploads])


def split_page(session: Session, production_id: int, reader: Reader, page_id: int) -> int:
    """Have a page image cut into two pages; gives the job's number.

    Raises:
        NothingToDoError, FloorRoleError: see `make_sure_of_looking`.
        NoSuchPageError: there is none, or it is a half already.
    """
    found = floor.held(session, production_id)
    make_sure_of_looking(found, reader)
    if cut_out_of(repository.page(session, production_id, page_id)):
        raise NoSuchPageError(production_id)
    return _ordered(session, found, SPLIT_PAGE, page_id=page_id)


def turn_page(
    session: Session, production_id: int, reader: Reader, page_id: int, more: Turn
) -> int:
    """Have a page turned by so much more; gives its place where that only undoes a turn, else 0.

    Raises:
        NothingToDoError, FloorRoleError: see `make_sure_of_looking`.
        NoSuchPageError: there is none, it is left out, or it would be turned by more than `MOST`.
    """
    found = floor.held(session, production_id)
    make_sure_of_looking(found, reader)
    page = repository.page(session, production_id, page_id)
    turn = turn_of(page) + more
    if page.left_out or abs(turn.angle) > MOST:
        raise NoSuchPageError(production_id)
    if not turn:
        return undo(session, production_id, reader, page_id) if turn_of(page) else page.number
    told = {"turned": page.name, "rotation": more.rotation, "angle": more.angle}
    floor.note(session, found, "changed", told, reader)
    by = {"by": reader.account_id or 0}
    _ordered(session, found, TURN_PAGE, page_id=page_id, **asdict(turn), **by)
    return 0


def recognise(
    session: Session, production_id: int, reader: Reader, *, version: int | None = None
) -> int:
    """Say that the pages are all there and good: they are read; gives the job's number.

    Raises:
        FloorError: it can't go there, or a machine is at work on it.
    """
    found = floor.held(session, production_id, version)
    _make_sure_of_rest(found)
    found = floor.move(session, production_id, State.OCR, reader)
    return _ordered(session, found, RECOGNISE)


def narrate(
    session: Session, production_id: int, reader: Reader, *, version: int | None = None
) -> int:
    """Have the newest text narrated; gives the job's number.

    Raises:
        FloorError: it can't go there, the listening check is full, or a machine is at work on it.
        NoTextError: there is no text.
    """
    found = floor.held(session, production_id, version)
    _make_sure_of_rest(found)
    repository.newest_text(session, production_id)
    # The machine is never too slow, ears are: nothing is narrated that nobody could listen to.
    floor.make_sure_of_room(session, found, State.LISTENING)
    found = floor.move(session, production_id, State.NARRATION, reader)
    return _ordered(session, found, NARRATE)


def approve(
    session: Session, production_id: int, reader: Reader, *, version: int | None = None
) -> int:
    """Say that what was narrated is right: it is packaged, checked and published.

    Raises:
        OpenDefectsError: a defect was neither mended nor taken back.
        FloorError: it was not narrated yet, or a machine is at work on it.
    """
    found = floor.held(session, production_id, version)
    _make_sure_of_rest(found)
    if count := len(listening.open_defects(session, production_id)):
        raise OpenDefectsError(count)
    found = floor.move(session, production_id, State.PACKAGE, reader)
    return _ordered(session, found, PUBLISH)


def again(
    session: Session, production_id: int, reader: Reader, *, version: int | None = None
) -> int:
    """Have the step done again that failed, or was called off; gives the job's number.

    Raises:
        NothingToDoError: no machine works at its station.
        FloorError: a machine is at work on it, or the person has no such role.
    """
    found = floor.held(session, production_id, version)
    floor.make_sure_of_role(found, reader)
    if found.job_id is not None:
        failed = jobs.job(session, found.job_id)
        if failed is not None and failed.status == "failed":
            floor.unblock(session, production_id, reader)
            jobs.again(session, found.job_id)
            return found.job_id
        _make_sure_of_rest(found)
    floor.unblock(session, production_id, reader)
    if found.state == State.OCR:
        return _ordered(session, found, RECOGNISE)
    if found.state == State.NARRATION:
        return _ordered(session, found, NARRATE)
    if found.state in _PUBLISHING:
        return _ordered(session, found, PUBLISH)
    raise NothingToDoError(production_id, found.state)


def stop(session: Session, production_id: int, reader: Reader) -> bool:
    """Call off the job that works on a production; tells whether it had not begun yet.

    Raises:
        NoSuchJobError: no job works on it.
        FloorRoleError: the person has no such role.
    """
    found = floor.held(session, production_id)
    floor.make_sure_of_role(found, reader)
    if found.job_id is None:
        raise NoSuchJobError
    waited = jobs.stop(session, found.job_id)
    if waited:
        found.job_id = None
        floor.move(session, production_id, State(found.state), reader, reason="job-stopped")
    return waited


def is_resting(session: Session, found: Production) -> bool:
    """Whether no job waits for a production or works on it."""
    if found.job_id is None:
        return True
    job = jobs.job(session, found.job_id)
    return job is None or job.status not in ("todo", "doing")


def _ordered(session: Session, found: Production, step: Step, **args: Any) -> int:
    characters = found.pages * NORM_PAGE or _UNREAD
    number = jobs.defer(
        session,
        step.name,
        step.queue,
        priority=priority(Service(found.service), characters),
        lock=f"production:{found.id}",
        production_id=found.id,
        **args,
    )
    found.job_id = number
    found.blocked = ""
    found.mode = Mode.WAIT
    session.add(found)
    session.flush()
    return number or 0


def _make_sure_of_rest(found: Production) -> None:
    if found.job_id is not None and not found.blocked:
        raise FloorBusyError(found.id or 0, found.state)
