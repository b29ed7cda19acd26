"""A small service with a branch, its people and a work, for what is made in it."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from audiolib.database import Database
from audiolib.floor import repository as floor
from audiolib.jobs.worker import Pulse, work
from audiolib.making import orders
from audiolib.people.reader import Granted, Reader
from audiolib.rights.policy import shipped
from audiolib.rights.repository import policies
from audiolib.service import Service
from audiolib.settings import Settings
from audiolib.store import Store
from audiolib.tables import Account, Branch, Patron, RightsDecision, Work
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.people import Role

STORY = """# The Heron

## On the river

A heron stood by the river. It waited for three days. Nobody came.

Then the miller said: "Go home, bird." The heron did not move.

## At the mill

The wheel turned, and turned again. In the evening it stood still.
"""
QUICK = Pulse(beat_s=0.5, silence_s=2, poll_s=0.2)


@dataclass(frozen=True)
class House:
    """The service, whoever works in it, and the work that is made."""

    service: Service
    librarian: Reader
    branch_id: int
    work_id: int
    patron_id: int

    def put(self, text: str | bytes) -> tuple[str, int]:
        content = text.encode() if isinstance(text, str) else text
        return self.service.store.put(content), len(content)

    def opened(self, text: str | bytes = STORY, name: str = "heron.md", **more: object) -> int:
        """A production whose text waits in the queue to be taken in."""
        digest, size = self.put(text)
        given: dict[str, object] = {"voice": "tone:sine", "options": {"formats": ["epub3"]}, **more}
        with self.service.database.transaction() as session:
            started = orders.open_production(
                session,
                self.librarian,
                self.work_id,
                branch_id=self.branch_id,
                **given,  # type: ignore[arg-type]
            )
            assert started.id is not None
            orders.take_in(session, started.id, self.librarian, digest=digest, size=size, name=name)
            return started.id

    def work(self) -> None:
        """Do what waits in the queue, and what comes of it."""
        asyncio.run(work(self.service, QUICK, once=True))

    def state(self, production_id: int) -> str:
        with self.service.database.transaction() as session:
            found = floor.production(session, production_id)
            return f"{found.state} {found.mode} {found.blocked}".rstrip()

    def narrated(self, **more: object) -> int:
        """A production that waits to be listened to."""
        number = self.opened(**more)  # type: ignore[arg-type]
        self.work()
        with self.service.database.transaction() as session:
            orders.narrate(session, number, self.librarian)
        self.work()
        return number

    def published(self, **more: object) -> int:
        """A production in the hands of readers."""
        number = self.narrated(**more)
        with self.service.database.transaction() as session:
            orders.approve(session, number, self.librarian)
        self.work()
        return number


def settled(database: Database, folder: Path, **settings: object) -> House:
    """A house over an empty database."""
    store = folder / "store"
    wanted = Settings(store=str(store), data=str(folder / "data"), jobs=1, config=folder / "config")
    service = Service(wanted.model_copy(update=settings), database, Store(str(store)), b"k" * 32)
    with database.transaction() as session:
        floor.install(session)
        branch = Branch(code="t")
        account = Account(login="mai", name="Mai", password_hash="-")
        session.add_all([branch, account])
        session.flush()
        assert branch.id is not None
        made = Work(
            title="The Heron",
            language="en",
            branch_id=branch.id,
            rights_status=RightsStatus.PUBLIC_DOMAIN,
        )
        patron = Patron(
            card_number="1",
            pin_hash="-",
            name="An",
            branch_id=branch.id,
            reader_key="r",
            expires_on=date(2099, 1, 1),
            card_issued_on=date(2026, 1, 1),
        )
        session.add_all([made, patron])
        session.flush()
        policies.add(session, shipped(), datetime.now(UTC))
        second = Account(login="lan", name="Lan", password_hash="-")
        session.add(second)
        session.flush()
        session.add(
            RightsDecision(
                work_id=made.id or 0,
                status=RightsStatus.PUBLIC_DOMAIN,
                policy_version=shipped().version,
                basis="the author died long ago",
                decided_by=account.id or 0,
                reviewed_by=second.id,
                reviewed_at=datetime.now(UTC),
            )
        )
        reader = Reader(
            account_id=account.id,
            name="Mai",
            granted=(Granted(Role.LIBRARIAN, frozenset({branch.id})),),
        )
        assert made.id is not None
        assert patron.id is not None
        return House(service, reader, branch.id, made.id, patron.id)
