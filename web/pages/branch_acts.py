"""What the forms of a branch ask for, handed on to its acts."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlmodel import Session

from api.errors import FieldError
from audiolib.catalogue.branches import acts
from audiolib.catalogue.branches.dividing import Held, hand_over, split
from audiolib.tables.catalogue import BranchKind
from web.page import Page

Told = Mapping[str, str]
WHAT = ("none", "all", "named")
"""How much of what a branch has goes over."""


def _rename(page: Page, session: Session, branch_id: int, told: Told, now: datetime) -> None:
    acts.rename(
        session,
        page.reader,
        now,
        branch_id,
        name=told.get("name", ""),
        day=day_of(page, told),
        reason=told.get("reason", ""),
    )


def _move(page: Page, session: Session, branch_id: int, told: Told, now: datetime) -> None:
    acts.move(
        session,
        page.reader,
        now,
        branch_id,
        parent_id=_number(page, told, "parent", "branch-parent"),
        day=day_of(page, told),
        reason=told.get("reason", ""),
    )


def _merge(page: Page, session: Session, branch_id: int, told: Told, now: datetime) -> None:
    acts.merge(
        session,
        page.reader,
        now,
        branch_id,
        into=_number(page, told, "into", "branch-into"),
        day=day_of(page, told),
        reason=told.get("reason", ""),
    )


def _add(page: Page, session: Session, branch_id: int, told: Told, now: datetime) -> None:
    acts.add(
        session,
        page.reader,
        now,
        parent_id=branch_id,
        code=told.get("code", ""),
        name=told.get("name", ""),
        kind=_kind(page, told),
        day=day_of(page, told),
        reason=told.get("reason", ""),
    )


def _split(page: Page, session: Session, branch_id: int, told: Told, now: datetime) -> None:
    split(
        session,
        page.reader,
        now,
        branch_id,
        code=told.get("code", ""),
        name=told.get("name", ""),
        kind=_kind(page, told),
        day=day_of(page, told),
        reason=told.get("reason", ""),
        along=_ticked(told, "along-"),
        roles=_ticked(told, "role-"),
    )


def _hand_over(page: Page, session: Session, branch_id: int, told: Told, now: datetime) -> None:
    hand_over(
        session,
        page.reader,
        now,
        branch_id,
        into=_number(page, told, "into", "branch-to"),
        readers=_held(told, "readers", "cards"),
        works=_held(told, "works", "numbers"),
        reason=told.get("reason", ""),
    )


ACTS: dict[str, Callable[[Page, Session, int, Told, datetime], None]] = {
    "rename": _rename,
    "move": _move,
    "merge": _merge,
    "add": _add,
    "split": _split,
    "hand-over": _hand_over,
}


def day_of(page: Page, told: Told) -> date:
    """The day that a form names."""
    try:
        return date.fromisoformat(told.get("day", ""))
    except ValueError as error:
        raise FieldError(page.t("branch-day"), told.get("day", "")) from error


def _number(page: Page, told: Told, name: str, label: str) -> int:
    text = told.get(name, "")
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise FieldError(page.t(label), text)
    return int(text)


def _kind(page: Page, told: Told) -> BranchKind:
    kind = told.get("kind", "")
    if kind not in set(BranchKind):
        raise FieldError(page.t("branch-kind"), kind)
    return BranchKind(kind)


def _ticked(told: Told, stem: str) -> list[int]:
    """The numbers behind the names of boxes that were ticked."""
    rests = [name.removeprefix(stem) for name, on in told.items() if on and name.startswith(stem)]
    return [int(rest) for rest in rests if rest.isascii() and rest.isdecimal() and len(rest) < 19]


def _held(told: Told, field: str, named: str) -> Held:
    chosen = told.get(field, "")
    if chosen == "all":
        return Held(everything=True)
    lines = re.split(r"[,;\n\r]+", told.get(named, "")) if chosen == "named" else []
    return Held(named=tuple(dict.fromkeys(line.strip() for line in lines if line.strip())))
