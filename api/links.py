"""Signed links to sound and packages, that end after a while.

A link says which bytes, under which name, until when, and (as a keyed hash that names nobody) for
whom it was made; of what is released also of which release, of what is being made of which work,
so that it stops at once when that is withdrawn. It is made after `audiolib.rights` allowed it, and
works without a cookie, so that any player may follow it.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

from starlette.requests import Request

from api import csrf
from api.errors import LinkError
from audiolib.people import Reader
from audiolib.service import Service

PREFIX = "/media"


@dataclass(frozen=True, slots=True)
class Link:
    """What a link's query says, all of it signed.

    Args:
        until: The second it ends.
        reader: For whom it was made, as `reader_mark`.
        release: What it belongs to; 0 is for what is no release.
        work: Of what is being made, the work; 0 is for what belongs to none.
        copy: The number of the copy whose bytes these are; empty for those that lie in the store.
        device: On which it plays, as `device_mark`, where that is counted.
    """

    until: int
    reader: str
    signature: str
    release: int = 0
    work: int = 0
    copy: str = ""
    device: str = ""


def address(
    service: Service,
    digest: str,
    name: str,
    reader: Reader,
    now: datetime,
    release: int = 0,
    *,
    work: int = 0,
    copy: str = "",
    device: str = "",
) -> str:
    """The address of bytes of the store, for a reader, for as long as the settings say.

    Bytes of a `release` are served only as long as it is there for readers; those of a `work` that
    is being made, as long as nothing stops it.
    """
    until = int((now + timedelta(minutes=service.settings.service.link_minutes)).timestamp())
    # In steps of five minutes: a page that is loaded again gives the same address, which is kept.
    until -= until % -300
    path = f"{PREFIX}/{digest}/{quote(name, safe='')}"
    link = Link(until, reader_mark(service, reader), "", release, work, copy, device)
    told = {"until": until, "for": link.reader, "sign": _sign(service, digest, name, link)}
    more = {"of": release, "work": work, "copy": copy, "on": device}
    return f"{path}?{urlencode({**told, **{key: value for key, value in more.items() if value}})}"


def verify(service: Service, digest: str, name: str, link: Link, now: datetime) -> None:
    """Raise unless a link was made by us for these bytes and this name, and still counts.

    Raises:
        LinkError: it was not, or it ended.
    """
    expected = _sign(service, digest, name, replace(link, signature=""))
    if not hmac.compare_digest(expected.encode(), link.signature.encode()):
        raise LinkError
    if link.until < now.timestamp():
        raise LinkError


def reader_mark(service: Service, reader: Reader) -> str:
    """What stands in a link for a reader: the same for all of theirs, and nobody's name."""
    told = reader.reader_key or reader.actor
    return hmac.new(service.key, b"reader:" + told.encode(), "sha256").hexdigest()[:16]


def device_mark(service: Service, request: Request, reader: Reader) -> str:
    """What stands for a patron's device in links whose playing is counted; empty for others."""
    cookie = request.cookies.get(csrf.session_cookie(service), "")
    if reader.patron_id is None or not cookie:
        return ""
    return hmac.new(service.key, b"device:" + cookie.encode(), "sha256").hexdigest()[:16]


def secure_link(secret: str, uri: str, until: int) -> str:
    """The query that nginx's `secure_link_md5 "$secure_link_expires$uri <secret>"` verifies.

    nginx, module ngx_http_secure_link; MD5 is its only hash.
    """
    told = hashlib.md5(f"{until}{uri} {secret}".encode(), usedforsecurity=False).digest()
    return urlencode(
        {"md5": base64.urlsafe_b64encode(told).rstrip(b"=").decode(), "expires": until}
    )


def _sign(service: Service, digest: str, name: str, link: Link) -> str:
    parts = (digest, name, link.until, link.reader, link.release, link.work, link.copy, link.device)
    told = "\n".join(map(str, parts)).encode()
    return hmac.new(service.key, b"media:" + told, "sha256").hexdigest()[:43]
