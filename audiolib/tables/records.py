"""Files of records that somebody handed in: their rows, and what became of each."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer
from sqlmodel import Field, SQLModel

from audiolib.tables.columns import amount, instant, json, key, moment, refers, term, terms


class RecordState(StrEnum):
    """How far a file of records is."""

    NEW = "new"
    """It is to be looked at, or is being looked at."""
    LOOKED = "looked"
    ENTERING = "entering"
    """Somebody said yes; some of it may be in."""
    IN = "in"
    LEAVING = "leaving"
    """Somebody takes back what came in by it."""
    BACK = "back"


class RowState(StrEnum):
    """How far a row of a file is."""

    LOOKED = "looked"
    IN = "in"
    BACK = "back"
    """What came in by it was taken back."""
    KEPT = "kept"
    """What came in by it stays, since somebody worked on it."""


class RecordFile(SQLModel, table=True):
    """A file of records; `blob` is given up when nothing is read from it any more.

    `change` tells whether works that are known are changed by it, or left as they are.
    """

    __table_args__ = (terms("state", RecordState),)

    id: int | None = key()
    name: str
    digest: str
    blob: str
    """Its bytes in the store, which are the digest's; empty when they are needed no more."""
    size: int = amount()
    branch_id: int = refers("branch.id")
    change: bool = False
    by: int = refers("account.id")
    at: datetime = moment()
    state: RecordState = term(RecordState.NEW)
    form: str = ""
    """`marc`, `dc` or `sheet`, once it was looked at."""
    unknown: list[str] = json()
    """Headings of a table that mean nothing to us."""
    done_at: datetime | None = instant()


class RecordRow(SQLModel, table=True):
    """A row or record of a file: what it does to which work, and what was done.

    `act` is of `audiolib.catalogue.exchange.incoming.look.Act`.
    """

    __table_args__ = (
        terms("state", RowState),
        Index("ix_recordrow_act", "file_id", "act", "number"),
        Index("ix_recordrow_work", "work_id"),
    )

    file_id: int = Field(
        sa_column=Column(
            BigInteger, ForeignKey("recordfile.id", ondelete="CASCADE"), primary_key=True
        )
    )
    number: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    act: str
    state: RowState = term(RowState.LOOKED)
    title: str = ""
    people: str = ""
    language: str = ""
    work_id: int | None = Field(
        default=None,
        sa_column=Column(BigInteger, ForeignKey("work.id", ondelete="SET NULL"), nullable=True),
    )
    """The work that is known, or came in."""
    like_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    """A work of the same title and language; it may be gone by now."""
    version: int = 0
    """The work's, as the row left it: whoever works on it makes it another."""
    changes: list[dict[str, Any]] = json()
    faults: list[dict[str, Any]] = json()
    before: dict[str, Any] = json({})
    """The work as it was before the row changed it."""


class RecordMark(SQLModel, table=True):
    """The first row of a file that has a number; gone when the file was looked at."""

    file_id: int = Field(
        sa_column=Column(
            BigInteger, ForeignKey("recordfile.id", ondelete="CASCADE"), primary_key=True
        )
    )
    mark: str = Field(primary_key=True)
    number: int
