"""What readers get: the packages of a production, and the moment they went out."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from audiolib.tables.columns import amount, instant, json, key, moment, refers


class Release(SQLModel, table=True):
    """A production as it went out; the newest one that is not withdrawn is what readers get.

    `text` and `sound` say what it was made of: the same twice is no second release.
    """

    __table_args__ = (
        UniqueConstraint("production_id", "text", "sound", name="nothing_is_released_twice"),
        CheckConstraint("errors = 0", name="nothing_faulty_is_released"),
        CheckConstraint("voice_public OR NOT public", name="public_voices_only"),
    )

    id: int | None = key()
    production_id: int = refers("production.id")
    work_id: int = refers("work.id")
    number: int
    text: str
    """The digest of the publication."""
    sound: str
    """The digest of its tracks' digests."""
    duration_ms: int
    voice_kind: str
    narrators: list[str] = json()
    voice_public: bool = False
    """Made by voices that may make public audio, whoever may hear the work."""
    public: bool = False
    """May stand in public channels: the voices may, and so does the work (`rights.PublicWork`).

    The database takes it back when a decision on rights does, and refuses it where none allows it.
    """
    errors: int = 0
    warnings: int = 0
    accessibility: dict[str, Any] = json({})
    released_by: int | None = refers("account.id", optional=True)
    released_at: datetime = moment()
    withdrawn_at: datetime | None = instant()


class Package(SQLModel, table=True):
    """A release in one format, as one file to be downloaded; its blob lies in the store."""

    __table_args__ = (UniqueConstraint("release_id", "format", name="one_package_a_format"),)

    id: int | None = key()
    release_id: int = refers("release.id", on_delete="CASCADE")
    format: str
    media_type: str
    name: str
    digest: str = Field(index=True)
    size: int = amount()
    public: bool = False


class Track(SQLModel, table=True):
    """An MP3 of a release, to be played in the browser; its blob lies in the store.

    `sections` are those that begin in it: title, level from 1, and milliseconds from its first
    sample to their own.
    """

    __table_args__ = (UniqueConstraint("release_id", "number", name="one_track_a_number"),)

    id: int | None = key()
    release_id: int = refers("release.id", on_delete="CASCADE")
    number: int
    digest: str = Field(index=True)
    size: int = amount()
    duration_ms: int
    sections: list[dict[str, Any]] = json()
