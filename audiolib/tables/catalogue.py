"""Works and what is known of them, the columns they stand in, and the library's branches."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlmodel import Field, SQLModel

from audiolib.tables.columns import days, instant, json, key, moment, refers, term, terms


class Audience(StrEnum):
    """For whom a work is meant (MARC 21, 008/22, in fewer terms)."""

    GENERAL = "general"
    CHILDREN = "children"
    YOUNG = "young"
    STUDY = "study"


class RightsStatus(StrEnum):
    """What the law lets the library do with a work; nothing is known until somebody decides."""

    PUBLIC_DOMAIN = "public_domain"
    OPEN_LICENCE = "open_licence"
    LICENSED = "licensed"
    OWN_WORK = "own_work"
    MARRAKESH = "marrakesh"
    UNKNOWN = "orphan_or_unknown"
    STAFF_ONLY = "staff_only"
    WITHDRAWN = "withdrawn"


class Series(SQLModel, table=True):
    """A series of works, in an order of its own."""

    id: int | None = key()
    title: str = Field(unique=True)


class Work(SQLModel, table=True):
    """What somebody wrote or told, whatever editions and packages of it there are.

    `rights_status` says what the newest `RightsDecision` decided, and is written with it.
    `version` counts changes: it is the ETag. `age_from` and `age_to` are years.
    """

    __table_args__ = (
        terms("rights_status", RightsStatus),
        terms("audience", Audience),
        CheckConstraint("age_to IS NULL OR age_from <= age_to", name="ages_in_order"),
    )

    id: int | None = key()
    title: str
    subtitle: str = ""
    sort_title: str = Field(default="", index=True)
    language: str
    summary: str = ""
    genre: str = ""
    audience: Audience = term(Audience.GENERAL)
    age_from: int | None = None
    age_to: int | None = None
    first_published: int | None = None
    print_extent: str = ""
    series_id: int | None = refers("series.id", optional=True)
    series_number: str = ""
    branch_id: int = refers("branch.id")
    rights_status: RightsStatus = term(RightsStatus.UNKNOWN, index=True)
    accessibility: dict[str, Any] = json({})
    """schema.org terms, computed from the packages themselves."""
    marc: dict[str, Any] = json({})
    """Fields of an imported MARC record that no column holds: they go out again as they came."""
    published_at: datetime | None = instant(index=True)
    version: int = 1
    created_at: datetime = moment()
    changed_at: datetime = moment()


class Contributor(SQLModel, table=True):
    """A person or body; `folded` is the name as search sees it."""

    id: int | None = key()
    name: str = Field(index=True)
    sort_name: str = ""
    folded: str = Field(default="", index=True)
    born: int | None = None
    died: int | None = None


class Contribution(SQLModel, table=True):
    """Who did what for a work; `role` is a MARC relator code."""

    work_id: int = refers("work.id", on_delete="CASCADE", primary=True)
    contributor_id: int = refers("contributor.id", primary=True)
    role: str = Field(default="aut", primary_key=True)
    position: int = 0


class Identifier(SQLModel, table=True):
    """A number that others know a work or its print edition by: ISBN, national library, URI."""

    __table_args__ = (UniqueConstraint("kind", "value", name="identifier_is_one_work_s"),)

    id: int | None = key()
    work_id: int = refers("work.id", on_delete="CASCADE")
    kind: str
    value: str


class Subject(SQLModel, table=True):
    """A term of a subject list; `scheme` names the list, empty for free words."""

    __table_args__ = (UniqueConstraint("scheme", "term"),)

    id: int | None = key()
    scheme: str = ""
    term: str


class WorkSubject(SQLModel, table=True):
    """What a work is about."""

    work_id: int = refers("work.id", on_delete="CASCADE", primary=True)
    subject_id: int = refers("subject.id", primary=True)


class Collection(SQLModel, table=True):
    """A column of the library's offer: talking books, fairy tales, local heritage.

    `code` stays when the title changes; `titles` holds it by language. One that was retired is
    not offered any more; its works keep their places in it.
    """

    id: int | None = key()
    code: str = Field(unique=True)
    titles: dict[str, str] = json({})
    description: str = ""
    position: int = 0
    retired_on: date | None = None


class CollectionWork(SQLModel, table=True):
    """A work's place in a column."""

    collection_id: int = refers("collection.id", on_delete="CASCADE", primary=True)
    work_id: int = refers("work.id", on_delete="CASCADE", primary=True)
    position: int = 0


class WorkIndex(SQLModel, table=True):
    """What search looks at, one row a work, written together with it.

    Everything is folded (`audiolib.catalogue.fold`): `title` for how it begins, `heads` for words
    of title, people and numbers, `words` for those of everything, `text` (title and people) for
    words with typing errors.
    """

    __table_args__ = (
        Index("work_index_heads", "heads", postgresql_using="gin"),
        Index("work_index_words", "words", postgresql_using="gin"),
        Index("work_index_title", "title", postgresql_ops={"title": "text_pattern_ops"}),
        Index(
            "work_index_text",
            "text",
            postgresql_using="gin",
            postgresql_ops={"text": "gin_trgm_ops"},
        ),
    )

    work_id: int = refers("work.id", on_delete="CASCADE", primary=True)
    title: str = Field(default="", sa_column=Column(Text, nullable=False))
    text: str = Field(default="", sa_column=Column(Text, nullable=False))
    heads: Any = Field(default=None, sa_column=Column(TSVECTOR, nullable=False))
    words: Any = Field(default=None, sa_column=Column(TSVECTOR, nullable=False))


class BranchKind(StrEnum):
    """The level of a branch."""

    NATIONAL = "national"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    SCHOOL = "school"


class Branch(SQLModel, table=True):
    """A unit of the library, whatever it is called and whomever it belongs to at some time."""

    __table_args__ = (terms("kind", BranchKind),)

    id: int | None = key()
    code: str = Field(unique=True)
    kind: BranchKind = term(BranchKind.PROVINCE)


class BranchSpan(SQLModel, table=True):
    """The name and parent of a branch from a day on, to another day that no longer counts.

    `via` are branches whose merging brought it to its parent: who had a role in one keeps it here.
    """

    __table_args__ = (days(),)

    id: int | None = key()
    branch_id: int = refers("branch.id")
    parent_id: int | None = refers("branch.id", optional=True)
    name: str
    via: list[int] = Field(
        default_factory=list,
        sa_column=Column(ARRAY(BigInteger), nullable=False, server_default="{}"),
    )
    since: date
    until: date | None = None
    reason: str = ""
    by: int | None = refers("account.id", optional=True)


class BranchSuccession(SQLModel, table=True):
    """That a branch was merged into another, or split off from it, on a day."""

    __table_args__ = (CheckConstraint("kind IN ('merged', 'split')", name="kind_is_known"),)

    id: int | None = key()
    branch_id: int = refers("branch.id")
    successor_id: int = refers("branch.id")
    kind: str = "merged"
    day: date
    reason: str = ""
    by: int | None = refers("account.id", optional=True)
