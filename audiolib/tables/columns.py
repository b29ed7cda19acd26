"""Columns that many tables share: keys, times, terms of a list, JSON."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Text,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field


def key() -> Any:
    """The table's own number, given by the database."""
    return Field(
        default=None,
        sa_column=Column(BigInteger, Identity(always=False), primary_key=True),
    )


def refers(
    target: str, *, optional: bool = False, on_delete: str = "RESTRICT", primary: bool = False
) -> Any:
    """A reference to a row of another table (`work.id`), with an index of its own.

    What is referred to can't be deleted, unless `on_delete` says otherwise.
    """
    column = Column(
        BigInteger,
        ForeignKey(target, ondelete=on_delete),
        nullable=optional,
        index=not primary,
        primary_key=primary,
    )
    return Field(default=None, sa_column=column) if optional else Field(sa_column=column)


def only_of(target: str) -> Any:
    """A reference that one row at most has, and that goes with what it refers to."""
    column = Column(BigInteger, ForeignKey(target, ondelete="CASCADE"), nullable=True, unique=True)
    return Field(default=None, sa_column=column)


def amount(default: int | None = None) -> Any:
    """A number that may pass 2³¹: bytes of a file, samples of a book, units of a job."""
    column = Column(BigInteger, nullable=False)
    if default is None:
        return Field(sa_column=column)
    return Field(default=default, sa_column=column)


def moment() -> Any:
    """When the row was written, UTC, by the database's clock."""
    return Field(
        default_factory=lambda: datetime.now(UTC),
        sa_column=Column(DateTime(timezone=True), nullable=False, server_default=func.now()),
    )


def instant(*, optional: bool = True, index: bool = False) -> Any:
    """A moment, UTC."""
    column = Column(DateTime(timezone=True), nullable=optional, index=index)
    return Field(default=None, sa_column=column) if optional else Field(sa_column=column)


def term(default: StrEnum | None = None, *, index: bool = False) -> Any:
    """A term of a list, as text; the table's `terms` say which list.

    None as default makes the column one that must be given.
    """
    column = Column(Text, nullable=False, index=index, server_default=default)
    return Field(sa_column=column) if default is None else Field(default=default, sa_column=column)


def terms(column: str, kind: type[StrEnum]) -> CheckConstraint:
    """That a column holds a term of a list."""
    known = ", ".join(f"'{member.value}'" for member in kind)
    return CheckConstraint(f"{column} IN ({known})", name=f"{column}_is_known")


def json(default: Any = None) -> Any:
    """Plain data that no query looks into."""
    return Field(
        default_factory=lambda: [] if default is None else default.copy(),
        sa_column=Column(JSONB, nullable=False),
    )


def days(since: str = "since", until: str = "until") -> CheckConstraint:
    """That a stretch of days does not end before it begins; its last day is exclusive."""
    return CheckConstraint(f"{until} IS NULL OR {until} > {since}", name="ends_after_it_begins")


Day = date
