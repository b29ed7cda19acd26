"""Errands: what the machine was asked to do beside productions, followed and called off."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Depends
from fastapi.sse import EventSourceResponse, ServerSentEvent
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf
from api.errands import Act, why
from api.errors import NotFoundError
from api.problems import spoken
from audiolib.catalogue.exchange.incoming.steps import ENTER, LEAVE, LOOK
from audiolib.delivery.packing import PACK
from audiolib.errands import repository as errands
from audiolib.service import Service
from audiolib.tables import Errand
from web.page import Page, PageOf, to
from web.pages.productions import EVERY_S, LASTS_S, in_words
from web.texts import Texts

router = APIRouter()
ADDRESSES = dict.fromkeys((LOOK.name, ENTER.name, LEAVE.name), "/staff/records/{}") | {
    PACK.name: "/staff/bags/{}"
}
"""The page of what an errand is with, by its step."""
_ENDED = 20
_OF_THE_FILE = ("records-empty", "records-too", "records-unr", "sheet-", "table-", "source-")
"""Codes of what no second try makes better: the file itself is wrong."""


@router.api_route("/staff/errands", methods=["GET", "HEAD"])
def listed(page: PageOf, session: SessionOf, now: Now) -> Response:
    """The errands that concern somebody: those in hand or failed, and the last that ended."""
    ended = errands.listed(session, page.reader, (errands.DONE, errands.STOPPED), _ENDED)
    return page(
        "errands.html",
        open=[shown(page, session, one, now) for one in errands.listed(session, page.reader)],
        ended=[shown(page, session, one, now) for one in ended],
        said_in=spoken(page.language),
    )


def followed(errand_id: Number, page: PageOf, session: SessionOf) -> None:
    """Make sure that whoever follows an errand may."""
    errands.concerning(session, errand_id, page.reader)


@router.get(
    "/staff/errands/{errand_id}/progress",
    response_class=EventSourceResponse,
    dependencies=[Depends(followed, scope="function")],
)
async def follow(errand_id: Number, page: PageOf) -> AsyncIterator[ServerSentEvent]:
    """How far an errand is, told whenever it changes, until it is over (SSE)."""
    last = ""
    for _ in range(int(LASTS_S / EVERY_S)):
        told, over = await run_in_threadpool(_read, page.service, page.t, errand_id)
        if told != last:
            last = told
            yield ServerSentEvent(raw_data=told, event="progress")
        if over:
            yield ServerSentEvent(raw_data=told, event="over")
            return
        await asyncio.sleep(EVERY_S)


@router.post("/staff/errands/{errand_id}/{act}")
def do(
    errand_id: Number, act: str, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Call an errand off, or have it done again."""
    found = errands.concerning(session, errand_id, page.reader, lock=True)
    match act:
        case Act.STOP:
            errands.stop(session, found, now)
        case Act.AGAIN:
            errands.again(session, found)
        case _:
            raise NotFoundError
    return to("/staff/errands" if fields.get("from") == "list" else address(found))


def shown(page: Page, session: Session, found: Errand, now: datetime) -> dict[str, Any]:
    """An errand as a page shows it."""
    far = errands.how_far(session, found, now)
    return {
        "errand": found,
        "address": address(found),
        "percent": far.percent,
        "words": in_words(page.t, far) if far.step else page.t("progress-waiting"),
        "why": why(session, found, now, page.language),
        "helps": not far.failed.startswith(_OF_THE_FILE),
    }


def address(found: Errand) -> str:
    """The page of what an errand is with."""
    return ADDRESSES.get(found.step, "/staff/errands").format(found.subject)


def _read(service: Service, t: Texts, errand_id: int) -> tuple[str, bool]:
    """How far an errand is, and whether it is over; a transaction of its own."""
    with service.database.transaction() as session:
        found = errands.errand(session, errand_id)
        far, ended = errands.how_far(session, found), found.ended
    text = in_words(t, far) if far.step else t("progress-waiting")
    told = {"at": ended or "open", "percent": far.percent, "text": text}
    return json.dumps(told, ensure_ascii=False), bool(ended)
