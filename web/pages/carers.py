"""Who acts for whom: for patrons to agree to and end, for carers to choose for whom they act."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import csrf
from api.deps import Fields, Now, Number, ServiceOf, SessionOf
from api.errors import FieldError, NotFoundError
from audiolib.people import carers
from web.page import PageOf, to

router = APIRouter()


@router.api_route("/me/carers", methods=["GET", "HEAD"])
def show(page: PageOf, session: SessionOf, now: Now) -> Response:
    """Who acts for the patron and what they did, and for whom the patron may act."""
    own = page.reader.patron_id or 0
    links = carers.links(session, own, now.date(), by=page.reader)
    theirs = {link.patron_id: link for link in links if link.carer_id == own}
    now_for = dict(carers.choices(session, page.reader))
    response = page(
        "me_carers.html",
        mine=[link for link in links if link.patron_id == own],
        waiting=[link for link in theirs.values() if link.patron_id not in now_for],
        choices=[(number, name, theirs.get(number)) for number, name in now_for.items()],
        acts=carers.acts(session, own, by=page.reader),
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@router.post("/me/carers/{link_id}/{act}")
def decide(
    link_id: Number, act: str, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Say yes to a carer, or end it, as the one or as the other."""
    own = page.reader.patron_id or 0
    links = carers.links(session, own, now.date(), by=page.reader)
    link = next((link for link in links if link.id == link_id), None)
    if link is None:
        raise NotFoundError
    match act:
        case "accept":
            carers.accept(session, link_id, by=page.reader, now=now)
        case "end":
            carers.unlink(session, link.carer_id, link.patron_id, by=page.reader, now=now)
        case _:
            raise NotFoundError
    return to("/me/carers")


@router.post("/me/acting")
def choose(
    request: Request, page: PageOf, session: SessionOf, service: ServiceOf, fields: Fields, now: Now
) -> Response:
    """Act for somebody in this browser from now on, or for oneself again where nobody is named."""
    told = fields.get("patron", "")
    if told and not (told.isdecimal() and len(told) < 19):
        raise FieldError(page.t("carer-for"), told)
    cookie = request.cookies.get(csrf.session_cookie(service), "")
    carers.act_for(session, cookie, int(told) if told else None, now)
    return to("/works" if told else "/me/carers")
