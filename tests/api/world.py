"""A library with a reader of every class and a work of every standing, served for real.

One database and one server for all of a module's tests: nothing here is made twice.
"""

import re
import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
from sqlalchemy import func
from sqlmodel import Session, col, select

from audiolib.catalogue import branches
from audiolib.people import beneficiaries
from audiolib.people.accounts import create_account, give_role, sign
from audiolib.people.cards import PatronDraft, issue
from audiolib.people.duties import OPERATOR
from audiolib.people.programs import SCOPES, give_token
from audiolib.people.reader import Granted, Reader
from audiolib.rights.evidence import record_approval
from audiolib.rights.record import decide_status, review
from audiolib.rights.withdraw import hold
from audiolib.service import Service
from audiolib.tables import (
    CardApplication,
    Demand,
    LexiconEntry,
    Partner,
    Patron,
    RightsDecision,
    WordReport,
)
from audiolib.tables.catalogue import BranchKind, RightsStatus
from audiolib.tables.people import (
    Account,
    Carer,
    CarerEvidence,
    LoginSession,
    PatronState,
    Role,
    VerificationMethod,
)
from tests.api.kept import NOW, STATUS, TODAY, YEAR, copied, decided
from tests.web import books
from tests.web.people import PASSWORD, begin

ROLES = {
    "clerk": Role.CLERK,
    "editor": Role.EDITOR,
    "listener": Role.LISTENER,
    "librarian": Role.LIBRARIAN,
    "manager": Role.MANAGER,
    "admin": Role.ADMIN,
}
FAR = ("clerk", "librarian", "manager", "admin")
"""Roles that are also held elsewhere."""


@dataclass
class World:
    """The library; every work lies in the northern branch, whose staff are not `elsewhere`."""

    service: Service
    north: int = 0
    south: int = 0
    works: dict[str, int] = field(default_factory=dict)
    productions: dict[str, int] = field(default_factory=dict)
    packages: dict[str, int] = field(default_factory=dict)
    readers: dict[str, httpx.Client] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
    """What a form of each reader must carry."""
    patron: int = 0
    """A patron of the northern branch."""
    account: int = 0
    """A clerk of the northern branch."""
    section: str = ""
    block: str = ""
    phrase: str = ""
    model: int = 0
    _by: list[Reader] = field(default_factory=list)

    def build(self) -> None:
        """Fill the library, and let everybody come in."""
        begin(self.service)
        self.model = books.published(self.service)
        with self.service.database.transaction() as session:
            self._places(session)
            for kind in STATUS:
                self.works[kind] = self._work(session, kind)
            record_approval(
                session,
                self._by[0],
                NOW,
                number="12/QĐ",
                issuer="Bộ",
                scope="all",
                approved_on=TODAY - YEAR,
            )
        self._anonymous()
        self._patrons()
        self._staff()
        self._volunteers()
        self._programs()

    def close(self) -> None:
        for client in self.readers.values():
            client.close()

    def row(self, of: str, kind: str = "free") -> int:
        """The number of a new row of the northern branch that somebody may do something with."""
        production = self.productions[kind]
        rows: dict[str, Any] = {
            "application": CardApplication(
                receipt=secrets.token_hex(8),
                name="Hoa",
                birth_date=date(1980, 1, 1),
                contact="hoa@example.org",
                branch_id=self.north,
                consent_text="1",
            ),
            "demand": Demand(title="Wished", language="en", branch_id=self.north),
            "report": WordReport(production_id=production, phrase=self.phrase),
            "entry": LexiconEntry(
                scope="book", production_id=production, language="en", grapheme="a", alias="b"
            ),
            "account": Account(login=secrets.token_hex(8), name="Minh", password_hash="-"),
        }
        with self.service.database.transaction() as session:
            if of == "decision":
                wanted = select(func.max(RightsDecision.id)).where(
                    col(RightsDecision.status) == RightsStatus.PUBLIC_DOMAIN,
                    col(RightsDecision.reviewed_by).is_(None),
                )
                return session.exec(wanted).one() or 0
            session.add(rows[of])
            session.flush()
            number = int(rows[of].id)
            if of == "account":
                give_role(
                    session, number, Role.CLERK, self.north, by=OPERATOR, since=TODAY, now=NOW
                )
            return number

    def decide(self, work: int, status: RightsStatus, **evidence: Any) -> None:
        """Decide on a work's rights anew, and have it looked at again."""
        now = datetime.now(UTC)
        with self.service.database.transaction() as session:
            made = decide_status(session, self._by[0], work, status, now, basis="x", **evidence)
            review(session, self._by[1], made.id or 0, now)

    def scratch(self, kind: str = "free") -> tuple[int, int, int]:
        """A further work with its production and package, for whoever changes something."""
        with self.service.database.transaction() as session:
            before = self.works.copy(), self.productions.copy(), self.packages.copy()
            work = self._work(session, kind)
            production, package = self.productions[kind], self.packages[kind]
            self.works, self.productions, self.packages = before
        return work, production, package

    def title(self, kind: str) -> str:
        """The title of a work of a kind, which nothing else in the library says."""
        return f"Qx{list(STATUS).index(kind):02}z kept"

    def _places(self, session: Session) -> None:
        day = TODAY
        self.north = branches.found(session, "n", "North", BranchKind.DISTRICT, 1, day)
        self.south = branches.found(session, "s", "South", BranchKind.DISTRICT, 1, day)
        for name in ("first", "other"):
            account = create_account(session, name, name, PASSWORD, by=OPERATOR, now=NOW)
            places = frozenset({1, self.north, self.south})
            granted = (Granted(Role.LIBRARIAN, places), Granted(Role.MANAGER, places))
            self._by.append(Reader(account_id=account.id, name=name, granted=granted))

    def _work(self, session: Session, kind: str) -> int:
        number = decided(session, kind, self.title(kind), self.north, *self._by)
        made = copied(session, kind, number, self.north, self.model)
        self.productions[kind] = made.production
        if made.package:
            self.packages[kind] = made.package
        if kind == "held":
            hold(session, self._by[0], number, "A letter", NOW)
        return number

    def _anonymous(self) -> None:
        self._sits("anonymous", self._client())

    def _patrons(self) -> None:
        cards = {}
        with self.service.database.transaction() as session:
            for name in ("child", "patron", "beneficiary", "carer", "acting carer"):
                cards[name] = self._card(session, name)
            for name in ("expired card", "locked card"):
                cards[name] = self._card(session, name)
            blind = cards["beneficiary"].patron_id
            beneficiaries.verify(
                session,
                blind,
                VerificationMethod.ASSOCIATION,
                seen_on=TODAY,
                by=self._by[0],
                now=NOW,
            )
            for name in ("carer", "acting carer"):
                session.add(
                    Carer(
                        carer_id=cards[name].patron_id,
                        patron_id=blind,
                        evidence=CarerEvidence.FAMILY,
                        agreed_on=TODAY,
                        since=TODAY,
                    )
                )
        self.patron = cards["patron"].patron_id
        for name, card in cards.items():
            client = self._client()
            self._log_in(client, "/login/card", {"number": card.number, "pin": card.pin})
            self._sits(name, client)
        with self.service.database.transaction() as session:
            carer = cards["acting carer"].patron_id
            sits = select(LoginSession).where(col(LoginSession.patron_id) == carer)
            session.exec(sits).one().acting_for = blind
            expired = session.get_one(Patron, cards["expired card"].patron_id)
            expired.expires_on = TODAY
            session.get_one(Patron, cards["locked card"].patron_id).state = PatronState.SUSPENDED

    def _card(self, session: Session, name: str) -> Any:
        born = date(TODAY.year - 9, 1, 1) if name == "child" else date(1980, 1, 1)
        draft = PatronDraft(
            name=name,
            branch_id=self.north,
            consent="1",
            birth_date=born,
            guardian_name="Mother" if name == "child" else "",
            guardian_contact="mother@example.org" if name == "child" else "",
        )
        return issue(session, draft, expires_on=TODAY + YEAR, by=OPERATOR, now=NOW)

    def _staff(self) -> None:
        for name, role in ROLES.items():
            for place, branch in (("", self.north), (" elsewhere", self.south)):
                if place and name not in FAR:
                    continue
                login = (name + place).replace(" ", ".")
                with self.service.database.transaction() as session:
                    number = _account(session, login)
                    give_role(session, number, role, branch, by=OPERATOR, since=TODAY, now=NOW)
                if name + place == "clerk":
                    self.account = number
                self._come_in(name + place, login)
        with self.service.database.transaction() as session:
            number = _account(session, "new.clerk", once=True)
            give_role(session, number, Role.CLERK, self.north, by=OPERATOR, since=TODAY, now=NOW)
        self._come_in("new clerk", "new.clerk")

    def _volunteers(self) -> None:
        self._look()
        for name in ("volunteer", "unsigned volunteer"):
            login = name.replace(" ", ".")
            with self.service.database.transaction() as session:
                number = _account(session, login)
                for kind in ("free", "marrakesh", "withdrawn", "orphan", "staff only"):
                    grant = give_role(
                        session,
                        number,
                        Role.VOLUNTEER,
                        self.north,
                        by=OPERATOR,
                        since=TODAY,
                        now=NOW,
                        production_id=self.productions[kind],
                        section=self.section,
                    )
                    if name == "volunteer":
                        sign(session, grant.id or 0, number, TODAY)
            self._come_in(name, login)

    def _programs(self) -> None:
        everything = frozenset(f"write:{area}" for area in SCOPES)
        partner = Partner(
            name="Entity",
            country="LA",
            agreement="7",
            agreed_on=TODAY - YEAR,
            formats=[],
            contact="e@example.org",
        )
        with self.service.database.transaction() as session:
            session.add(partner)
            session.flush()
            for name, owner, scopes, lasts in (
                ("program of a clerk", "clerk", everything, YEAR),
                ("program that reads", "librarian", frozenset({"read:catalogue"}), YEAR),
                ("ended program", "librarian", everything, timedelta(days=-1)),
                ("partner", "", everything, YEAR),
            ):
                account = select(Account.id).where(col(Account.login) == owner)
                told, _ = give_token(
                    session,
                    name,
                    scopes,
                    by=OPERATOR,
                    now=NOW,
                    account_id=session.exec(account).first(),
                    partner_id=None if owner else partner.id,
                    lasts=lasts,
                )
                client = self._client()
                client.headers["authorization"] = f"Bearer {told}"
                self._sits(name, client)

    def _look(self) -> None:
        """Find a section, a text and a sentence, as the pages name them."""
        home = f"/staff/productions/{self.productions['free']}/text"
        told = self.readers["editor"].get(f"{home}/structure").text
        self.section = re.findall(r"/text/sections/(\w+)", told)[0]
        told = self.readers["editor"].get(f"{home}/sections/{self.section}").text
        self.block = re.findall(r"/text/places/(\w+)", told)[0]
        told = self.readers["editor"].get(f"{home}/places/{self.block}?begin=0&end=1").text
        self.phrase = next(iter(re.findall(r"/text/sounds/(\w+)", told)), "none")

    def _client(self) -> httpx.Client:
        return httpx.Client(
            base_url=self.service.url,
            headers={"accept": "text/html", "accept-language": "en"},
            timeout=30,
        )

    def _come_in(self, name: str, login: str) -> None:
        client = self._client()
        self._log_in(client, "/login", {"name": login, "password": PASSWORD})
        self._sits(name, client)

    def _log_in(self, client: httpx.Client, address: str, told: dict[str, str]) -> None:
        answer = client.post(address, data={**told, "csrf": _token(client, "/login")})
        assert answer.status_code == 303, (told, answer.status_code)

    def _sits(self, name: str, client: httpx.Client) -> None:
        self.readers[name] = client
        bearer = "authorization" in client.headers
        self.forms[name] = "" if bearer else _token(client, "/password", "/login")


def _account(session: Session, login: str, *, once: bool = False) -> int:
    made = create_account(session, login, login, PASSWORD, by=OPERATOR, now=NOW, once=once)
    return made.id or 0


def _token(client: httpx.Client, *addresses: str) -> str:
    """What forms carry, as the first page says that has one."""
    for address in addresses:
        text = client.get(address).text
        _, found, rest = text.partition('name="csrf" value="')
        if found:
            return rest.partition('"')[0]
    raise AssertionError(addresses)
