"""The pages: each module holds the routes of one part, each route returns a rendered template."""

from fastapi import APIRouter

from web.pages import (
    board,
    catalogue,
    login,
    preferences,
    productions,
    rights,
    setup,
    staff,
    works,
)

router = APIRouter(include_in_schema=False)
for part in (works, login, preferences, setup, staff, catalogue, rights, productions, board):
    router.include_router(part.router)

__all__ = ["router"]
