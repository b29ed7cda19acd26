"""Works by JSON: found, read, written."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request
from sqlmodel import Session
from starlette.responses import JSONResponse, Response

from api import links, schemas
from api.answers import DENIED, etag, made_once, matches, promised, unchanged, utf8
from api.deps import Now, Number, ReaderOf, ServiceOf, SessionOf, unforged
from api.errors import FieldError, MatchMissingError, NotFoundError, NotYoursError
from api.languages import asked
from api.policy import MAKERS
from api.problems import spoken
from api.reading import reads
from api.wanted import Wanted
from audiolib.catalogue import repository as catalogue
from audiolib.catalogue.model import Person, WorkDraft
from audiolib.catalogue.search import search
from audiolib.catalogue.works import add_work, change_work, draft_of
from audiolib.delivery.repository import released
from audiolib.desk.repository import branch_names
from audiolib.messages import Messages
from audiolib.people import Reader
from audiolib.rights.decision import Decision
from audiolib.rights.repository.access import all_acts, by_format, may
from audiolib.rights.repository.facts import key_of
from audiolib.rights.repository.visible import visible
from audiolib.rights.terms import Act, Duty
from audiolib.service import Service

router = APIRouter(
    tags=["works"], responses=DENIED, dependencies=[Depends(unforged, scope="function")]
)


@reads(router, "/api/v1/works", response_model=schemas.WorkPage)
def works(
    reader: ReaderOf,
    session: SessionOf,
    now: Now,
    wanted: Wanted,
    after: Annotated[str, Query(max_length=200)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> schemas.WorkPage:
    """Works that the asker may know of, found by words; a page at a time."""
    utf8(after)
    request = replace(wanted, after=after, limit=limit)
    found = search(session, request, visible(session, reader, now))
    listed = [
        schemas.Listed(
            id=work.id,
            title=work.title,
            subtitle=work.subtitle,
            people=list(work.people),
            language=work.language,
            audience=work.audience,
            rights_status=work.rights_status,
            published=work.published,
            duration_ms=work.duration_ms,
        )
        for work in found.works
    ]
    return schemas.WorkPage(works=listed, total=found.total, more=found.more, next=found.next)


@reads(
    router,
    "/api/v1/works/{work_id}",
    response_model=schemas.Work,
    responses=promised(304, 404),
)
def work(
    request: Request,
    work_id: Number,
    reader: ReaderOf,
    session: SessionOf,
    service: ServiceOf,
    now: Now,
) -> Response:
    """A work, with signed addresses of all that the asker may hear and download."""
    told = _work(request, service, session, work_id, reader, now)
    content = told.model_dump(mode="json")
    tag = etag(content)
    if unchanged(request, tag):
        return Response(status_code=304, headers={"ETag": tag})
    return JSONResponse(content, headers={"ETag": tag, "Cache-Control": "private, no-cache"})


@router.post(
    "/api/v1/works", status_code=201, response_model=schemas.Work, responses=promised(409, 422)
)
def add(
    request: Request,
    draft: schemas.NewWork,
    reader: ReaderOf,
    session: SessionOf,
    service: ServiceOf,
    now: Now,
    idempotency_key: Annotated[str, Header(max_length=200)] = "",
) -> Response:
    """Put a work into the catalogue; with an Idempotency-Key once, however often it is sent."""

    def do() -> tuple[int, dict[str, Any], dict[str, str]]:
        if draft.branch_id not in {number for number, _ in branch_names(session, now.date())}:
            raise FieldError("branch_id", str(draft.branch_id))
        _make_sure(reader, draft.branch_id)
        made = add_work(session, _draft(draft, None), draft.branch_id, now)
        told = _work(request, service, session, made.id or 0, reader, now).model_dump(mode="json")
        return 201, told, {"Location": f"/api/v1/works/{made.id}"}

    return made_once(session, reader, idempotency_key, draft.model_dump_json(), now, do)


@router.put(
    "/api/v1/works/{work_id}",
    response_model=schemas.Work,
    responses=promised(404, 409, 412, 422, 428),
)
def change(
    request: Request,
    work_id: Number,
    draft: schemas.WorkDraft,
    reader: ReaderOf,
    session: SessionOf,
    service: ServiceOf,
    now: Now,
    if_match: Annotated[str, Header(max_length=200)] = "",
) -> Response:
    """Change a work; If-Match holds the ETag, or the version as `"v<number>"`, that was read."""
    if not may(session, work_id, reader, Act.METADATA, now):
        raise NotFoundError
    found = catalogue.work(session, work_id)
    _make_sure(reader, found.branch_id)
    if not if_match:
        raise MatchMissingError
    before = _work(request, service, session, work_id, reader, now).model_dump(mode="json")
    matches(if_match, etag(before), f'"v{found.version}"')
    change_work(session, work_id, found.version, _draft(draft, draft_of(session, found)), now)
    told = _work(request, service, session, work_id, reader, now).model_dump(mode="json")
    return JSONResponse(told, headers={"ETag": etag(told)})


def _work(
    request: Request, service: Service, session: Session, work_id: int, reader: Reader, now: Now
) -> schemas.Work:
    decisions = all_acts(session, work_id, reader, now)
    if not decisions[Act.METADATA]:
        raise NotFoundError
    found = catalogue.work(session, work_id)
    draft = draft_of(session, found)
    release = released(session, work_id)
    messages = Messages(spoken(asked(request, reader)))

    counted = Duty.COPY_NUMBER in decisions[Act.STREAM].duties
    device = links.device_mark(service, request, reader) if counted else ""

    asker = links.asker(service, request, reader, key_of(session, reader))

    def address(digest: str, name: str, act: Act, device: str = "") -> str:
        of = release.id if release else 0
        path = links.address(service, digest, name, asker, now, of, device=device, act=act)
        return service.url + path

    formats = [p.format for p in release.packages] if release else []
    takes = by_format(session, work_id, reader, formats, now)
    keep = next((told for told in takes.values() if told), decisions[Act.DOWNLOAD])
    numbered = Duty.COPY_NUMBER in keep.duties
    tracks = release.tracks if release and decisions[Act.STREAM] else ()
    packages = [p for p in release.packages if takes[p.format]] if release else []
    return schemas.Work(
        id=work_id,
        version=found.version,
        title=found.title,
        subtitle=found.subtitle,
        language=found.language,
        people=[schemas.Person(name=p.name, role=p.role) for p in draft.people],
        summary=found.summary,
        audience=found.audience,
        first_published=found.first_published,
        series=draft.series,
        subjects=[term for _scheme, term in draft.subjects],
        collections=list(draft.collections),
        rights_status=found.rights_status,
        duration_ms=release.duration_ms if release else 0,
        voice_kind=release.voice_kind if release else "",
        listening=_access(decisions[Act.STREAM], messages),
        downloading=_access(keep, messages),
        tracks=[
            schemas.Sound(
                number=t.number,
                duration_ms=t.duration_ms,
                size=t.size,
                address=address(t.digest, f"{t.number:03}.mp3", Act.STREAM, device),
                sections=[
                    schemas.Section(title=s.title, level=s.level, begin_ms=s.begin_ms)
                    for s in t.sections
                ],
            )
            for t in tracks
        ],
        packages=[
            schemas.File(
                id=p.id,
                format=p.format,
                name=p.name,
                media_type=p.media_type,
                size=p.size,
                digest=p.digest,
                # A numbered copy is noted when it is handed out.
                copies=f"{service.url}/api/v1/works/{work_id}/packages/{p.id}" if numbered else "",
                address="" if numbered else address(p.digest, p.name, Act.DOWNLOAD),
            )
            for p in packages
        ],
    )


def _access(decision: Decision, messages: Messages) -> schemas.Access:
    facts = dict(decision.facts)
    return schemas.Access(
        allowed=decision.allowed,
        reason=decision.reason,
        sentence=messages(decision.reason, **facts) if decision.reason else "",
        next_step=messages(decision.next_step, **facts) if decision.next_step else "",
    )


def _draft(told: schemas.WorkDraft, before: WorkDraft | None) -> WorkDraft:
    """What was told; what JSON does not ask for stays as it was."""
    return WorkDraft(
        title=told.title,
        language=told.language,
        subtitle=told.subtitle,
        people=tuple(Person(p.name, p.role) for p in told.people),
        summary=told.summary,
        audience=told.audience,
        age_from=told.age_from,
        age_to=told.age_to,
        first_published=told.first_published,
        series=told.series,
        series_number=told.series_number,
        subjects=tuple(("", term) for term in told.subjects),
        collections=tuple(told.collections),
        identifiers=before.identifiers if before else (),
        genre=before.genre if before else "",
        print_extent=before.print_extent if before else "",
        marc=before.marc if before else {},
    )


def _make_sure(reader: Reader, branch_id: int) -> None:
    if not any(reader.holds(role, branch_id) for role in MAKERS):
        raise NotYoursError
