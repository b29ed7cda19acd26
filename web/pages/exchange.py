"""Records that come in and go out: a file is looked at, then brought in; or one is made."""

import shutil
import tempfile
from datetime import datetime
from pathlib import Path
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
from api.uploads import folder
from api.wanted import Wanted
from audiolib.catalogue import repository as catalogue
from audiolib.catalogue.exchange import give, repository
from audiolib.catalogue.exchange.forms.faults import told as sentences
from audiolib.catalogue.exchange.incoming import bring
from audiolib.catalogue.exchange.incoming.listed import CURSOR, as_csv, faults_of, listed, sums
from audiolib.catalogue.exchange.incoming.look import Act
from audiolib.errors import AudiolibError
from audiolib.tables import RecordFile, RecordRow
from web.page import Page, PageOf, to
from web.pages import errands as errand_pages
from web.pages.places import choices_of_branches

router = APIRouter()
SHOWN = 100
"""Rows of one page."""
NEWEST = 20
_HEADINGS = ("records-row", "records-does", "work-form-name", "draft-people")
Asked = Annotated[str, Query(max_length=200)]


@router.api_route("/staff/records", methods=["GET", "HEAD"])
def start(page: PageOf, session: SessionOf, now: Now) -> Response:
    """The forms for a file that comes in and for one that goes out."""
    return _start(page, session, now, None)


@router.post("/staff/records")
def hand_in(page: PageOf, session: SessionOf, fields: Fields, files: Files, now: Now) -> Response:
    """Have a file looked at."""
    try:
        branch = _branch(page, fields.get("branch", ""))
        upload = fields.get("upload", "")
        if not files and not upload:
            raise FieldMissingError(page.t("records-file"))
        digest, size, name = _came(page, session, files, upload, now)
        file = bring.hand_in(
            session,
            page.service,
            page.reader,
            name,
            digest,
            size,
            branch_id=branch,
            change=fields.get("known") == "change",
            now=now,
        )
    except AudiolibError as error:
        return _start(page, session, now, of_error(error, page.language))
    return to(f"/staff/records/{file.id}")


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
    now: Now,
    only: Asked = "",
    after: Annotated[str, Query(pattern=f"^{CURSOR}$")] = "",
) -> Response:
    """A file of records as it is: what it would do, what it does just now, what it did."""
    return _shown(page, session, bring.concerning(session, number, page.reader), now, only, after)


@router.post("/staff/records/{number}")
def bring_in(
    number: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Say yes to a file: it is brought in once, however often that is said."""
    bring.say_yes(session, number, page.reader, now)
    return to(f"/staff/records/{number}")


@router.post("/staff/records/{number}/back")
def take_back(
    number: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Have what came in by a file taken back."""
    try:
        with session.begin_nested():
            bring.take_back(session, number, page.reader, now)
    except AudiolibError as error:
        file = bring.concerning(session, number, page.reader)
        return _shown(page, session, file, now, error=of_error(error, page.language))
    return to(f"/staff/records/{number}")


@router.api_route("/staff/records/{number}/table", methods=["GET", "HEAD"])
def table(number: Number, page: PageOf, session: SessionOf, only: Asked = "") -> Response:
    """The rows of a file as a table, those with faults first."""
    bring.concerning(session, number, page.reader)
    t = page.t
    headings = (*map(t, _HEADINGS), t("records-work", number="№"), t("records-does-faulty"))
    made = as_csv(page.service, number, only, spoken(page.language), headings)
    return records.table(made if page.request.method == "GET" else iter(()), number)


def _start(page: Page, session: Session, now: Now, error: Problem | None) -> Response:
    limits = page.service.settings.records
    return page(
        "records.html",
        error.status.value if error else 200,
        error=error,
        branches=choices_of_branches(session, page.reader, MAKERS, now),
        forms=[(form, page.t(f"records-form-{form}")) for form in give.FORMS],
        newest=repository.newest(session, page.reader.account_id or 0, NEWEST),
        limit_mb=limits.mb,
        most=limits.most,
    )


def _shown(
    page: Page,
    session: Session,
    file: RecordFile,
    now: datetime,
    only: str = "",
    after: str = "",
    error: Problem | None = None,
) -> Response:
    number = file.id or 0
    only = only if only in set(Act) else ""
    found = listed(session, number, only, after, SHOWN)
    counted = sums(session, number)
    errand = bring.errand(session, file)
    named = {row.work_id for row in found.rows if row.work_id is not None}
    return page(
        "records_file.html",
        error.status.value if error else 200,
        error=error,
        file=file,
        sums=counted,
        acts=[(act.value, getattr(counted, act)) for act in Act if getattr(counted, act)],
        errand=errand_pages.shown(page, session, errand, now) if errand else None,
        rows=found.rows,
        next=found.next,
        after=after,
        only=only,
        there={work.id for work in catalogue.listed(session, tuple(named))},
        said=_said(page, found.rows),
        said_in=spoken(page.language),
    )


def _said(page: Page, rows: tuple[RecordRow, ...]) -> dict[int, list[str]]:
    """What is wrong, as sentences by row."""
    language = spoken(page.language)
    return {row.number: sentences(faults_of(row), language) for row in rows if row.faults}


def _came(
    page: Page, session: Session, files: list[UploadFile], upload: str, now: datetime
) -> tuple[str, int, str]:
    """Key in the store, size and name of the file that a form brings, or that came before."""
    service, told = page.service, (page.reader, Path(), "")
    if upload:
        return records.handed_over(service, session, *told, upload, now)
    folder(service).mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder(service), prefix="records-") as kept:
        shutil.copyfileobj(files[0].file, kept)
        kept.flush()
        path, name = Path(kept.name), files[0].filename or ""
        return records.handed_over(service, session, page.reader, path, name, "", now)


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
