"""Whose copy it is whose number was found in a file: a question that only administrators ask."""

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import Fields, Now, SessionOf
from api.problems import Problem, of_error
from audiolib.errors import AudiolibError
from audiolib.rights.traced import Traced, trace
from web.page import Page, PageOf

router = APIRouter()


@router.api_route("/staff/copies", methods=["GET", "HEAD"])
def copies(page: PageOf) -> Response:
    """The form that asks for a number."""
    return _shown(page, None, {}, None)


@router.post("/staff/copies")
def ask(page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """Whose copy it is; that it was asked is on record."""
    try:
        found = trace(session, page.reader, fields.get("number", ""), now)
    except AudiolibError as error:
        return _shown(page, of_error(error, page.language), fields, None)
    return _shown(page, None, fields, found)


def _shown(
    page: Page, error: Problem | None, told: Mapping[str, str], found: Traced | None
) -> Response:
    status = error.status.value if error else 200
    return page("copies.html", status, error=error, told=told, found=found)
