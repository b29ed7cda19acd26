"""A reader heard something read wrongly: at which sentence, which word, and what then happens."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, ServiceOf, SessionOf
from api.errors import FieldMissingError, NotFoundError
from api.known import origin
from api.problems import Problem, of_error
from audiolib.catalogue import repository as catalogue
from audiolib.delivery.repository import released
from audiolib.errors import AudiolibError
from audiolib.healing.reports import published_text, send
from audiolib.listening.sentences import containing, sections, sentences
from audiolib.people import Reader
from audiolib.rights.errors import DeniedError
from audiolib.rights.repository.access import may
from audiolib.rights.terms import Act
from web.page import Page, PageOf, to

router = APIRouter()
_MOST = 60
"""Sentences on one page."""
Asked = Annotated[str, Query(max_length=200)]


@router.api_route("/works/{work_id}/wrong", methods=["GET", "HEAD"])
def ask(
    work_id: Number,
    page: PageOf,
    session: SessionOf,
    now: Now,
    section: Asked = "",
    q: Asked = "",
    after: Annotated[int, Query(ge=0, le=10**7)] = 0,
    sent: Asked = "",
) -> Response:
    """The form: a section or words that were heard, then the sentence, then the word."""
    number = _production(session, work_id, page.reader, now)
    return _form(page, session, work_id, number, section, q, after, sent=bool(sent))


@router.post("/works/{work_id}/wrong")
def take(
    work_id: Number,
    request: Request,
    page: PageOf,
    session: SessionOf,
    service: ServiceOf,
    fields: Fields,
    now: Now,
) -> Response:
    """Take a report in."""
    number = _production(session, work_id, page.reader, now)
    try:
        if not fields.get("phrase"):
            raise FieldMissingError(page.t("wrong-sentence"))
        send(
            session,
            page.reader,
            number,
            fields["phrase"],
            fields.get("word", ""),
            fields.get("note", ""),
            origin=origin(request, service),
            now=now,
        )
    except AudiolibError as error:
        told = of_error(error, page.language)
        wanted = fields.get("section", ""), fields.get("q", "")
        return _form(page, session, work_id, number, *wanted, error=told)
    return to(f"/works/{work_id}/wrong?sent=1")


def _production(session: Session, work_id: int, reader: Reader, now: datetime) -> int:
    """The production that a reader hears of a work.

    Raises:
        NotFoundError: there is nothing to be heard.
        DeniedError: the reader may not hear it.
    """
    if not may(session, work_id, reader, Act.SEE, now):
        raise NotFoundError
    decision = may(session, work_id, reader, Act.STREAM, now)
    if not decision:
        raise DeniedError(decision)
    release = released(session, work_id)
    if release is None:
        raise NotFoundError
    return release.production_id


def _form(
    page: Page,
    session: Session,
    work_id: int,
    production_id: int,
    section: str,
    q: str,
    after: int = 0,
    *,
    sent: bool = False,
    error: Problem | None = None,
) -> Response:
    publication = published_text(session, page.service.store, production_id)
    if publication is None:
        raise NotFoundError
    every = list(sentences(publication))
    if q:
        found = containing(every, q, _MOST + 1)
    else:
        found = [s for s in every if s.section == section][after : after + _MOST + 1]
    return page(
        "wrong.html",
        error.status.value if error else 200,
        error=error,
        work=catalogue.work(session, work_id),
        sections=sections(publication, every),
        section=section,
        q=q,
        found=found[:_MOST],
        following=after + _MOST if len(found) > _MOST and not q else 0,
        sent=sent,
    )
