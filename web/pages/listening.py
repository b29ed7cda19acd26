"""The listening check: doubtful places first, each to be heard, found right, or told as wrong."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from api import links
from api.deps import Fields, Now, Number, SessionOf
from api.errors import NotFoundError
from api.numbers import whole
from api.problems import Problem, of_error, spoken
from api.workable import workable as seen
from audiolib.catalogue import repository as catalogue
from audiolib.errors import AudiolibError
from audiolib.listening import check, repository
from audiolib.listening.doubts import unknown
from audiolib.listening.errors import NoSuchPlaceError
from audiolib.listening.made import Made, made
from audiolib.making import orders
from audiolib.messages import Messages
from audiolib.proofing.hearing import ToHear, places, shown
from audiolib.proofing.listening import assurance, goes_back_to, message, sample, share_heard
from audiolib.tables import Production
from audiolib.tables.making import State
from web.page import Page, PageOf, to

router = APIRouter()
ADDRESS = "/staff/productions/{production_id}/listening"
SHOWN = 20
"""Places on one page."""
SAMPLED = 30
"""Phrases taken at random of those that nothing speaks against."""
BEFORE_MS = 1500
CODES = ("name", "number", "ocr", "missing", "structure", "pace", "click", "rights")
"""In the order of a form: what is found most often comes first."""
PROVES = 5
"""So many phrases taken at random must be heard before they say something of the rest."""


@router.api_route(ADDRESS, methods=["GET", "HEAD"])
def listen(production_id: Number, page: PageOf, session: SessionOf, now: Now) -> Response:
    """What is to be heard next."""
    found = seen(session, production_id, page.reader, now)
    return _shown(page, session, found, now)


@router.post(ADDRESS)
def tell(
    production_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Keep what somebody heard, or send the production back or on."""
    found = seen(session, production_id, page.reader, now)
    try:
        with session.begin_nested():
            done = _do(page, session, found, dict(fields), now)
    except AudiolibError as error:
        session.refresh(found)
        return _shown(page, session, found, now, of_error(error, page.language))
    return to(done)


def _do(
    page: Page, session: Session, found: Production, fields: dict[str, str], now: datetime
) -> str:
    number = found.id or 0
    version = whole(fields.get("version", ""))
    match fields.get("act"):
        case "right" | "wrong" as act:
            sound = made(page.service.store, found)
            if sound is None:
                raise NoSuchPlaceError
            phrase = fields.get("phrase", "")
            if act == "right":
                check.right(session, found, sound, phrase, page.reader, now)
            else:
                code, note = fields.get("code", ""), fields.get("note", "")
                check.wrong(session, found, sound, phrase, code, note, page.reader, now)
        case "take-back":
            told = fields.get("defect", "")
            defect = int(told) if told.isdecimal() and len(told) < 19 else 0
            check.take_back(session, found, defect, page.reader)
        case "back":
            check.send_back(session, number, page.reader, page.t("listening-sent-back"), now)
            return f"/staff/productions/{number}"
        case "approve":
            orders.approve(session, number, page.reader, version=version)
            return f"/staff/productions/{number}"
        case _:
            raise NotFoundError
    return f"/staff/productions/{number}/listening#places"


def _shown(
    page: Page,
    session: Session,
    found: Production,
    now: datetime,
    error: Problem | None = None,
) -> Response:
    number = found.id or 0
    sound = made(page.service.store, found)
    here = found.state == State.LISTENING and sound is not None
    defects = repository.defects(session, number)
    wrong = [d for d in defects if d.mended_at is None]
    messages = Messages(spoken(page.language))
    facts: dict[str, Any] = dict.fromkeys(("left", "further", "heard", "share"), 0)
    facts |= {"rows": [], "more": [], "sampled": None}
    if here and sound is not None:
        told = repository.heard(session, number)
        doubted = places(
            sound.publication,
            sound.narration,
            sound.findings,
            words=unknown(session, page.service, found),
        )
        about = {d.phrase for d in wrong}
        facts = _facts(page, sound, number, doubted, told, about, messages, now)
    codes = [d.code for d in wrong]
    back = goes_back_to(codes)
    return page(
        "listening.html",
        error.status.value if error else 200,
        error=error,
        production=found,
        work=catalogue.work(session, found.work_id),
        listens=here,
        wrong=[_defect(page, sound, d, messages, now) for d in wrong],
        mended=len(defects) - len(wrong),
        codes=[(code, messages(message(code))) for code in CODES],
        back=back.value if back else "",
        sentence_language=messages.language,
        **facts,
    )


def _facts(
    page: Page,
    sound: Made,
    number: int,
    doubted: tuple[ToHear, ...],
    told: dict[str, str],
    wrong: set[str],
    messages: Messages,
    now: datetime,
) -> dict[str, Any]:
    """What is to be heard, and how much was heard already."""
    first, others = shown(doubted, sound.narration, page.service.settings.listening.share)
    named = {place.phrase for place in doubted}
    chance = sample(sound.publication, sound.narration, SAMPLED, number, named)
    right = {phrase for phrase, key in told.items() if sound.key(phrase) == key}
    done = right | wrong
    left = [p for p in first if p.phrase not in done and p.phrase in sound.sentences]
    more = [p for p in others if p.phrase not in done and p.phrase in sound.sentences]
    rest = [p for p in chance if p not in done and p in sound.sentences]
    rows = [_place(page, sound, p.phrase, _reasons(p, sound, messages), now) for p in left[:SHOWN]]
    rows += [
        _place(page, sound, p, [page.t("listening-by-chance")], now, ours=True)
        for p in rest[: SHOWN - len(rows)]
    ]
    listened = [p for p in chance if p in done]
    proof = assurance(len(listened), len([p for p in listened if p in wrong]))
    return {
        "rows": rows,
        "more": [
            _place(page, sound, p.phrase, _reasons(p, sound, messages), now) for p in more[:SHOWN]
        ],
        "further": len(more),
        "left": len(left) + len(rest),
        "heard": len(done),
        "share": round(100 * share_heard(sound.narration, done)),
        "sampled": None
        if len(listened) < PROVES
        else (len(listened), proof.wrong, round(100 * proof.most)),
    }


def _reasons(place: ToHear, sound: Made, messages: Messages) -> list[str]:
    """Why a place is heard, in sentences; a finding's with its facts."""
    of_code = {one.code: one for one in sound.findings}
    here = of_code | {one.code: one for one in sound.findings if one.place.id == place.phrase}
    told = place.reasons[:3]
    return [messages.finding(here[code]) if code in here else messages(code) for code in told]


def _place(
    page: Page,
    sound: Made,
    phrase: str,
    reasons: Iterable[str],
    now: datetime,
    *,
    ours: bool = False,
) -> dict[str, Any]:
    """A phrase with its sound; `ours`: the reasons are in the language of the page."""
    sentence = sound.sentences[phrase]
    return {
        "phrase": phrase,
        "text": sentence.text,
        "lang": sentence.lang,
        "reasons": list(reasons),
        "ours": ours,
        "address": address(page, sound, phrase, now),
    }


def address(page: Page, sound: Made, phrase: str, now: datetime) -> str:
    """Where a phrase is heard, from a little before it; empty where its sound is gone."""
    stretch = sound.stretch(phrase, BEFORE_MS)
    if stretch is None:
        return ""
    name = f"{stretch.track:03}.mp3"
    asker = links.asker(page.service, page.request, page.reader)
    link = links.address(page.service, stretch.digest, name, asker, now, work=sound.work_id)
    return f"{link}#t={stretch.begin_s:.3f},{stretch.end_s:.3f}"


def _defect(
    page: Page, sound: Made | None, row: Any, messages: Messages, now: datetime
) -> dict[str, Any]:
    sentence = sound.sentences.get(row.phrase) if sound else None
    return {
        "id": row.id,
        "words": messages(message(row.code)),
        "note": row.note,
        "text": sentence.text if sentence else "",
        "lang": sentence.lang if sentence else "",
        "address": address(page, sound, row.phrase, now) if sound else "",
    }
