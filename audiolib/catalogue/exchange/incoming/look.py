"""What a file of records would do to the catalogue, row by row; nothing is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from audiolib.catalogue.exchange import repository
from audiolib.catalogue.exchange.forms.faults import Fault
from audiolib.catalogue.exchange.forms.parse import Parsed
from audiolib.catalogue.exchange.incoming.merged import Change, changes, merged
from audiolib.catalogue.fold import folded_variants
from audiolib.catalogue.model import WorkDraft
from audiolib.catalogue.works import drafts_of
from audiolib.tables import Work

First = Callable[[Mapping[str, int]], Mapping[str, int]]
"""Takes numbers, each with a row that has it; gives the first row of the file that has each."""


class Act(StrEnum):
    """What a row does."""

    NEW = "new"
    CHANGE = "change"
    SAME = "same"
    """The work is known, and is as the row says."""
    LEFT = "left"
    """The work is known, and is to be left as it is."""
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Row:
    """A row with what it does, to which work, and what changes of it.

    `draft` is the work as it will be, `before` as it is where that changes it; `like` is a work of
    the same title and language.
    """

    number: int
    act: Act
    title: str
    draft: WorkDraft | None = None
    before: WorkDraft | None = None
    work: int | None = None
    version: int = 0
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    like: int | None = None
    accessibility: dict[str, Any] = field(default_factory=dict)


def looked(
    session: Session,
    parsed: Sequence[Parsed],
    *,
    change: bool,
    mine: Callable[[int], bool],
    first: First | None = None,
) -> list[Row]:
    """What some rows of a file would do now.

    Args:
        session: Nothing is written to it, but by `first`.
        parsed: The rows, at most some hundred.
        change: Works that are known become as the rows say; else they are left.
        mine: Whether somebody may change works of a branch.
        first: None where rows of the same work were told apart before.
    """
    drafts = [row.draft for row in parsed if row.draft is not None]
    holders = repository.holders(session, {pair for d in drafts for pair in d.identifiers})
    numbers = set(holders.values()) | {row.ours for row in parsed if row.ours}
    works = repository.works(session, {n for n in numbers if n < 2**63})
    drafted = list(works.values()) if change else []
    before = {w.id: d for w, d in zip(drafted, drafts_of(session, drafted), strict=True)}
    titled = repository.titled(session, {_title(draft) for draft in drafts})
    known = {row.row: _works_of(row, holders, works) for row in parsed}
    twice = _twice(parsed, known, first) if first else {}
    rows: list[Row] = []
    for row in parsed:
        faults = row.faults or _several(row, known[row.row]) or twice.get(row.row, ())
        if faults or row.draft is None:
            rows.append(Row(row.row, Act.FAULTY, row.title, faults=faults))
        elif found := known[row.row]:
            work = works[next(iter(found))]
            rows.append(_known(row, row.draft, work, before.get(work.id), mine))
        else:
            like = titled.get((row.draft.language, _title(row.draft)))
            terms = dict(row.accessibility)
            rows.append(Row(row.row, Act.NEW, row.title, row.draft, like=like, accessibility=terms))
    return rows


def _works_of(
    row: Parsed, holders: Mapping[tuple[str, str], int], works: Mapping[int, Work]
) -> set[int]:
    """The works of the catalogue that a row is of, by its numbers."""
    if row.draft is None:
        return set()
    known = {holders[pair] for pair in row.draft.identifiers if pair in holders}
    if row.ours is not None and row.ours in works:
        known.add(row.ours)
    return known


def _several(row: Parsed, known: set[int]) -> tuple[Fault, ...]:
    """That a row is of several works."""
    if len(known) < 2:
        return ()
    works = ", ".join(map(str, sorted(known)))
    return (Fault(row.row, "row-several-works", {"works": works}),)


def _twice(
    parsed: Sequence[Parsed], known: Mapping[int, set[int]], first: First
) -> dict[int, tuple[Fault, ...]]:
    """The rows of which a row before is of the same work."""
    marks: dict[int, dict[str, str]] = {}
    asked: dict[str, int] = {}
    for row in parsed:
        if row.draft is None:
            continue
        told = {f"{kind} {value}": value for kind, value in row.draft.identifiers}
        told |= {f"work {number}": str(number) for number in known[row.row]}
        marks[row.row] = told
        for mark in told:
            asked.setdefault(mark, row.row)
    begun = first(asked)
    found: dict[int, tuple[Fault, ...]] = {}
    for number, told in marks.items():
        other = next(((m, begun[m]) for m in told if begun[m] != number), None)
        if other is not None:
            facts = {"value": told[other[0]], "other": other[1]}
            found[number] = (Fault(number, "row-identifier-twice", facts),)
    return found


def _known(
    row: Parsed,
    draft: WorkDraft,
    work: Work,
    before: WorkDraft | None,
    mine: Callable[[int], bool],
) -> Row:
    """A row of a known work, which is left as it is where its draft was not asked for."""
    if before is None:
        return Row(row.row, Act.LEFT, row.title, work=work.id)
    if not mine(work.branch_id):
        fault = Fault(row.row, "row-not-yours", {"work": work.id})
        return Row(row.row, Act.FAULTY, row.title, work=work.id, faults=(fault,))
    after = merged(before, draft)
    told = changes(before, after)
    act = Act.CHANGE if told else Act.SAME
    return Row(row.row, act, row.title, after, before, work.id, work.version, told)


def _title(draft: WorkDraft) -> str:
    """A title as the index holds it."""
    return folded_variants(f"{draft.title} {draft.subtitle}")[:300]
