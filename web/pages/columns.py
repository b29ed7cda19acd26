"""The columns of the offer: their names, their order, and what stands in them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf
from api.errors import FieldError, NotFoundError
from api.problems import Problem, of_error
from audiolib.catalogue import columns
from audiolib.catalogue.columns import LANGUAGES, title_of
from audiolib.catalogue.errors import ColumnUnknownError
from audiolib.catalogue.repository import columns as kept
from audiolib.errors import AudiolibError
from web.page import Page, PageOf, to

router = APIRouter()
HOME = "/staff/columns"
WORKS = 50
"""Of a column on one page."""
_Told = Mapping[str, str]


@router.api_route(HOME, methods=["GET", "HEAD"])
def every(page: PageOf, session: SessionOf, now: Now) -> Response:
    """The columns in their order, those that were retired, and the form of a new one."""
    return _listed(page, session, now, None, {})


@router.post(HOME)
def add(page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """Begin a column."""
    try:
        with session.begin_nested():
            columns.add(session, page.reader, now, _titles(fields))
    except AudiolibError as error:
        return _listed(page, session, now, of_error(error, page.language), fields)
    return to(HOME)


@router.api_route(HOME + "/{column_id}", methods=["GET", "HEAD"])
def show(
    column_id: Number,
    page: PageOf,
    session: SessionOf,
    now: Now,
    after: Annotated[int, Query(ge=0, lt=2**63)] = 0,
) -> Response:
    """A column: its names, and the works in it."""
    return _shown(page, session, now, column_id, None, {}, after)


@router.post(HOME + "/{column_id}/{act}")
def do(
    column_id: Number, act: str, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Rename a column, move it up or down, retire it or bring it back; put a work in or out."""
    done = _ACTS.get(act)
    if done is None:
        raise NotFoundError
    try:
        with session.begin_nested():
            done(page, session, now, column_id, fields)
    except AudiolibError as error:
        told = of_error(error, page.language)
        return _shown(page, session, now, column_id, told, fields, 0)
    if act in _LISTED:
        return to(f"{HOME}#column-{column_id}")
    return to(f"{HOME}/{column_id}")


def _rename(page: Page, session: Session, now: datetime, column_id: int, told: _Told) -> None:
    columns.rename(session, page.reader, now, column_id, _titles(told))


def _put(page: Page, session: Session, now: datetime, column_id: int, told: _Told) -> None:
    columns.put(session, page.reader, now, column_id, _work(page, told))


def _take(page: Page, session: Session, now: datetime, column_id: int, told: _Told) -> None:
    columns.take_out(session, page.reader, now, column_id, _work(page, told))


_ACTS: dict[str, Callable[[Page, Session, datetime, int, _Told], None]] = {
    "rename": _rename,
    "up": lambda page, session, now, number, _: columns.shift(
        session, page.reader, now, number, -1
    ),
    "down": lambda page, session, now, number, _: columns.shift(
        session, page.reader, now, number, 1
    ),
    "retire": lambda page, session, now, number, _: columns.retire(
        session, page.reader, now, number
    ),
    "offer": lambda page, session, now, number, _: columns.offer(session, page.reader, now, number),
    "put": _put,
    "take": _take,
}
_LISTED = ("up", "down", "retire", "offer")
"""Acts of the page of all columns."""


def _listed(
    page: Page, session: Session, now: datetime, error: Problem | None, told: _Told
) -> Response:
    every = kept.every(session)
    return page(
        "columns.html",
        error.status.value if error else 200,
        error=error,
        told=told,
        offered=[(c.id, title_of(c, page.language)) for c in every if c.retired_on is None],
        retired=[
            (c.id, title_of(c, page.language), c.retired_on)
            for c in every
            if c.retired_on is not None
        ],
        tongues=_tongues(page),
        may=columns.may_arrange(session, page.reader, now),
    )


def _shown(
    page: Page,
    session: Session,
    now: datetime,
    column_id: int,
    error: Problem | None,
    told: _Told,
    after: int,
) -> Response:
    column = next((c for c in kept.every(session) if c.id == column_id), None)
    if column is None:
        raise ColumnUnknownError(column_id)
    works = kept.standing(session, column_id, after, WORKS + 1)
    written = {f"title-{tag}": name for tag, name in column.titles.items()}
    return page(
        "column.html",
        error.status.value if error else 200,
        error=error,
        told={**written, **told},
        column=column,
        title=title_of(column, page.language),
        works=works[:WORKS],
        after=works[WORKS - 1][0] if len(works) > WORKS else 0,
        tongues=_tongues(page),
        may=columns.may_arrange(session, page.reader, now),
    )


def _tongues(page: Page) -> list[tuple[str, str]]:
    return [(tag, page.t.language_name(tag)) for tag in LANGUAGES]


def _titles(told: _Told) -> dict[str, str]:
    return {tag: told.get(f"title-{tag}", "") for tag in LANGUAGES}


def _work(page: Page, told: _Told) -> int:
    text = told.get("work", "").strip()
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise FieldError(page.t("column-work"), text)
    return int(text)
