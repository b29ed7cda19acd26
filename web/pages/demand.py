"""Wishes for titles: asking, sharing what others ask for, and beginning to make one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, ServiceOf, SessionOf
from api.errors import FieldError, FieldMissingError, NotFoundError
from api.known import origin
from api.policy import LIBRARIANS
from api.problems import Problem, of_error
from audiolib.catalogue import repository as catalogue
from audiolib.catalogue.model import Person, SearchRequest, WorkDraft
from audiolib.catalogue.search import search
from audiolib.catalogue.works import add_work
from audiolib.errors import AudiolibError
from audiolib.floor.errors import DemandsManyError, NoSuchDemandError
from audiolib.floor.repository import demands
from audiolib.floor.repository.demands import Wished
from audiolib.making.orders import open_production
from audiolib.people import throttle
from audiolib.people.repository import patrons
from audiolib.rights.repository.access import may
from audiolib.rights.repository.visible import visible
from audiolib.rights.terms import Act
from audiolib.tables import Demand
from web.page import Page, PageOf, to
from web.pages.catalogue import LANGUAGES
from web.pages.staff import holds

router = APIRouter()
_LONGEST = {"title": 300, "author": 200, "note": 1000}
_IN_AN_HOUR = 30
"""Wishes from one origin; a library's computers share one."""
_ALIKE = 3


@router.api_route("/demands", methods=["GET", "HEAD"])
def show(page: PageOf, session: SessionOf, now: Now) -> Response:
    """What people wish for, those first that most people share, and how far each one is."""
    return _shown(page, session, now)


@router.post("/demands")
def ask(
    request: Request, page: PageOf, session: SessionOf, service: ServiceOf, fields: Fields, now: Now
) -> Response:
    """Wish for a title; one that others wish for already is shared."""
    try:
        told = {name: fields.get(name, "")[:longest] for name, longest in _LONGEST.items()}
        if not told["title"]:
            raise FieldMissingError(page.t("demand-title"))
        patron = patrons.by_id(session, page.reader.for_whom or 0)
        if patron is None:
            raise NotFoundError
        if not throttle.is_few(session, "demand", origin(request, service), now, _IN_AN_HOUR):
            raise DemandsManyError
        wish = demands.ask(
            session,
            patron.id or 0,
            told["title"],
            author=told["author"],
            note=told["note"],
            language=fields.get("language", "") if fields.get("language") in LANGUAGES else "",
            branch_id=patron.branch_id,
            now=now,
        )
    except AudiolibError as error:
        return _shown(page, session, now, of_error(error, page.language), fields)
    return to(f"/demands?asked={wish.id}#demand-{wish.id}")


@router.post("/demands/{demand_id}/{act}")
def share(
    demand_id: Number, act: str, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Share a wish, or share it no longer."""
    patron = page.reader.for_whom or 0
    try:
        match act:
            case "vote":
                demands.vote(session, demand_id, patron, now)
            case "withdraw":
                demands.withdraw(session, demand_id, patron)
            case _:
                raise NotFoundError
    except NoSuchDemandError as error:
        return _shown(page, session, now, of_error(error, page.language))
    return to(f"/demands#demand-{demand_id}")


@router.post("/staff/demands/{demand_id}/work")
def begin(
    demand_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Begin to make what is wished for: of a work that is there, or of a new one."""
    try:
        with session.begin_nested():
            wish = demands.demand(session, demand_id)
            if wish.answered_at is not None:
                raise NoSuchDemandError(demand_id)
            work_id = _work_of(page, session, wish, fields, now)
            demands.give_work(session, wish, work_id)
            work = catalogue.work(session, work_id)
            open_production(
                session,
                page.reader,
                work_id,
                branch_id=work.branch_id,
                language=work.language,
                demand_id=demand_id,
                now=now,
            )
    except AudiolibError as error:
        return _shown(page, session, now, of_error(error, page.language))
    return to(f"/staff/works/{work_id}/rights")


def _work_of(
    page: Page, session: Session, wish: Demand, fields: Mapping[str, str], now: datetime
) -> int:
    chosen = fields.get("work", "")
    if chosen.isdecimal() and len(chosen) < 19:
        if not may(session, int(chosen), page.reader, Act.WORK, now):
            raise NotFoundError
        return int(chosen)
    language = fields.get("language", "") or wish.language
    if language not in LANGUAGES:
        raise FieldError(page.t("work-form-language"), language)
    people = (Person(wish.author),) if wish.author else ()
    draft = WorkDraft(title=wish.title, language=language, people=people)
    return add_work(session, draft, wish.branch_id, now).id or 0


def _shown(
    page: Page,
    session: Session,
    now: datetime,
    error: Problem | None = None,
    told: Mapping[str, str] | None = None,
) -> Response:
    wishes = demands.wished(session)
    started = [w.production_id for w in wishes if w.production_id is not None]
    makes = holds(page.reader, LIBRARIANS)
    patron = page.reader.for_whom
    return page(
        "demands.html",
        error.status.value if error else 200,
        error=error,
        told=told or {},
        wishes=wishes,
        states=demands.states(session, started),
        shared=demands.shared_by(session, patron) if patron else set(),
        asked=page.request.query_params.get("asked", ""),
        makes=makes,
        alike=_alike(page, session, wishes, now) if makes else {},
        tongues=[(tag, page.t.language_name(tag)) for tag in LANGUAGES],
    )


def _alike(
    page: Page, session: Session, wishes: list[Wished], now: datetime
) -> dict[int | None, list[Any]]:
    """Works that a wish may mean, for those wishes that nobody has begun to make."""
    among = visible(session, page.reader, now)
    return {
        w.demand.id: list(
            search(session, SearchRequest(words=w.demand.title, limit=_ALIKE), among).works
        )
        for w in wishes
        if w.production_id is None
    }
