"""A small library in a database: branches, staff, works, releases, as the tests need them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlmodel import Session

from audiolib.people import Granted, Reader
from audiolib.rights.record import decide_status, review
from audiolib.tables import (
    Account,
    Branch,
    LawfulAccess,
    MarrakeshApproval,
    Package,
    Patron,
    Production,
    Release,
    Work,
)
from audiolib.tables.catalogue import BranchKind, RightsStatus
from audiolib.tables.people import Role

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
CONTRACT = {
    "acts": ["stream", "download", "sample"],
    "standings": ["card_holder"],
    "territory": ["*"],
    "channels": ["youtube"],
    "since": "2026-01-01",
}
EVIDENCE: dict[RightsStatus, dict[str, Any]] = {
    RightsStatus.PUBLIC_DOMAIN: {"author_died": 1920},
    RightsStatus.OPEN_LICENCE: {"licence": "CC-BY-4.0"},
    RightsStatus.LICENSED: {"contract": CONTRACT},
    RightsStatus.MARRAKESH: {"commercially_available": False},
}


@dataclass
class Library:
    """Two branches, two librarians of both, and whatever is added."""

    session: Session
    branches: list[int] = field(default_factory=list)
    staff: list[Reader] = field(default_factory=list)

    def __post_init__(self) -> None:
        for code in ("north", "south"):
            self.branches.append(self.keep(Branch(code=code, kind=BranchKind.PROVINCE)))
        for name in ("lan", "minh"):
            account = self.keep(Account(login=name, name=name, password_hash="-"))
            granted = Granted(Role.LIBRARIAN, frozenset(self.branches))
            self.staff.append(Reader(account_id=account, granted=(granted,)))

    def keep(self, row: Any) -> int:
        self.session.add(row)
        self.session.flush()
        return int(row.id)

    def work(self, status: RightsStatus | None = None, branch: int = 0, **evidence: Any) -> int:
        """A work of a status that counts, with what it rests on."""
        number = self.keep(Work(title="Cây khế", language="vi", branch_id=self.branches[branch]))
        if status is not None:
            self.decide(number, status, **evidence)
        return number

    def decide(self, work: int, status: RightsStatus, **evidence: Any) -> int:
        """A decision that counts; the number of the decision."""
        number = self.plan(work, status, **evidence)
        if status is not RightsStatus.UNKNOWN:
            review(self.session, self.staff[1], number, NOW)
        return number

    def plan(self, work: int, status: RightsStatus, **evidence: Any) -> int:
        """A decision that nobody reviewed."""
        told = {**EVIDENCE.get(status, {}), **evidence}
        made = decide_status(
            self.session, self.staff[0], work, status, NOW, basis="Biên bản 12", **told
        )
        return made.id or 0

    def release(self, work: int, *, voice_public: bool = True, **more: Any) -> Release:
        """A release of a new production of a work, not public unless that is said."""
        production = Production(
            work_id=work,
            branch_id=self.branches[0],
            slug=f"cay-khe-{work}-{len(self.branches)}-{id(more)}",
            created_by=self.staff[0].account_id or 0,
        )
        made = Release(
            production_id=self.keep(production),
            **{
                "work_id": work,
                "number": 1,
                "text": "t",
                "sound": "s",
                "duration_ms": 1000,
                "voice_kind": "synthetic",
                "voice_public": voice_public,
                **more,
            },
        )
        self.keep(made)
        return made

    def package(self, release: Release, name: str = "daisy202") -> Package:
        made = Package(
            release_id=release.id or 0,
            format=name,
            media_type="application/zip",
            name=f"cay-khe.{name}.zip",
            digest="0" * 64,
            size=10,
        )
        self.keep(made)
        return made

    def patron(self, number: str = "1", **more: Any) -> Reader:
        row = Patron(
            card_number=number,
            pin_hash="-",
            name="Hoa",
            branch_id=self.branches[0],
            reader_key=f"key-{number}",
            expires_on=NOW.date(),
            card_issued_on=NOW.date(),
        )
        return Reader(patron_id=self.keep(row), reader_key=row.reader_key, **more)

    def approve(self) -> None:
        self.keep(
            MarrakeshApproval(
                number="12/QĐ", issuer="Bộ", approved_on=NOW.date().replace(year=2025), scope="all"
            )
        )

    def buy(self, work: int) -> None:
        self.keep(
            LawfulAccess(
                work_id=work,
                kind="purchase",
                reference="KK-1",
                recorded_by=self.staff[0].account_id or 0,
            )
        )
