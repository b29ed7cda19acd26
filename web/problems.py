"""Every error on its way out: a page for browsers, a problem in JSON for programs."""

import logging
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import known, problems
from api.errors import ComeInError, PasswordDueError
from api.languages import asked
from api.problems import Problem
from audiolib.database import DatabaseAwayError
from audiolib.errors import AudiolibError
from web.page import page_of_problem, to

LOG = logging.getLogger("audiolib.requests")
_PROGRAMS = ("/api/", "/media/", "/health/", "/metrics", "/uploads")


def install(app: FastAPI) -> None:
    """Register what answers an error, for each root of errors."""
    app.add_exception_handler(AudiolibError, _domain)
    app.add_exception_handler(HTTPException, _framework)
    app.add_exception_handler(RequestValidationError, _values)


class Mistakes:
    """Answers where an endpoint failed by a mistake of ours, and logs the traceback (ASGI)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = False

        async def watched(message: Message) -> None:
            nonlocal began
            began = began or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            if scope["type"] != "http" or began:
                raise
            number = str(scope.get("state", {}).get("number", ""))
            request = Request(scope, receive)
            if isinstance(error, OperationalError | InterfaceError):
                LOG.warning("database away", extra={"facts": {"request": number}})
                problem = problems.of_error(DatabaseAwayError(""), asked(request))
            else:
                LOG.error("mistake", exc_info=error, extra={"facts": {"request": number}})
                problem = problems.unexpected(number, asked(request))
                if isinstance(error, AudiolibError):
                    problem = problems.of_error(error, asked(request))
            answer = await run_in_threadpool(_answer, request, problem)
            await answer(scope, receive, send)


def refused(request: Request, error: AudiolibError) -> Response:
    """The answer to a request that was not even read; the database may be asked for it."""
    return _answer(request, problems.of_error(error, _language(request)))


def _domain(request: Request, error: Exception) -> Response:
    assert isinstance(error, AudiolibError)  # noqa: S101 — as registered
    if isinstance(error, ComeInError) and wants_page(request) and request.method == "GET":
        query = f"?{request.url.query}" if request.url.query else ""
        return to("/login?" + urlencode({"next": request.url.path + query}))
    if isinstance(error, PasswordDueError) and wants_page(request):
        return to("/password")
    return _answer(request, problems.of_error(error, _language(request)))


def _framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 — as registered
    return _answer(request, problems.of_http(error, _language(request)))


def _values(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 — as registered
    return _answer(request, problems.of_fields(error, _language(request)))


def _answer(request: Request, problem: Problem) -> Response:
    if wants_page(request):
        return page_of_problem(request, problem)
    return problem.response(request.url.path)


def _language(request: Request) -> str:
    """The language of the answer; whoever came in with a browser is known by then."""
    if wants_page(request) and not hasattr(request.state, "reader"):
        service = request.app.state.service
        with suppress(SQLAlchemyError), service.database.transaction() as session:
            request.state.reader = known.reader(request, service, session, datetime.now(UTC))
            request.state.language = asked(request, request.state.reader)
    return str(getattr(request.state, "language", "") or asked(request))


def wants_page(request: Request) -> bool:
    """Whether a browser asked, by its address and by what it accepts."""
    if request.url.path.startswith(_PROGRAMS):
        return False
    accepted = request.headers.get("accept", "*/*")
    return "html" in accepted or "*/*" in accepted
