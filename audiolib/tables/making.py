"""How a talking book comes to be: wishes, uploads, pages, texts, and every step as an event."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from audiolib.tables.columns import amount, instant, json, key, moment, only_of, refers, term, terms


class State(StrEnum):
    """The stations of the floor, in their order; `blocked` and `cancelled` stand outside it."""

    REQUESTED = "requested"
    RIGHTS = "rights"
    SCAN = "scan"
    IMAGES = "images"
    OCR = "ocr"
    TEXT = "text"
    STRUCTURE = "structure"
    LEXICON = "lexicon"
    NARRATION = "narration"
    LISTENING = "listening"
    PACKAGE = "package"
    VALIDATE = "validate"
    PUBLISH = "publish"
    IN_USE = "in_use"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    """Whether something lies at a station or is worked on there."""

    WAIT = "wait"
    DO = "do"


class Service(StrEnum):
    """Classes of service: what passes what."""

    EXPEDITE = "expedite"
    FIXED_DATE = "fixed_date"
    STANDARD = "standard"
    INTANGIBLE = "intangible"


class Demand(SQLModel, table=True):
    """A wish for a title, with a count of those who share it."""

    id: int | None = key()
    title: str
    author: str = ""
    language: str = ""
    work_id: int | None = refers("work.id", optional=True)
    branch_id: int = refers("branch.id")
    note: str = ""
    created_at: datetime = moment()
    answered_at: datetime | None = instant()


class DemandVote(SQLModel, table=True):
    """A patron who wants it too, and is told when it is there."""

    demand_id: int = refers("demand.id", on_delete="CASCADE", primary=True)
    patron_id: int = refers("patron.id", on_delete="CASCADE", primary=True)
    at: datetime = moment()
    told_at: datetime | None = instant()


class Production(SQLModel, table=True):
    """The making of one edition of a work.

    `state` and `mode` repeat the newest event, written with it, so that the board is one query; a
    nightly job counts them again from the events. `slug` names its packages.
    """

    __table_args__ = (
        terms("state", State),
        terms("mode", Mode),
        terms("service", Service),
        CheckConstraint("source IN ('scan', 'file', 'recording')", name="source_is_known"),
    )

    id: int | None = key()
    work_id: int = refers("work.id")
    demand_id: int | None = refers("demand.id", optional=True, on_delete="SET NULL")
    branch_id: int = refers("branch.id")
    slug: str = Field(unique=True)
    source: str = "file"
    language: str = ""
    voice: str = ""
    options: dict[str, Any] = json({})
    pages: int = 0
    state: State = term(State.REQUESTED, index=True)
    mode: Mode = term(Mode.WAIT)
    service: Service = term(Service.STANDARD)
    due_at: datetime | None = instant()
    assigned_to: int | None = refers("account.id", optional=True)
    blocked: str = ""
    """The reason's code; empty where nothing blocks."""
    job_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    """The queue's number of the job that works on it."""
    record: dict[str, Any] = json({})
    """Blobs by name: `production.json`, `timing.json`, `spans.json`, `report.json`."""
    version: int = 1
    created_by: int = refers("account.id")
    created_at: datetime = moment()
    changed_at: datetime = moment()


class FloorEvent(SQLModel, table=True):
    """Something that happened to a production; never changed, corrected only by a further event."""

    __table_args__ = (
        CheckConstraint(
            "kind IN ('move', 'block', 'unblock', 'assign', 'defect', 'rework', 'cancel')",
            name="kind_is_known",
        ),
        terms("to_state", State),
        terms("mode", Mode),
    )

    id: int | None = key()
    production_id: int = refers("production.id")
    at: datetime = moment()
    actor_id: int | None = refers("account.id", optional=True)
    actor_role: str = "system"
    kind: str = "move"
    from_state: str = ""
    to_state: State = term(index=True)
    mode: Mode = term(Mode.WAIT)
    reason: str = ""
    batch: str = ""
    reader_groups: list[str] = json()
    branch_id: int = refers("branch.id")
    facts: dict[str, Any] = json({})


class BoardColumn(SQLModel, table=True):
    """A column of the board; its name is the message `floor-<state>`."""

    __table_args__ = (terms("state", State),)

    state: State = Field(sa_column=Column(Text, primary_key=True))
    position: int
    wip_limit: int | None = None
    """Productions at most, waiting and in work; None: any number."""
    by: str = "people"
    """`people` or `machine`."""
    role: str = ""
    """The least role that works here."""


class Progress(SQLModel, table=True):
    """How far a job is; one row a production or errand, written about once a second."""

    __table_args__ = (
        CheckConstraint("num_nonnulls(production_id, errand_id) = 1", name="is_of_one_thing"),
    )

    id: int | None = key()
    production_id: int | None = only_of("production.id")
    errand_id: int | None = only_of("errand.id")
    job_id: int = Field(sa_column=Column(BigInteger, nullable=False))
    step: str
    done: int = amount(0)
    total: int = amount(0)
    began_at: datetime = moment()
    told_at: datetime = moment()
    failed: str = ""
    """The code of what ended it; empty while all is well."""
    facts: dict[str, Any] = json({})


class WorkerLoss(SQLModel, table=True):
    """That a worker went away in the middle of a job: one that loses every worker is given up."""

    id: int | None = key()
    job_id: int = Field(sa_column=Column(BigInteger, nullable=False, index=True))
    worker_id: int | None = Field(default=None, sa_column=Column(BigInteger, nullable=True))
    at: datetime = moment()


class Upload(SQLModel, table=True):
    """A file on its way in (tus 1.0.0): `offset` bytes of `length` have come."""

    __table_args__ = (CheckConstraint("received <= length", name="no_more_than_announced"),)

    id: int | None = key()
    token: str = Field(unique=True)
    account_id: int = refers("account.id")
    production_id: int | None = refers("production.id", optional=True, on_delete="SET NULL")
    name: str
    media_type: str = ""
    length: int = amount()
    received: int = amount(0)
    digest: str = ""
    """The blob, once all has come."""
    pages: int | None = None
    """How many pages of a scan were cut out of it; None: nobody looked yet."""
    refused: list[dict[str, Any]] = json()
    """What of it could not be taken in: codes of errors with their facts."""
    created_at: datetime = moment()
    expires_at: datetime = instant(optional=False, index=True)


class Page(SQLModel, table=True):
    """A page image of a scan, and what was seen and read on it."""

    __table_args__ = (
        UniqueConstraint(
            "production_id",
            "number",
            name="page_has_one_place",
            # Two pages change places in one transaction.
            deferrable=True,
            initially="DEFERRED",
        ),
    )

    id: int | None = key()
    production_id: int = refers("production.id", on_delete="CASCADE")
    number: int
    """Its place; pages that are left out come behind all others."""
    left_out: bool = False
    label: str = ""
    """The number as printed, empty where there is none."""
    image: str
    """The blob of the picture as it came."""
    clean: str = ""
    """The blob of the picture as it was recognised."""
    name: str = ""
    """Of the uploaded file, for whoever looks for the sheet again."""
    width: int
    height: int
    dpi: int = 0
    rotation: int = 0
    preview: str = ""
    """The blob of a small picture of it, upright."""
    whole: dict[str, Any] = json({})
    """What it was cut out of, as this row would be for it; empty: it is as it came."""
    seen: dict[str, Any] = json({})
    """What its neighbours are compared with (`audiolib.intake.sequence`)."""
    faults: list[dict[str, Any]] = json()
    accepted: str = ""
    """Who accepted the page in spite of its faults, and why."""
    words: str = ""
    """The blob of words, boxes and confidences (`audiolib.intake.ocr`)."""
    alto: str = ""
    """The blob of the recogniser's own ALTO."""


class TextVersion(SQLModel, table=True):
    """A version of the text (a stored publication), who made it, and from which one."""

    __table_args__ = (UniqueConstraint("production_id", "number", name="version_is_one"),)

    id: int | None = key()
    production_id: int = refers("production.id", on_delete="CASCADE")
    number: int
    digest: str
    base: int = 0
    author_id: int | None = refers("account.id", optional=True)
    reason: str = ""
    edits: list[dict[str, Any]] = json()
    at: datetime = moment()


class Suggestion(SQLModel, table=True):
    """A reading that another one stood in the way of when it came; somebody decides between them.

    `edit` is what it would change in the version `version`; empty `block`: the place is gone.
    """

    id: int | None = key()
    production_id: int = refers("production.id", on_delete="CASCADE")
    version: int
    block: str = ""
    edit: dict[str, Any] = json({})
    author_id: int | None = refers("account.id", optional=True)
    at: datetime = moment()
    settled_at: datetime | None = instant()
    settled_by: int | None = refers("account.id", optional=True)
    accepted: bool = False


class Defect(SQLModel, table=True):
    """What a listener found, at which phrase, and when it was mended.

    `heard` is the key of the phrase as it then was: its words and its sound.
    """

    id: int | None = key()
    production_id: int = refers("production.id", on_delete="CASCADE")
    phrase: str
    code: str
    note: str = ""
    heard: str = ""
    found_by: int = refers("account.id")
    found_at: datetime = moment()
    mended_at: datetime | None = instant()


class Heard(SQLModel, table=True):
    """That somebody listened to a phrase and found it right; `heard` is its key, as of `Defect`."""

    production_id: int = refers("production.id", on_delete="CASCADE", primary=True)
    phrase: str = Field(primary_key=True)
    heard: str
    account_id: int = refers("account.id")
    at: datetime = moment()
