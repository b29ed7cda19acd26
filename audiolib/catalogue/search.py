"""Finding works: whole words and the beginning of the last one, then what is merely like them."""

import base64
import binascii
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col

from audiolib.catalogue import repository
from audiolib.catalogue.errors import CursorError
from audiolib.catalogue.fold import fold
from audiolib.catalogue.model import Candidate, Facet, SearchRequest, SearchResult
from audiolib.tables import Work

CANDIDATES = 500
"""Works that are ranked and counted at most: nobody pages further, they narrow."""
FEW = 3
"""Where exact words find fewer, what is like them is looked for."""
LONGEST = 200
_STARTS, _IS, _HEADS = 10.0, 20.0, 1.0
_SEVERAL, _MANY = 3, 12
_SHORT = 3
"""A beginning of fewer letters is looked for in titles and names only: texts are full of them."""
_NUMBER = re.compile(r"[\dXx\s‐-―-]{8,}")
"""An ISBN or ISSN, whatever stands between its digits."""


def search(session: Session, request: SearchRequest, among: ColumnElement[bool]) -> SearchResult:
    """Works for a request, best first, of those that the asker may know of (`among`).

    Raises:
        CursorError: `after` is no cursor of ours.
    """
    offset = _offset(request.after)
    where = and_(among, *_filters(request))
    guessed = False
    if words := _words(request):
        found = _exact(session, words, where)
        if len(found) < FEW:
            like = _alike(session, words, where)
            guessed = not found and bool(like)
            known = {candidate.id for candidate in found}
            found += [candidate for candidate in like if candidate.id not in known]
        found = _sorted(found, request.sort)[:CANDIDATES]
    else:
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


def _words(request: SearchRequest) -> str:
    typed = request.words[:LONGEST].strip()
    if _NUMBER.fullmatch(typed):
        typed = "".join(filter(str.isalnum, typed))
    return fold(typed)


def _exact(session: Session, words: str, where: ColumnElement[bool]) -> list[Candidate]:
    """Works with all the words: the very title first, then titles that begin so, then the rest."""
    parts = words.split()
    found = repository.by_heads(session, _query(parts, 1), where, CANDIDATES)
    if len(found) == CANDIDATES:  # the best ones may not be among them
        found += repository.by_title(session, words, where, CANDIDATES)
    best: dict[int, Candidate] = {}
    for candidate in found:
        extra = _IS if candidate.title == words else _STARTS
        if not candidate.title.startswith(words):
            extra = _HEADS
        best[candidate.id] = candidate._replace(score=candidate.score + extra)
    if len(found) < CANDIDATES:
        for candidate in repository.by_words(session, _query(parts, _SHORT), where, CANDIDATES):
            best.setdefault(candidate.id, candidate)
    return list(best.values())


def _alike(session: Session, words: str, where: ColumnElement[bool]) -> list[Candidate]:
    """Works like these words: all but one of them, where there are several; else by letters.

    The first is far cheaper, and finds what has one word mistyped.
    """
    parts = words.split()[:_MANY]
    if len(parts) >= _SEVERAL:
        lacking = ([*parts[:at], *parts[at + 1 :]] for at in range(len(parts)))
        query = " | ".join(f"({_query(rest, _SHORT)})" for rest in lacking)
        found = repository.by_most_words(session, query, words, where, CANDIDATES)
        if len(found) >= FEW:
            return found
    return repository.by_likeness(session, words, where, CANDIDATES)


def _query(parts: Sequence[str], shortest: int) -> str:
    """All of these words; the last one may go on, where it has so many letters."""
    *whole, last = (f"'{part}'" for part in parts)
    return " & ".join([*whole, f"{last}:*" if len(parts[-1]) >= shortest else last])


def _sorted(found: Iterable[Candidate], sort: str) -> list[Candidate]:
    if sort == "title":
        return sorted(found, key=lambda candidate: (candidate.sort_title, candidate.id))
    if sort == "newest":
        return sorted(found, key=lambda candidate: -candidate.id)
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.id))


def _facets(session: Session, found: Sequence[Candidate]) -> dict[str, tuple[Facet, ...]]:
    """How many of these works each language, audience and column has, the most first."""
    if not found:
        return {}
    return {
        "language": _counted(candidate.language for candidate in found),
        "audience": _counted(candidate.audience for candidate in found),
        "collection": repository.columns(session, [candidate.id for candidate in found]),
    }


def _counted(values: Iterable[str]) -> tuple[Facet, ...]:
    return tuple(Facet(value, count) for value, count in Counter(values).most_common())


def _filters(request: SearchRequest) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if request.language:
        found.append(col(Work.language) == request.language)
    if request.audience:
        found.append(col(Work.audience) == request.audience)
    if request.published:
        found.append(col(Work.published_at).is_not(None))
    if request.collection:
        found.append(repository.in_collection(request.collection))
    if request.subject:
        found.append(repository.about(request.subject))
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
