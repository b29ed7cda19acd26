"""The composition root: the whole service as one application."""

from fastapi import Depends, FastAPI

from api.policy import allowed
from api.routes import router
from api.sizes import Sizes
from api.watch import Measures, Watch, safe_headers
from audiolib import __version__
from audiolib.service import Service
from web import pages, problems
from web.page import environment
from web.static_files import Static

UPLOADS = (
    *("/uploads", "/staff/productions", "/staff/works", "/staff/records", "/api/v1/records"),
    *("/staff/patrons/list", "/staff/partners"),
)


def create_app(service: Service) -> FastAPI:
    """The web service over an opened `Service`."""
    app = FastAPI(
        title="Audiolib",
        version=__version__,
        dependencies=[Depends(allowed, scope="function")],
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.service = service
    app.state.templates = environment()
    app.state.measures = Measures()
    app.include_router(router)
    app.include_router(pages.router)
    app.mount("/static", Static(packages=[("web", "static")]), name="static")
    problems.install(app)
    app.add_middleware(problems.Mistakes)
    app.add_middleware(
        Sizes,
        large=service.settings.service.upload_mb << 20,
        paths=UPLOADS,
        answer=problems.refused,
    )
    headers = safe_headers((), https=service.url.startswith("https://"))
    app.add_middleware(Watch, measures=app.state.measures, headers=headers)
    return app
