"""What is sent to each route on the walk, and whether an answer let the reader through."""

import re
from dataclasses import dataclass
from typing import Any

import httpx

from tests.api.world import World

_REFUSED = (401, 403, 404)
_FORMS: dict[str, dict[str, str]] = {
    "/volunteer/{grant_id}/sign": {"agreed": "1"},
    "/staff/productions/{production_id}/lexicon": {"act": "leave", "word": "miller", "lang": "en"},
    "/card/apply": {"name": ""},
    "/demands": {"title": ""},
    "/demands/{demand_id}/{act}": {},
    "/me/pin": {"old": "0", "new": "1"},
    "/preferences": {"language": "en", "here": "/"},
    "/staff/people": {"login": "", "role": "clerk"},
    "/staff/people/roles": {"role": "clerk"},
    "/staff/approvals": {"approved_on": "never"},
    "/staff/works/new": {"title": ""},
    "/staff/works/{work_id}": {"title": ""},
    "/staff/works/{work_id}/access": {"kind": "gift", "reference": "KK-2"},
    "/staff/works/{work_id}/rights": {"status": "staff_only", "basis": "a letter"},
    "/staff/works/{work_id}/productions": {"source": "file"},
    "/staff/productions/{production_id}/{act}": {"to": "nowhere"},
    "/staff/productions/{production_id}/listening": {"act": "right", "phrase": "none"},
    "/staff/productions/{production_id}/text/places/{block}": {"do": "no such"},
    "/staff/productions/{production_id}/text/structure": {"of": "none"},
    "/staff/productions/{production_id}/text/suggestions/{suggestion_id}": {"do": "accept"},
    "/staff/words/{report_id}": {"word": "a", "scope": "book", "reading": "alias:b"},
}
_NEW = {"title": "New", "language": "en"}


@dataclass(frozen=True)
class About:
    """What a request is about: a work with its production and package, and a row of its own."""

    work: int
    production: int
    package: int
    row: int


def address(world: World, route: str, about: About) -> str:
    """Where a request of a route goes."""
    path, row = route.partition(" ")[2], about.row
    values = {
        "work_id": about.work,
        "production_id": about.production,
        "package_id": about.package,
        "patron_id": world.patron,
        "account_id": row,
        "application_id": row,
        "demand_id": row,
        "report_id": row,
        "entry_id": row,
        "decision_id": row,
        "suggestion_id": 1,
        "link_id": 1,
        "branch_id": world.north,
        "partner_id": 999,
        "bag_id": 999,
        "grant_id": 999,
        "token_id": 999,
        "section_id": world.section,
        "block": world.block,
        "phrase": world.phrase,
        "number": 1,
        "errand_id": 1,
        "order": "stop",
        "act": {
            "/staff/productions/{production_id}/{act}": "move",
            "/staff/cards/{application_id}/{act}": "check",
            "/staff/patrons/{patron_id}/{act}": "renew",
            "/staff/people/{account_id}/{act}": "deactivate",
            "/demands/{demand_id}/{act}": "vote",
            "/api/v1/errands/{errand_id}/{act}": "stop",
            "/staff/errands/{errand_id}/{act}": "stop",
        }.get(path, "none"),
    }
    return re.sub(r"\{(\w+)\}", lambda m: str(values.get(m[1], row)), path)


def send(world: World, reader: str, route: str, about: About, query: str = "") -> httpx.Response:
    """Ask as a reader asks: with their cookies or token, and with the form's own proof."""
    method, _, path = route.partition(" ")
    where = address(world, route, about) + query
    client = world.readers[reader]
    told: dict[str, Any] = {"headers": {}}
    if path.startswith("/uploads"):
        told["headers"] = {"tus-resumable": "1.0.0", "upload-length": "3", "upload-offset": "0"}
        told["headers"]["content-type"] = "application/offset+octet-stream"
    elif path.startswith("/api/"):
        told["headers"]["accept"] = "application/json"
        if method in ("POST", "PUT") and "{order}" not in path:
            told["json"] = _json(world, path, about.work)
        if method == "PUT":
            told["headers"]["if-match"] = "*"
    elif method == "POST":
        fields = {**_FORMS.get(path, {}), "csrf": world.forms[reader]}
        if path in ("/staff/people", "/staff/people/roles", "/staff/works/new"):
            fields["branch"] = str(world.north)
        if path == "/staff/people/roles":
            fields["account"] = str(about.row)
        told["data"] = fields
    if method not in ("GET", "HEAD"):
        told["headers"]["x-csrf-token"] = world.forms[reader]
    return client.request(method, where, **told)


def lets_through(answer: httpx.Response, title: str) -> bool:
    """Whether an answer is more than a refusal; a refusal never says the title, if one is told."""
    if title and title in answer.text:
        return True
    if answer.status_code in (301, 302, 303, 307):
        return not answer.headers["location"].startswith(("/login", "/password"))
    return answer.status_code not in _REFUSED


def _json(world: World, path: str, work: int) -> dict[str, Any]:
    if path == "/api/v1/productions":
        return {"work_id": work, "source": "file"}
    return {**_NEW, "branch_id": world.north} if path == "/api/v1/works" else _NEW
