"""The library system's list of patrons: a file is looked at first, then taken over or left."""

from collections.abc import Mapping

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Files, Now, SessionOf
from api.errors import FieldError, FieldMissingError
from api.policy import LIBRARIANS
from api.problems import Problem, of_error, spoken
from audiolib.errors import AudiolibError
from audiolib.messages import Messages
from audiolib.people import lists
from audiolib.people.lists import Seen, Will
from web.page import Page, PageOf
from web.pages.places import choices_of_branches

router = APIRouter()
CONSENT = "list-1"
"""The version of what is said in the message `lists-consent`."""
SHOWN = 200
LARGEST = 5_000_000
"""Bytes of a file; `lists.read` refuses more."""


@router.api_route("/staff/patrons/list", methods=["GET", "HEAD"])
def form(page: PageOf, session: SessionOf, now: Now) -> Response:
    """The form of a file."""
    return _shown(page, session, now, None)


@router.post("/staff/patrons/list")
def look(page: PageOf, session: SessionOf, fields: Fields, files: Files, now: Now) -> Response:
    """What a file would do, row by row; nothing is changed yet, and the file is not kept."""
    try:
        branch = _branch(page, fields)
        if not files:
            raise FieldMissingError(page.t("lists-file"))
        entries = lists.read(files[0].file.read(LARGEST + 1))
        seen = lists.look(session, entries, branch, by=page.reader, today=now.date())
        carried = lists.packed(entries)
    except AudiolibError as error:
        return _shown(page, session, now, of_error(error, page.language))
    return _shown(page, session, now, None, seen, carried, branch)


@router.post("/staff/patrons/list/in")
def take_over(page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """Take the list over; once more does nothing more."""
    branch, carried = 0, fields.get("list", "")
    try:
        branch = _branch(page, fields)
        entries = lists.unpacked(carried)
        with session.begin_nested():
            done = lists.take_over(
                session,
                entries,
                branch,
                by=page.reader,
                now=now,
                consent=CONSENT if fields.get("consent") else "",
                end_gone=bool(fields.get("end")),
                language=page.language,
            )
    except AudiolibError as error:
        return _shown(page, session, now, of_error(error, page.language))
    return _shown(page, session, now, None, done=done, ended=bool(fields.get("end")))


def _branch(page: Page, fields: Mapping[str, str]) -> int:
    told = fields.get("branch", "")
    if not (told.isdecimal() and len(told) < 10):
        raise FieldError(page.t("work-form-branch"), told)
    return int(told)


def _shown(
    page: Page,
    session: Session,
    now: Now,
    error: Problem | None,
    seen: Seen | None = None,
    carried: str = "",
    branch: int = 0,
    *,
    done: Seen | None = None,
    ended: bool = False,
) -> Response:
    messages = Messages(spoken(page.language))
    lines = [line for line in seen.lines if line.will is not Will.SAME] if seen else []
    response = page(
        "patron_list.html",
        error.status.value if error else 200,
        error=error,
        branches=choices_of_branches(session, page.reader, LIBRARIANS, now),
        branch=branch,
        seen=seen,
        lines=[(line, messages(line.fault) if line.fault else "") for line in lines[:SHOWN]],
        more=max(0, len(lines) - SHOWN),
        fault_language=spoken(page.language),
        wills=[(w.value, seen.count(w)) for w in Will] if seen else [],
        carried=carried,
        done=done,
        ended=len(done.gone) if done and ended else 0,
    )
    response.headers["Cache-Control"] = "no-store"
    return response
