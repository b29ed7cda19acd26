"""Who may ask for what: every route of the service, in one table that fails closed.

This is the door. What a reader may have of a work is decided behind it, work by work, by
`audiolib.rights`. A route that does not stand here answers nobody.
"""

from enum import StrEnum

from starlette.requests import Request

from api.deps import Now, ReaderOf, SessionOf
from api.errors import ComeInError, NotYoursError, PasswordDueError, ScopeError
from api.numbers import whole
from audiolib.people import Reader, carers
from audiolib.people.programs import Program
from audiolib.tables.people import Role


class Who(StrEnum):
    """Kinds of asker that are not a role."""

    ANYONE = "anyone"
    LINK = "link"
    """Whoever has a signed link that still counts; the route checks it."""
    KNOWN = "known"
    """Anybody who came in."""
    PATRON = "patron"
    PARTNER = "partner"
    """The program of a partner whose agreement counts."""
    STAFF = "staff"
    """Any role but a volunteer's."""


ANYONE, LINK, KNOWN, PATRON, PARTNER, STAFF = Who
MAKERS = frozenset({Role.CLERK, Role.EDITOR, Role.LIBRARIAN, Role.MANAGER})
PROOF = MAKERS | {Role.LISTENER}
READERS = PROOF | {Role.VOLUNTEER}
"""Who may work on a text; a volunteer on one section, which the route looks at."""
DESK = frozenset({Role.CLERK, Role.LIBRARIAN, Role.MANAGER})
LIBRARIANS = frozenset({Role.LIBRARIAN, Role.MANAGER})
MANAGERS = frozenset({Role.MANAGER})
ADMINS = frozenset({Role.ADMIN})
VOLUNTEERS = frozenset({Role.VOLUNTEER})
EDITORS = frozenset({Role.EDITOR, Role.LIBRARIAN, Role.MANAGER})

POLICY: dict[str, Who | frozenset[Role]] = {
    "/": ANYONE,
    "/health/live": ANYONE,
    "/health/ready": ANYONE,
    "/metrics": ADMINS,
    "/api/openapi.json": ANYONE,
    "/api/v1/records/out": STAFF,
    "/api/v1/records": MAKERS,
    "/api/v1/records/{number}": MAKERS,
    "/api/v1/records/{number}/back": MAKERS,
    "/api/v1/records/{number}/rows": MAKERS,
    "/api/v1/records/{number}/table": MAKERS,
    "/api/v1/errands": STAFF,
    "/api/v1/errands/{errand_id}": STAFF,
    "/api/v1/errands/{errand_id}/{act}": STAFF,
    "/api/v1/works": ANYONE,
    "POST /api/v1/works": MAKERS,
    "/api/v1/works/{work_id}": ANYONE,
    "PUT /api/v1/works/{work_id}": MAKERS,
    "/api/v1/works/{work_id}/packages/{package_id}": ANYONE,
    "/api/v1/productions": PROOF,
    "POST /api/v1/productions": MAKERS,
    "/api/v1/productions/{production_id}": PROOF,
    "/api/v1/productions/{production_id}/progress": PROOF,
    "/api/v1/productions/{production_id}/{order}": PROOF,
    "/api/v1/bags": PARTNER,
    "/media/{digest}/{name}": LINK,
    "/uploads": MAKERS,
    "/uploads/{token}": MAKERS,
    "/setup": ANYONE,
    "/login": ANYONE,
    "/login/card": ANYONE,
    "/logout": KNOWN,
    "/password": KNOWN,
    "/preferences": ANYONE,
    "/card": ANYONE,
    "/card/apply": ANYONE,
    "/card/receipt": ANYONE,
    "/me": PATRON,
    "/demands": ANYONE,
    "POST /demands": PATRON,
    "/demands/{demand_id}/{act}": PATRON,
    "/me/acting": PATRON,
    "/me/card": PATRON,
    "/me/carers": PATRON,
    "/me/carers/{link_id}/{act}": PATRON,
    "/me/data": PATRON,
    "/me/devices": PATRON,
    "/me/data/file": PATRON,
    "/me/erase": PATRON,
    "/me/news": PATRON,
    "/me/pin": PATRON,
    "/volunteer": VOLUNTEERS,
    "/volunteer/{grant_id}/sign": VOLUNTEERS,
    "/works": ANYONE,
    "/works/{work_id}": ANYONE,
    "/works/{work_id}/packages/{package_id}": ANYONE,
    "/works/{work_id}/wrong": ANYONE,
    "/staff": STAFF,
    "/staff/board": STAFF,
    "/staff/failed": STAFF,
    "/staff/cards": DESK,
    "/staff/cards/{application_id}/{act}": DESK,
    "/staff/patrons": DESK,
    "/staff/patrons/new": DESK,
    "/staff/patrons/list": LIBRARIANS,
    "/staff/patrons/list/in": LIBRARIANS,
    "/staff/patrons/{patron_id}": DESK,
    "/staff/patrons/{patron_id}/devices": DESK,
    "/staff/patrons/{patron_id}/{act}": DESK,
    "/staff/branches": STAFF,
    "/staff/branches/{branch_id}": STAFF,
    "/staff/branches/{branch_id}/{act}": MANAGERS,
    "/staff/columns": MANAGERS,
    "/staff/columns/{column_id}": MANAGERS,
    "/staff/columns/{column_id}/{act}": MANAGERS,
    "/staff/people": MANAGERS,
    "/staff/people/roles": MANAGERS,
    "/staff/people/{account_id}/{act}": MANAGERS,
    "/staff/audit": MANAGERS,
    "/staff/copies": ADMINS,
    "/staff/media": DESK,
    "/staff/media/{loan_id}": DESK,
    "/staff/media/{loan_id}/{act}": DESK,
    "/staff/partners": LIBRARIANS,
    "POST /staff/partners": MANAGERS,
    "/staff/partners/{partner_id}": LIBRARIANS,
    "/staff/partners/{partner_id}/{act}": LIBRARIANS,
    "/staff/bags/{bag_id}": LIBRARIANS,
    "/staff/shipments": LIBRARIANS,
    "/staff/programs": STAFF,
    "/staff/programs/{token_id}/{act}": STAFF,
    "/staff/approvals": MANAGERS,
    "/staff/demands/{demand_id}/work": LIBRARIANS,
    "/staff/words": EDITORS,
    "/staff/words/{report_id}": EDITORS,
    "/staff/words/{report_id}/say": EDITORS,
    "/staff/words/{report_id}/close": EDITORS,
    "/staff/words/decisions/{entry_id}/back": EDITORS,
    "/staff/records": MAKERS,
    "/staff/records/out": STAFF,
    "/staff/records/{number}": MAKERS,
    "/staff/records/{number}/back": MAKERS,
    "/staff/records/{number}/table": MAKERS,
    "/staff/errands": STAFF,
    "/staff/errands/{errand_id}/progress": STAFF,
    "/staff/errands/{errand_id}/{act}": STAFF,
    "/staff/postings/{posting_id}/down": LIBRARIANS,
    "/staff/withdrawals": LIBRARIANS,
    "/staff/works/{work_id}/access": LIBRARIANS,
    "/staff/works/{work_id}/postings": LIBRARIANS,
    "/staff/works/{work_id}/withdrawal": LIBRARIANS,
    "/staff/works/{work_id}/withdrawal/{notice_id}": LIBRARIANS,
    "/staff/works/new": MAKERS,
    "/staff/works/{work_id}": MAKERS,
    "/staff/works/{work_id}/rights": STAFF,
    "POST /staff/works/{work_id}/rights": LIBRARIANS,
    "/staff/works/{work_id}/rights/{decision_id}": LIBRARIANS,
    "/staff/works/{work_id}/productions": MAKERS,
    "/staff/productions/{production_id}": PROOF,
    "/staff/productions/{production_id}/file": MAKERS,
    "/staff/productions/{production_id}/progress": PROOF,
    "/staff/productions/{production_id}/text": READERS,
    "/staff/productions/{production_id}/text/next": READERS,
    "/staff/productions/{production_id}/text/pages/{number}": READERS,
    "/staff/productions/{production_id}/text/places/{block}": READERS,
    "/staff/productions/{production_id}/text/sections/{section_id}": READERS,
    "/staff/productions/{production_id}/text/sheet": READERS,
    "/staff/productions/{production_id}/text/sounds/{phrase}": READERS,
    "/staff/productions/{production_id}/text/structure": READERS,
    "/staff/productions/{production_id}/text/suggestions/{suggestion_id}": READERS,
    "/staff/productions/{production_id}/text/versions": PROOF,
    "/staff/productions/{production_id}/text/versions/{number}": PROOF,
    "/staff/productions/{production_id}/lexicon": PROOF,
    "POST /staff/productions/{production_id}/lexicon": EDITORS,
    "/staff/productions/{production_id}/lexicon/word": PROOF,
    "/staff/productions/{production_id}/lexicon/say": PROOF,
    "/staff/productions/{production_id}/listening": PROOF,
    "/staff/productions/{production_id}/volunteers": LIBRARIANS,
    "/staff/productions/{production_id}/volunteers/{grant_id}/{act}": LIBRARIANS,
    "/staff/productions/{production_id}/{act}": PROOF,
}
"""By path, or by method and path (`POST /works`) where that says more.

An administrator may go wherever some role may.
"""
SCOPES = {
    "/api/v1/works": "catalogue",
    "/api/v1/records": "catalogue",
    "/api/v1/productions": "floor",
    "/api/v1/errands": "catalogue",
    "/api/v1/board": "floor",
    "/api/v1/bags": "exchange",
    "/uploads": "intake",
    "/metrics": "reports",
}
"""What a program's token must name to use the routes that begin so; programs use no others."""
BEFORE = ("/password", "/logout", "/preferences")
"""What is open to somebody who must choose a password first."""


_OWN = ("/me", "/login", "/logout", "/preferences")
_TAKEN = "/works/{work_id}/packages/{package_id}"
_ACTS = {"/demands": carers.WISHED, "/works/{work_id}/wrong": carers.REPORTED}


def allowed(request: Request, reader: ReaderOf, session: SessionOf, now: Now) -> None:
    """Raise unless the asker may use the route at all; every route of the service depends on it.

    What a carer does for somebody is noted here, so that no route can forget it.

    Raises:
        ComeInError: somebody who came in might.
        NotYoursError: the asker is known, and it is not theirs.
        PasswordDueError: the password was chosen by somebody else, and must be changed first.
        ScopeError: a program's token is not for this.
    """
    path = request.scope["route"].path
    admit(rule(request.method, path), reader)
    if reader.acting_for is not None and (act := acted(request.method, path)):
        work_id = whole(str(request.path_params.get("work_id", "")))
        carers.note(session, reader, act, now, work_id)
    if (program := getattr(request.state, "program", None)) is not None:
        make_sure_of_scope(program, request.method, path)
    if getattr(request.state, "must_change_password", False) and path not in BEFORE:
        raise PasswordDueError


def acted(method: str, path: str) -> str:
    """What a carer does by a request, as the patron reads it; empty for looking and their own."""
    if path.endswith(_TAKEN):
        return carers.TOOK if method == "POST" else ""
    if method in ("GET", "HEAD", "OPTIONS") or path.startswith(_OWN):
        return ""
    return next((act for start, act in _ACTS.items() if path.startswith(start)), carers.DID)


def rule(method: str, path: str) -> Who | frozenset[Role]:
    """What the table says of a route; no role at all where it says nothing."""
    method = "GET" if method == "HEAD" else method
    return POLICY.get(f"{method} {path}", POLICY.get(path, frozenset()))


def make_sure_of_scope(program: Program, method: str, path: str) -> None:
    """Raise unless a program's token is for a route; what anybody may have needs no scope.

    Raises:
        ScopeError: it is not.
    """
    if rule(method, path) in (ANYONE, LINK):
        return
    verb = "read" if method in ("GET", "HEAD") else "write"
    area = next((area for start, area in SCOPES.items() if path.startswith(start)), "")
    if not area or not program.may(f"{verb}:{area}"):
        raise ScopeError(f"{verb}:{area}" if area else "")


def admit(rule: Who | frozenset[Role], reader: Reader) -> None:
    """Raise unless a reader is one of those that a rule names."""
    if _admits(rule, reader):
        return
    raise ComeInError if reader.actor == "anonymous" else NotYoursError


def _admits(rule: Who | frozenset[Role], reader: Reader) -> bool:
    match rule:
        case Who.ANYONE | Who.LINK:
            return True
        case Who.KNOWN:
            return reader.actor != "anonymous"
        case Who.PATRON:
            return reader.patron_id is not None
        case Who.PARTNER:
            return reader.partner_id is not None
        case Who.STAFF:
            return reader.is_staff
        case _:
            return bool(rule) and any(reader.holds(role) for role in rule)
