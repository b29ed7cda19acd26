"""What a patron is to be told: words that were healed, reports that were answered, wishes."""

from typing import Any

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, SessionOf
from audiolib.catalogue import repository as catalogue
from audiolib.floor import repository as floor
from audiolib.floor.repository import demands
from audiolib.healing import repository as healing
from audiolib.people import Reader
from web.page import PageOf, to

router = APIRouter()


def news(session: Session, reader: Reader) -> list[dict[str, Any]]:
    """What a patron was not told of yet, each with the work that it is about."""
    patron = reader.patron_id
    if patron is None:
        return []
    found: list[dict[str, Any]] = []
    for report in healing.to_be_told(session, patron_id=patron):
        work = catalogue.work(session, floor.production(session, report.production_id).work_id)
        kind = "healed" if report.healed_at else "answered"
        decided = healing.decision(session, report.entry_id) if report.entry_id else None
        word = report.word or (decided.grapheme if decided else "…")
        found.append({"kind": kind, "work": work, "word": word, "reply": report.reply})
    for wish in demands.fulfilled_for(session, patron):
        if wish.work_id is not None:
            work = catalogue.work(session, wish.work_id)
            found.append({"kind": "fulfilled", "work": work, "word": wish.title, "reply": ""})
    return found


@router.post("/me/news")
def seen(page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """Remember that the patron was told."""
    patron = page.reader.patron_id or 0
    for report in healing.to_be_told(session, patron_id=patron):
        healing.told(session, report, now)
    for wish in demands.fulfilled_for(session, patron):
        demands.told(session, wish.id or 0, patron, now)
    return to("/me")
