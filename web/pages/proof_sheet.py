"""Many doubtful words on one sheet, each beside its picture: right unless somebody types there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter
from sqlmodel import Session
from starlette.responses import Response

from api.deps import Fields, Now, Number, SessionOf
from api.errors import FieldError
from api.problems import Problem, of_error
from audiolib.errors import AudiolibError
from audiolib.identify.tidy import tidy
from audiolib.making.repository import pages as pages_of
from audiolib.proofing import repository as versions
from audiolib.proofing.doubtful import Suspect
from audiolib.proofing.edits import ConfirmText, Edit, ReplaceText
from audiolib.proofing.errors import NoSuchBlockError
from audiolib.publication import Text, Verse
from web.page import Page, PageOf, to
from web.pages.proof import number_in, save
from web.pages.proof_desk import Desk, opened

router = APIRouter()
ADDRESS = "/staff/productions/{production_id}/text/sheet"
WORDS = 24
"""Different words on a sheet."""
ALIKE = 12
"""Places of one word on a sheet; further ones are on the next."""
_LONGEST = 40
"""Signs of what a line of the sheet has room for."""
_SIDE = 40
"""Signs of the sentence before and behind a word."""
_MOST = WORDS * ALIKE


@dataclass(frozen=True, slots=True)
class Typed:
    """What a line of a sheet says of a stretch of a text."""

    block: str
    begin: int
    end: int
    was: str
    now: str


@router.api_route(ADDRESS, methods=["GET", "HEAD"])
def sheet(production_id: Number, page: PageOf, session: SessionOf, now: Now) -> Response:
    """The most doubtful words, those that are alike together."""
    desk = opened(page.service, session, production_id, page.reader, now)
    return _shown(page, session, desk)


@router.post(ADDRESS)
def keep(
    production_id: Number, page: PageOf, session: SessionOf, fields: Fields, now: Now
) -> Response:
    """Keep what was typed, say that the rest of the sheet is right, and go on to the next."""
    desk = opened(page.service, session, production_id, page.reader, now)
    try:
        with session.begin_nested():
            base = number_in(fields, "version")
            older = desk
            if base != desk.known.version:
                store = page.service.store
                older = desk.at(base, versions.version(session, store, desk.number, base))
            saved = save(page, session, production_id, base, _edits(older, _typed(fields)))
    except AudiolibError as error:
        return _shown(page, session, desk, of_error(error, page.language), fields)
    if saved.suggestions:
        return to(f"/staff/productions/{production_id}/text#waiting")
    return to(f"/staff/productions/{production_id}/text/sheet?kept=1")


def groups(suspects: Sequence[Suspect]) -> list[list[Suspect]]:
    """Doubtful words that fit a line, those that are alike together, the most doubtful first."""
    alike: dict[tuple[str, str], list[Suspect]] = defaultdict(list)
    for suspect in suspects:
        if len(suspect.words) <= _LONGEST and "\n" not in suspect.words:
            alike[suspect.words, suspect.reason if not suspect.words.isalpha() else ""].append(
                suspect
            )
    return list(alike.values())


def _typed(fields: Mapping[str, str]) -> list[Typed]:
    """The lines of a sheet; a word that is to be the same everywhere is so in all its lines."""
    found: list[Typed] = []
    for line in range(_MOST):
        if f"block-{line}" not in fields:
            break
        was, now = fields.get(f"was-{line}", ""), fields.get(f"now-{line}", "")
        first = number_in(fields, f"first-{line}")
        if fields.get(f"same-{first}") and now == was:
            now = fields.get(f"now-{first}", now)
        begin, end = number_in(fields, f"begin-{line}"), number_in(fields, f"end-{line}")
        found.append(Typed(fields[f"block-{line}"], begin, end, was, now))
    return found


def _edits(desk: Desk, typed: Sequence[Typed]) -> list[Edit]:
    """The edits of each text, from its end on, so that none moves another's place."""
    edits: list[Edit] = []
    for one in sorted(typed, key=lambda t: (t.block, -t.begin)):
        there = desk.text(one.block)
        if there.text[one.begin : one.end] != one.was or not one.was:
            raise NoSuchBlockError(one.block)
        edits.append(_edit(there, one))
    return edits


def _edit(there: Text, one: Typed) -> Edit:
    words = tidy(one.now, isinstance(there, Verse))
    if words == one.was:
        return ConfirmText(one.block, one.begin, one.end, one.was)
    begin, end, text = one.begin, one.end, there.text
    if not words:
        # A word taken out takes one of the spaces around it along.
        if text[end : end + 1] == " " and (begin == 0 or text[begin - 1].isspace()):
            end += 1
        elif end == len(text) and text[begin - 1 : begin] == " ":
            begin -= 1
    return ReplaceText(one.block, begin, end, words, text[begin:end])


def _shown(
    page: Page,
    session: Session,
    desk: Desk,
    problem: Problem | None = None,
    fields: Mapping[str, str] | None = None,
) -> Response:
    all_ = groups(desk.suspects)
    rows = pages_of(session, desk.number)
    typed = {(t.block, t.begin): t.now for t in _lenient(fields or {})}
    line = 0
    words: list[dict[str, Any]] = []
    for group in all_[:WORDS]:
        lines = []
        for suspect in group[:ALIKE]:
            told = _line(desk, suspect, rows, line)
            told["now"] = typed.get((suspect.block, suspect.begin), suspect.words)
            lines.append(told)
            line += 1
        words.append({"suspect": group[0], "lines": lines})
    return page(
        "proof_sheet.html",
        problem.status.value if problem else 200,
        error=problem,
        desk=desk,
        words=words,
        pictures=any(told["picture"] for word in words for told in word["lines"]),
        lines=line,
        sheets=-(-len(all_) // WORDS),
        longer=[s for s in desk.suspects if len(s.words) > _LONGEST or "\n" in s.words],
    )


def _lenient(fields: Mapping[str, str]) -> list[Typed]:
    try:
        return _typed(fields)
    except FieldError:
        return []


def _line(desk: Desk, suspect: Suspect, rows: Sequence[Any], line: int) -> dict[str, Any]:
    sentence = desk.sentence(suspect.block, suspect.begin, suspect.end)
    before, behind = sentence.before, sentence.behind
    return {
        "line": line,
        "suspect": suspect,
        "before": f"…{before[-_SIDE:]}" if len(before) > _SIDE else before,
        "behind": f"{behind[:_SIDE]}…" if len(behind) > _SIDE else behind,
        "lang": desk.language(suspect.block),
        "dir": desk.direction(suspect.block),
        "page": desk.page_label(suspect.block, suspect.begin),
        "picture": _picture(desk, suspect, rows),
    }


def _picture(desk: Desk, suspect: Suspect, rows: Sequence[Any]) -> str:
    """The address of the picture of a word; empty where nobody knows its place."""
    begin, end = suspect.begin, suspect.end
    boxes = [d for d in desk.seen(suspect.block) if begin < d.end and d.begin < end]
    if not boxes or boxes[0].page >= len(rows):
        return ""
    row, box = rows[boxes[0].page], boxes[0].box
    told = urlencode({"box": ",".join(map(str, box)), "one": 1, "of": row.clean[:12]})
    return f"/staff/productions/{desk.number}/text/pages/{row.number}?{told}"
