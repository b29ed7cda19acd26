"""The library's branches as a tree of a day, and each with what became of it."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf, Today
from api.errors import FieldError, NotFoundError
from api.problems import Problem, of_error
from audiolib.catalogue import branches
from audiolib.catalogue.branches import repository
from audiolib.catalogue.errors import BranchIncompleteError, BranchUnknownError
from audiolib.catalogue.model import BranchEvent, Placed
from audiolib.catalogue.repository import holdings
from audiolib.desk.repository import account_names
from audiolib.errors import AudiolibError
from audiolib.tables.catalogue import BranchKind
from audiolib.tables.people import Role
from web.page import Page, PageOf, to
from web.pages.branch_acts import ACTS, WHAT, Told, day_of

router = APIRouter()
_LABELS = {
    "name": "branch-name",
    "code": "branch-code",
    "reason": "branch-reason",
    "what": "branch-hand-over",
}
_Day = Annotated[str, Query(max_length=10)]


@router.api_route("/staff/branches", methods=["GET", "HEAD"])
def tree(page: PageOf, session: SessionOf, today: Today, day: _Day = "") -> Response:
    """The tree of a day, today's where none is named."""
    error = None
    shown = today
    if day:
        try:
            shown = day_of(page, {"day": day})
        except FieldError as wrong:
            error = of_error(wrong, page.language)
    placed = branches.tree(session, shown)
    return page(
        "branches.html",
        error.status.value if error else 200,
        error=error,
        branches=placed,
        depths=_depths(placed),
        day=shown,
        today=today,
    )


@router.api_route("/staff/branches/{branch_id}", methods=["GET", "HEAD"])
def show(branch_id: Number, page: PageOf, session: SessionOf, today: Today) -> Response:
    """A branch, its history, and what may be done with it."""
    return _shown(page, session, branch_id, today, None, {})


@router.post("/staff/branches/{branch_id}/{act}")
def do(
    branch_id: Number,
    act: str,
    page: PageOf,
    session: SessionOf,
    fields: Fields,
    now: Now,
    today: Today,
) -> Response:
    """Rename, move, merge or divide a branch, or begin one below it; hand over what it has."""
    done = ACTS.get(act)
    if done is None:
        raise NotFoundError
    try:
        with session.begin_nested():
            done(page, session, branch_id, fields, now)
    except AudiolibError as error:
        told = of_error(_labelled(page, error), page.language)
        return _shown(page, session, branch_id, today, told, {**fields, "act": act})
    return to(f"/staff/branches/{branch_id}")


def _shown(
    page: Page,
    session: Session,
    branch_id: int,
    today: date,
    error: Problem | None,
    told: Told,
) -> Response:
    history = branches.history(session, branch_id)
    if not history:
        raise BranchUnknownError(branch_id)
    placed = repository.on(session, branch_id, today)
    mine = [b for b in branches.tree(session, today) if page.reader.holds(Role.MANAGER, b.id)]
    below = branches.below(session, branch_id, today)
    may = page.reader.holds(Role.MANAGER, branch_id) and placed is not None
    is_top = placed is not None and not placed.parent_id
    names = repository.names(session, {branch_id} | {e.other for e in history if e.other})
    if placed is not None and placed.parent_id:
        names |= repository.names(session, {placed.parent_id})
    return page(
        "branch.html",
        error.status.value if error else 200,
        error=error,
        told=told,
        branch_id=branch_id,
        name=names[branch_id],
        placed=placed,
        history=history,
        names=names,
        people=account_names(session, {e.by for e in history if e.by}),
        may=may,
        divides=may and (not is_top or page.reader.holds(Role.ADMIN, branch_id)),
        along=[(*b, "") for b in _right_below(session, branch_id, today)] if may else [],
        posts=_posts(page, session, branch_id, today) if may else [],
        counted=holdings.counted(session, branch_id) if may else (0, 0),
        receivers=[(b.id, _named(b)) for b in mine if b.id != branch_id],
        what=[(key, page.t(f"branch-what-{key}")) for key in WHAT],
        others=[(b.id, _named(b)) for b in mine if b.id not in below],
        kinds=[(kind.value, page.t(f"branch-kind-{kind.value}")) for kind in BranchKind],
        planned=_planned(history, today),
        today=today,
    )


def _right_below(session: Session, branch_id: int, today: date) -> list[tuple[int, str]]:
    """Number and name of every branch right below one."""
    mine = set(repository.children(session, branch_id, today))
    return [(b.id, _named(b)) for b in branches.tree(session, today) if b.id in mine]


def _posts(page: Page, session: Session, branch_id: int, today: date) -> list[tuple[int, str, str]]:
    """Number, name and role of every post that the reader may move."""
    admin = page.reader.holds(Role.ADMIN, branch_id)
    return [
        (post.grant_id, post.name, page.t(f"role-{post.role}"))
        for post in holdings.posts(session, branch_id, today)
        if admin or post.role != Role.MANAGER
    ]


def _planned(history: list[BranchEvent], today: date) -> bool:
    return any(event.day > today for event in history)


def _named(branch: Placed) -> str:
    return f"{branch.name} ({branch.code})"


def _depths(placed: Sequence[Placed]) -> dict[int, int]:
    """How far below the top each branch is; parents come first."""
    found: dict[int, int] = {}
    for branch in placed:
        found[branch.id] = found.get(branch.parent_id or 0, -1) + 1
    return found


def _labelled(page: Page, error: AudiolibError) -> AudiolibError:
    """What is missing, by the label that it has on the page."""
    if isinstance(error, BranchIncompleteError):
        return BranchIncompleteError(page.t(_LABELS[error.field]))
    return error
