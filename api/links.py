"""Signed links to sound and packages, that end after a while.

A link says which bytes, under which name, until when, and (as a keyed hash that names nobody) for
whom it was made; of what is released also of which release, of what is being made of which work;
and, in a form that only we can read, by which login. So each request is judged as its reader is at
that moment, and whatever ends their right ends the link. It works without a cookie, so that any
player may follow it.
"""

import base64
import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

from sqlmodel import Session
from starlette.requests import Request

from api import csrf, known
from api.errors import LinkError
from audiolib.people import ANONYMOUS, Reader, programs, sessions
from audiolib.people.sessions import digest as hashed
from audiolib.rights.terms import Act
from audiolib.service import Service

PREFIX = "/media"
LEND = "lend"
"""The act of a desk that copies a title onto a medium which is out."""
_BROWSER, _PROGRAM = "b", "p"


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for a link: by which login (its kind and hash), and what stands for the reader."""

    login: str = ""
    told: str = ANONYMOUS.actor


STRANGER = Asker()


@dataclass(frozen=True, slots=True)
class Link:
    """What a link's query says, all of it signed.

    Args:
        until: The second it ends.
        reader: For whom it was made, as `reader_mark`.
        release: What it belongs to; 0 is for what is no release.
        work: Of what is being made, the work; 0 is for what belongs to none.
        bag: Of a bag for a partner, its number; 0 is for what is none.
        copy: The number of the copy whose bytes these are; empty for those that lie in the store.
        device: On which it plays, as `device_mark`, where that is counted.
        act: What it is for: `Act.STREAM`, `Act.DOWNLOAD`, or `LEND`.
        login: By which it was asked for, `hidden`; empty where nobody had come in.
    """

    until: int
    reader: str
    signature: str
    release: int = 0
    work: int = 0
    bag: int = 0
    copy: str = ""
    device: str = ""
    act: str = ""
    login: str = ""


def address(
    service: Service,
    digest: str,
    name: str,
    asker: Asker,
    now: datetime,
    release: int = 0,
    *,
    work: int = 0,
    bag: int = 0,
    copy: str = "",
    device: str = "",
    act: str = Act.STREAM,
) -> str:
    """The address of bytes of the store, for whoever asks, for as long as the settings say.

    Bytes of a `release` are served as long as the reader may have them, those of a `work` that is
    being made as long as they may work on it, a `bag` as long as it may go to its partner; bytes of
    none of them to whoever has the link.
    """
    until = int((now + timedelta(minutes=service.settings.service.link_minutes)).timestamp())
    # In steps of five minutes: a page that is loaded again gives the same address, which is kept.
    until -= until % -300
    path = f"{PREFIX}/{digest}/{quote(name, safe='')}"
    mark = reader_mark(service, asker)
    login = _hidden(service, digest, until, asker.login)
    act = act if release else ""
    link = Link(until, mark, "", release, work, bag, copy, device, act, login)
    told = {"until": until, "for": mark, "sign": _sign(service, digest, name, link)}
    of = {"of": release, "work": work, "bag": bag, "copy": copy}
    more = {**of, "on": device, "to": link.act, "by": login}
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


def asker(service: Service, request: Request, reader: Reader, key: str = "") -> Asker:
    """Who asks for links by a request; `key` stands in logs for the one who is to hear."""
    theirs = f"patron:{reader.for_whom}" if reader.for_whom is not None else reader.actor
    if token := known.bearer(request):
        return Asker(_PROGRAM + hashed(token), key or theirs)
    cookie = request.cookies.get(csrf.session_cookie(service), "")
    return Asker(_BROWSER + hashed(cookie) if cookie else "", key or theirs)


def made_by(service: Service, session: Session, digest: str, link: Link, now: datetime) -> Reader:
    """For whom a verified link was made, as they are now; nobody, once the login has ended."""
    login = _shown(service, digest, link.until, link.login)
    if login.startswith(_PROGRAM):
        program = programs.reader_by_hash(session, login[1:], now)
        return program.reader if program else ANONYMOUS
    return (sessions.reader_by_hash(session, login[1:], now) if login else None) or ANONYMOUS


def reader_mark(service: Service, asker: Asker) -> str:
    """What stands in a link for a reader: the same for all of theirs, and nobody's name."""
    return hmac.new(service.key, b"reader:" + asker.told.encode(), "sha256").hexdigest()[:16]


def device_mark(service: Service, request: Request, reader: Reader) -> str:
    """What stands for a patron's device in links whose playing is counted; empty for others."""
    cookie = request.cookies.get(csrf.session_cookie(service), "")
    if reader.patron_id is None or not cookie:
        return ""
    return hmac.new(service.key, b"device:" + cookie.encode(), "sha256").hexdigest()[:16]


def _hidden(service: Service, digest: str, until: int, login: str) -> str:
    """A login as it stands in a link, so that no log of addresses tells whose it was."""
    if not login:
        return ""
    plain = login[:1].encode() + bytes.fromhex(login[1:])
    return base64.urlsafe_b64encode(_masked(service, digest, until, plain)).decode()


def _shown(service: Service, digest: str, until: int, hidden: str) -> str:
    if not hidden:
        return ""
    plain = _masked(service, digest, until, base64.urlsafe_b64decode(hidden))
    return plain[:1].decode() + plain[1:].hex()


def _masked(service: Service, digest: str, until: int, content: bytes) -> bytes:
    mask = hmac.new(service.key, f"login:{digest}:{until}".encode(), "sha512").digest()
    return bytes(a ^ b for a, b in zip(content, mask, strict=False))


def _sign(service: Service, digest: str, name: str, link: Link) -> str:
    of = (link.release, link.work, link.bag, link.copy, link.device, link.act, link.login)
    told = "\n".join(map(str, (digest, name, link.until, link.reader, *of))).encode()
    return hmac.new(service.key, b"media:" + told, "sha256").hexdigest()[:43]
