"""A page for whoever asks: template, words, direction, theme, and what every page holds."""

from contextlib import suppress
from http import HTTPStatus
from importlib import resources
from typing import Annotated, Any

from fastapi import Depends, Request
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import HTMLResponse, RedirectResponse

from api import csrf
from api.deps import ReaderOf, ServiceOf
from api.languages import NAMES, asked, direction
from api.problems import Problem
from audiolib.keys import content_key
from audiolib.people import ANONYMOUS, Reader
from audiolib.service import Service
from web.texts import Texts

THEMES = ("system", "light", "dark", "contrast")
THEME = "theme"
YEAR_S = 365 * 86_400


def environment() -> Environment:
    """The templates; what they are given is escaped, and a name that they lack is an error."""
    found = Environment(
        loader=PackageLoader("web", "templates"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["static"] = static()
    return found


def static() -> dict[str, str]:
    """The address of each file of `web/static`, with the key of its bytes: it never changes."""
    folder = resources.files("web") / "static"
    return {
        file.name: f"/static/{file.name}?{content_key(file.read_bytes())[:12]}"
        for file in folder.iterdir()
        if file.is_file()
    }


class Page:
    """Makes the pages of one request.

    Args:
        asks: Whether the database may be asked for what stands on every page.
    """

    def __init__(
        self, request: Request, service: Service, reader: Reader, *, asks: bool = True
    ) -> None:
        self.request = request
        self.asks = asks
        self.service = service
        self.reader = reader
        self.language = asked(request, reader)
        self.t = Texts(self.language)
        self._visit = ""

    def csrf(self) -> str:
        """What a form of this page must carry."""
        cookies = self.request.cookies
        cookie = cookies.get(csrf.session_cookie(self.service)) or cookies.get(csrf.VISIT)
        if not cookie:
            cookie = self._visit = self._visit or csrf.visit()
        return csrf.token(self.service, cookie)

    def __call__(
        self,
        template: str,
        status: int = 200,
        /,
        headers: dict[str, str] | None = None,
        **facts: Any,
    ) -> HTMLResponse:
        """A page; `facts` are the template's."""
        chosen = self.request.cookies.get(THEME, "")
        environment: Environment = self.request.app.state.templates
        text = environment.get_template(template).render(
            page=self,
            t=self.t,
            reader=self.reader,
            language=self.language,
            direction=direction(self.language),
            languages=NAMES,
            theme=chosen if chosen in THEMES else THEMES[0],
            themes=THEMES,
            library=self.library(),
            here=self.here,
            **facts,
        )
        response = HTMLResponse(text, status, headers)
        response.headers["Content-Language"] = self.language
        response.headers["Vary"] = "Cookie, Accept-Language"
        if self._visit:
            self.remember(response, csrf.VISIT, self._visit, None)
        return response

    def library(self) -> str:
        """The library's name; as it was known before where the database can't be asked."""
        if self.asks:
            with suppress(SQLAlchemyError):
                return self.service.library
        return self.service.library_known

    @property
    def here(self) -> str:
        """The address of this page, for a form that comes back to it."""
        url = self.request.url
        return url.path + (f"?{url.query}" if url.query else "")

    def remember(
        self, response: HTMLResponse | RedirectResponse, name: str, value: str, age_s: int | None
    ) -> None:
        """Set a cookie that no script can read; without an age it ends with the browser."""
        response.set_cookie(
            name,
            value,
            max_age=age_s,
            httponly=True,
            samesite="lax",
            secure=self.service.url.startswith("https://"),
            path="/",
        )

    def problem(self, problem: Problem) -> HTMLResponse:
        """The page of a problem: what it is, and what to do next."""
        told = self.t.knows(problem.code)
        sentence = self.t(problem.code, **problem.facts) if told else problem.sentence
        return self(
            "problem.html",
            problem.status.value,
            headers=problem.headers,
            problem=problem,
            sentence=sentence,
            sentence_language=self.language if told else problem.language,
        )


def page(request: Request, service: ServiceOf, reader: ReaderOf) -> Page:
    """The maker of the request's pages."""
    return Page(request, service, reader)


PageOf = Annotated[Page, Depends(page, scope="function")]


def page_of_problem(request: Request, problem: Problem) -> HTMLResponse:
    """The page of a problem, also where nobody could be asked who is there."""
    reader = getattr(request.state, "reader", ANONYMOUS)
    # A part of the service that is away or broken must not be waited for a second time.
    asks = problem.status < HTTPStatus.INTERNAL_SERVER_ERROR
    return Page(request, request.app.state.service, reader, asks=asks).problem(problem)


def to(address: str) -> RedirectResponse:
    """Send a browser on after a form: what it reloads then does nothing twice."""
    return RedirectResponse(address, HTTPStatus.SEE_OTHER)


def inside(address: str) -> str:
    """An address of our own to go on to; the first page where it could lead elsewhere."""
    if (
        not address.startswith("/")
        or address.startswith(("//", "/\\"))
        or not address.isprintable()
    ):
        return "/"
    return address
