"""Every route of the interface."""

from fastapi import APIRouter

from api import description, health, media, productions, uploads, works

PARTS = (health, media, uploads, works, productions, description)

router = APIRouter()
for part in PARTS:
    router.include_router(part.router)
