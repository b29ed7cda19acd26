"""Reading a text against its pages: doubtful words one after the other, and any place of it."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf
from api.errors import FieldError
from api.problems import Problem, of_error
from audiolib.errors import AudiolibError
from audiolib.identify.tidy import tidy
from audiolib.making.repository import pages as pages_of
from audiolib.proofing import repository as versions
from audiolib.proofing.compare import retyped
from audiolib.proofing.doubtful import Suspect
from audiolib.proofing.edits import ConfirmText, Edit, ReplaceText, SplitBlock, target
from audiolib.proofing.errors import EditError, NoSuchSuggestionError
from audiolib.proofing.ranges import trimmed
from audiolib.proofing.repository import Saved, Waiting
from audiolib.publication import Heading, Text, Verse
from web.page import Page, PageOf, to
from web.pages.proof_desk import Desk, opened
from web.pages.proof_places import change, depth, in_note
from web.pages.proof_told import told

router = APIRouter()
SHOWN = 100
Place = Annotated[int, Query(ge=0, le=10_000_000)]
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")


@router.api_route("/staff/productions/{production_id}/text", methods=["GET", "HEAD"])
def text(
    production_id: Number, page: PageOf, session: SessionOf, now: Now, done: Place = 0
) -> Response:
    """The words to look at, the most doubtful first, and readings that wait for a decision."""
    desk = opened(page.service, session, production_id, page.reader, now)
    return listed(page, session, desk, done=bool(done))


@router.api_route("/staff/productions/{production_id}/text/next", methods=["GET", "HEAD"])
def following(
    production_id: Number, page: PageOf, session: SessionOf, now: Now, n: Place = 0
) -> Response:
    """Go to a doubtful word by its place in the list, or back to the list behind the last one."""
    desk = opened(page.service, session, production_id, page.reader, now)
    if n >= len(desk.suspects):
        return to(f"{_home(production_id)}?done=1")
    return to(address(production_id, desk.suspects[n], n))


@router.api_route("/staff/productions/{production_id}/text/places/{block}", methods=["GET", "HEAD"])
def place(
    production_id: Number,
    block: str,
    page: PageOf,
    session: SessionOf,
    now: Now,
    begin: Place = 0,
    end: Place = 0,
    n: Place = 0,
    met: Place = 0,
    kept: Place = 0,
) -> Response:
    """A text in a form beside its picture; a stretch of it may be what is doubted."""
    desk = opened(page.service, session, production_id, page.reader, now)
    try:
        desk.text(block)
    except EditError as error:
        return listed(page, session, desk, of_error(error, page.language))
    return shown(page, session, desk, block, (begin, end), n, met=bool(met), kept=bool(kept))


@router.post("/staff/productions/{production_id}/text/places/{block}")
def change_place(
    production_id: Number, block: str, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Keep what was done to a text, and go on to the next doubtful word."""
    desk = opened(page.service, session, production_id, page.reader, now)
    try:
        with session.begin_nested():
            saved = _kept(page, session, desk, block, fields)
    except AudiolibError as error:
        problem = of_error(error, page.language)
        typed = fields.get("text")
        if block not in desk.texts:
            return listed(page, session, desk, problem, typed=typed or "")
        where = _where(fields)
        n = number_in(fields, "n")
        return shown(page, session, desk, block, where, n, problem=problem, typed=typed)
    return _onward(production_id, block, fields, saved)


@router.post("/staff/productions/{production_id}/text/suggestions/{suggestion_id}")
def settle(
    production_id: Number,
    suggestion_id: Number,
    page: PageOf,
    session: SessionOf,
    fields: Fields,
    now: Now,
) -> Response:
    """Take a reading that another one stood in the way of, or leave it."""
    desk = opened(page.service, session, production_id, page.reader, now)
    try:
        if not any(one.id == suggestion_id for one in waiting(session, desk)):
            raise NoSuchSuggestionError(suggestion_id)
        with session.begin_nested():
            if fields.get("do") == "accept":
                store = page.service.store
                versions.accept(session, store, suggestion_id, page.reader.account_id)
            else:
                versions.decline(session, suggestion_id, page.reader.account_id)
    except AudiolibError as error:
        return listed(page, session, desk, of_error(error, page.language))
    return to(f"{_home(production_id)}#waiting")


def address(production_id: int, suspect: Suspect, n: int) -> str:
    """The address of a doubtful word; `n` is its place in the list."""
    query = urlencode({"begin": suspect.begin, "end": suspect.end, "n": n})
    return f"{_home(production_id)}/places/{suspect.block}?{query}"


def waiting(session: Session, desk: Desk) -> list[Waiting]:
    """The suggestions for texts that may be seen; those without a place for who sees all."""
    found = versions.suggestions(session, desk.number)
    return [one for one in found if one.block in desk.texts or desk.whole]


def listed(
    page: Page,
    session: Session,
    desk: Desk,
    problem: Problem | None = None,
    *,
    done: bool = False,
    typed: str = "",
) -> Response:
    """The page of doubtful words; `typed` is what could not be kept."""
    suspects = desk.suspects
    words = [
        {
            "suspect": suspect,
            "address": address(desk.number, suspect, n),
            "sentence": desk.sentence(suspect.block, suspect.begin, suspect.end),
            "lang": desk.language(suspect.block),
            "dir": desk.direction(suspect.block),
            "page": desk.page_label(suspect.block, suspect.begin),
        }
        for n, suspect in enumerate(suspects[:SHOWN])
    ]
    return page(
        "proof.html",
        problem.status.value if problem else 200,
        error=problem,
        desk=desk,
        words=words,
        count=len(suspects),
        waiting=[told(page.t, one) for one in waiting(session, desk)],
        done=done,
        typed=typed,
    )


def shown(
    page: Page,
    session: Session,
    desk: Desk,
    block: str,
    where: tuple[int, int],
    n: int,
    *,
    problem: Problem | None = None,
    typed: str | None = None,
    met: bool = False,
    kept: bool = False,
) -> Response:
    """The page of one text; `where` is the doubted stretch, `met` says that somebody else saved."""
    there = desk.text(block)
    begin, end = (min(at, len(there.text)) for at in where)
    suspect = next(
        (s for s in desk.suspects if (s.block, s.begin, s.end) == (block, begin, end)), None
    )
    own = [told(page.t, one) for one in waiting(session, desk) if one.block == block]
    return page(
        "proof_place.html",
        problem.status.value if problem else 200,
        error=problem,
        desk=desk,
        block=there,
        suspect=suspect,
        begin=begin,
        end=end,
        n=n,
        count=len(desk.suspects),
        sentence=desk.sentence(block, begin, end),
        typed=typed if typed is not None else there.text,
        lang=desk.language(block),
        dir=desk.direction(block),
        label=desk.page_label(block, begin),
        picture=_picture(session, desk, block, begin, end if suspect else begin),
        level=depth(desk, block),
        in_note=in_note(desk, block),
        beside=_beside(desk, block),
        waiting=own,
        met=met,
        kept=kept,
        kind=_kind(there),
    )


def _kept(page: Page, session: Session, desk: Desk, block: str, fields: Mapping[str, str]) -> Saved:
    """Save what a form says, made on the version that the form was filled in on."""
    base = number_in(fields, "version")
    older = desk
    if base != desk.known.version:
        store = page.service.store
        older = desk.at(base, versions.version(session, store, desk.number, base))
    there = older.text(block)
    begin, end = (min(at, len(there.text)) for at in _where(fields))
    do = fields.get("do", "save")
    typed = fields.get("text", there.text).replace("\r\n", "\n")
    words = there.text[begin:end]
    if (take := fields.get("take", "")) and typed[begin:end] == words:
        typed = typed[:begin] + take + typed[end:]
    edits: Sequence[Edit]
    if take or do in ("save", "stay", "right"):
        edits = typed_edits(there, typed)
        if edits and block not in desk.texts:
            # Somebody removed the text meanwhile: what was typed is kept in one piece.
            edits = [ReplaceText(block, 0, len(there.text), typed, there.text)]
        if not edits and words:
            # Saved as it stands: it was looked at.
            edits = [ConfirmText(block, begin, end, words)]
    else:
        edits = change(older, block, do, fields)
    return save(page, session, desk.number, base, edits)


def save(
    page: Page, session: Session, production_id: int, base: int, edits: Sequence[Edit]
) -> Saved:
    """Save edits in the name of whoever asks."""
    store, author = page.service.store, page.reader.account_id
    return versions.save(session, store, production_id, base, edits, author)


def typed_edits(there: Text, typed: str) -> list[Edit]:
    """The edits that make a text what somebody typed; an empty line begins a new text."""
    lines = isinstance(there, Verse)
    parts = [tidy(part, lines) for part in _EMPTY_LINE.split(typed)]
    parts = [part for part in parts if part]
    if not parts:
        raise FieldError("text", "")
    whole = ("\n" if lines else " ").join(parts)
    edits: list[Edit] = list(retyped(there.id, there.text, whole))
    if len(edits) > 1 and lines:
        # Line ends are tidied between one edit and the next; as one edit they can't be.
        front, last, end = trimmed(there.text, whole, len(whole), len(whole))
        was = there.text[front:last]
        edits = [ReplaceText(there.id, front, last, whole[front:end], was)]
    at = len(whole)
    for part in reversed(parts[1:]):
        at -= len(part)
        edits.append(SplitBlock(there.id, at))
        at -= 1
    return edits


def _onward(production_id: int, block: str, fields: Mapping[str, str], saved: Saved) -> Response:
    n = number_in(fields, "n")
    if saved.suggestions:
        if saved.suggestions[0].block == block:
            return to(f"{_home(production_id)}/places/{block}?n={n}&met=1#met")
        return to(f"{_home(production_id)}#waiting")
    if fields.get("back") == "structure":
        return to(f"{_home(production_id)}/structure#block-{block}")
    if fields.get("do") == "delete":
        return to(f"{_home(production_id)}/structure")
    if fields.get("do", "save") in ("save", "right") and "n" in fields:
        return to(f"{_home(production_id)}/next?n={n}")
    # Where the words were joined to, or stayed.
    first = next((target(edit) for edit in saved.placed), block)
    return to(f"{_home(production_id)}/places/{first}?kept=1")


def _picture(
    session: Session, desk: Desk, block: str, begin: int, end: int
) -> dict[str, Any] | None:
    """Where the stretch, or else the text, stands on a page image; None where nobody knows."""
    seen = desk.seen(block)
    exact = [d for d in seen if begin < d.end and d.begin < end]
    near = exact or seen
    if not near:
        return None
    first = near[0].page
    boxes = [d.box for d in near if d.page == first]
    rows = pages_of(session, desk.number)
    if first >= len(rows):
        return None
    left, top = min(b.left for b in boxes), min(b.top for b in boxes)
    right, bottom = max(b.right for b in boxes), max(b.bottom for b in boxes)
    at = f"{_home(desk.number)}/pages/{rows[first].number}"
    key = rows[first].clean[:12]
    told_box = f"{left},{top},{right},{bottom}"
    return {
        "address": f"{at}?" + urlencode({"box": told_box, "one": int(bool(exact)), "of": key}),
        "whole": at,
        "number": rows[first].number,
        "exact": bool(exact),
    }


def _beside(desk: Desk, block: str) -> tuple[str, str]:
    """The ids of the texts before and behind; empty at the edges."""
    ids = list(desk.texts)
    at = ids.index(block)
    return (ids[at - 1] if at else "", ids[at + 1] if at + 1 < len(ids) else "")


def _kind(there: Text) -> str:
    if isinstance(there, Heading):
        return "heading"
    return "verse" if isinstance(there, Verse) else "paragraph"


def _where(fields: Mapping[str, str]) -> tuple[int, int]:
    begin, end = number_in(fields, "begin"), number_in(fields, "end")
    return min(begin, end), max(begin, end)


def number_in(fields: Mapping[str, str], name: str) -> int:
    """A number that a form says; 0 where it says none."""
    value = fields.get(name, "0")
    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        raise FieldError(name, value)
    return int(value)


def _home(production_id: int) -> str:
    return f"/staff/productions/{production_id}/text"
