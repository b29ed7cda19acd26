"""What crosses the interface in JSON; no table's row ever does."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from audiolib.tables.catalogue import Audience, RightsStatus
from audiolib.tables.making import Mode, Service, State

Line = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*$")]
Words = Annotated[str, StringConstraints(max_length=20_000, pattern=r"^[^\x00]*$")]
Tag = Annotated[
    str, StringConstraints(max_length=35, pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")
]
Year = Annotated[int, Field(ge=-4000, le=9999)]
Age = Annotated[int, Field(ge=0, le=150)]
Row = Annotated[int, Field(ge=1, le=2**53)]


class Shape(BaseModel):
    """Plain values with fixed names."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Problem(BaseModel):
    """Why something was not done (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = Field(description="A sentence in the language that was asked for")
    code: str = Field(description="Never changes its meaning")
    next_step: str = ""
    instance: str = ""
    facts: dict[str, object] = {}


class Person(Shape):
    """A contributor; `role` is a MARC relator."""

    name: Annotated[Line, Field(min_length=1)]
    role: Annotated[str, StringConstraints(pattern=r"^[a-z]{3}$")] = "aut"


class WorkDraft(Shape):
    """What can be said of a work; its rights are decided elsewhere."""

    title: Annotated[Line, Field(min_length=1)]
    language: Tag
    subtitle: Line = ""
    people: Annotated[list[Person], Field(max_length=50)] = []
    summary: Words = ""
    audience: Audience = Audience.GENERAL
    age_from: Age | None = None
    age_to: Age | None = None
    first_published: Year | None = None
    series: Line = ""
    series_number: Line = ""
    subjects: Annotated[list[Line], Field(max_length=50)] = []
    collections: Annotated[list[Line], Field(max_length=20)] = []

    @model_validator(mode="after")
    def _ages_in_order(self) -> Self:
        if self.age_from is not None and self.age_to is not None and self.age_from > self.age_to:
            raise ValueError("age_from > age_to")
        return self


class NewWork(WorkDraft):
    """A work that is to be put into the catalogue of a branch."""

    branch_id: Row


class Listed(Shape):
    """A work in a list."""

    id: int
    title: str
    subtitle: str
    people: list[str]
    language: str
    audience: Audience
    rights_status: RightsStatus
    published: bool
    duration_ms: int


class WorkPage(Shape):
    """A page of works; `next` is the cursor of the page after it, empty on the last one."""

    works: list[Listed]
    total: int
    more: bool = Field(description="There are more than were counted")
    next: str


class Access(Shape):
    """Whether the asker may; else why not, and what to do."""

    allowed: bool
    reason: str
    sentence: str
    next_step: str


class Section(Shape):
    """A section, and where in its track it begins."""

    title: str
    level: int
    begin_ms: int


class Sound(Shape):
    """A track, at an address that ends after a while."""

    number: int
    duration_ms: int
    size: int
    address: str
    sections: list[Section]


class File(Shape):
    """A package, at an address that ends after a while.

    Of a protected title the address is empty: `POST` to `copies` hands out a numbered copy.
    """

    id: int
    format: str
    name: str
    media_type: str
    size: int
    digest: str
    address: str
    copies: str = Field(description="Where a numbered copy is asked for; empty where none is")


class Copy(Shape):
    """A package that was handed out, at an address that ends after a while.

    The number stands for the reader; it is empty where the rights ask for none.
    """

    number: str
    format: str
    name: str
    address: str


class Work(Shape):
    """A work with what the asker may have of it."""

    id: int
    version: int
    title: str
    subtitle: str
    language: str
    people: list[Person]
    summary: str
    audience: Audience
    first_published: int | None
    series: str
    subjects: list[str]
    collections: list[str]
    rights_status: RightsStatus
    duration_ms: int
    voice_kind: str
    listening: Access
    downloading: Access
    tracks: list[Sound]
    packages: list[File]


class NewProduction(Shape):
    """A production that is to be begun; `source` is `file` or `scan`."""

    work_id: Row
    source: Annotated[str, StringConstraints(pattern=r"^(file|scan)$")] = "file"
    voice: Line = ""


class Production(Shape):
    """A production as it stands on the board."""

    id: int
    work_id: int
    title: str
    state: State
    mode: Mode
    service: Service
    blocked: str
    version: int
    since: datetime


class Progress(Shape):
    """How far a production's job is."""

    state: State
    mode: Mode
    step: str
    percent: Annotated[int, Field(ge=0, le=100)]
    left_s: int | None
    failed: str


class RecordsChange(Shape):
    """A field of a work that a record changes."""

    field: str
    before: str
    after: str


class RecordsFault(Shape):
    """What is wrong with a row."""

    row: int
    code: str
    sentence: str


class RecordsRow(Shape):
    """A row of a file of records, and what it does; `like` is a work of the same title."""

    row: int
    act: str
    state: str
    title: str
    people: str
    work: int | None
    like: int | None
    changes: list[RecordsChange]
    faults: list[RecordsFault]


class RecordsRows(Shape):
    """Some rows, those with faults first, and the cursor of those behind them."""

    rows: list[RecordsRow]
    next: str


class Errand(Shape):
    """Work for the machine that is of no production; `subject` is the number of what it is with.

    `ended` is empty while it waits or runs, then `done`, `stopped` or `failed`.
    """

    id: int
    step: str
    subject: int
    title: str
    branch_id: int
    ended: str
    part: str
    percent: Annotated[int, Field(ge=0, le=100)]
    left_s: int | None
    failed: str
    sentence: str
    """Why it failed, in words."""


class Bag(Shape):
    """A bag (RFC 8493, zip) that was packed for a partner; `address` works for some hours."""

    id: int
    work_id: int
    title: str
    format: str
    copy_number: str
    size: int
    sha256: str
    packed_at: datetime
    fetched_at: datetime | None
    address: str


class Bags(Shape):
    """Some bags, and the number behind which the next ones are, if there are any."""

    bags: list[Bag]
    next: int | None


class RecordsSums(Shape):
    """How many rows of a file do each thing; `made` to `kept`: what was done by now."""

    new: int
    change: int
    same: int
    left: int
    faulty: int
    made: int
    changed: int
    back: int
    kept: int


class RecordsFile(Shape):
    """A file of records, how far it is, and the errand that works on it."""

    id: int
    name: str
    state: str
    form: str
    branch_id: int
    known: str
    unknown: list[str]
    rows: RecordsSums
    errand: Errand | None
