"""A published talking book, and patrons with cards, for the pages that begin with them."""

import asyncio
from datetime import UTC, date, datetime, timedelta

from audiolib.catalogue.model import WorkDraft
from audiolib.catalogue.works import add_work
from audiolib.jobs.worker import Pulse, work
from audiolib.making import orders
from audiolib.people.accounts import account_of_login
from audiolib.people.cards import PatronDraft, issue
from audiolib.people.duties import OPERATOR
from audiolib.people.reader import Granted, Reader
from audiolib.rights.record import decide_status, review
from audiolib.service import Service
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.people import Role
from tests.web.browser import Browser, Seen
from tests.web.people import staff

TEXT = """# The Heron

## On the river

A heron stood by the river. It waited for three days. Nobody came.

Then the miller said: "Go home, bird." The heron did not move.

## At the mill

The wheel turned, and turned again. In the evening it stood still.
"""
QUICK = Pulse(beat_s=0.5, silence_s=2, poll_s=0.2)


def librarian(service: Service, login: str = "lan") -> Reader:
    with service.database.transaction() as session:
        account = account_of_login(session, login)
        granted = (Granted(Role.LIBRARIAN, frozenset({1})), Granted(Role.MANAGER, frozenset({1})))
        return Reader(account_id=account.id, name=login, granted=granted)


def labour(service: Service) -> None:
    """Do what waits in the queue, and what comes of it."""
    asyncio.run(work(service, QUICK, once=True))


def narrated(service: Service, text: str = TEXT) -> int:
    """A production of a work anybody may have that waits to be listened to."""
    now = datetime.now(UTC)
    staff(service, "second")
    maker, second = librarian(service), librarian(service, "second")
    digest = service.store.put(text.encode())
    with service.database.transaction() as session:
        made = add_work(session, WorkDraft(title="The Heron", language="en"), 1, now)
        work_id = made.id or 0
        decided = decide_status(
            session, maker, work_id, RightsStatus.PUBLIC_DOMAIN, now, basis="old", author_died=1800
        )
        review(session, second, decided.id or 0, now)
        started = orders.open_production(
            session,
            maker,
            work_id,
            branch_id=1,
            language="en",
            voice="tone:sine",
            options={"formats": ["epub3"]},
        )
        number = started.id or 0
        size = len(text.encode())
        orders.take_in(session, number, maker, digest=digest, size=size, name="heron.md")
    labour(service)
    with service.database.transaction() as session:
        orders.narrate(session, number, maker)
    labour(service)
    return number


def published(service: Service, text: str = TEXT) -> int:
    """A production that readers have."""
    number = narrated(service, text)
    with service.database.transaction() as session:
        orders.approve(session, number, librarian(service))
    labour(service)
    return number


def card(service: Service, name: str = "An") -> dict[str, str]:
    """A patron's new card: what the form to come in by asks for."""
    now = datetime.now(UTC)
    draft = PatronDraft(
        name=name,
        branch_id=1,
        consent="1",
        birth_date=date(1980, 1, 1),
        email=f"{name}@example.org",
    )
    with service.database.transaction() as session:
        expires = now.date() + timedelta(days=365)
        given = issue(session, draft, expires_on=expires, by=OPERATOR, now=now)
    return {"number": given.number, "pin": given.pin}


def patron(service: Service, browser: Browser, name: str = "An") -> Seen:
    """A patron with a new card, who comes in with it."""
    return browser.send(browser.open("/login"), "/login/card", card(service, name))
