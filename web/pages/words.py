"""Words that readers heard read wrongly: hearing how they could be read, and deciding."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.responses import Response

from api import links
from api.deps import Fields, Now, Number, SessionOf
from api.errors import NotFoundError
from api.problems import Problem, of_error
from audiolib.catalogue import repository as catalogue
from audiolib.desk.repository import account_names
from audiolib.errors import AudiolibError
from audiolib.floor import repository as floor
from audiolib.healing import decide, hear, repository
from audiolib.healing.candidates import Candidate
from audiolib.healing.reports import close as leave
from audiolib.healing.words import words
from audiolib.listening.made import Made, made
from audiolib.people import Reader
from audiolib.rights.repository.access import may
from audiolib.rights.terms import Act
from audiolib.tables import LexiconEntry, Production, WordReport
from web.page import Page, PageOf, to
from web.pages import readings
from web.pages.listening import BEFORE_MS
from web.pages.staff import branches

router = APIRouter()
_SHOWN = 30
Asked = Annotated[str, Query(max_length=readings.LONGEST)]


@router.api_route("/staff/words", methods=["GET", "HEAD"])
def show(page: PageOf, session: SessionOf, now: Now) -> Response:
    """The reports that nobody decided about, and the decisions with what became of them."""
    theirs = branches(page.reader)
    reports = [
        (report, found, catalogue.work(session, found.work_id))
        for report in repository.open_reports(session)
        for found in [floor.production(session, report.production_id)]
        if found.branch_id in theirs
    ]
    made_before = [
        row
        for row in repository.decisions(session, _SHOWN)
        # What was decided for one book is told where the book is made.
        if row.production_id is None
        or floor.production(session, row.production_id).branch_id in theirs
    ]
    return page(
        "words.html",
        reports=reports,
        decisions=[(row, _outcome(session, row)) for row in made_before],
        names=account_names(session, {row.by for row in made_before if row.by is not None}),
        touched=page.request.query_params.get("touched", ""),
    )


@router.api_route("/staff/words/{report_id}", methods=["GET", "HEAD"])
def look(
    report_id: Number,
    page: PageOf,
    session: SessionOf,
    now: Now,
    word: Asked = "",
    alias: Asked = "",
    ipa: Asked = "",
) -> Response:
    """The word in its sentence, how it could be read, and what each decision would touch."""
    report, found = _theirs(session, report_id, page.reader, now)
    return _shown(page, session, report, found, now, {"word": word, "alias": alias, "ipa": ipa})


@router.api_route("/staff/words/{report_id}/say", methods=["GET", "HEAD"])
def say(
    report_id: Number,
    page: PageOf,
    session: SessionOf,
    now: Now,
    word: Asked = "",
    alias: Asked = "",
    ipa: Asked = "",
) -> Response:
    """The sentence of a report as it would be spoken with a decision, as a WAV file."""
    report, found = _theirs(session, report_id, page.reader, now)
    sound = made(page.service.store, found)
    sentence = sound.sentences.get(report.phrase) if sound else None
    if sentence is None:
        raise NotFoundError
    return readings.said(page, sentence, found, word, alias, ipa)


@router.post("/staff/words/{report_id}")
def settle(
    report_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Decide how the word is read: every book that it stands in is made again."""
    report, found = _theirs(session, report_id, page.reader, now)
    try:
        with session.begin_nested():
            touched = _decide(page, session, report, found, fields, now)
    except AudiolibError as error:
        return _shown(page, session, report, found, now, fields, of_error(error, page.language))
    return to(f"/staff/words?touched={touched}#decisions")


@router.post("/staff/words/{report_id}/close")
def close(
    report_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Leave the reading as it is; the reporter is told."""
    report, _found = _theirs(session, report_id, page.reader, now)
    leave(session, page.reader, report, fields.get("reply", ""), now)
    return to("/staff/words")


@router.post("/staff/words/decisions/{entry_id}/back")
def take_back(
    entry_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Let a decision count no more: what it touched is made again without it."""
    row = repository.decision(session, entry_id)
    if row is None:
        raise NotFoundError
    if row.production_id is not None:
        _make_sure(session, floor.production(session, row.production_id), page.reader, now)
    touched = decide.take_back(session, page.reader, entry_id, now)
    return to(f"/staff/words?touched={len(touched)}#decisions")


def _theirs(
    session: Session, report_id: int, reader: Reader, now: datetime
) -> tuple[WordReport, Production]:
    report = repository.report(session, report_id)
    if report is None:
        raise NotFoundError
    found = floor.production(session, report.production_id)
    _make_sure(session, found, reader, now)
    return report, found


def _make_sure(session: Session, found: Production, reader: Reader, now: datetime) -> None:
    """Raise unless a person may work on the production.

    Raises:
        NotFoundError: it is not theirs.
    """
    theirs = found.branch_id in branches(reader)
    if not theirs or not may(session, found.work_id, reader, Act.WORK, now):
        raise NotFoundError


def _decide(
    page: Page,
    session: Session,
    report: WordReport,
    found: Production,
    fields: Mapping[str, str],
    now: datetime,
) -> int:
    wish = readings.chosen(page, fields)
    sound = made(page.service.store, found)
    sentence = sound.sentences.get(report.phrase) if sound else None
    _row, touched = decide.decide(
        session,
        page.reader,
        language=sentence.lang if sentence else found.language,
        production_id=found.id,
        report_id=report.id,
        now=now,
        **wish,
    )
    return len(touched)


def _shown(
    page: Page,
    session: Session,
    report: WordReport,
    found: Production,
    now: datetime,
    told: Mapping[str, str],
    error: Problem | None = None,
) -> Response:
    sound = made(page.service.store, found)
    sentence = sound.sentences.get(report.phrase) if sound else None
    word = (told.get("word") or report.word).strip()
    stands = sentence is not None and bool(word) and set(words(word)) <= set(words(sentence.text))
    offered: tuple[Candidate, ...] = ()
    if sentence is not None and stands and error is None:
        try:
            offered = hear.readings(page.service, word, readings.base(sentence.lang), found.voice)
        except AudiolibError as unheard:
            error = of_error(unheard, page.language)
    return page(
        "word.html",
        error.status.value if error else 200,
        error=error,
        report=report,
        production=found,
        work=catalogue.work(session, found.work_id),
        sentence=sentence,
        address=_address(page, sound, report.phrase, now),
        word=word,
        stands=stands,
        choices=readings.choices(sentence),
        offered=offered,
        alias=told.get("alias", ""),
        ipa=told.get("ipa", ""),
        reach=readings.reach(session, word, sentence.lang, found) if stands and sentence else [],
    )


def _address(page: Page, sound: Made | None, phrase: str, now: datetime) -> str:
    stretch = sound.stretch(phrase, BEFORE_MS) if sound else None
    if sound is None or stretch is None:
        return ""
    name = f"{stretch.track:03}.mp3"
    asker = links.asker(page.service, page.request, page.reader)
    link = links.address(page.service, stretch.digest, name, asker, now, work=sound.work_id)
    return f"{link}#t={stretch.begin_s:.3f},{stretch.end_s:.3f}"


def _outcome(session: Session, row: LexiconEntry) -> dict[str, Any]:
    """What became of a decision: the books that it touches, and those that were made again."""
    touched = repository.touched(session, row, in_use=False)
    healed = repository.released_since(session, touched, row.ended_at or row.created_at)
    title = ""
    if row.production_id is not None:
        found = floor.production(session, row.production_id)
        title = catalogue.work(session, found.work_id).title
    return {"touched": len(touched), "healed": healed, "title": title}
