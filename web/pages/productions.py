"""A production: its file, its progress, what to do next, and what happened."""

import asyncio
import json
import shutil
import tempfile
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from api import links
from api.deps import Fields, Files, Now, Number, SessionOf
from api.errors import FieldError, FieldMissingError, NotFoundError
from api.numbers import whole
from api.problems import of_error, spoken
from api.uploads import folder, kept
from api.workable import workable
from audiolib.catalogue import repository as catalogue
from audiolib.desk.repository import account_names
from audiolib.errors import AudiolibError
from audiolib.findings import Finding, Place
from audiolib.floor import repository as floor
from audiolib.floor.states import ways
from audiolib.jobs.progress import Far, Told, progress
from audiolib.making import orders
from audiolib.making.narrate import TRACKS
from audiolib.making.take_in import FINDINGS
from audiolib.messages import Messages
from audiolib.people import Reader
from audiolib.service import Service
from audiolib.tables import Production
from audiolib.tables.making import FloorEvent, Mode, State
from web.page import Page, PageOf, to
from web.pages.production_scan import ACTS, accept, change, cut, looked_at, sent, unread
from web.texts import Texts

router = APIRouter()
SOURCES = ("file", "scan")
EVERY_S = 1.0
LASTS_S = 3600
_ACTS = ("narrate", "approve", "again", "stop")
_SHOWN = 50


@router.post("/staff/works/{work_id}/productions")
def begin(work_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """Begin a production of a work whose rights are decided."""
    work = catalogue.work(session, work_id)
    source = fields.get("source", "file")
    if source not in SOURCES:
        raise FieldError("source", source)
    opened = orders.open_production(
        session,
        page.reader,
        work_id,
        branch_id=work.branch_id,
        source=source,
        language=work.language,
        now=now,
    )
    return to(f"/staff/productions/{opened.id}")


@router.api_route("/staff/productions/{production_id}", methods=["GET", "HEAD"])
def show(
    production_id: Number,
    page: PageOf,
    session: SessionOf,
    now: Now,
    opened: Annotated[str, Query(alias="page", max_length=9)] = "",
) -> Response:
    """A production as it is; of a scan with one page ready to be changed."""
    found = workable(session, production_id, page.reader, now)
    return _shown(page, session, found, now, opened_page=whole(opened))


@router.post("/staff/productions/{production_id}/file")
def upload(
    production_id: Number,
    page: PageOf,
    session: SessionOf,
    fields: Fields,
    files: Files,
    now: Now,
) -> Response:
    """Take in files that a plain form sent."""
    found = workable(session, production_id, page.reader, now)
    try:
        if not files:
            raise FieldMissingError(page.t("production-file"))
        with session.begin_nested():
            for file in files:
                _keep(page.service, session, page.reader, file, production_id, now)
            if found.source == "scan":
                cut(session, production_id, page.reader)
    except AudiolibError as error:
        return _shown(page, session, found, now, error)
    return to(f"/staff/productions/{production_id}")


@router.post("/staff/productions/{production_id}/{act}")
def do(
    production_id: Number, act: str, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Have the next step done, or call the one off that runs."""
    found = workable(session, production_id, page.reader, now)
    version = whole(fields.get("version", ""))
    place = 0
    try:
        with session.begin_nested():
            match act:
                case "narrate":
                    orders.narrate(session, production_id, page.reader, version=version)
                case "approve":
                    orders.approve(session, production_id, page.reader, version=version)
                case "again":
                    orders.again(session, production_id, page.reader)
                case "pages":
                    cut(session, production_id, page.reader)
                case "recognise":
                    orders.recognise(session, production_id, page.reader, version=version)
                case "stop":
                    orders.stop(session, production_id, page.reader)
                case "move":
                    _move(session, production_id, page, fields, version, now)
                case "accept":
                    accept(session, found, page.reader, fields)
                case _ if act in ACTS:
                    place = change(session, production_id, act, page, fields)
                case "unblock":
                    floor.unblock(session, production_id, page.reader, now=now)
                case _:
                    raise NotFoundError
    except AudiolibError as error:
        return _shown(page, session, found, now, error)
    if fields.get("from") == "board":
        return to(f"/staff/board#production-{production_id}")
    if place:
        return to(f"/staff/productions/{production_id}?page={place}#page-{place}")
    return to(f"/staff/productions/{production_id}#now")


def followed(production_id: Number, page: PageOf, session: SessionOf, now: Now) -> None:
    """Make sure that whoever follows a production may: the request's transaction ends with it."""
    workable(session, production_id, page.reader, now)


@router.get(
    "/staff/productions/{production_id}/progress",
    response_class=EventSourceResponse,
    dependencies=[Depends(followed, scope="function")],
)
async def follow(production_id: Number, page: PageOf) -> AsyncIterator[ServerSentEvent]:
    """How far a production is, told whenever it changes, until its job is over (SSE)."""
    last = ""
    for _ in range(int(LASTS_S / EVERY_S)):
        told, over = await run_in_threadpool(_read, page.service, page.t, production_id)
        if told != last:
            last = told
            yield ServerSentEvent(raw_data=told, event="progress")
        if over:
            yield ServerSentEvent(raw_data=told, event="over")
            return
        await asyncio.sleep(EVERY_S)


def _read(service: Service, t: Texts, production_id: int) -> tuple[str, bool]:
    """How far a production is, and whether nothing more is to come; a transaction of its own."""
    with service.database.transaction() as session:
        told = progress(session, production_id)
        if told is None:
            return "{}", True
        over = orders.is_resting(session, floor.production(session, production_id))
    at = f"{told.state}/{told.mode}/{told.blocked}/{told.version}/{told.failed}"
    text = in_words(t, told) if told.step else t("progress-waiting")
    return json.dumps({"at": at, "percent": told.percent, "text": text}, ensure_ascii=False), over


def in_words(t: Texts, told: Far) -> str:
    """How far a job is, as a sentence that can be heard."""
    step = t(f"step-{told.step}") if t.knows(f"step-{told.step}") else told.step
    if told.left_s is None:
        return t("progress-told", step=step, percent=t.number(told.percent))
    left = t.length(told.left_s * 1000)
    return t("progress-left", step=step, percent=t.number(told.percent), left=left)


def _shown(
    page: Page,
    session: Session,
    found: Production,
    now: datetime,
    error: AudiolibError | None = None,
    opened_page: int | None = None,
) -> Response:
    session.refresh(found)
    number = found.id or 0
    events = floor.events(session, number)
    people = {e.actor_id for e in events if e.actor_id is not None}
    told = progress(session, number)
    problem = of_error(error, page.language) if error else None
    messages = Messages(spoken(page.language))
    resting = orders.is_resting(session, found)
    return page(
        "production.html",
        problem.status.value if problem else 200,
        error=problem,
        production=found,
        work=catalogue.work(session, found.work_id),
        told=told,
        told_words=in_words(page.t, told) if told and told.step else "",
        resting=resting,
        reason=_reason(messages, found, told),
        reason_language=messages.language,
        files=sent(session, number, messages),
        opened_page=opened_page,
        findings=_findings(page.service, found, messages),
        tracks=_tracks(page, found, now),
        pages=looked_at(page, session, found, partial(_sentence, messages), now),
        unread=unread(found),
        ways=_ways(page.t, found),
        events=[(e, _why(messages, e)) for e in list(reversed(events))[:_SHOWN]],
        names=account_names(session, people),
        doing=found.mode == Mode.DO,
    )


def _ways(t: Texts, found: Production) -> list[tuple[str, str]]:
    return [(s.value, t(f"state-{s.value}")) for s in ways(State(found.state), found.source)]


def _reason(messages: Messages, found: Production, told: Told | None) -> str:
    """Why a production is held up, in words; empty where nothing holds it."""
    code = found.blocked or (told.failed if told else "")
    return messages(code, **dict(told.facts if told else {})) if code else ""


def _why(messages: Messages, event: FloorEvent) -> str:
    """The reason of an event in words: the sentence of a code, or what somebody wrote."""
    if not messages.knows(event.reason):
        return event.reason
    return messages(event.reason, **event.facts)


def _findings(service: Service, found: Production, messages: Messages) -> list[dict[str, str]]:
    """What was found in the text, as sentences, each with its place as far as it is known."""
    content = _kept_as(service, found, FINDINGS)
    return [
        {"code": one["code"], "sentence": _sentence(messages, one), "place": _place(one)}
        for one in (json.loads(content) if content else [])
    ]


def _sentence(messages: Messages, told: Mapping[str, Any]) -> str:
    """The sentence of a finding as `findings_json` keeps it."""
    place = Place(**told.get("place", {}))
    return messages.finding(Finding(told["code"], told["severity"], place, told.get("facts", {})))


def _place(told: Mapping[str, Any]) -> str:
    """File, page, line or id; empty where nothing is known."""
    place = told.get("place", {})
    return ", ".join(str(place[name]) for name in ("file", "page", "line", "id") if name in place)


def _kept_as(service: Service, found: Production, name: str) -> bytes | None:
    key = found.record.get(name)
    return service.store.get(key) if key else None


def _tracks(page: Page, found: Production, now: datetime) -> list[dict[str, Any]]:
    """What was narrated, to be listened to before it goes out."""
    if found.state != State.LISTENING:
        return []
    content = _kept_as(page.service, found, TRACKS)
    if not content:
        return []
    asker = links.asker(page.service, page.request, page.reader)
    return [
        {
            "number": number,
            "address": links.address(
                page.service,
                sound["digest"],
                f"{number:03}.mp3",
                asker,
                now,
                work=found.work_id,
            ),
        }
        for number, sound in enumerate(json.loads(content), 1)
    ]


def _keep(
    service: Service,
    session: Session,
    reader: Reader,
    file: UploadFile,
    production_id: int,
    now: datetime,
) -> None:
    target = folder(service)
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=target) as whole:
        file.file.seek(0)
        shutil.copyfileobj(file.file, whole)
        whole.flush()
        name = file.filename or "file"
        kept(service, session, reader, Path(whole.name), name, production_id, now)


def _move(
    session: Session,
    production_id: int,
    page: Page,
    fields: Fields,
    version: int | None,
    now: datetime,
) -> None:
    told = fields.get("to", "")
    if told not in set(State):
        raise FieldError(page.t("production-move"), told)
    floor.move(
        session,
        production_id,
        State(told),
        page.reader,
        version=version,
        reason=fields.get("reason", "")[:200],
        now=now.astimezone(UTC),
    )
