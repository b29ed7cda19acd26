"""The record of administrative acts, page by page, and what is looked for in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.responses import Response

from api.answers import utf8
from api.deps import Now, SessionOf
from api.errors import FieldError
from api.numbers import whole
from api.policy import MANAGERS
from api.problems import of_error
from audiolib.catalogue import branches
from audiolib.catalogue.fold import fold
from audiolib.desk.repository import account_names
from audiolib.people import Reader
from audiolib.rights import audit
from audiolib.rights.repository import audit as entries
from audiolib.rights.repository.audit import Sought
from audiolib.tables.access import AuditEntry
from audiolib.tables.people import Role
from web.page import Page, PageOf
from web.pages.places import choices_of_branches
from web.texts import catalogue

router = APIRouter()
SHOWN = 100
_ACT = "act-"
_Asked = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """The entries of one page, the newest first, and whether there are others on either side."""

    entries: list[AuditEntry]
    newer: bool
    older: bool


@router.api_route("/staff/audit", methods=["GET", "HEAD"])
def record(
    page: PageOf,
    session: SessionOf,
    now: Now,
    act: _Asked = "",
    by: _Asked = "",
    of: _Asked = "",
    branch: _Asked = "",
    since: _Asked = "",
    until: _Asked = "",
    before: _Asked = "",
    after: _Asked = "",
) -> Response:
    """The administrative acts of the asker's branches, and whether the chain holds.

    What belongs to no branch (partners, approvals, what was forgotten) administrators see.
    """
    told = {"act": act, "by": by, "of": of, "branch": branch, "since": since, "until": until}
    told = {name: value.strip() for name, value in told.items()}
    utf8(*told.values())
    error, sought = None, Sought()
    try:
        sought = _sought(page, session, told, now)
    except FieldError as wrong:
        error = of_error(wrong, page.language)
    leaf = _leaf(session, page.reader, sought, whole(before), whole(after))
    # The whole chain is read for this: not for every page of it.
    first = not any((*told.values(), before, after))

    def address(**more: object) -> str:
        kept = {name: value for name, value in {**told, **more}.items() if value}
        return "/staff/audit" + (f"?{urlencode(kept)}" if kept else "")

    return page(
        "audit.html",
        error.status.value if error else 200,
        error=error,
        told=told,
        leaf=leaf,
        address=address,
        looked=first,
        broken=audit.verify(session) if first else None,
        sought=any(told.values()),
        names=_names(session, leaf.entries),
        acts=[("", page.t("audit-any-act")), *_acts(page)],
        branches=[
            ("", page.t("audit-any-branch")),
            *choices_of_branches(session, page.reader, MANAGERS, now),
        ],
    )


def _leaf(
    session: Session, reader: Reader, sought: Sought, before: int | None, after: int | None
) -> _Leaf:
    heads = (g.branch_ids for g in reader.granted if g.role in (Role.MANAGER, Role.ADMIN))
    found = entries.newest(
        session,
        before=before,
        after=after,
        sought=sought,
        limit=SHOWN + 1,
        within=frozenset[int]().union(*heads),
        wide=reader.holds(Role.ADMIN),
        actor=reader.actor,
    )
    more = len(found) > SHOWN
    if after is not None:
        return _Leaf(found[-SHOWN:], newer=more, older=True)
    return _Leaf(found[:SHOWN], newer=before is not None, older=more)


def _sought(page: Page, session: Session, told: Mapping[str, str], now: datetime) -> Sought:
    """What a form asks for.

    Raises:
        FieldError: a day is none, or a branch is not the reader's.
    """
    since, until = _day(page, told, "since"), _day(page, told, "until")
    return Sought(
        act=told["act"],
        of=told["of"],
        actors=_actors(session, told["by"]) if told["by"] else None,
        branch_ids=_below(page, session, told["branch"], now) if told["branch"] else None,
        since=_midnight(since) if since else None,
        until=_midnight(until + timedelta(days=1)) if until else None,
    )


def _day(page: Page, told: Mapping[str, str], name: str) -> date | None:
    if not told[name]:
        return None
    try:
        day = date.fromisoformat(told[name])
    except ValueError as error:
        raise FieldError(page.t(f"audit-{name}"), told[name]) from error
    if not 1900 < day.year < 3000:
        raise FieldError(page.t(f"audit-{name}"), told[name])
    return day


def _midnight(day: date) -> datetime:
    """When a day begins where the library is."""
    return datetime.combine(day, time()).astimezone()


def _below(page: Page, session: Session, told: str, now: datetime) -> frozenset[int]:
    number = whole(told)
    if number is None or not any(page.reader.holds(role, number) for role in MANAGERS):
        raise FieldError(page.t("work-form-branch"), told)
    return branches.below(session, number, now.astimezone().date())


def _actors(session: Session, told: str) -> frozenset[str]:
    """Everybody whose code or login it is, or in whose name it stands, whatever the accents."""
    words = fold(told)
    named = {
        f"account:{number}"
        for number, name, login in entries.accounts(session)
        if (words and words in fold(name)) or told == login
    }
    return frozenset((told, *named))


def _names(session: Session, shown: list[AuditEntry]) -> dict[str, str]:
    """Names of accounts by their codes."""
    told = (one.actor.partition(":") for one in shown)
    numbers = {int(n) for kind, _, n in told if kind == "account" and n.isdecimal()}
    return {f"account:{n}": name for n, name in account_names(session, numbers).items()}


def _acts(page: Page) -> list[tuple[str, str]]:
    """Every act that there are words for, by these words."""
    known = (
        (key.removeprefix(_ACT), words)
        for key, words in catalogue(page.language).items()
        if key.startswith(_ACT)
    )
    return sorted(known, key=lambda pair: fold(pair[1]))
