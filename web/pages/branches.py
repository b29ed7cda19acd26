"""The library's branches as a tree of a day, and each with what became of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf, Today
from api.errors import FieldError, NotFoundError
from api.problems import Problem, of_error
from audiolib.catalogue import branches
from audiolib.catalogue.branches import acts, repository
from audiolib.catalogue.errors import BranchIncompleteError, BranchUnknownError
from audiolib.catalogue.model import BranchEvent, Placed
from audiolib.desk.repository import account_names
from audiolib.errors import AudiolibError
from audiolib.tables.catalogue import BranchKind
from audiolib.tables.people import Role
from web.page import Page, PageOf, to

router = APIRouter()
_LABELS = {
    "name": "branch-name",
    "code": "branch-code",
    "reason": "branch-reason",
}
Told = Mapping[str, str]
_Day = Annotated[str, Query(max_length=10)]


@router.api_route("/staff/branches", methods=["GET", "HEAD"])
def tree(page: PageOf, session: SessionOf, today: Today, day: _Day = "") -> Response:
    """The tree of a day, today's where none is named."""
    error = None
    shown = today
    if day:
        try:
            shown = _day(page, {"day": day})
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
    """Rename, move or merge a branch, or begin one below it, from a day on."""
    done = _ACTS.get(act)
    if done is None:
        raise NotFoundError
    try:
        with session.begin_nested():
            done(page, session, branch_id, fields, now)
    except AudiolibError as error:
        told = of_error(_labelled(page, error), page.language)
        return _shown(page, session, branch_id, today, told, {**fields, "act": act})
    return to(f"/staff/branches/{branch_id}")


def _rename(page: Page, session: Session, branch_id: int, told: Told, now: datetime) -> None:
    acts.rename(
        session,
        page.reader,
        now,
        branch_id,
        name=told.get("name", ""),
        day=_day(page, told),
        reason=told.get("reason", ""),
    )


def _move(page: Page, session: Session, branch_id: int, told: Told, now: datetime) -> None:
    acts.move(
        session,
        page.reader,
        now,
        branch_id,
        parent_id=_number(page, told, "parent", "branch-parent"),
        day=_day(page, told),
        reason=told.get("reason", ""),
    )


def _merge(page: Page, session: Session, branch_id: int, told: Told, now: datetime) -> None:
    acts.merge(
        session,
        page.reader,
        now,
        branch_id,
        into=_number(page, told, "into", "branch-into"),
        day=_day(page, told),
        reason=told.get("reason", ""),
    )


def _add(page: Page, session: Session, branch_id: int, told: Told, now: datetime) -> None:
    kind = told.get("kind", "")
    if kind not in set(BranchKind):
        raise FieldError(page.t("branch-kind"), kind)
    acts.add(
        session,
        page.reader,
        now,
        parent_id=branch_id,
        code=told.get("code", ""),
        name=told.get("name", ""),
        kind=BranchKind(kind),
        day=_day(page, told),
        reason=told.get("reason", ""),
    )


_ACTS: dict[str, Callable[[Page, Session, int, Told, datetime], None]] = {
    "rename": _rename,
    "move": _move,
    "merge": _merge,
    "add": _add,
}


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
        may=page.reader.holds(Role.MANAGER, branch_id) and placed is not None,
        others=[(b.id, _named(b)) for b in mine if b.id not in below],
        kinds=[(kind.value, page.t(f"branch-kind-{kind.value}")) for kind in BranchKind],
        planned=_planned(history, today),
        today=today,
    )


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


def _day(page: Page, told: Told) -> date:
    try:
        return date.fromisoformat(told.get("day", ""))
    except ValueError as error:
        raise FieldError(page.t("branch-day"), told.get("day", "")) from error


def _number(page: Page, told: Told, name: str, label: str) -> int:
    text = told.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise FieldError(page.t(label), text)
    return int(text)


def _labelled(page: Page, error: AudiolibError) -> AudiolibError:
    """What is missing, by the label that it has on the page."""
    if isinstance(error, BranchIncompleteError):
        return BranchIncompleteError(page.t(_LABELS[error.field]))
    return error
