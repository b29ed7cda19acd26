"""What happens to every request: a number, a line in the log, a count, safe headers, a size limit.

A log line holds the route as it is declared, never the address that was asked for: that may hold
a card's number or a search. Nobody's name, address or cookie is written.
"""

import logging
import time
import uuid
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("audiolib.requests")
REQUEST_ID = "X-Request-ID"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Measures:
    """The counts of one process, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "audiolib_requests",
            "Requests answered",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "audiolib_request_seconds",
            "Time until the answer had gone out",
            ("route",),
            buckets=BUCKETS,
            registry=self.registry,
        )


class Watch:
    """The outermost layer of the service (ASGI)."""

    def __init__(self, app: ASGIApp, measures: Measures, headers: dict[str, str]) -> None:
        self._app = app
        self._measures = measures
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        number = uuid.uuid4().hex
        scope.setdefault("state", {})["number"] = number
        began = time.perf_counter()
        told: dict[str, Any] = {"status": 500}

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
                headers = MutableHeaders(scope=message)
                headers[REQUEST_ID] = number
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            self._tell(scope, number, told["status"], time.perf_counter() - began)

    def _tell(self, scope: Scope, number: str, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "") or "unknown"
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        self._measures.requests.labels(method, route, str(status)).inc()
        self._measures.seconds.labels(route).observe(seconds)
        LOG.info(
            "request",
            extra={
                "facts": {
                    "request": number,
                    "method": method,
                    "route": route,
                    "status": status,
                    "ms": round(seconds * 1000, 1),
                }
            },
        )


_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def safe_headers(media_origins: tuple[str, ...], *, https: bool) -> dict[str, str]:
    """The headers that go with every answer: no script but ours, no third party, no frame.

    Args:
        media_origins: Where sound may come from besides ourselves: a bucket's address.
        https: Whether readers reach the service by HTTPS.
    """
    sound = " ".join(("'self'", *media_origins))
    policy = (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        f"media-src {sound}",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
    headers = {
        "Content-Security-Policy": "; ".join(policy),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cache-Control": "no-store",
    }
    if https:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers
