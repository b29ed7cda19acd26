"""Bags that are packed for partners."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from audiolib.tables.columns import amount, instant, key, moment, refers


class Bag(SQLModel, table=True):
    """A title on its way to a partner: one bag of a package for each, however often it is wanted.

    The machine packs it; then it lies in the store, and the shipment stands in the log.
    """

    __table_args__ = (UniqueConstraint("partner_id", "package_id"),)

    id: int | None = key()
    partner_id: int = refers("partner.id", on_delete="CASCADE")
    work_id: int = refers("work.id", on_delete="CASCADE")
    package_id: int = refers("package.id", on_delete="CASCADE")
    format: str
    copy_number: str = ""
    """Of a protected title; it stands in the package and beside it."""
    language: str
    """Of the notes in the title's record."""
    by: int = refers("account.id")
    asked_at: datetime = moment()
    digest: str = Field(default="", index=True)
    """Of the bag in the store; empty until it is packed."""
    size: int = amount(0)
    packed_at: datetime | None = instant()
    fetched_at: datetime | None = instant()
    """When the partner's program began to fetch it, for the first time."""
