"""Whether the process lives, whether it can serve, and its measures."""

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import JSONResponse, PlainTextResponse, Response

from api.answers import promised
from api.deps import ServiceOf
from api.reading import reads
from audiolib.health import health
from audiolib.intake.tesseract import TRAINED, missing

router = APIRouter(tags=["health"])


@reads(router, "/health/live")
def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "live"}


@reads(router, "/health/ready", responses={503: {"description": "Something is away"}})
def ready(service: ServiceOf) -> Response:
    """Database, its tables and store can be used; 503 where one can't.

    `recognises` are the languages whose scans this machine can read.
    """
    found = health(service.database, service.store)
    told = {
        "database": found.database,
        "tables": bool(found.revision),
        "store": found.store,
        "recognises": [language for language in TRAINED if not missing(language)],
    }
    status = "ready" if found.can_serve else "away"
    return JSONResponse({"status": status, **told}, 200 if found.can_serve else 503)


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
