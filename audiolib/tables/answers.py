"""Answers that are kept for a while, so that a request that is sent twice is done once."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from audiolib.tables.columns import instant, json


class KeptAnswer(SQLModel, table=True):
    """What was answered to a request with an Idempotency-Key; without a status nothing was yet."""

    actor: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    fingerprint: str
    """SHA-256 of the request: the same key with another request is refused."""
    status: int | None = None
    answer: dict[str, Any] = json({})
    at: datetime = instant(optional=False, index=True)
