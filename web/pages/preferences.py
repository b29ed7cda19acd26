"""What a browser prefers, with or without a login: language and colours."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from api import csrf
from api.deps import ServiceOf
from api.languages import COOKIE, NAMES
from web.page import THEME, THEMES, YEAR_S, PageOf, inside, to

router = APIRouter()
Told = Annotated[str, Form(max_length=2000)]


@router.post("/preferences")
def prefer(
    request: Request,
    service: ServiceOf,
    page: PageOf,
    language: Told = "",
    theme: Told = "",
    here: Told = "/",
) -> Response:
    """Remember language or colours, and come back to the page."""
    csrf.check_origin(request, service)
    response = to(inside(here))
    if language in NAMES:
        page.remember(response, COOKIE, language, YEAR_S)
    if theme in THEMES:
        page.remember(response, THEME, theme, YEAR_S)
    return response
