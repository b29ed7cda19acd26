"""Finding works: whole words and the beginning of the last one, then what is merely like them."""

import base64
import binascii
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, false, true
from sqlmodel import Session, col

from audiolib.catalogue import repository
from audiolib.catalogue.ages import BANDS, bands
from audiolib.catalogue.errors import CursorError
from audiolib.catalogue.fold import fold
from audiolib.catalogue.model import Candidate, Facet, SearchRequest, SearchResult
from audiolib.catalogue.seen import question, quoted, term
from audiolib.tables import Work

CANDIDATES = 500
"""Works that are ranked and counted at most: nobody pages further, they narrow."""
FEW = 3
"""Where exact words find fewer, what is like them is looked for."""
LONGEST = 200
MOST_VALUES = 12
"""Series and subjects that a result names to narrow by."""
_STARTS, _IS, _HEADS = 10.0, 20.0, 1.0
_SEVERAL, _MANY = 3, 12
_SHORT = 3
"""A beginning of fewer letters is looked for in titles and names only: texts are full of them."""
_NUMBER = re.compile(r"[\dXx\s‐-―-]{8,}")
"""An ISBN or ISSN, whatever stands between its digits."""


@dataclass(frozen=True, slots=True)
class _Question:
    """Words and filters: `where` has all filters, `others` those that `narrow` does not say."""

    words: str
    narrow: str
    where: ColumnElement[bool]
    others: ColumnElement[bool]


def search(session: Session, request: SearchRequest, among: ColumnElement[bool]) -> SearchResult:
    """Works for a request, best first, of those that the asker may know of (`among`).

    Raises:
        CursorError: `after` is no cursor of ours.
    """
    offset = _offset(request.after)
    others = and_(among, *_others(request))
    where = and_(others, *_indexed(request))
    guessed = False
    if words := _words(request):
        asked = _Question(words, _narrow(request), where, others)
        found = _exact(session, asked)
        if len(found) < FEW:
            like = _alike(session, asked)
            guessed = not found and bool(like)
            known = {candidate.id for candidate in found}
            found += [candidate for candidate in like if candidate.id not in known]
        found = _sorted(found, request.sort)[:CANDIDATES]
    else:
        if request.subject or request.series or request.ages:
            # Few works have these: the index of words finds them, where no order of theirs would.
            where = and_(where, repository.has_words(_narrow(request).removeprefix(" & ")))
        found = repository.newest(
            session, where, request.sort, CANDIDATES, published=request.published
        )
    page = found[offset : offset + request.limit]
    rest = len(found) > offset + request.limit
    return SearchResult(
        works=repository.listed(session, [candidate.id for candidate in page]),
        total=len(found),
        more=len(found) == CANDIDATES,
        next=_cursor(offset + request.limit) if rest else "",
        facets=_facets(session, found),
        guessed=guessed,
    )


def matching(request: SearchRequest) -> ColumnElement[bool]:
    """That a work has all words and filters of a request: what a search finds without guessing."""
    where = and_(true(), *_others(request), *_indexed(request))
    if words := _words(request):
        query = question(words.split(), _SHORT) + _narrow(request)
        where = and_(where, repository.has_words(query))
    return where


def _narrow(request: SearchRequest) -> str:
    """The filters that the index of words knows too, as the end of a question."""
    kinds = ("language", "audience", "collection", "subject", "series", "ages")
    asked = ((kind, getattr(request, kind)) for kind in kinds)
    return "".join(f" & {quoted(term(kind, value))}" for kind, value in asked if value)


def _words(request: SearchRequest) -> str:
    typed = request.words[:LONGEST].strip()
    if _NUMBER.fullmatch(typed):
        typed = "".join(filter(str.isalnum, typed))
    return fold(typed)


def _exact(session: Session, asked: _Question) -> list[Candidate]:
    """Works with all the words: the very title first, then titles that begin so, then the rest."""
    words = asked.words
    parts = words.split()
    query = question(parts, 1) + asked.narrow
    found = repository.by_heads(session, query, asked.others, CANDIDATES)
    if len(found) == CANDIDATES:  # the best ones may not be among them
        # Filters go by the index of words: titles that begin with a common word are many.
        narrow = query if asked.narrow else ""
        found += repository.by_title(session, words, narrow, asked.others, CANDIDATES)
    best: dict[int, Candidate] = {}
    for candidate in found:
        extra = _IS if candidate.title == words else _STARTS
        if not candidate.title.startswith(words):
            extra = _HEADS
        best[candidate.id] = candidate._replace(score=candidate.score + extra)
    if len(found) < CANDIDATES:
        query = question(parts, _SHORT) + asked.narrow
        for candidate in repository.by_words(session, query, asked.others, CANDIDATES):
            best.setdefault(candidate.id, candidate)
    return list(best.values())


def _alike(session: Session, asked: _Question) -> list[Candidate]:
    """Works like these words: all but one of them, where there are several; else by letters.

    The first is far cheaper, and finds what has one word mistyped.
    """
    parts = asked.words.split()[:_MANY]
    if len(parts) >= _SEVERAL:
        lacking = ([*parts[:at], *parts[at + 1 :]] for at in range(len(parts)))
        query = " | ".join(f"({question(rest, _SHORT)})" for rest in lacking)
        found = repository.by_most_words(
            session, f"({query}){asked.narrow}", asked.words, asked.others, CANDIDATES
        )
        if len(found) >= FEW:
            return found
    return repository.by_likeness(session, asked.words, asked.where, CANDIDATES)


def _sorted(found: Iterable[Candidate], sort: str) -> list[Candidate]:
    if sort == "title":
        return sorted(found, key=lambda candidate: (candidate.sort_title, candidate.id))
    if sort == "newest":
        return sorted(found, key=lambda candidate: -candidate.id)
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.id))


def _facets(session: Session, found: Sequence[Candidate]) -> dict[str, tuple[Facet, ...]]:
    """How many of these works have each value that narrows, the most first; ages by age."""
    if not found:
        return {}
    ages = Counter(band for each in found for band in bands(each.age_from, each.age_to))
    return {
        "language": _counted(candidate.language for candidate in found),
        "audience": _counted(candidate.audience for candidate in found),
        "ages": tuple(Facet(band, ages[band]) for band in BANDS if ages[band]),
        **repository.shared(session, [candidate.id for candidate in found], MOST_VALUES),
    }


def _counted(values: Iterable[str]) -> tuple[Facet, ...]:
    return tuple(Facet(value, count) for value, count in Counter(values).most_common())


def _indexed(request: SearchRequest) -> list[ColumnElement[bool]]:
    """The filters that `_narrow` says as well."""
    found: list[ColumnElement[bool]] = []
    if request.language:
        found.append(col(Work.language) == request.language)
    if request.audience:
        found.append(col(Work.audience) == request.audience)
    if request.collection:
        found.append(repository.in_collection(request.collection))
    if request.subject:
        found.append(repository.about(request.subject))
    if request.series:
        found.append(repository.of_series(request.series))
    if request.ages:
        found.append(repository.aged(*BANDS[request.ages]) if request.ages in BANDS else false())
    return found


def _others(request: SearchRequest) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if request.published:
        found.append(col(Work.published_at).is_not(None))
    if request.contributor is not None:
        found.append(repository.made_by(request.contributor))
    return found


def _cursor(offset: int) -> str:
    return base64.urlsafe_b64encode(json.dumps({"o": offset}).encode()).decode().rstrip("=")


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        told = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        offset = int(told["o"])
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise CursorError(cursor) from error
    if not 0 <= offset <= CANDIDATES:
        raise CursorError(cursor)
    return offset
