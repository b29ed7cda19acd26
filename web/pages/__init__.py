"""The pages: each module holds the routes of one part, each route returns a rendered template."""

from fastapi import APIRouter

from web.pages import (
    board,
    cards,
    catalogue,
    desk,
    login,
    own,
    people,
    preferences,
    productions,
    rights,
    setup,
    staff,
    works,
)

router = APIRouter(include_in_schema=False)
PARTS = (
    *(works, login, preferences, setup, cards, own),
    *(staff, catalogue, rights, productions, board, desk, people),
)
for part in PARTS:
    router.include_router(part.router)

__all__ = ["router"]
