"""Records by JSON: a file is looked at, brought in, given out."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from sqlmodel import Session
from starlette.responses import JSONResponse, Response, StreamingResponse

from api import records, schemas
from api.answers import DENIED, promised, utf8
from api.deps import Now, Number, ReaderOf, ServiceOf, SessionOf, unforged
from api.errors import NotYoursError
from api.languages import asked
from api.problems import spoken
from api.reading import reads
from api.wanted import Wanted
from audiolib.catalogue.exchange import bring, give, repository
from audiolib.catalogue.exchange.errors import RecordsTooLargeError
from audiolib.catalogue.exchange.faults import Fault, told
from audiolib.catalogue.exchange.look import Act, Look, look
from audiolib.catalogue.exchange.parse import BYTES, MOST
from audiolib.tables import RecordFile

router = APIRouter(
    tags=["records"], responses=DENIED, dependencies=[Depends(unforged, scope="function")]
)
_ANY = {"schema": {"type": "string", "format": "binary"}}
_BODY = {"requestBody": {"required": True, "content": {"application/octet-stream": _ANY}}}
FormName = Literal["marc", "marcxml", "oai_dc", "dcterms", "csv", "xlsx"]


async def content(request: Request) -> bytes:
    """The bytes of a request.

    Raises:
        RecordsTooLargeError: there are more of them than are taken in.
    """
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > BYTES:
            raise RecordsTooLargeError(BYTES // 1_000_000, MOST)
        parts.append(part)
    return b"".join(parts)


Content = Annotated[bytes, Depends(content)]


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
    status_code=201,
    response_model=schemas.RecordsLook,
    openapi_extra=_BODY,
    responses=promised(422),
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
) -> Response:
    """Look at a file of records; nothing is written to the catalogue until it is brought in."""
    utf8(name)
    if not records.mine(reader)(branch_id):
        raise NotYoursError
    agency = service.settings.library.code
    change = known == "change"
    seen = look(session, sent, name, change=change, mine=records.mine(reader), agency=agency)
    by = reader.account_id or 0
    number = bring.hand_in(session, sent, name, branch_id=branch_id, change=change, by=by, now=now)
    shown = _look(number, seen, spoken(asked(request, reader)))
    return JSONResponse(shown, 201, {"Location": f"/api/v1/records/{number}"})


@reads(
    router,
    "/api/v1/records/{number}",
    response_model=schemas.RecordsLook,
    responses=promised(404),
)
def show(
    request: Request, number: Number, reader: ReaderOf, session: SessionOf, service: ServiceOf
) -> Response:
    """What a file would do now; once it is in, what it did."""
    file = repository.file(session, number, reader.account_id or 0)
    return JSONResponse(_shown(request, session, service.settings.library.code, file, reader))


@router.post(
    "/api/v1/records/{number}", response_model=schemas.RecordsLook, responses=promised(404)
)
def bring_in(
    request: Request,
    number: Number,
    reader: ReaderOf,
    session: SessionOf,
    service: ServiceOf,
    now: Now,
) -> Response:
    """Bring a file in; a second time it does nothing and gives the answer of the first."""
    agency = service.settings.library.code
    by = reader.account_id or 0
    mine = records.mine(reader)
    bring.bring_in(session, number, by=by, actor=reader.actor, mine=mine, agency=agency, now=now)
    file = repository.file(session, number, by)
    return JSONResponse(_shown(request, session, agency, file, reader))


def _shown(
    request: Request, session: Session, agency: str, file: RecordFile, reader: ReaderOf
) -> dict[str, Any]:
    language = spoken(asked(request, reader))
    number = file.id or 0
    if file.done_at is None:
        seen = bring.look_at(session, file, records.mine(reader), agency)
        return _look(number, seen, language)
    done = bring.outcome(file)
    return schemas.RecordsLook(
        id=number,
        done=True,
        new=len(done.made),
        change=len(done.changed),
        same=done.same,
        left=done.left,
        works=[*done.made, *done.changed],
        faults=_faults(done.faults, language),
    ).model_dump(mode="json")


def _look(number: int, seen: Look, language: str) -> dict[str, Any]:
    counts = {act.value: seen.count(act) for act in Act if act is not Act.FAULTY}
    faults = _faults(seen.faults, language)
    return schemas.RecordsLook(
        id=number,
        done=False,
        works=[],
        rows=[
            schemas.RecordsRow(
                row=row.number,
                act=row.act.value,
                title=row.title,
                work=row.work,
                like=row.like,
                changes=[
                    schemas.RecordsChange(field=c.field, before=c.before, after=c.after)
                    for c in row.changes
                ],
            )
            for row in seen.rows
        ],
        faults=faults,
        **counts,
    ).model_dump(mode="json")


def _faults(faults: tuple[Fault, ...], language: str) -> list[schemas.RecordsFault]:
    return [
        schemas.RecordsFault(row=fault.row, code=fault.code, sentence=sentence)
        for fault, sentence in zip(faults, told(faults, language), strict=True)
    ]
