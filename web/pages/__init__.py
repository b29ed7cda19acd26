"""The pages: each module holds the routes of one part, each route returns a rendered template."""

from fastapi import APIRouter

from web.pages import login, preferences, setup

router = APIRouter(include_in_schema=False)
for part in (login, preferences, setup):
    router.include_router(part.router)

__all__ = ["router"]
