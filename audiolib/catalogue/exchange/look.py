"""What a file of records would do to the catalogue, row by row; nothing is written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from audiolib.catalogue import repository as catalogue
from audiolib.catalogue.exchange import repository
from audiolib.catalogue.exchange.faults import Fault
from audiolib.catalogue.exchange.merged import Change, changes, merged
from audiolib.catalogue.exchange.parse import File, Parsed, parse
from audiolib.catalogue.fold import folded_variants
from audiolib.catalogue.model import WorkDraft
from audiolib.catalogue.works import drafts_of
from audiolib.tables import Work


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

    `draft` is the work as it will be; `like` is a work of the same title and language.
    """

    number: int
    act: Act
    title: str
    draft: WorkDraft | None = None
    work: int | None = None
    version: int = 0
    changes: tuple[Change, ...] = ()
    faults: tuple[Fault, ...] = ()
    like: int | None = None
    accessibility: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it was understood."""

    form: str
    rows: tuple[Row, ...]
    unknown: tuple[str, ...] = ()
    """Headings of a table that mean nothing to us."""

    def count(self, act: Act) -> int:
        """How many rows do something."""
        return sum(row.act is act for row in self.rows)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with all rows, in their order."""
        return tuple(fault for row in self.rows for fault in row.faults)


def look(
    session: Session,
    content: bytes,
    name: str,
    *,
    change: bool = False,
    mine: Callable[[int], bool],
    agency: str = "",
) -> Look:
    """What a file would do.

    Args:
        session: Nothing is written to it.
        content: The file's bytes.
        name: Its name.
        change: Works that are known become as the rows say; else they are left.
        mine: Whether somebody may change works of a branch.
        agency: The library's code among libraries; empty where it has none.

    Raises:
        RecordsError, SheetError, SourceError: the file is not taken in.
    """
    columns = {column.code: column for column in catalogue.collections(session)}
    file = parse(content, name, columns, agency)
    return Look(file.form, tuple(_rows(session, file, mine, change=change)), file.unknown)


def _rows(
    session: Session, file: File, mine: Callable[[int], bool], *, change: bool
) -> Iterable[Row]:
    drafts = [row.draft for row in file.rows if row.draft is not None]
    holders = repository.holders(session, {pair for d in drafts for pair in d.identifiers})
    numbers = set(holders.values()) | {row.ours for row in file.rows if row.ours}
    works = repository.works(session, {n for n in numbers if n < 2**63})
    drafted = list(works.values()) if change else []
    before = {w.id: d for w, d in zip(drafted, drafts_of(session, drafted), strict=True)}
    titled = repository.titled(session, {_title(draft) for draft in drafts})
    first: dict[object, int] = {}
    for row in file.rows:
        if row.draft is None:
            yield Row(row.row, Act.FAULTY, row.title, faults=row.faults)
            continue
        known = {holders[pair] for pair in row.draft.identifiers if pair in holders}
        if row.ours in works:
            known.add(row.ours or 0)
        fault = _twice(row, row.draft, known, first)
        if fault is not None:
            yield Row(row.row, Act.FAULTY, row.title, faults=(fault,))
        elif known:
            work = works[known.pop()]
            yield _known(row, row.draft, work, before.get(work.id), mine)
        else:
            like = titled.get((row.draft.language, _title(row.draft)))
            terms = dict(row.accessibility)
            yield Row(row.row, Act.NEW, row.title, row.draft, like=like, accessibility=terms)


def _twice(
    row: Parsed, draft: WorkDraft, known: set[int], first: dict[object, int]
) -> Fault | None:
    """That a row is of several works, or that a row before is of the same one."""
    if len(known) > 1:
        return Fault(row.row, "row-several-works", {"works": ", ".join(map(str, sorted(known)))})
    for mark in (*draft.identifiers, *known):
        other = first.setdefault(mark, row.row)
        if other != row.row:
            value = mark[1] if isinstance(mark, tuple) else str(mark)
            return Fault(row.row, "row-identifier-twice", {"value": value, "other": other})
    return None


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
    return Row(row.row, act, row.title, after, work.id, work.version, told)


def _title(draft: WorkDraft) -> str:
    """A title as the index holds it."""
    return folded_variants(f"{draft.title} {draft.subtitle}")[:300]
