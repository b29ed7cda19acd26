"""Titles on their way to readers: devices of a card, sound that plays, media that are lent."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from audiolib.tables.columns import instant, key, moment, refers, term, terms


class CardDevice(SQLModel, table=True):
    """A patron's session, and the device (its cookie's hash) on which it was opened."""

    token_hash: str = Field(
        primary_key=True, foreign_key="loginsession.token_hash", ondelete="CASCADE"
    )
    patron_id: int = refers("patron.id", on_delete="CASCADE")
    device_hash: str = Field(index=True)


class Playing(SQLModel, table=True):
    """Protected sound that plays for a reader on one device, or did; forgotten after a day.

    `reader` and `device` are keyed hashes that name nobody, and what plays is not noted.
    """

    reader: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    heard_at: datetime = moment()
    """When sound went out last, to the minute."""
    stopped_at: datetime | None = instant()
    """When it gave way to another device."""


class MediumKind(StrEnum):
    """What titles are handed or posted out on."""

    USB = "usb"
    SD = "sd"
    CD = "cd"


class MediumEnd(StrEnum):
    """What became of a medium that was given out."""

    OUT = "out"
    RETURNED = "returned"
    LOST = "lost"


class MediumLoan(SQLModel, table=True):
    """A medium that was given out: its label, to whom, when, and what became of it (R8).

    Without a patron it is one of somebody who was forgotten.
    """

    __table_args__ = (
        terms("kind", MediumKind),
        terms("state", MediumEnd),
        CheckConstraint("due_on >= given_on", name="due_after_given"),
        CheckConstraint("(state = 'out') = (ended_on IS NULL)", name="what_ended_has_a_day"),
    )

    id: int | None = key()
    label: str = Field(index=True)
    """What stands on the medium."""
    kind: MediumKind = term()
    posted: bool = False
    patron_id: int | None = refers("patron.id", optional=True, on_delete="SET NULL")
    branch_id: int = refers("branch.id")
    given_by: int = refers("account.id")
    given_on: date
    due_on: date
    state: MediumEnd = term(MediumEnd.OUT, index=True)
    ended_on: date | None = None
    wiped: bool = False
    """That nothing is on it any more was seen to."""
    ended_by: int | None = refers("account.id", optional=True)


class MediumTitle(SQLModel, table=True):
    """A package on a medium: the key of its bytes, and the number of the copy where it has one."""

    __table_args__ = (UniqueConstraint("loan_id", "package_id", name="a_package_once_a_medium"),)

    id: int | None = key()
    loan_id: int = refers("mediumloan.id", on_delete="CASCADE")
    package_id: int = refers("package.id")
    copy_number: str = ""
    digest: str


class Posting(SQLModel, table=True):
    """A work as it stands in a public channel that keeps it: at which address, and whether still.

    Whoever uploads puts a row here, and takes down what `down_asked_at` asks for.
    """

    __table_args__ = (UniqueConstraint("channel", "address", name="one_posting_an_address"),)

    id: int | None = key()
    work_id: int = refers("work.id")
    channel: str
    address: str
    posted_by: int | None = refers("account.id", optional=True)
    posted_at: datetime = moment()
    down_asked_at: datetime | None = instant(index=True)
    down_at: datetime | None = instant()
    down_by: int | None = refers("account.id", optional=True)
