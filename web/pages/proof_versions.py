"""The versions of a text: who changed what and when, and taking it back."""

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf
from api.errors import NotFoundError
from api.problems import Problem, of_error
from audiolib.errors import AudiolibError
from audiolib.proofing import repository as versions
from audiolib.proofing.compare import BlockChange
from audiolib.proofing.errors import NoSuchVersionError
from audiolib.proofing.repository import Version
from web.page import Page, PageOf, to
from web.pages.proof_desk import Desk, opened
from web.pages.proof_told import told_edit

router = APIRouter()
SHOWN = 100
_EDITS = 5
"""Of a version in the list."""


@router.api_route("/staff/productions/{production_id}/text/versions", methods=["GET", "HEAD"])
def history(production_id: Number, page: PageOf, session: SessionOf, now: Now) -> Response:
    """Every version, the newest first, with who made it and what changed."""
    return _listed(page, session, _whole(page, session, production_id, now))


@router.api_route(
    "/staff/productions/{production_id}/text/versions/{number}", methods=["GET", "HEAD"]
)
def version(
    production_id: Number, number: Number, page: PageOf, session: SessionOf, now: Now
) -> Response:
    """What a version changed, text by text."""
    desk = _whole(page, session, production_id, now)
    told = next((v for v in versions.history(session, production_id) if v.number == number), None)
    if told is None:
        raise NoSuchVersionError(production_id, number)
    changed: tuple[BlockChange, ...] = ()
    if told.base:
        changed = versions.difference(session, page.service.store, production_id, told.base, number)
    return page(
        "proof_version.html",
        desk=desk,
        version=told,
        why=_why(page, told),
        changed=changed[:SHOWN],
        more=max(0, len(changed) - SHOWN),
    )


@router.post("/staff/productions/{production_id}/text/versions/{number}")
def take_back(
    production_id: Number,
    number: Number,
    page: PageOf,
    session: SessionOf,
    fields: Fields,
    now: Now,
) -> Response:
    """Take back what a version changed, or have the text again as it was in it."""
    desk = _whole(page, session, production_id, now)
    store, author = page.service.store, page.reader.account_id
    try:
        with session.begin_nested():
            match fields.get("do", ""):
                case "undo":
                    versions.undo(session, store, production_id, number, author)
                case "restore":
                    versions.restore(session, store, production_id, number, author)
                case _:
                    raise NotFoundError
    except AudiolibError as error:
        return _listed(page, session, desk, of_error(error, page.language))
    return to(f"/staff/productions/{production_id}/text/versions")


def _whole(page: Page, session: Session, production_id: int, now: Now) -> Desk:
    """The desk of somebody who may see all of the text: versions tell of every section.

    Raises:
        NotFoundError: they may not.
    """
    desk = opened(page.service, session, production_id, page.reader, now)
    if not desk.whole:
        raise NotFoundError
    return desk


def _listed(page: Page, session: Session, desk: Desk, problem: Problem | None = None) -> Response:
    found = versions.history(session, desk.number)
    return page(
        "proof_versions.html",
        problem.status.value if problem else 200,
        error=problem,
        desk=desk,
        versions=[
            {
                "version": one,
                "why": _why(page, one),
                "edits": [told_edit(page.t, edit) for edit in one.edits[:_EDITS]],
                "more": max(0, len(one.edits) - _EDITS),
            }
            for one in found
        ],
    )


def _why(page: Page, one: Version) -> str:
    message = f"proof-made-{one.reason}"
    return page.t(message) if page.t.knows(message) else one.reason
