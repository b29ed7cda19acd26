"""Forgetting in time: a worker does it by itself, and what it forgets of people."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import Session, col, select

from audiolib import set_up
from audiolib.database import Database
from audiolib.jobs.worker import Pulse, work
from audiolib.people import cards, carers, programs
from audiolib.people.cards import IssuedCard, PatronDraft
from audiolib.people.duties import OPERATOR
from audiolib.rights import audit, keep
from audiolib.rights.repository import policies
from audiolib.service import Service
from audiolib.settings import Settings
from audiolib.store import Store
from audiolib.tables import ApiToken, AuditEntry, CarerAct, Consent, LoginSession, Patron
from tests.audiolib.people.conftest import NOW, TODAY, Library

DAY = timedelta(days=1)


def card(session: Session, library: Library, name: str) -> IssuedCard:
    draft = PatronDraft(name=name, branch_id=library.province, consent="1")
    return cards.issue(session, draft, expires_on=TODAY + 9 * DAY, by=OPERATOR, now=NOW)


def names(session: Session) -> set[str]:
    return set(session.exec(select(Patron.name)))


def test_a_worker_forgets_by_itself(database: Database, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    with database.transaction() as session:
        set_up.install(session)
        made = set_up.begin(
            session, "TV", "Lan", "lan", "một con cá nhỏ bơi", language="vi", now=now
        )
        for token, days in (("old", -3), ("new", 3)):
            session.add(
                LoginSession(
                    token_hash=token, account_id=made.id, csrf="", expires_at=now + days * DAY
                )
            )
    settings = Settings(data=str(tmp_path / "data"), store=str(tmp_path / "store"))
    service = Service(settings, database, Store(str(tmp_path / "store")), b"k" * 32)

    def left() -> set[str]:
        with database.transaction() as session:
            return set(session.exec(select(LoginSession.token_hash)))

    async def until_forgotten() -> None:
        working = asyncio.create_task(work(service, Pulse(beat_s=0.1, poll_s=0.1)))
        try:
            async with asyncio.timeout(60):
                while "old" in await asyncio.to_thread(left):
                    await asyncio.sleep(0.05)
        finally:
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working

    asyncio.run(until_forgotten())
    assert left() == {"new"}
    with database.transaction() as session:
        acts = set(session.exec(select(AuditEntry.act)))
        assert "retention.forgotten" in acts


def test_who_left_long_ago_is_erased_and_who_may_come_back_is_not(
    session: Session, library: Library
) -> None:
    policies.install(session, NOW)
    for name, closed, over in (
        ("Đã đóng", 181, 0),
        ("Vừa đóng", 179, 0),
        ("Hết hạn lâu", 0, 1096),
        ("Mới hết hạn", 0, 1094),
        ("Còn hạn", 0, 0),
    ):
        made = card(session, library, name)
        patron = session.get_one(Patron, made.patron_id)
        if closed:
            cards.close(session, made.patron_id, by=OPERATOR, now=NOW - closed * DAY)
        if over:
            patron.expires_on = TODAY - over * DAY
    session.flush()
    forgotten = keep.forget(session, NOW)
    assert (forgotten["closed_cards"], forgotten["expired_cards"]) == (1, 1)
    assert names(session) == {"Vừa đóng", "Mới hết hạn", "Còn hạn"}
    assert keep.forget(session, NOW)["closed_cards"] == 0
    assert audit.verify(session) is None
    kept = session.exec(select(Consent).where(col(Consent.patron_id).is_(None))).all()
    assert [consent.withdrawn_at for consent in kept] == [NOW, NOW]


def test_acts_of_carers_and_ended_tokens_are_forgotten(session: Session, library: Library) -> None:
    policies.install(session, NOW)
    patron = card(session, library, "Bà")
    session.add(CarerAct(patron_id=patron.patron_id, act=carers.TOOK, at=NOW))
    _token, ended = programs.give_token(
        session,
        "Koha",
        frozenset({"read:catalogue"}),
        by=OPERATOR,
        now=NOW,
        account_id=library.clerk.account_id,
    )
    programs.end_token(session, ended, by=OPERATOR, now=NOW)
    keep.forget(session, NOW + 300 * DAY)
    assert session.exec(select(CarerAct)).one()
    assert session.exec(select(ApiToken)).one()
    keep.forget(session, NOW + 400 * DAY)
    assert session.exec(select(CarerAct)).first() is None
    assert session.exec(select(ApiToken)).first() is None
