"""Why somebody may have something: decisions on rights with their evidence, approvals, copies.

Rows are added and never changed, so that every act can be explained as it was at its time.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.columns import days, instant, json, key, moment, refers, term, terms


class RightsPolicy(SQLModel, table=True):
    """A version of the library's policy: the matrix, the terms of protection, the times to keep."""

    version: str = Field(primary_key=True)
    since: date
    policy: dict[str, Any] = json({})
    note: str = ""
    decided_by: int | None = refers("account.id", optional=True)
    created_at: datetime = moment()


class RightsDecision(SQLModel, table=True):
    """What was decided of a work's rights, on what evidence, by whom, under which policy.

    A status that makes a work public needs a second person before it counts (`reviewed_by`).
    """

    __table_args__ = (
        terms("status", RightsStatus),
        CheckConstraint("reviewed_by IS NULL OR reviewed_by <> decided_by", name="two_people"),
    )

    id: int | None = key()
    work_id: int = refers("work.id", on_delete="CASCADE")
    status: RightsStatus = term()
    policy_version: str = Field(foreign_key="rightspolicy.version")
    basis: str
    """The document, law or licence that it rests on."""
    author_died: int | None = None
    first_published: int | None = None
    protected_until: date | None = None
    """The first day on which it is free."""
    exemption: str = ""
    """Why there never was protection, as a term of the policy (`official-text`)."""
    licence: str = ""
    """SPDX or Creative Commons identifier (`CC-BY-4.0`)."""
    contract: dict[str, Any] = json({})
    """Scope, territory, formats, days and readers of a contract."""
    commercially_available: bool | None = None
    decided_by: int = refers("account.id")
    decided_at: datetime = moment()
    reviewed_by: int | None = refers("account.id", optional=True)
    reviewed_at: datetime | None = instant()


class MarrakeshApproval(SQLModel, table=True):
    """The authority's leave to make accessible copies under the exception."""

    __table_args__ = (days("approved_on", "until"),)

    id: int | None = key()
    number: str = Field(unique=True)
    issuer: str
    approved_on: date
    until: date | None = None
    scope: str
    document_digest: str = ""
    revoked_on: date | None = None


class LawfulAccess(SQLModel, table=True):
    """How the library came by the copy that an accessible one was made from."""

    __table_args__ = (
        CheckConstraint(
            "kind IN ('purchase', 'deposit', 'loan', 'gift', 'exchange')", name="kind_is_known"
        ),
    )

    id: int | None = key()
    work_id: int = refers("work.id", on_delete="CASCADE")
    kind: str
    reference: str
    """Inventory number, invoice, or the loan's number."""
    recorded_by: int = refers("account.id")
    recorded_at: datetime = moment()


class PartnerKind(StrEnum):
    """What a partner is; copies for people who can't read print go to authorised entities alone."""

    AUTHORISED = "authorised"
    SCHOOL = "school"
    HOME = "home"


class Partner(SQLModel, table=True):
    """Somebody that the library works with under an agreement."""

    __table_args__ = (terms("kind", PartnerKind), days("agreed_on", "until"))

    id: int | None = key()
    kind: PartnerKind = term(PartnerKind.AUTHORISED)
    name: str
    country: str
    """ISO 3166-1 alpha-2."""
    agreement: str
    agreed_on: date
    until: date | None = None
    formats: list[str] = json()
    contact: str


class AccessCopy(SQLModel, table=True):
    """A copy of a protected title that was handed out; its number stands in the package's metadata.

    `reader_key` is the patron's at that time, and is emptied when the policy says so.
    """

    id: int | None = key()
    number: str = Field(unique=True)
    package_id: int = refers("package.id")
    reader_key: str = Field(default="", index=True)
    partner_id: int | None = refers("partner.id", optional=True)
    branch_id: int | None = refers("branch.id", optional=True)
    purpose: str = "download"
    policy_version: str = ""
    made_at: datetime = moment()


class Exchange(SQLModel, table=True):
    """A title that went to a partner or came from one, with the digest of its bag."""

    __table_args__ = (
        CheckConstraint("direction IN ('sent', 'received')", name="direction_is_known"),
    )

    id: int | None = key()
    partner_id: int = refers("partner.id")
    work_id: int = refers("work.id")
    direction: str
    bag_digest: str
    at: datetime = moment()
    by: int = refers("account.id")


class Withdrawal(SQLModel, table=True):
    """A rightholder's notice: held at once, decided later."""

    id: int | None = key()
    work_id: int = refers("work.id")
    notice: str
    received_at: datetime = moment()
    held_until: datetime = instant(optional=False)
    decision: str = ""
    decided_by: int | None = refers("account.id", optional=True)
    decided_at: datetime | None = instant()


class AuditHead(SQLModel, table=True):
    """How many entries of the audit there have been, and the hash of the newest: one row."""

    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: int = Field(primary_key=True, default=1)
    count: int = 0
    hash: str = ""


class AuditEntry(SQLModel, table=True):
    """An administrative act; `hash` covers the entry and the hash of the one before it."""

    id: int | None = key()
    at: datetime = instant(optional=False, index=True)
    actor: str
    """`account:7`, `patron:12`, `system`."""
    act: str
    object: str
    facts: dict[str, Any] = json({})
    previous_hash: str
    hash: str = Field(unique=True)
