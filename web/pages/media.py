"""Media that are handed or posted out: the register, giving one out, having it back."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import PurePath
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.responses import Response

from api import links
from api.deps import Fields, Now, Number, SessionOf
from api.errors import FieldError, NotFoundError
from api.problems import Problem, of_error
from audiolib.catalogue import repository as catalogue
from audiolib.delivery import lending
from audiolib.delivery.lending import Medium, MediumDeniedError, MediumTitleError
from audiolib.delivery.repository.lending import titles as titles_of
from audiolib.desk.repository import account_names
from audiolib.errors import AudiolibError
from audiolib.formats import DEFAULT
from audiolib.people import desk
from audiolib.tables.delivery import MediumEnd, MediumKind, MediumLoan
from web.page import Page, PageOf, to

router = APIRouter()
DAYS = 30
"""Till a medium is due, unless the desk says otherwise."""
FORMATS = tuple(name for name in DEFAULT if name != "readalong")
_MOST = 100


@router.api_route("/staff/media", methods=["GET", "HEAD"])
def register(
    page: PageOf,
    session: SessionOf,
    now: Now,
    state: Annotated[str, Query(max_length=20)] = "out",
    work: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """What is out, what is due first first, and the form to give one out."""
    return _register(page, session, now, state, None, {"works": work})


@router.post("/staff/media")
def give(page: PageOf, session: SessionOf, fields: Fields, now: Now) -> Response:
    """Give a medium out."""
    try:
        with session.begin_nested():
            made = _given(page, session, fields, now)
    except AudiolibError as error:
        return _register(page, session, now, "out", _told(page, session, error), fields)
    return to(f"/staff/media/{made.id}")


@router.api_route("/staff/media/{loan_id}", methods=["GET", "HEAD"])
def show(loan_id: Number, page: PageOf, session: SessionOf, now: Now) -> Response:
    """An entry: what is to be copied onto the medium, and what became of it."""
    return _shown(page, session, loan_id, now, None)


@router.post("/staff/media/{loan_id}/{act}")
def end(
    loan_id: Number, act: str, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Note that a medium is back, or lost."""
    if act not in (MediumEnd.RETURNED, MediumEnd.LOST):
        raise NotFoundError
    try:
        wiped = bool(fields.get("wiped"))
        lending.end(session, page.reader, loan_id, MediumEnd(act), now, wiped=wiped)
    except AudiolibError as error:
        return _shown(page, session, loan_id, now, of_error(error, page.language))
    return to(f"/staff/media/{loan_id}")


def _given(page: Page, session: Session, fields: Mapping[str, str], now: datetime) -> MediumLoan:
    kind, format_ = fields.get("kind", ""), fields.get("format", "")
    if kind not in set(MediumKind):
        raise FieldError(page.t("media-kind"), kind)
    if format_ not in FORMATS:
        raise FieldError(page.t("media-format"), format_)
    numbers = re.findall(r"[0-9]{1,15}", fields.get("works", ""))[:_MOST]
    medium = Medium(
        kind=MediumKind(kind),
        label=fields.get("label", ""),
        posted=fields.get("way", "") == "posted",
        due_on=_day(page, fields.get("due_on", "")),
    )
    patron_id = desk.number_of_card(session, fields.get("card", ""))
    titles = [(int(number), format_) for number in numbers]
    return lending.give(session, page.reader, patron_id, medium, titles, now)


def _day(page: Page, told: str) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError as error:
        raise FieldError(page.t("media-due"), told) from error


def _told(page: Page, session: Session, error: AudiolibError) -> Problem:
    """The problem of a form; where it is a title's, the title stands before it."""
    told = of_error(error, page.language)
    if not isinstance(error, MediumDeniedError | MediumTitleError):
        return told
    try:
        title = catalogue.work(session, error.work).title
    except AudiolibError:
        title = str(error.work)
    return replace(told, sentence=f"{title}: {told.sentence}")


def _register(
    page: Page,
    session: Session,
    now: datetime,
    state: str,
    error: Problem | None,
    told: Mapping[str, str],
) -> Response:
    chosen = MediumEnd(state) if state in set(MediumEnd) else None
    return page(
        "media.html",
        error.status.value if error else 200,
        error=error,
        told=told,
        state=chosen.value if chosen else "all",
        states=[*(s.value for s in MediumEnd), "all"],
        loans=lending.register(session, page.reader, chosen),
        kinds=[(kind.value, page.t(f"media-{kind.value}")) for kind in MediumKind],
        formats=[(name, page.t(f"format-{name}")) for name in FORMATS],
        ways=[(way, page.t(f"media-{way}")) for way in ("handed", "posted")],
        due=(now.astimezone().date() + timedelta(days=DAYS)).isoformat(),
        today=now.astimezone().date(),
    )


def _shown(
    page: Page, session: Session, loan_id: int, now: datetime, error: Problem | None
) -> Response:
    loan = lending.entry(session, page.reader, loan_id)
    titles = [_title(page, now, loan, *one) for one in titles_of(session, loan_id)]
    patron = None
    if loan.patron_id is not None:
        patron = desk.patron(session, loan.patron_id, by=page.reader, now=now)
    people = {loan.given_by} | ({loan.ended_by} if loan.ended_by else set())
    return page(
        "medium.html",
        error.status.value if error else 200,
        error=error,
        loan=loan,
        patron=patron,
        titles=titles,
        names=account_names(session, people),
        today=now.astimezone().date(),
    )


def _title(page: Page, now: datetime, loan: MediumLoan, row: Any, package: Any, work: Any) -> Any:
    """A title on a medium; as long as that is out, with the link to what is copied onto it."""
    name, number = PurePath(package.name), row.copy_number
    file = f"{name.stem}-{number}{name.suffix}" if number else package.name
    address = ""
    if loan.state == MediumEnd.OUT and package.digest == row.digest:
        address = links.address(
            page.service,
            row.digest,
            file,
            links.asker(page.service, page.request, page.reader),
            now,
            package.release_id,
            copy=number,
            act=links.LEND,
        )
    return {"work": work, "package": package, "number": number, "address": address}
