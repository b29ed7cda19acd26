"""A word that was read wrongly: who said so, how it is to be read, and where else it stands."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from audiolib.tables.columns import instant, key, moment, refers


class LexiconEntry(SQLModel, table=True):
    """How a word is read, in one publication, in this library, or everywhere (DESIGN §3.5)."""

    __table_args__ = (
        CheckConstraint("scope IN ('book', 'library', 'global')", name="scope_is_known"),
        CheckConstraint("(scope = 'book') = (production_id IS NOT NULL)", name="book_has_one"),
        CheckConstraint("(alias = '') <> (ipa = '')", name="alias_or_ipa"),
        Index("lexiconentry_word", "language", "grapheme"),
    )

    id: int | None = key()
    scope: str
    production_id: int | None = refers("production.id", optional=True, on_delete="CASCADE")
    language: str
    grapheme: str
    alias: str = ""
    ipa: str = ""
    forms: bool = True
    by: int | None = refers("account.id", optional=True)
    created_at: datetime = moment()
    ended_at: datetime | None = instant()


class WordPlace(SQLModel, table=True):
    """That a word stands in a phrase of a production; written when it is published.

    `word` is folded, so that a report of one book finds the word in every other.
    """

    __table_args__ = (Index("wordplace_word", "language", "word"),)

    production_id: int = refers("production.id", on_delete="CASCADE", primary=True)
    phrase: str = Field(primary_key=True)
    word: str = Field(primary_key=True)
    language: str


class WordReport(SQLModel, table=True):
    """Somebody heard a word read wrongly: at which phrase, and what became of it."""

    id: int | None = key()
    production_id: int = refers("production.id", on_delete="CASCADE")
    phrase: str
    word: str = ""
    note: str = ""
    patron_id: int | None = refers("patron.id", optional=True, on_delete="SET NULL")
    account_id: int | None = refers("account.id", optional=True)
    entry_id: int | None = refers("lexiconentry.id", optional=True)
    created_at: datetime = moment()
    healed_at: datetime | None = instant()
    closed_at: datetime | None = instant()
    """When somebody listened and left it as it is; `reply` says why."""
    reply: str = ""
    told_at: datetime | None = instant()
