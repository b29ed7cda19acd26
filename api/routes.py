"""Every route of the interface."""

from fastapi import APIRouter

from api import health

router = APIRouter()
for part in (health,):
    router.include_router(part.router)
