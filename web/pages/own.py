"""What the library keeps of a patron, for the patron: all of it to take away, and a new PIN."""

import json

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import csrf
from api.deps import Fields, Now, ServiceOf, SessionOf
from api.errors import NotFoundError
from api.known import origin
from api.problems import of_error
from audiolib.errors import AudiolibError
from audiolib.people.cards import change_pin
from audiolib.people.own_data import export
from web.page import PageOf
from web.pages.news import news

router = APIRouter()


@router.api_route("/me/data", methods=["GET", "HEAD"])
def data(page: PageOf, session: SessionOf) -> Response:
    """Everything the library keeps of the patron who asks, as JSON."""
    if page.reader.patron_id is None:
        raise NotFoundError
    told = export(session, page.reader.patron_id, by=page.reader)
    return Response(
        json.dumps(told, ensure_ascii=False, indent=2, default=str),
        media_type="application/json",
        headers={"Content-Disposition": 'attachment; filename="my-data.json"'},
    )


@router.post("/me/pin")
def pin(
    request: Request, page: PageOf, session: SessionOf, service: ServiceOf, fields: Fields, now: Now
) -> Response:
    """Change the PIN, by the old one."""
    try:
        refusal = change_pin(
            session,
            page.reader,
            fields.get("old", ""),
            fields.get("new", ""),
            origin=origin(request, service),
            now=now,
            token=request.cookies.get(csrf.session_cookie(service), ""),
            phone=service.settings.library.phone,
        )
        error: AudiolibError | None = refusal.error if refusal else None
    except AudiolibError as wrong:
        error = wrong
    if error is None:
        return page("me.html", error=None, changed=True, news=news(session, page.reader))
    told = of_error(error, page.language)
    return page("me.html", 422, error=told, changed=False, news=news(session, page.reader))
