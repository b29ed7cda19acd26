"""Productions by JSON: the board, beginning one, how far one is, and what people decide of it."""

from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header
from starlette.responses import JSONResponse

from api import schemas
from api.answers import DENIED, made_once, promised, utf8
from api.deps import Now, Number, ReaderOf, SessionOf, unforged
from api.errors import NotFoundError
from api.reading import reads
from api.workable import workable
from audiolib.catalogue import repository as catalogue
from audiolib.desk.card import Card
from audiolib.desk.repository import in_hand
from audiolib.jobs.progress import progress
from audiolib.making import orders
from audiolib.tables import Production
from audiolib.tables.making import Mode, State
from audiolib.tables.people import Role

router = APIRouter(
    tags=["productions"], responses=DENIED, dependencies=[Depends(unforged, scope="function")]
)


class Order(StrEnum):
    """What people have done with a production."""

    NARRATE = "narrate"
    APPROVE = "approve"
    AGAIN = "again"
    STOP = "stop"


@reads(router, "/api/v1/productions", response_model=list[schemas.Production])
def productions(reader: ReaderOf, session: SessionOf) -> list[schemas.Production]:
    """Productions of the asker's branches that are not done, in the order of the board."""
    branches = frozenset[int]().union(
        *(g.branch_ids for g in reader.granted if g.role is not Role.VOLUNTEER)
    )
    return [_card(card) for card in in_hand(session, branches)]


@router.post(
    "/api/v1/productions",
    status_code=201,
    response_model=schemas.Production,
    responses=promised(404, 409),
)
def begin(
    draft: schemas.NewProduction,
    reader: ReaderOf,
    session: SessionOf,
    now: Now,
    idempotency_key: Annotated[str, Header(max_length=200)] = "",
) -> JSONResponse:
    """Begin a production; with an Idempotency-Key once, however often it is sent."""

    def do() -> tuple[int, dict[str, Any], dict[str, str]]:
        work = catalogue.work(session, draft.work_id)
        utf8(draft.voice)
        opened = orders.open_production(
            session,
            reader,
            draft.work_id,
            branch_id=work.branch_id,
            source=draft.source,
            language=work.language,
            voice=draft.voice,
            now=now,
        )
        told = _told(opened, work.title).model_dump(mode="json")
        return 201, told, {"Location": f"/api/v1/productions/{opened.id}"}

    return made_once(session, reader, idempotency_key, draft.model_dump_json(), now, do)


@reads(
    router,
    "/api/v1/productions/{production_id}",
    response_model=schemas.Production,
    responses=promised(404),
)
def production(
    production_id: Number, reader: ReaderOf, session: SessionOf, now: Now
) -> schemas.Production:
    """A production."""
    found = workable(session, production_id, reader, now)
    return _told(found, catalogue.work(session, found.work_id).title)


@reads(
    router,
    "/api/v1/productions/{production_id}/progress",
    response_model=schemas.Progress,
    responses=promised(404),
)
def how_far(
    production_id: Number, reader: ReaderOf, session: SessionOf, now: Now
) -> schemas.Progress:
    """How far a production's job is, in percent, and about how long it still takes."""
    workable(session, production_id, reader, now)
    told = progress(session, production_id, now)
    if told is None:
        raise NotFoundError
    return schemas.Progress(
        state=State(told.state),
        mode=Mode(told.mode),
        step=told.step,
        percent=told.percent,
        left_s=told.left_s,
        failed=told.failed,
    )


@router.post(
    "/api/v1/productions/{production_id}/{order}",
    status_code=202,
    response_model=schemas.Production,
    responses=promised(404, 409),
)
def do(
    production_id: Number, order: Order, reader: ReaderOf, session: SessionOf, now: Now
) -> JSONResponse:
    """Have the next step done, or call the one off that runs."""
    found = workable(session, production_id, reader, now)
    match order:
        case Order.NARRATE:
            orders.narrate(session, production_id, reader)
        case Order.APPROVE:
            orders.approve(session, production_id, reader)
        case Order.AGAIN:
            orders.again(session, production_id, reader)
        case Order.STOP:
            orders.stop(session, production_id, reader)
    title = catalogue.work(session, found.work_id).title
    return JSONResponse(_told(found, title).model_dump(mode="json"), 202)


def _told(found: Production, title: str) -> schemas.Production:
    return schemas.Production(
        id=found.id or 0,
        work_id=found.work_id,
        title=title,
        state=found.state,
        mode=found.mode,
        service=found.service,
        blocked=found.blocked,
        version=found.version,
        since=found.changed_at,
    )


def _card(card: Card) -> schemas.Production:
    return schemas.Production.model_validate(
        {name: getattr(card, name) for name in schemas.Production.model_fields}
    )
