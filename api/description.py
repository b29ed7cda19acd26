"""The description of the interface (OpenAPI 3.1), complete with every problem."""

from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import JSONResponse

from api.problems import MEDIA_TYPE
from api.reading import reads

router = APIRouter(include_in_schema=False)
ABOUT = """Works, packages and productions of the library.

Who asks is told by `Authorization: Bearer <token>`; without one an answer holds what anybody may
have. Errors are problems (RFC 9457): `code` never changes its meaning, `detail` is a sentence in
the language of `Accept-Language` (vi or en).
"""


@reads(router, "/api/openapi.json")
def openapi(request: Request) -> JSONResponse:
    """This description."""
    app: FastAPI = request.app
    if app.openapi_schema is None:
        app.openapi_schema = described(app)
    return JSONResponse(app.openapi_schema)


def described(app: FastAPI) -> dict[str, Any]:
    """The description of an application's routes."""
    told = get_openapi(title=app.title, version=app.version, description=ABOUT, routes=app.routes)
    told["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    told["security"] = [{}, {"token": []}]
    for route, path in told["paths"].items():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and not route.startswith("/health"):
                    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
                    answer["content"] = {MEDIA_TYPE: problem}
    return told
