"""Carers: the patron's rights and never more, the patron's word, and what is kept of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from audiolib.people import beneficiaries, cards, carers, own_data, sessions
from audiolib.people.cards import IssuedCard, PatronDraft
from audiolib.people.errors import NoSuchPersonError
from audiolib.people.reader import Reader
from audiolib.people.sessions import Arrival
from audiolib.rights.decide import decide
from audiolib.rights.facts import Asked, WorkRights
from audiolib.rights.policy import shipped
from audiolib.rights.terms import Act
from audiolib.tables.people import CarerEvidence, VerificationMethod
from tests.audiolib.people.conftest import NOW, TODAY, Library
from tests.audiolib.rights.test_decide_anything import wishes, works

DAY = timedelta(days=1)
PATRON, CARER = 2, 3


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=400)
@given(facts=works, asked=wishes, act=st.sampled_from(Act), own=st.booleans())
def test_a_carer_s_rights_are_the_patron_s_and_never_more(
    facts: WorkRights, asked: Asked, act: Act, own: bool
) -> None:
    """`own`: the carer can't read print either; that gives nothing beside."""
    blind = Reader(patron_id=PATRON, is_beneficiary=True, reader_key="k")
    acting = Reader(
        patron_id=CARER,
        is_beneficiary=own,
        cares_for=frozenset({PATRON}),
        acting_for=PATRON,
        reader_key="c",
    )
    for_them = decide(facts, acting, act, shipped(), TODAY, asked)
    themselves = decide(facts, blind, act, shipped(), TODAY, asked)
    assert for_them.allowed <= themselves.allowed


def card(session: Session, library: Library, name: str, born: date | None = None) -> IssuedCard:
    draft = PatronDraft(
        name=name,
        branch_id=library.province,
        consent="1",
        birth_date=born,
        guardian_name="Mẹ" if born else "",
        guardian_contact="0912345678" if born else "",
    )
    return cards.issue(session, draft, expires_on=TODAY + 100 * DAY, by=library.librarian, now=NOW)


def blind(session: Session, library: Library, name: str, born: date | None = None) -> IssuedCard:
    made = card(session, library, name, born)
    beneficiaries.verify(
        session,
        made.patron_id,
        VerificationMethod.SCHOOL,
        seen_on=TODAY,
        by=library.librarian,
        now=NOW,
    )
    return made


def reader(session: Session, issued: IssuedCard) -> tuple[str, Reader]:
    arrived = sessions.come_in_with_card(session, issued.number, issued.pin, "home", NOW)
    assert isinstance(arrived, Arrival)
    return arrived.token, arrived.reader


def link(session: Session, library: Library, carer: IssuedCard, patron: IssuedCard) -> int:
    made = carers.link(
        session,
        carer.patron_id,
        patron.patron_id,
        CarerEvidence.HOME,
        by=library.librarian,
        now=NOW,
    )
    return made.id or 0


def test_a_link_counts_from_the_patron_s_own_yes(session: Session, library: Library) -> None:
    patron, carer = blind(session, library, "Bà"), card(session, library, "Cháu")
    number = link(session, library, carer, patron)
    token, helper = reader(session, carer)
    assert helper.cares_for == frozenset()
    for stranger in (helper, Reader(), library.librarian):
        with pytest.raises(NoSuchPersonError):
            carers.accept(session, number, by=stranger, now=NOW)
    carers.accept(session, number, by=reader(session, patron)[1], now=NOW)
    acting = carers.act_for(session, token, patron.patron_id, NOW)
    assert (acting.acting_for, acting.acting_name) == (patron.patron_id, "Bà")
    assert acting.for_whom == patron.patron_id


@pytest.mark.parametrize("what", ["suspend", "close", "expire", "unverified", "unlink"])
def test_nobody_acts_for_a_card_that_opens_nothing(
    session: Session, library: Library, what: str
) -> None:
    patron, carer = blind(session, library, "Bà"), card(session, library, "Cháu")
    number = link(session, library, carer, patron)
    carers.accept(session, number, by=reader(session, patron)[1], now=NOW)
    token, _ = reader(session, carer)
    carers.act_for(session, token, patron.patron_id, NOW)
    by, when = library.librarian, NOW
    match what:
        case "suspend":
            cards.suspend(session, patron.patron_id, by=by, now=NOW)
        case "close":
            cards.close(session, patron.patron_id, by=by, now=NOW)
        case "expire":
            cards.renew(session, patron.patron_id, TODAY + DAY, by=by, now=NOW)
            when = NOW + DAY
        case "unverified":
            beneficiaries.end(session, patron.patron_id, by=by, now=NOW)
        case _:
            carers.unlink(session, carer.patron_id, patron.patron_id, by=by, now=NOW)
    found = sessions.reader_of(session, token, when)
    assert found is not None
    assert (found.acting_for, found.acting_name, found.cares_for) == (None, "", frozenset())


def test_the_patron_reads_what_was_done_and_loses_nothing_when_the_carer_is_forgotten(
    session: Session, library: Library
) -> None:
    patron, carer = blind(session, library, "Bà"), card(session, library, "Cháu")
    number = link(session, library, carer, patron)
    own = reader(session, patron)[1]
    carers.accept(session, number, by=own, now=NOW)
    token, helper = reader(session, carer)
    acting = carers.act_for(session, token, patron.patron_id, NOW)
    for minutes in range(5):
        carers.note(session, acting, carers.TOOK, NOW + timedelta(minutes=minutes))
    carers.note(session, helper, carers.TOOK, NOW)
    carers.act_for(session, token, None, NOW)
    told = carers.acts(session, patron.patron_id, by=own)
    assert [(done.carer, done.act) for done in told] == [
        ("Cháu", "ended"),
        ("Cháu", "took"),
        ("Cháu", "began"),
    ]
    own_data.erase(session, carer.patron_id, NOW, by=helper)
    assert {done.carer for done in carers.acts(session, patron.patron_id, by=own)} == {""}


def test_of_a_child_nothing_heard_is_kept(session: Session, library: Library) -> None:
    child = blind(session, library, "Bé", date(2019, 1, 1))
    carer = card(session, library, "Cô giáo")
    carers.link(
        session,
        carer.patron_id,
        child.patron_id,
        CarerEvidence.WRITTEN,
        by=library.librarian,
        now=NOW,
        agreed=True,
    )
    token, _ = reader(session, carer)
    acting = carers.act_for(session, token, child.patron_id, NOW)
    carers.note(session, acting, carers.TOOK, NOW, 1)
    assert [d.act for d in carers.acts(session, child.patron_id, by=library.librarian)] == ["began"]
    assert replace(acting, acting_for=None).for_whom == carer.patron_id
