"""Bytes that nginx sends for us, after we said that they may go out: X-Accel-Redirect.

Only nginx understands that answer; whoever asked us directly would get nothing. So it is given only
to a request with the word that nginx puts into it (`proxy_set_header`, which also writes over what
a client says there). nginx sends files of a folder; which one, our answer says, never the client.
"""

import hmac
from pathlib import Path

from starlette.requests import Request

from audiolib.service import Service

HEADER = "x-audiolib-proxy"


def is_offered(request: Request, service: Service) -> bool:
    """Whether a request came by the nginx of the settings, which sends files of the store."""
    told = service.settings.service
    if not told.accel or service.store.folder is None:
        return False
    word = request.headers.get(HEADER, "")
    return hmac.compare_digest(word.encode(), told.accel_word.encode())


def handed_over(service: Service, path: Path) -> dict[str, str]:
    """The header that has nginx send a file of the store, by its internal location."""
    folder = service.store.folder
    assert folder is not None  # noqa: S101 — as offered
    told = service.settings.service.accel.rstrip("/")
    return {"X-Accel-Redirect": f"{told}/{path.relative_to(folder).as_posix()}"}
