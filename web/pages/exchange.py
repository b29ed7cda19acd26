"""Records that come in and go out: a file is looked at, then brought in; or one is made."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.datastructures import UploadFile
from starlette.responses import Response, StreamingResponse

from api import records
from api.deps import Fields, Files, Now, Number, SessionOf
from api.errors import FieldError, FieldMissingError, NotYoursError
from api.policy import MAKERS
from api.problems import Problem, of_error, spoken
from api.wanted import Wanted
from audiolib.catalogue import repository as catalogue
from audiolib.catalogue.exchange import bring, give, repository
from audiolib.catalogue.exchange.errors import RecordsTooLargeError
from audiolib.catalogue.exchange.faults import told as sentences
from audiolib.catalogue.exchange.look import Act, Look, look
from audiolib.catalogue.exchange.parse import BYTES, MOST
from audiolib.errors import AudiolibError
from audiolib.tables import RecordFile
from web.page import Page, PageOf, to
from web.pages.places import choices_of_branches

router = APIRouter()
SHOWN = 200
"""Rows of one page of a look."""
NEWEST = 20
Asked = Annotated[str, Query(max_length=200)]


@router.api_route("/staff/records", methods=["GET", "HEAD"])
def start(page: PageOf, session: SessionOf, now: Now) -> Response:
    """The forms for a file that comes in and for one that goes out."""
    return _start(page, session, now, None)


@router.post("/staff/records")
def hand_in(page: PageOf, session: SessionOf, fields: Fields, files: Files, now: Now) -> Response:
    """Look at a file; one that can be read is kept until somebody says yes to it."""
    try:
        branch = _branch(page, fields.get("branch", ""))
        if not files:
            raise FieldMissingError(page.t("records-file"))
        content, name = _content(files[0]), files[0].filename or ""
        change = fields.get("known") == "change"
        look(
            session,
            content,
            name,
            change=change,
            mine=records.mine(page.reader),
            agency=page.service.settings.library.code,
        )
    except AudiolibError as error:
        return _start(page, session, now, of_error(error, page.language))
    by = page.reader.account_id or 0
    number = bring.hand_in(session, content, name, branch_id=branch, change=change, by=by, now=now)
    return to(f"/staff/records/{number}")


@router.api_route("/staff/records/out", methods=["GET", "HEAD"])
def out(
    page: PageOf,
    wanted: Wanted,
    now: Now,
    form: Asked = "",
) -> Response:
    """A file of all works that somebody may know of, or of those that they looked for."""
    if form not in give.FORMS:
        raise FieldError(page.t("records-form"), form)
    content = records.given(page.service, page.reader, now, form, wanted, page.language)
    return StreamingResponse(
        content if page.request.method == "GET" else iter(()),
        headers=records.attached(form, now),
        media_type=give.FORMS[form].media_type,
    )


@router.api_route("/staff/records/{number}", methods=["GET", "HEAD"])
def show(
    number: Number,
    page: PageOf,
    session: SessionOf,
    only: Asked = "",
    begin: Annotated[int, Query(ge=0, le=MOST, alias="from")] = 0,
) -> Response:
    """What a file would do, row by row; once it is in, what it did."""
    file = repository.file(session, number, page.reader.account_id or 0)
    if file.done_at is not None:
        return _done(page, session, file)
    agency = page.service.settings.library.code
    seen = bring.look_at(session, file, records.mine(page.reader), agency)
    rows = [row for row in seen.rows if not only or row.act == only]
    return page(
        "records_look.html",
        file=file,
        seen=seen,
        rows=rows[begin : begin + SHOWN],
        all=len(rows),
        begin=begin,
        shown=SHOWN,
        only=only if only in set(Act) else "",
        acts=[(act.value, seen.count(act)) for act in Act if seen.count(act)],
        ready=seen.count(Act.NEW) + seen.count(Act.CHANGE),
        said=_said(page, seen),
        said_in=spoken(page.language),
    )


@router.post("/staff/records/{number}")
def bring_in(
    number: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Say yes to a file: it is brought in once, however often that is said."""
    bring.bring_in(
        session,
        number,
        by=page.reader.account_id or 0,
        actor=page.reader.actor,
        mine=records.mine(page.reader),
        agency=page.service.settings.library.code,
        now=now,
    )
    return to(f"/staff/records/{number}")


def _start(page: Page, session: Session, now: Now, error: Problem | None) -> Response:
    return page(
        "records.html",
        error.status.value if error else 200,
        error=error,
        branches=choices_of_branches(session, page.reader, MAKERS, now),
        forms=[(form, page.t(f"records-form-{form}")) for form in give.FORMS],
        newest=repository.newest(session, page.reader.account_id or 0, NEWEST),
        limit_mb=BYTES // 1_000_000,
        most=MOST,
    )


def _done(page: Page, session: Session, file: RecordFile) -> Response:
    done = bring.outcome(file)
    works = catalogue.listed(session, (*done.made, *done.changed)[:SHOWN])
    return page(
        "records_done.html",
        file=file,
        done=done,
        made=[work for work in works if work.id in set(done.made)],
        changed=[work for work in works if work.id in set(done.changed)],
        said=sentences(done.faults, spoken(page.language)),
        said_in=spoken(page.language),
    )


def _said(page: Page, seen: Look) -> dict[int, list[str]]:
    """What is wrong, as sentences by row."""
    language = spoken(page.language)
    return {row.number: sentences(row.faults, language) for row in seen.rows if row.faults}


def _content(file: UploadFile) -> bytes:
    """A file's bytes.

    Raises:
        RecordsTooLargeError: there are more of them than are taken in.
    """
    content = file.file.read(BYTES + 1)
    if len(content) > BYTES:
        raise RecordsTooLargeError(BYTES // 1_000_000, MOST)
    return content


def _branch(page: Page, told: str) -> int:
    """The branch that is to have new works.

    Raises:
        FieldError, NotYoursError: it is none, or not theirs.
    """
    if not told.isascii() or not told.isdecimal() or len(told) > 9:
        raise FieldError(page.t("work-form-branch"), told)
    if not records.mine(page.reader)(int(told)):
        raise NotYoursError
    return int(told)
