"""Every route of the interface."""

from fastapi import APIRouter

from api import (
    bags,
    copies,
    description,
    errands,
    exchange,
    health,
    media,
    productions,
    uploads,
    works,
)

PARTS = (health, media, uploads, works, copies, exchange, productions, errands, bags, description)

router = APIRouter()
for part in PARTS:
    router.include_router(part.router)
