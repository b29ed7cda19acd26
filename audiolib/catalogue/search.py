"""Finding works: whole words and the beginning of the last one, then what is merely like them."""

import base64
import binascii
import json

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col

from audiolib.catalogue import repository
from audiolib.catalogue.errors import CursorError
from audiolib.catalogue.fold import fold
from audiolib.catalogue.model import SearchRequest, SearchResult
from audiolib.tables import Work

CANDIDATES = 1000
"""Works that are ranked and counted at most: nobody pages further, they narrow."""
FEW = 3
"""Where exact words find fewer, what is like them is looked for."""
LONGEST = 200
_STARTS, _IS = 10.0, 20.0


def search(session: Session, request: SearchRequest, among: ColumnElement[bool]) -> SearchResult:
    """Works for a request, best first, of those that the asker may know of (`among`).

    Raises:
        CursorError: `after` is no cursor of ours.
    """
    offset = _offset(request.after)
    where = and_(among, *_filters(request))
    words = fold(request.words[:LONGEST])
    guessed = False
    if words:
        ranked = _ranked(session, words, where)
        if len(ranked) < FEW:
            like = repository.by_likeness(session, words, where, CANDIDATES)
            guessed = not ranked and bool(like)
            ranked = {**like, **ranked}
        numbers = sorted(ranked, key=lambda number: (-ranked[number], number))
        if request.sort == "title":
            titles = repository.titled(session, numbers)
            numbers.sort(key=lambda number: (titles.get(number, ""), number))
        elif request.sort == "newest":
            numbers.sort(reverse=True)
    else:
        numbers = repository.newest(session, where, request.sort, CANDIDATES)
    numbers = numbers[:CANDIDATES]
    page = numbers[offset : offset + request.limit]
    rest = len(numbers) > offset + request.limit
    return SearchResult(
        works=repository.listed(session, page),
        total=len(numbers),
        more=len(numbers) == CANDIDATES,
        next=_cursor(offset + request.limit) if rest else "",
        facets=repository.facets(session, numbers),
        guessed=guessed,
    )


def _ranked(session: Session, words: str, where: ColumnElement[bool]) -> dict[int, float]:
    """Works with all the words: the very title first, then titles that begin so, then the rest."""
    parts = words.split()
    query = " & ".join([*(f"'{part}'" for part in parts[:-1]), f"'{parts[-1]}':*"])
    ranked = repository.by_words(session, query, where, CANDIDATES)
    for number, title in repository.by_title(session, words, where, CANDIDATES).items():
        extra = _IS if title == words else _STARTS
        ranked[number] = ranked.get(number, 0.0) + extra
    return ranked


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
