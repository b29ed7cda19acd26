"""The words of a book that want a decision before it is narrated, one after the other."""

from datetime import datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf
from api.errors import FieldMissingError, NotFoundError
from api.problems import Problem, of_error, spoken
from api.workable import workable as seen
from audiolib.catalogue import repository as catalogue
from audiolib.errors import AudiolibError
from audiolib.healing import before, decide, hear
from audiolib.healing.candidates import Candidate
from audiolib.healing.words import words
from audiolib.listening import repository as listening
from audiolib.listening.made import made
from audiolib.listening.sentences import Sentence, sentences
from audiolib.messages import Messages
from audiolib.proofing.listening import STATIONS, message
from audiolib.tables import Production
from audiolib.tables.making import State
from web.page import Page, PageOf, to
from web.pages import readings

router = APIRouter()
ADDRESS = "/staff/productions/{production_id}/lexicon"
SHOWN = 25
"""Words on one page."""
Told = Annotated[str, Query(max_length=readings.LONGEST)]
Far = Annotated[int, Query(ge=0, le=10**6)]


@router.api_route(ADDRESS, methods=["GET", "HEAD"])
def show(
    production_id: Number, page: PageOf, session: SessionOf, now: Now, after: Far = 0
) -> Response:
    """The words that nobody decided on, that first that matters most."""
    found = seen(session, production_id, page.reader, now)
    asked = before.asked(session, page.service, found)
    return page(
        "lexicon.html",
        production=found,
        work=catalogue.work(session, found.work_id),
        asked=asked,
        rows=asked.open[after : after + SHOWN],
        after=after,
        further=after + SHOWN if len(asked.open) > after + SHOWN else 0,
        defects=_defects(page, session, found),
        done=page.request.query_params.get("done", "")[: readings.LONGEST],
    )


@router.api_route(f"{ADDRESS}/word", methods=["GET", "HEAD"])
def look(
    production_id: Number,
    page: PageOf,
    session: SessionOf,
    now: Now,
    word: Told = "",
    phrase: Told = "",
    alias: Told = "",
    ipa: Told = "",
) -> Response:
    """A word in a sentence, and how it could be read."""
    found = seen(session, production_id, page.reader, now)
    return _shown(page, session, found, word, phrase, alias, ipa)


@router.api_route(f"{ADDRESS}/say", methods=["GET", "HEAD"])
def say(
    production_id: Number,
    page: PageOf,
    session: SessionOf,
    now: Now,
    word: Told = "",
    phrase: Told = "",
    alias: Told = "",
    ipa: Told = "",
) -> Response:
    """A sentence as it would be spoken with a decision on a word, as a WAV file."""
    found = seen(session, production_id, page.reader, now)
    sentence = _sentences(page, session, found).get(phrase)
    if sentence is None:
        raise NotFoundError
    return readings.said(page, sentence, found, word, alias, ipa)


@router.post(ADDRESS)
def settle(
    production_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Decide how a word is read, or leave it as it is."""
    found = seen(session, production_id, page.reader, now)
    told = {name: fields.get(name, "")[: readings.LONGEST] for name in ("word", "phrase", "lang")}
    try:
        with session.begin_nested():
            if fields.get("act") == "leave":
                if not told["word"]:
                    raise FieldMissingError(page.t("words-word"))
                before.leave(session, page.reader, found, told["word"], told["lang"])
            else:
                _decide(page, session, found, dict(fields), now)
    except AudiolibError as error:
        problem = of_error(error, page.language)
        given = fields.get("alias", ""), fields.get("ipa", "")
        return _shown(page, session, found, told["word"], told["phrase"], *given, problem)
    done = urlencode({"done": told["word"]})
    return to(f"/staff/productions/{production_id}/lexicon?{done}#words")


def _decide(
    page: Page, session: Session, found: Production, fields: dict[str, str], now: datetime
) -> None:
    wish = readings.chosen(page, fields)
    sentence = _sentences(page, session, found).get(fields.get("phrase", ""))
    language = sentence.lang if sentence else found.language
    decide.decide(session, page.reader, language=language, production_id=found.id, now=now, **wish)


def _shown(
    page: Page,
    session: Session,
    found: Production,
    word: str,
    phrase: str,
    alias: str = "",
    ipa: str = "",
    error: Problem | None = None,
) -> Response:
    told = _sentences(page, session, found)
    sentence = told.get(phrase)
    if sentence is None:
        raise NotFoundError
    asked = before.asked(session, page.service, found)
    known = next((one for one in asked.open if one.word == word), None)
    heard = known.plain if known else word.rstrip("*")
    stands = bool(heard) and set(words(heard)) <= set(words(sentence.text))
    offered: tuple[Candidate, ...] = ()
    if stands and error is None:
        try:
            offered = hear.readings(page.service, heard, readings.base(sentence.lang), found.voice)
        except AudiolibError as unheard:
            error = of_error(unheard, page.language)
    forms = word.endswith("*")
    return page(
        "lexicon_word.html",
        error.status.value if error else 200,
        error=error,
        production=found,
        work=catalogue.work(session, found.work_id),
        sentence=sentence,
        known=known,
        word=word,
        heard=heard,
        stands=stands,
        forms=forms,
        choices=readings.choices(sentence),
        offered=offered,
        alias=alias,
        ipa=ipa,
        reach=_reach(session, found, word, sentence, told, forms=forms) if stands else [],
    )


def _reach(
    session: Session,
    found: Production,
    word: str,
    sentence: Sentence,
    told: dict[str, Sentence],
    *,
    forms: bool,
) -> list[tuple[str, int, int]]:
    """Of each scope, how many books and sentences; of this book those that it has now."""
    wanted = set(words(word.rstrip("*")))
    here = sum(wanted <= set(words(one.text)) for one in told.values())
    reached = readings.reach(session, word, sentence.lang, found, forms=forms)
    return [(s, 1, here) if s == "book" else (s, books, n) for s, books, n in reached]


def _sentences(page: Page, session: Session, found: Production) -> dict[str, Sentence]:
    """Those of the newest text, and those that were only spoken: the opening and the closing."""
    sound = made(page.service.store, found)
    told = dict(sound.sentences) if sound else {}
    text = before.text_of(session, page.service.store, found)
    return told | {one.phrase: one for one in sentences(text)}


def _defects(page: Page, session: Session, found: Production) -> list[dict[str, str]]:
    """What listeners sent back to be read otherwise, each with its sentence."""
    defects = [
        defect
        for defect in listening.open_defects(session, found.id or 0)
        if STATIONS.get(defect.code) is State.LEXICON
    ]
    if not defects:
        return []
    messages = Messages(spoken(page.language))
    known, told = _sentences(page, session, found), []
    for defect in defects:
        if (sentence := known.get(defect.phrase)) is not None:
            about = {"phrase": defect.phrase, "text": sentence.text, "lang": sentence.lang}
            why = {"code": messages(message(defect.code)), "language": messages.language}
            told.append({**about, **why, "note": defect.note})
    return told
