"""The works that a reader looks for, narrowed by what they have in common."""

from dataclasses import replace
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.responses import Response

from api.answers import utf8
from api.deps import Now, SessionOf
from api.wanted import FILTERS, Wanted
from audiolib.catalogue import repository as catalogue
from audiolib.catalogue.columns import title_of
from audiolib.catalogue.exchange.give import FORMS
from audiolib.catalogue.model import SearchRequest
from audiolib.catalogue.search import search
from audiolib.rights.repository.visible import visible
from web.page import Page, PageOf

router = APIRouter()
SORTS = ("relevance", "title", "newest")
Asked = Annotated[str, Query(max_length=200)]


@router.api_route("/works", methods=["GET", "HEAD"])
def works(
    wanted: Wanted,
    page: PageOf,
    session: SessionOf,
    now: Now,
    sort: Asked = "relevance",
    after: Asked = "",
) -> Response:
    """The works that the asker may know of, found by words and narrowed by facets."""
    utf8(after)
    request = replace(wanted, sort=sort if sort in SORTS else SORTS[0], after=after)
    among = visible(session, page.reader, now)
    found = search(session, request, among)
    chosen = {name: str(getattr(request, name)) for name in FILTERS}
    told = {"q": request.words, "sort": request.sort, **chosen}
    wider = None
    if not found.works and request.words and any(chosen.values()):
        wider = search(session, SearchRequest(words=request.words), among).total

    def address(start: str = "/works", /, **changed: str) -> str:
        kept = {name: value for name, value in {**told, **changed}.items() if value}
        if kept.get("sort") == SORTS[0]:
            del kept["sort"]
        return start + (f"?{urlencode(kept)}" if kept else "")

    return page(
        "works.html",
        found=found,
        told=told,
        chosen=chosen,
        address=address,
        words=_words(page, session),
        wider=wider,
        forms=[(form, page.t(f"records-form-{form}")) for form in FORMS],
    )


def _words(page: Page, session: Session) -> dict[str, dict[str, str]]:
    """What values of filters are called, as far as they are not called by themselves."""
    columns = {
        column.code: title_of(column, page.language) for column in catalogue.collections(session)
    }
    return {"collection": columns}
