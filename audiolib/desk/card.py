"""A production as it stands on a desk or a board."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A production in a line: of which work, where it is, since when, and what holds it up."""

    id: int
    work_id: int
    title: str
    language: str
    branch_id: int
    source: str
    state: str
    mode: str
    service: str
    blocked: str
    assigned: str
    since: datetime
    version: int
    percent: int | None
    """Of the job in hand; None where none runs."""
