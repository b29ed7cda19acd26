"""What comes into the catalogue and what comes out of it, as plain data."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from audiolib.tables.catalogue import Audience, RightsStatus


@dataclass(frozen=True, slots=True)
class Person:
    """A contributor as somebody writes it down: name, MARC relator, years of life."""

    name: str
    role: str = "aut"
    born: int | None = None
    died: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDraft:
    """Everything a person can say of a work; rights are decided elsewhere.

    `identifiers` are pairs of kind and value, `subjects` of scheme and term, `collections` codes.
    """

    title: str
    language: str
    subtitle: str = ""
    people: tuple[Person, ...] = ()
    summary: str = ""
    genre: str = ""
    audience: Audience = Audience.GENERAL
    age_from: int | None = None
    age_to: int | None = None
    first_published: int | None = None
    print_extent: str = ""
    series: str = ""
    series_number: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    subjects: tuple[tuple[str, str], ...] = ()
    collections: tuple[str, ...] = ()
    marc: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A work in a list: what a line of results says."""

    id: int
    title: str
    subtitle: str
    people: tuple[str, ...]
    language: str
    audience: Audience
    rights_status: RightsStatus
    published: bool
    duration_ms: int = 0
    voice_kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """What a reader looks for; every filter narrows, empty ones do not."""

    words: str = ""
    language: str = ""
    audience: str = ""
    subject: str = ""
    collection: str = ""
    series: str = ""
    ages: str = ""
    """A band of `ages.BANDS`."""
    contributor: int | None = None
    published: bool = False
    sort: str = "relevance"
    """`relevance`, `title` or `newest`."""
    after: str = ""
    """The cursor that the page before gave."""
    limit: int = 20


class Candidate(NamedTuple):
    """A work that a search found, with what it is ranked, sorted and counted by."""

    id: int
    language: str
    audience: str
    sort_title: str
    title: str
    """Folded."""
    age_from: int | None
    age_to: int | None
    score: float


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that narrows the result, and how many works it leaves."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchResult:
    """A page of works. Where `more` is true, `total` and facets tell of the best 500 only."""

    works: tuple[Listed, ...]
    total: int
    more: bool
    next: str
    facets: dict[str, tuple[Facet, ...]]
    guessed: bool = False
    """Nothing had these words; what is like them is shown."""


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Some of all works, and the cursor of those behind them."""

    works: tuple[Listed, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A branch as it is on a day; `via` are merged branches that brought it to its parent."""

    id: int
    code: str
    kind: str
    name: str
    parent_id: int | None
    since: date
    via: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchEvent:
    """What happened to a branch on a day.

    `kind` is `begun`, `renamed`, `moved`, `merged`, `took-in`, `split` or `split-off`.
    `name` is its name from then on; `other` the parent that it got, or the other branch; 0: none.
    """

    day: date
    kind: str
    name: str = ""
    other: int = 0
    reason: str = ""
    by: int | None = None
