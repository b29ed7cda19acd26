"""A desk at which files of records are handed in, and a machine that does what it is asked."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlmodel import Session, select

from audiolib.catalogue import install_collections
from audiolib.catalogue.exchange.incoming import bring
from audiolib.catalogue.exchange.incoming.listed import Sums, sums
from audiolib.catalogue.exchange.incoming.steps import ENTER, LEAVE, LOOK
from audiolib.database import Database
from audiolib.delivery.packing import PACK
from audiolib.errands import repository as errands
from audiolib.jobs.run import Call, run
from audiolib.jobs.worker import Pulse, work
from audiolib.people.reader import Granted, Reader
from audiolib.service import Service
from audiolib.settings import RecordsSettings, Settings
from audiolib.store import Store
from audiolib.tables import (
    Account,
    Branch,
    BranchSpan,
    Errand,
    Grant,
    RecordFile,
    RecordRow,
    Work,
)
from audiolib.tables.people import Role

NOW = datetime(2026, 11, 22, tzinfo=UTC)
STEPS = {step.name: step for step in (LOOK, ENTER, LEAVE, PACK)}
LONG_AGO = date(2020, 1, 1)
QUICK = Pulse(beat_s=0.5, silence_s=2, poll_s=0.2)


@dataclass(frozen=True)
class Desk:
    """The service, and a librarian of its first branch."""

    service: Service
    librarian: Reader

    def hand_in(self, content: bytes, *, change: bool = False, name: str = "x") -> int:
        """Have a file looked at; gives its number. Nothing was done yet."""
        digest = self.service.store.put(content)
        with self.service.database.transaction() as session:
            file = bring.hand_in(
                session,
                self.service,
                self.librarian,
                name,
                digest,
                len(content),
                branch_id=1,
                change=change,
                now=NOW,
            )
            return file.id or 0

    def work(self) -> None:
        """Do what waits in the queue, as a worker does."""
        asyncio.run(work(self.service, QUICK, once=True))

    def do(self) -> None:
        """Do the open errands without a worker: what goes wrong is raised here."""
        for one in self.open():
            call = Call(one.job_id or 0, 0, 100, lambda: None)
            run(self.service, STEPS[one.step], call, one.id or 0)

    def open(self) -> list[Errand]:
        """The errands that wait."""
        with self.service.database.transaction() as session:
            found = errands.listed(session, self.librarian, (errands.OPEN,))
            session.expunge_all()
        return found

    def looked(self, content: bytes, *, change: bool = False) -> int:
        """A file that was looked at."""
        number = self.hand_in(content, change=change)
        self.do()
        return number

    def brought(self, content: bytes, *, change: bool = False) -> int:
        """A file that is in."""
        number = self.looked(content, change=change)
        self.say_yes(number)
        self.do()
        return number

    def say_yes(self, number: int) -> None:
        """Have a file brought in."""
        with self.service.database.transaction() as session:
            bring.say_yes(session, number, self.librarian, NOW)

    def take_back(self, number: int) -> None:
        """Have what came in by a file taken back."""
        with self.service.database.transaction() as session:
            bring.take_back(session, number, self.librarian, NOW)
        self.do()

    def rows(self, number: int) -> list[RecordRow]:
        """What stands of a file's rows, in their order."""
        with self.service.database.transaction() as session:
            wanted = select(RecordRow).where(RecordRow.file_id == number)
            found = sorted(session.exec(wanted), key=lambda row: row.number)
            session.expunge_all()
        return found

    def sums(self, number: int) -> Sums:
        """A file's rows, counted."""
        with self.service.database.transaction() as session:
            return sums(session, number)

    def state(self, number: int) -> str:
        """How far a file is."""
        with self.service.database.transaction() as session:
            found = session.get(RecordFile, number)
            return "" if found is None else str(found.state)

    def works(self) -> list[Work]:
        """Every work, in the order in which they came in."""
        with self.service.database.transaction() as session:
            found = sorted(session.exec(select(Work)), key=lambda work: work.id or 0)
            session.expunge_all()
        return found


def set_up(database: Database, folder: Path, most: int = 1_000, mb: int = 5) -> Desk:
    """A desk in an empty library with two branches."""
    settings = Settings(
        store=str(folder / "store"), data=str(folder / "data"), config=folder / "config"
    ).model_copy(update={"records": RecordsSettings(mb=mb, most=most)})
    service = Service(settings, database, Store(str(folder / "store")), b"k" * 32)
    with database.transaction() as session:
        _people_it(session)
    librarian = Reader(account_id=1, name="Mai", granted=(Granted(Role.LIBRARIAN, frozenset({1})),))
    return Desk(service, librarian)


def _people_it(session: Session) -> None:
    install_collections(session)
    session.add_all([Branch(code="bt"), Branch(code="ld")])
    session.add(Account(login="mai", name="Mai", password_hash="-"))
    session.flush()
    session.add(BranchSpan(branch_id=1, name="Bình Thuận", since=LONG_AGO))
    session.add(BranchSpan(branch_id=2, name="Lâm Đồng", since=LONG_AGO))
    session.add(Grant(account_id=1, role=Role.LIBRARIAN, branch_id=1, since=LONG_AGO))
