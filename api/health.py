"""Whether the process lives, whether it can serve, and its measures."""

from typing import Any

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import OperationalError
from starlette.responses import JSONResponse, PlainTextResponse, Response

from api.answers import promised
from api.deps import ServiceOf
from api.reading import reads

router = APIRouter(tags=["health"])


@reads(router, "/health/live")
def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "live"}


@reads(router, "/health/ready", responses={503: {"description": "Something is away"}})
def ready(service: ServiceOf) -> Response:
    """Database and store can be used; 503 where one can't."""
    told: dict[str, Any] = {"database": _database(service), "store": _store(service)}
    good = all(told.values())
    return JSONResponse({"status": "ready" if good else "away", **told}, 200 if good else 503)


@reads(
    router,
    "/metrics",
    response_class=PlainTextResponse,
    responses=promised(401, 403),
)
def metrics(request: Request) -> Response:
    """The measures of this process, for Prometheus."""
    registry = request.app.state.measures.registry
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def _database(service: ServiceOf) -> bool:
    try:
        with service.database.transaction() as session:
            session.connection().exec_driver_sql("SELECT 1")
    except OperationalError:
        return False
    return True


def _store(service: ServiceOf) -> bool:
    folder = service.store.folder
    return folder is None or folder.is_dir()
