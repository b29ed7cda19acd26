"""The rows of a file of records as people read them: what is wrong first, some at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlmodel import Session

from audiolib.catalogue.exchange import repository
from audiolib.catalogue.exchange.forms.faults import Fault, told
from audiolib.catalogue.exchange.forms.sheet import csv_line
from audiolib.catalogue.exchange.incoming.look import Act
from audiolib.messages import Messages
from audiolib.service import Service
from audiolib.tables import RecordRow
from audiolib.tables.records import RowState

CURSOR = r"([fo]\d{1,9})?"
"""What `Listed.next` may be: the kind of rows, and the number of the last one."""
_OTHERS = tuple(act.value for act in Act if act is not Act.FAULTY)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """Some rows, and the cursor of those behind them; empty where there are none."""

    rows: tuple[RecordRow, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Sums:
    """How many rows of a file do each thing, and how many of them did it.

    `left` counts works that are known; `kept` those that could not be taken back.
    """

    new: int = 0
    change: int = 0
    same: int = 0
    left: int = 0
    faulty: int = 0
    made: int = 0
    changed: int = 0
    back: int = 0
    kept: int = 0

    @property
    def all(self) -> int:
        """Of the whole file."""
        return self.new + self.change + self.same + self.left + self.faulty

    @property
    def ready(self) -> int:
        """What is there to be brought in, and is not yet."""
        return self.new + self.change - self.entered - self.back - self.kept

    @property
    def entered(self) -> int:
        """What is in."""
        return self.made + self.changed


def sums(session: Session, file_id: int) -> Sums:
    """The rows of a file, counted."""
    counts = repository.counts(session, file_id)

    def of(act: Act, *states: RowState) -> int:
        return sum(counts.get((act.value, state), 0) for state in states or RowState)

    return Sums(
        **{act.value: of(act) for act in Act},
        made=of(Act.NEW, RowState.IN),
        changed=of(Act.CHANGE, RowState.IN),
        back=of(Act.NEW, RowState.BACK) + of(Act.CHANGE, RowState.BACK),
        kept=of(Act.NEW, RowState.KEPT) + of(Act.CHANGE, RowState.KEPT),
    )


def listed(session: Session, file_id: int, only: str, after: str, most: int) -> Listed:
    """Some rows of a file: the faulty ones first, or those alone that do one thing.

    Args:
        session: Nothing is written to it.
        file_id: The file.
        only: An `Act`, or empty for all.
        after: The cursor that the page before gave (`CURSOR`).
        most: So many at most.
    """
    kind, number = (after[:1], int(after[1:])) if re.fullmatch(CURSOR, after) and after else ("", 0)
    if only in set(Act):
        found = repository.rows(session, file_id, (only,), number, most + 1)
        return _cut(found, most)
    found = []
    if kind != "o":
        found = repository.rows(session, file_id, (Act.FAULTY.value,), number, most + 1)
        number = 0
    if len(found) <= most:
        found += repository.rows(session, file_id, _OTHERS, number, most + 1 - len(found))
    return _cut(found, most)


def faults_of(row: RecordRow) -> tuple[Fault, ...]:
    """What is wrong with a row."""
    return tuple(Fault(row.number, told["code"], told["facts"]) for told in row.faults)


def as_csv(
    service: Service, file_id: int, only: str, language: str, headings: tuple[str, ...]
) -> Iterator[bytes]:
    """The rows as a table that spreadsheet programs open; a short transaction for each part.

    Args:
        service: Where they are.
        file_id: The file.
        only: An `Act`, or empty for all.
        language: Of the sentences.
        headings: Of row, act, title, people, number of the work, faults.
    """
    say = Messages(language)
    yield b"\xef\xbb\xbf" + csv_line(headings)
    after = ""
    while True:
        with service.database.transaction() as session:
            part = listed(session, file_id, only, after, _AT_ONCE)
            lines = [_line(row, say.language) for row in part.rows]
        yield b"".join(map(csv_line, lines))
        after = part.next
        if not after:
            return


def _line(row: RecordRow, language: str) -> list[str]:
    work = "" if row.work_id is None else str(row.work_id)
    faults = " ".join(told(faults_of(row), language))
    return [str(row.number), row.act, row.title, row.people, work, faults]


def _cut(found: list[RecordRow], most: int) -> Listed:
    if len(found) <= most:
        return Listed(tuple(found), "")
    last = found[most - 1]
    kind = "f" if last.act == Act.FAULTY else "o"
    return Listed(tuple(found[:most]), f"{kind}{last.number}")
