"""Records by JSON: a file is looked at, brought in, taken back; records are given out."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Query, Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from api import errands, records, schemas
from api.answers import DENIED, made_once, promised, utf8
from api.deps import Now, Number, ReaderOf, ServiceOf, SessionOf, unforged
from api.languages import asked
from api.problems import spoken
from api.reading import reads
from api.uploads import folder
from api.wanted import Wanted
from audiolib.catalogue.exchange import give
from audiolib.catalogue.exchange.forms.faults import told
from audiolib.catalogue.exchange.incoming import bring
from audiolib.catalogue.exchange.incoming.listed import CURSOR, as_csv, faults_of, listed, sums
from audiolib.catalogue.exchange.incoming.look import Act
from audiolib.people import Reader
from audiolib.tables import RecordFile, RecordRow

router = APIRouter(
    tags=["records"], responses=DENIED, dependencies=[Depends(unforged, scope="function")]
)
_ANY = {"schema": {"type": "string", "format": "binary"}}
_BODY = {"requestBody": {"required": False, "content": {"application/octet-stream": _ANY}}}
FormName = Literal["marc", "marcxml", "oai_dc", "dcterms", "csv", "xlsx"]
Key = Annotated[str, Header(alias="Idempotency-Key", max_length=200)]
Only = Annotated[Literal["", "new", "change", "same", "left", "faulty"], Query()]


async def content(request: Request, service: ServiceOf) -> AsyncIterator[Path]:
    """A file with the bytes of a request, gone when it is answered.

    Raises:
        RecordsTooLargeError: there are more of them than are taken in.
    """
    limits = service.settings.records
    folder(service).mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder(service), prefix="records-") as file:
        size = 0
        async for part in request.stream():
            size += len(part)
            bring.make_sure_of_size(size or 1, limits)
            await run_in_threadpool(file.write, part)
        await asyncio.to_thread(file.flush)
        yield Path(file.name)


Content = Annotated[Path, Depends(content, scope="function")]


@reads(
    router,
    "/api/v1/records/out",
    response_class=StreamingResponse,
    responses={200: {"description": "A file of records", "content": {"*/*": _ANY}}},
)
def out(
    request: Request,
    form: FormName,
    wanted: Wanted,
    reader: ReaderOf,
    service: ServiceOf,
    now: Now,
) -> Response:
    """The records of all works that the asker may know of, or of those looked for, as one file."""
    language = asked(request, reader)
    made = records.given(service, reader, now, form, wanted, language)
    return StreamingResponse(
        made if request.method == "GET" else iter(()),
        headers=records.attached(form, now),
        media_type=give.FORMS[form].media_type,
    )


@router.post(
    "/api/v1/records",
    status_code=202,
    response_model=schemas.RecordsFile,
    openapi_extra=_BODY,
    responses=promised(404, 409),
)
def hand_in(
    request: Request,
    sent: Content,
    reader: ReaderOf,
    session: SessionOf,
    service: ServiceOf,
    now: Now,
    branch_id: Annotated[int, Query(ge=1, le=2**63 - 1)],
    known: Literal["leave", "change"] = "leave",
    name: Annotated[str, Query(max_length=200)] = "records",
    upload: Annotated[str, Query(max_length=100)] = "",
    idempotency_key: Key = "",
) -> Response:
    """Have a file of records looked at; nothing is written to the catalogue till it is brought in.

    Its bytes are the body, or came before as `upload` (the last part of that address). The answer's
    Location tells how far the look is.
    """
    utf8(name, upload)
    digest, size, name = records.handed_over(service, session, reader, sent, name, upload, now)

    def do() -> tuple[int, dict[str, Any], dict[str, str]]:
        file = bring.hand_in(
            session,
            service,
            reader,
            name,
            digest,
            size,
            branch_id=branch_id,
            change=known == "change",
            now=now,
        )
        return _answer(request, session, file, reader, now)

    fingerprint = f"records {digest} {branch_id} {known} {name}"
    return made_once(session, reader, idempotency_key, fingerprint, now, do)


@reads(
    router,
    "/api/v1/records/{number}",
    response_model=schemas.RecordsFile,
    responses=promised(404),
)
def show(
    request: Request, number: Number, reader: ReaderOf, session: SessionOf, now: Now
) -> schemas.RecordsFile:
    """A file of records: how far it is, and how many rows do what."""
    file = bring.concerning(session, number, reader)
    return _file(session, file, now, asked(request, reader))


@reads(
    router,
    "/api/v1/records/{number}/rows",
    response_model=schemas.RecordsRows,
    responses=promised(404),
)
def rows(
    request: Request,
    number: Number,
    reader: ReaderOf,
    session: SessionOf,
    only: Only = "",
    after: Annotated[str, Query(pattern=f"^{CURSOR}$")] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> schemas.RecordsRows:
    """What the rows of a file do, those with faults first."""
    bring.concerning(session, number, reader)
    found = listed(session, number, only, after, limit)
    language = spoken(asked(request, reader))
    return schemas.RecordsRows(rows=[_row(row, language) for row in found.rows], next=found.next)


@reads(
    router,
    "/api/v1/records/{number}/table",
    response_class=StreamingResponse,
    responses={200: {"description": "The rows", "content": {"text/csv": _ANY}}, **promised(404)},
)
def table(
    request: Request,
    number: Number,
    reader: ReaderOf,
    session: SessionOf,
    service: ServiceOf,
    only: Only = "",
) -> Response:
    """What the rows of a file do, those with faults first, as a table (CSV)."""
    bring.concerning(session, number, reader)
    headings = ("row", "act", "title", "people", "work", "faults")
    made = as_csv(service, number, only, spoken(asked(request, reader)), headings)
    return records.table(made if request.method == "GET" else iter(()), number)


@router.post(
    "/api/v1/records/{number}",
    status_code=202,
    response_model=schemas.RecordsFile,
    responses=promised(404, 409),
)
def bring_in(
    request: Request,
    number: Number,
    reader: ReaderOf,
    session: SessionOf,
    now: Now,
    idempotency_key: Key = "",
) -> Response:
    """Have a file brought in; a second time nothing is done, one that was stopped goes on."""

    def do() -> tuple[int, dict[str, Any], dict[str, str]]:
        file = bring.say_yes(session, number, reader, now)
        return _answer(request, session, file, reader, now)

    return made_once(session, reader, idempotency_key, f"records {number} in", now, do)


@router.post(
    "/api/v1/records/{number}/back",
    status_code=202,
    response_model=schemas.RecordsFile,
    responses=promised(404, 409),
)
def take_back(
    request: Request,
    number: Number,
    reader: ReaderOf,
    session: SessionOf,
    now: Now,
    idempotency_key: Key = "",
) -> Response:
    """Have what came in by a file taken back, where nobody worked on it."""

    def do() -> tuple[int, dict[str, Any], dict[str, str]]:
        file = bring.take_back(session, number, reader, now)
        return _answer(request, session, file, reader, now)

    return made_once(session, reader, idempotency_key, f"records {number} back", now, do)


def _answer(
    request: Request, session: Session, file: RecordFile, reader: Reader, now: datetime
) -> tuple[int, dict[str, Any], dict[str, str]]:
    told_of = _file(session, file, now, asked(request, reader))
    place = f"/api/v1/records/{file.id}"
    if told_of.errand is not None:
        place = f"/api/v1/errands/{told_of.errand.id}"
    return 202, told_of.model_dump(mode="json"), {"Location": place}


def _file(session: Session, file: RecordFile, now: datetime, language: str) -> schemas.RecordsFile:
    errand = bring.errand(session, file)
    counted = asdict(sums(session, file.id or 0))
    return schemas.RecordsFile(
        id=file.id or 0,
        name=file.name,
        state=file.state,
        form=file.form,
        branch_id=file.branch_id,
        known="change" if file.change else "leave",
        unknown=file.unknown,
        rows=schemas.RecordsSums(**counted),
        errand=errands.told(session, errand, now, language) if errand else None,
    )


def _row(row: RecordRow, language: str) -> schemas.RecordsRow:
    faults = faults_of(row)
    return schemas.RecordsRow(
        row=row.number,
        act=Act(row.act).value,
        state=row.state,
        title=row.title,
        people=row.people,
        work=row.work_id,
        like=row.like_id,
        changes=[schemas.RecordsChange(**change) for change in row.changes],
        faults=[
            schemas.RecordsFault(row=fault.row, code=fault.code, sentence=sentence)
            for fault, sentence in zip(faults, told(faults, language), strict=True)
        ],
    )
