"""Every route of the interface."""

from fastapi import APIRouter

from api import health, media, uploads

router = APIRouter()
for part in (health, media, uploads):
    router.include_router(part.router)
