"""Errands by JSON: what the machine was asked to do beside productions, and how far it is."""

from datetime import datetime
from enum import StrEnum

from fastapi import APIRouter, Depends, Request
from sqlmodel import Session
from starlette.responses import JSONResponse

from api import schemas
from api.answers import DENIED, promised
from api.deps import Now, Number, ReaderOf, SessionOf, unforged
from api.languages import asked
from api.problems import spoken
from api.reading import reads
from audiolib.errands import repository as errands
from audiolib.messages import Messages
from audiolib.tables import Errand

router = APIRouter(
    tags=["errands"], responses=DENIED, dependencies=[Depends(unforged, scope="function")]
)


class Act(StrEnum):
    """What people have done with an errand."""

    STOP = "stop"
    AGAIN = "again"


@reads(router, "/api/v1/errands", response_model=list[schemas.Errand])
def listed(
    request: Request, reader: ReaderOf, session: SessionOf, now: Now
) -> list[schemas.Errand]:
    """The errands that concern the asker and wait, run or failed, the newest first."""
    language = asked(request, reader)
    return [told(session, one, now, language) for one in errands.listed(session, reader)]


@reads(
    router, "/api/v1/errands/{errand_id}", response_model=schemas.Errand, responses=promised(404)
)
def show(
    request: Request, errand_id: Number, reader: ReaderOf, session: SessionOf, now: Now
) -> schemas.Errand:
    """An errand, and how far it is."""
    found = errands.concerning(session, errand_id, reader)
    return told(session, found, now, asked(request, reader))


@router.post(
    "/api/v1/errands/{errand_id}/{act}",
    status_code=202,
    response_model=schemas.Errand,
    responses=promised(404, 409),
)
def do(
    request: Request, errand_id: Number, act: Act, reader: ReaderOf, session: SessionOf, now: Now
) -> JSONResponse:
    """Call an errand off, or have one done again that was called off or failed."""
    found = errands.concerning(session, errand_id, reader, lock=True)
    if act is Act.STOP:
        errands.stop(session, found, now)
    else:
        errands.again(session, found)
    shown = told(session, found, now, asked(request, reader))
    return JSONResponse(shown.model_dump(mode="json"), 202)


def told(session: Session, found: Errand, now: datetime, language: str) -> schemas.Errand:
    """An errand as it is now."""
    far = errands.how_far(session, found, now)
    return schemas.Errand(
        id=found.id or 0,
        step=found.step,
        subject=found.subject,
        title=found.title,
        branch_id=found.branch_id,
        ended=found.ended,
        part=far.step,
        percent=far.percent,
        left_s=far.left_s,
        failed=far.failed if found.ended == errands.FAILED else "",
        sentence=why(session, found, now, language),
    )


def why(session: Session, found: Errand, now: datetime, language: str) -> str:
    """Why an errand failed, in words; empty for one that did not."""
    far = errands.how_far(session, found, now)
    if found.ended != errands.FAILED:
        return ""
    return Messages(spoken(language))(far.failed or "job", **dict(far.facts))
