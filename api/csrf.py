"""That a form was ours: its token belongs to the browser, and the request came from our pages.

Two independent checks: a value that is bound to the session's cookie (or, before anybody came in,
to a cookie of the visit), and the headers `Origin` and `Sec-Fetch-Site`, which no page can forge.
"""

import hmac
import secrets
from urllib.parse import urlsplit

from starlette.requests import Request

from api.errors import ForeignFormError
from audiolib.service import Service

FIELD = "csrf"
HEADER = "x-csrf-token"
VISIT = "visit"
"""The cookie of a browser that nobody came in with."""
SESSION = "audiolib"
"""The cookie of a login; with `__Host-` before it where the service is reached by HTTPS."""


def session_cookie(service: Service) -> str:
    """The name of the login's cookie."""
    return f"__Host-{SESSION}" if service.url.startswith("https://") else SESSION


def visit() -> str:
    """A new value for the cookie of a visit."""
    return secrets.token_urlsafe(16)


def token(service: Service, cookie: str) -> str:
    """What a form must carry in a browser that has this cookie."""
    return hmac.new(service.key, b"form:" + cookie.encode(), "sha256").hexdigest()


def check(request: Request, service: Service, told: str) -> None:
    """Raise unless a form, or a script's request, came from our own pages.

    Raises:
        ForeignFormError: it did not, or the page was older than the login.
    """
    check_origin(request, service)
    cookie = request.cookies.get(session_cookie(service)) or request.cookies.get(VISIT) or ""
    told = told or request.headers.get(HEADER, "")
    if not cookie or not hmac.compare_digest(told.encode(), token(service, cookie).encode()):
        raise ForeignFormError


def check_origin(request: Request, service: Service) -> None:
    """Raise where the browser says that another site sent the request.

    Raises:
        ForeignFormError: another site did.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise ForeignFormError
    origin = request.headers.get("origin")
    if origin is None:
        return
    ours = {urlsplit(service.url).netloc, request.headers.get("host", "")}
    if urlsplit(origin).netloc not in ours - {""}:
        raise ForeignFormError
