"""Every route of the interface."""

from fastapi import APIRouter

from api import health, media, uploads

PARTS = (health, media, uploads)

router = APIRouter()
for part in PARTS:
    router.include_router(part.router)
