"""Files of records that somebody handed in, from the first look until they were brought in."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from audiolib.tables.columns import instant, json, key, moment, refers


class RecordFile(SQLModel, table=True):
    """A file of records; `content` is given up when they are in, and `outcome` says what became.

    `change` tells whether works that are known are changed by it, or left as they are.
    """

    id: int | None = key()
    name: str
    content: bytes = Field(default=b"", sa_column=Column(LargeBinary, nullable=False))
    digest: str
    branch_id: int = refers("branch.id")
    change: bool = False
    by: int = refers("account.id")
    at: datetime = moment()
    done_at: datetime | None = instant()
    outcome: dict[str, Any] = json({})
