"""Tokens of programs: made and shown once, with what they are for and till when, and ended."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf
from api.errors import FieldError, NotFoundError
from api.policy import SCOPES
from api.problems import Problem, of_error
from audiolib.desk.repository import branch_names
from audiolib.errors import AudiolibError
from audiolib.people import programs
from web.page import Page, PageOf, to

router = APIRouter()
OFFERED: Final = tuple(
    f"{verb}:{area}"
    for area in sorted(set(SCOPES.values()))
    for verb in (("read",) if area == "reports" else ("read", "write"))
)
"""What some route of programs asks for."""
DAYS: Final = ("30", "90", "365")


@router.api_route("/staff/programs", methods=["GET", "HEAD"])
def shown(page: PageOf, session: SessionOf, now: Now) -> Response:
    """One's tokens, an administrator everybody's, and the form of a new one."""
    return _shown(page, session, now, None, {})


@router.post("/staff/programs")
def give(page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """A new token for a program that acts for whoever asks; shown in this answer alone."""
    try:
        days, branch = fields.get("days", ""), fields.get("branch", "")
        if days not in DAYS:
            raise FieldError(page.t("program-days"), days)
        if branch and not (branch.isdecimal() and len(branch) < 10):
            raise FieldError(page.t("work-form-branch"), branch)
        with session.begin_nested():
            token, _number = programs.give_token(
                session,
                fields.get("name", ""),
                frozenset(scope for scope in OFFERED if fields.get(scope)),
                by=page.reader,
                now=now,
                account_id=page.reader.account_id,
                branch_id=int(branch) if branch else None,
                lasts=timedelta(days=int(days)),
            )
    except AudiolibError as error:
        return _shown(page, session, now, of_error(error, page.language), fields)
    return _shown(page, session, now, None, {}, token)


@router.post("/staff/programs/{token_id}/{act}")
def end(
    token_id: Number, act: str, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Let a token count no longer, from this moment."""
    if act != "end":
        raise NotFoundError
    programs.end_token(session, token_id, by=page.reader, now=now)
    return to("/staff/programs")


def _shown(
    page: Page,
    session: Session,
    now: Now,
    error: Problem | None,
    told: Mapping[str, str],
    fresh: str = "",
) -> Response:
    names = branch_names(session, now.astimezone().date())
    theirs = frozenset[int]().union(*(g.branch_ids for g in page.reader.granted))
    response = page(
        "programs.html",
        error.status.value if error else 200,
        error=error,
        told=told,
        fresh=fresh,
        tokens=programs.given(session, by=page.reader),
        names=dict(names),
        branches=[("", page.t("program-everywhere")), *(n for n in names if n[0] in theirs)],
        offered=OFFERED,
        days=[(days, page.t("program-for-days", days=page.t.number(int(days)))) for days in DAYS],
        now=now,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
