"""Volunteers: what was given to them, the undertaking; and, for staff, who has which section."""

from dataclasses import dataclass
from datetime import date, datetime

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf, Today
from api.errors import FieldError, FieldMissingError, NotFoundError
from api.problems import Problem, of_error
from audiolib.errors import AudiolibError
from audiolib.floor import repository as floor
from audiolib.people import volunteers
from audiolib.people.repository.volunteers import active
from audiolib.people.volunteers import Task
from audiolib.rights.repository.access import may
from audiolib.rights.terms import Act
from web.page import Page, PageOf, to
from web.pages.desk import day
from web.pages.proof_desk import Desk, opened

router = APIRouter()
_LONGEST = 120


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its heading as staff choose it, and who has it."""

    id: str
    heading: str
    depth: int
    tasks: tuple[Task, ...]


@router.api_route("/volunteer", methods=["GET", "HEAD"])
def home(page: PageOf, session: SessionOf, now: Now, today: Today) -> Response:
    """What was given to a volunteer: to be signed for, or to be worked on."""
    return _home(page, session, now, today, None)


@router.post("/volunteer/{grant_id}/sign")
def sign(
    grant_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now, today: Today
) -> Response:
    """Sign the undertaking; then the section opens."""
    if not fields.get("agreed"):
        error = FieldMissingError(page.t("undertaking-agree"))
        return _home(page, session, now, today, of_error(error, page.language))
    volunteers.sign(session, grant_id, by=page.reader, now=now)
    return to("/volunteer")


@router.api_route("/staff/productions/{production_id}/volunteers", methods=["GET", "HEAD"])
def show(production_id: Number, page: PageOf, session: SessionOf, now: Now) -> Response:
    """The sections of a text, and who has which."""
    return _shown(page, session, production_id, now, None)


@router.post("/staff/productions/{production_id}/volunteers")
def give(
    production_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Give a section to somebody who has an account."""
    try:
        account, section = fields.get("account", ""), fields.get("section", "")
        if not (account.isdecimal() and len(account) < 19):
            raise FieldError(page.t("volunteer-who"), account)
        desk = opened(page.service, session, production_id, page.reader, now)
        if section not in {found.id for _depth, found in desk.outline()}:
            raise FieldError(page.t("volunteer-section"), section)
        with session.begin_nested():
            volunteers.give_section(
                session,
                int(account),
                production_id,
                section,
                by=page.reader,
                now=now,
                until=day(fields.get("until", ""), page.t("volunteer-until")),
            )
    except AudiolibError as error:
        return _shown(page, session, production_id, now, of_error(error, page.language))
    return to(f"/staff/productions/{production_id}/volunteers")


@router.post("/staff/productions/{production_id}/volunteers/{grant_id}/{act}")
def end(
    production_id: Number,
    grant_id: Number,
    act: str,
    page: PageOf,
    session: SessionOf,
    fields: Fields,
    now: Now,
) -> Response:
    """Take a section back."""
    if act != "end":
        raise NotFoundError
    volunteers.take_back(session, production_id, grant_id, by=page.reader, now=now)
    return to(f"/staff/productions/{production_id}/volunteers")


def _home(
    page: Page, session: Session, now: datetime, today: date, error: Problem | None
) -> Response:
    tasks = [
        task
        for task in volunteers.tasks(session, page.reader, today)
        # A work that was withdrawn since, or closed, is told of to no volunteer.
        if may(
            session,
            floor.production(session, task.production_id).work_id,
            page.reader,
            Act.METADATA,
            now,
        )
    ]
    response = page("volunteer.html", 422 if error else 200, error=error, tasks=tasks)
    response.headers["Cache-Control"] = "no-store"
    return response


def _shown(
    page: Page, session: Session, production_id: int, now: Now, error: Problem | None
) -> Response:
    tasks = volunteers.given(session, production_id, now.date(), by=page.reader)
    try:
        desk = opened(page.service, session, production_id, page.reader, now)
    except NotFoundError:
        raise
    except AudiolibError as missing:
        found = floor.production(session, production_id)
        told = error or of_error(missing, page.language)
        return page(
            "volunteers.html",
            told.status.value,
            error=told,
            number=production_id,
            title="",
            tongue=found.language,
            people=[],
            parts=[],
        )
    return page(
        "volunteers.html",
        error.status.value if error else 200,
        error=error,
        number=production_id,
        title=desk.title,
        tongue=desk.known.publication.metadata.language,
        people=active(session),
        parts=_parts(desk, tasks),
    )


def _parts(desk: Desk, tasks: tuple[Task, ...]) -> list[Part]:
    parts = []
    for depth, section in desk.outline():
        heading = section.heading.text[:_LONGEST] if section.heading else ""
        theirs = tuple(task for task in tasks if task.section == section.id)
        parts.append(Part(section.id, heading, depth, theirs))
    return parts
