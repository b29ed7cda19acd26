"""The board: what lies where, and moving it on, by buttons alone."""

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import Now, SessionOf
from api.problems import spoken
from audiolib.desk.card import Card
from audiolib.desk.repository import columns, in_hand
from audiolib.errands import repository as errands
from audiolib.floor.states import following
from audiolib.jobs import repository as jobs
from audiolib.jobs.progress import progress
from audiolib.messages import Messages
from audiolib.tables.making import State
from web.page import PageOf
from web.pages import errands as errand_pages
from web.pages.staff import branches

router = APIRouter()


@router.api_route("/staff/board", methods=["GET", "HEAD"])
def board(page: PageOf, session: SessionOf) -> Response:
    """Every production that is not done, by station, in the order in which it is to be taken up."""
    cards = in_hand(session, branches(page.reader))
    by_state: dict[str, list[Card]] = {}
    for card in cards:
        by_state.setdefault(card.state, []).append(card)
    shown = [
        {"column": column, "cards": by_state.get(State(column.state).value, [])}
        for column in columns(session)
        if column.state != State.IN_USE
    ]
    onward = {}
    for card in cards:
        if (after := following(State(card.state), card.source)) is not None:
            onward[card.id] = after.value
    return page("board.html", columns=shown, onward=onward, count=len(cards))


@router.api_route("/staff/failed", methods=["GET", "HEAD"])
def failed(page: PageOf, session: SessionOf, now: Now) -> Response:
    """What the machine could not do, why, and doing it again."""
    messages = Messages(spoken(page.language))
    theirs = {card.id: card for card in in_hand(session, branches(page.reader))}
    rows = []
    for job in jobs.failed(session):
        card = theirs.get(int(job.args.get("production_id", 0)))
        told = progress(session, card.id) if card else None
        if card is not None and told is not None and told.job_id == job.id:
            rows.append((job, card, messages(told.failed or "job", **dict(told.facts))))
    blocked = [
        (card, messages(card.blocked, **dict(told.facts if told else {})))
        for card in theirs.values()
        if card.blocked and card.id not in {c.id for _, c, _ in rows}
        for told in [progress(session, card.id)]
    ]
    return page(
        "failed.html",
        rows=rows,
        blocked=blocked,
        errands=[
            errand_pages.shown(page, session, one, now)
            for one in errands.listed(session, page.reader, (errands.FAILED,))
        ],
        sentence_language=messages.language,
    )
