"""Staff and patrons: who they are to the library, and how they come in.

A patron's row holds what the desk needs and nothing of a disability: that somebody is a
beneficiary is a row of its own, with how it was seen and till when it counts.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from audiolib.tables.columns import days, instant, json, key, moment, refers, term, terms


class Role(StrEnum):
    """What a member of staff, or a volunteer, may do in a branch and below it."""

    CLERK = "clerk"
    EDITOR = "editor"
    LISTENER = "listener"
    VOLUNTEER = "volunteer"
    LIBRARIAN = "librarian"
    MANAGER = "manager"
    ADMIN = "admin"


class Account(SQLModel, table=True):
    """A member of staff or a volunteer."""

    id: int | None = key()
    login: str = Field(unique=True)
    name: str
    password_hash: str
    password_once: bool = False
    """Given by somebody else: to be changed at the first coming in."""
    language: str = "vi"
    active: bool = True
    created_at: datetime = moment()
    changed_at: datetime = moment()


class Grant(SQLModel, table=True):
    """A role of an account in a branch for a time; a volunteer's is for one section of one text."""

    __table_args__ = (
        terms("role", Role),
        days(),
        CheckConstraint(
            "role <> 'volunteer' OR (production_id IS NOT NULL AND section <> '')",
            name="a_volunteer_has_one_section",
        ),
    )

    id: int | None = key()
    account_id: int = refers("account.id", on_delete="CASCADE")
    role: Role = term()
    branch_id: int = refers("branch.id")
    production_id: int | None = refers("production.id", optional=True)
    section: str = ""
    undertaking_on: date | None = None
    """When the volunteer signed; no text is shown before."""
    undertaking_version: str = ""
    """Of the text that was signed."""
    since: date
    until: date | None = None


class PatronState(StrEnum):
    """Whether a card opens the door."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Patron(SQLModel, table=True):
    """A reader with a card; `guardian_id` or `guardian_name` speaks for a child under sixteen.

    `reader_key` stands for the patron in logs, and is given up when a log may no longer tell.
    `folded` is the name as search sees it; `pin_hash` is empty until the first PIN is given.
    """

    __table_args__ = (terms("state", PatronState),)

    id: int | None = key()
    card_number: str = Field(unique=True)
    pin_hash: str
    name: str
    folded: str = Field(default="", index=True)
    birth_year: int | None = None
    email: str = ""
    phone: str = ""
    address: str = ""
    language: str = "vi"
    branch_id: int = refers("branch.id")
    guardian_id: int | None = refers("patron.id", optional=True)
    guardian_name: str = ""
    guardian_contact: str = ""
    reader_key: str = Field(unique=True)
    source_number: str | None = Field(default=None, unique=True)
    """In the library system whose list brought the patron; None for one of our own."""
    interface: str = "standard"
    state: PatronState = term(PatronState.ACTIVE)
    expires_on: date
    card_issued_on: date
    issued_online: bool = False
    created_at: datetime = moment()
    changed_at: datetime = moment()


class ApplicationState(StrEnum):
    """How far an application for a card is: two people look at it."""

    NEW = "new"
    CHECKED = "checked"
    APPROVED = "approved"
    REFUSED = "refused"


class CardApplication(SQLModel, table=True):
    """A wish for a card, from the web: eight fields at most, and who said what to it.

    Once the person is forgotten, branch, state and times remain, for the statistics.
    """

    __table_args__ = (
        terms("state", ApplicationState),
        CheckConstraint(
            "approved_by IS NULL OR approved_by <> checked_by", name="two_people_decide"
        ),
    )

    id: int | None = key()
    receipt: str = Field(unique=True)
    """What the applicant asks by; not to be guessed."""
    name: str
    folded: str = Field(default="", index=True)
    birth_date: date | None
    contact: str
    address: str = ""
    guardian_name: str = ""
    guardian_contact: str = ""
    branch_id: int = refers("branch.id")
    language: str = "vi"
    consent_text: str
    state: ApplicationState = term(ApplicationState.NEW, index=True)
    reason: str = ""
    checked_by: int | None = refers("account.id", optional=True)
    checked_at: datetime | None = instant()
    approved_by: int | None = refers("account.id", optional=True)
    approved_at: datetime | None = instant()
    patron_id: int | None = refers("patron.id", optional=True, on_delete="SET NULL")
    created_at: datetime = moment()


class Consent(SQLModel, table=True):
    """What a patron, or a child's guardian, agreed to, and when that was taken back."""

    id: int | None = key()
    patron_id: int | None = refers("patron.id", optional=True, on_delete="SET NULL")
    given_by: int | None = refers("patron.id", optional=True, on_delete="SET NULL")
    purpose: str
    text_version: str
    channel: str
    given_at: datetime = moment()
    withdrawn_at: datetime | None = instant()


class VerificationMethod(StrEnum):
    """What the library saw, or who vouched (no copy is kept, and no diagnosis)."""

    CERTIFICATE = "certificate"
    ASSOCIATION = "association"
    DOCTOR = "doctor"
    LIBRARIAN = "librarian"
    SCHOOL = "school"


class Beneficiary(SQLModel, table=True):
    """That a patron can't read print (Marrakesh Treaty, article 3), and till when it counts.

    Without a patron it tells of one who was forgotten: that the library did look.
    """

    __table_args__ = (terms("method", VerificationMethod), days("seen_on", "expires_on"))

    id: int | None = key()
    patron_id: int | None = refers("patron.id", optional=True, on_delete="SET NULL")
    method: VerificationMethod = term()
    verified_by: int = refers("account.id")
    seen_on: date
    expires_on: date | None = None
    ended_on: date | None = None


class CarerEvidence(StrEnum):
    """What the library saw of the bond between two people; no copy is kept."""

    FAMILY = "family"
    WRITTEN = "written"
    HOME = "home"
    COURT = "court"


class Carer(SQLModel, table=True):
    """A patron who acts for another one, from the day on which that one agreed to it."""

    __table_args__ = (
        terms("evidence", CarerEvidence),
        days(),
        CheckConstraint("carer_id <> patron_id", name="nobody_cares_for_themselves"),
    )

    id: int | None = key()
    carer_id: int = refers("patron.id", on_delete="CASCADE")
    patron_id: int = refers("patron.id", on_delete="CASCADE")
    evidence: CarerEvidence = term()
    linked_by: int | None = refers("account.id", optional=True)
    agreed_on: date | None = None
    """Nobody acts for somebody who has not agreed."""
    since: date
    until: date | None = None


class CarerAct(SQLModel, table=True):
    """What somebody did for a patron, for that patron to look at; of a child nothing heard."""

    id: int | None = key()
    carer_id: int | None = refers("patron.id", optional=True, on_delete="SET NULL")
    patron_id: int = refers("patron.id", on_delete="CASCADE")
    act: str
    """`began`, `ended`, `took`, `heard`, `wished`, `reported`, `did`."""
    work_id: int | None = refers("work.id", optional=True, on_delete="CASCADE")
    at: datetime = instant(optional=False, index=True)


class LoginSession(SQLModel, table=True):
    """A browser that came in, as staff or as a patron; the cookie itself is not kept."""

    __table_args__ = (
        CheckConstraint("(account_id IS NULL) <> (patron_id IS NULL)", name="one_person"),
    )

    token_hash: str = Field(primary_key=True)
    account_id: int | None = refers("account.id", optional=True, on_delete="CASCADE")
    patron_id: int | None = refers("patron.id", optional=True, on_delete="CASCADE")
    acting_for: int | None = refers("patron.id", optional=True, on_delete="SET NULL")
    """For whom a carer acts in this session."""
    csrf: str
    created_at: datetime = moment()
    seen_at: datetime = moment()
    expires_at: datetime = instant(optional=False, index=True)


class KnownDevice(SQLModel, table=True):
    """A browser that a person came in with before; others' wrong guesses don't slow it."""

    __table_args__ = (
        CheckConstraint("(account_id IS NULL) <> (patron_id IS NULL)", name="one_person"),
    )

    token_hash: str = Field(primary_key=True)
    account_id: int | None = refers("account.id", optional=True, on_delete="CASCADE")
    patron_id: int | None = refers("patron.id", optional=True, on_delete="CASCADE")
    seen_at: datetime = moment()


class ApiToken(SQLModel, table=True):
    """A program that acts for an account or a partner; shown once, kept as its hash."""

    __table_args__ = (
        CheckConstraint("(account_id IS NULL) <> (partner_id IS NULL)", name="one_owner"),
    )

    id: int | None = key()
    token_hash: str = Field(unique=True)
    account_id: int | None = refers("account.id", optional=True, on_delete="CASCADE")
    partner_id: int | None = refers("partner.id", optional=True, on_delete="CASCADE")
    branch_id: int | None = refers("branch.id", optional=True)
    """It counts there and below; None: wherever the account's roles do."""
    created_by: int | None = refers("account.id", optional=True, on_delete="SET NULL")
    name: str
    scopes: list[str] = json()
    created_at: datetime = moment()
    used_at: datetime | None = instant()
    expires_at: datetime | None = instant()


class LoginAttempt(SQLModel, table=True):
    """A login that failed: what limits the rate of guessing, a day long.

    `who` is a hash of the name or number tried, `origin` one of the address (`device:…` where a
    known device failed). From `until` on the same person may try again from there.
    """

    id: int | None = key()
    who: str = Field(index=True)
    origin: str = Field(index=True)
    at: datetime = instant(optional=False, index=True)
    until: datetime = instant(optional=False)
