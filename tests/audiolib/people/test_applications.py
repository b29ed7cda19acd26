"""Applications over the web: sent, checked by one, approved by another, collected once."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from audiolib.people import applications, cards, sessions
from audiolib.people.card_form import CardForm
from audiolib.people.cards import IssuedCard
from audiolib.people.errors import (
    ApplicationFaultyError,
    ApplicationManyError,
    ApplicationStateError,
    CardCollectedError,
    CardWaitingError,
    DuplicateError,
    NotYourDutyError,
    ReasonMissingError,
    ReceiptWrongError,
    TwoPeopleError,
)
from audiolib.people.sessions import Arrival, Refusal
from audiolib.tables import Patron
from audiolib.tables.people import ApplicationState, Role
from tests.audiolib.people.conftest import NOW, TODAY, Library, staff

BORN = date(1990, 3, 2)
OVER = date(2028, 1, 1)


def form(library: Library, name: str = "Lê Văn An", contact: str = "0911222333") -> CardForm:
    return CardForm(
        name=name, birth_date=BORN, contact=contact, branch_id=library.district, consent="card-1"
    )


def sent(session: Session, library: Library, filled: CardForm) -> tuple[str, int]:
    receipt = applications.send(session, filled, now=NOW)
    waiting = applications.waiting(session, by=library.clerk, state=ApplicationState.NEW)
    return receipt, waiting[-1].id or 0


def approved(session: Session, library: Library, number: int) -> int:
    applications.check(session, number, by=library.clerk, now=NOW)
    return applications.approve(session, number, expires_on=OVER, by=library.librarian, now=NOW)


def test_the_form_has_eight_fields_at_most() -> None:
    assert len(fields(CardForm)) <= 8


def test_an_application_becomes_a_card_whose_pin_only_the_applicant_sees(
    session: Session, library: Library
) -> None:
    receipt, number = sent(session, library, form(library))
    early = applications.collect(session, receipt, BORN, origin="home", now=NOW)
    assert isinstance(early, Refusal)
    assert isinstance(early.error, CardWaitingError)
    approved(session, library, number)
    told = applications.standing(session, applications.read_out(receipt))
    assert told is not None
    assert (told.state, told.has_card) == (ApplicationState.APPROVED, True)
    wrong = applications.collect(session, receipt, BORN + timedelta(1), origin="home", now=NOW)
    assert isinstance(wrong, Refusal)
    assert isinstance(wrong.error, ReceiptWrongError)
    card = applications.collect(session, receipt, BORN, origin="home", now=NOW)
    assert isinstance(card, IssuedCard)
    arrived = sessions.come_in_with_card(session, card.grouped, card.pin, "home", NOW)
    assert isinstance(arrived, Arrival)
    again = applications.collect(session, receipt, BORN, origin="home", now=NOW)
    assert isinstance(again, Refusal)
    assert isinstance(again.error, CardCollectedError)


def test_two_people_decide_and_each_within_their_duty(session: Session, library: Library) -> None:
    _, number = sent(session, library, form(library))
    with pytest.raises(ApplicationStateError):
        applications.approve(session, number, expires_on=OVER, by=library.librarian, now=NOW)
    applications.check(session, number, by=library.librarian, now=NOW)
    with pytest.raises(TwoPeopleError):
        applications.approve(session, number, expires_on=OVER, by=library.librarian, now=NOW)
    with pytest.raises(NotYourDutyError):
        applications.approve(session, number, expires_on=OVER, by=library.clerk, now=NOW)
    elsewhere = staff(session, "xa", Role.LIBRARIAN, library.other)
    with pytest.raises(NotYourDutyError):
        applications.approve(session, number, expires_on=OVER, by=elsewhere, now=NOW)
    assert applications.waiting(session, by=elsewhere, state=ApplicationState.CHECKED) == ()
    assert applications.approve(session, number, expires_on=OVER, by=library.admin, now=NOW)


def test_every_fault_is_told_with_its_field(session: Session, library: Library) -> None:
    child = CardForm(
        name=" ",
        birth_date=TODAY - timedelta(days=3000),
        contact="không có",
        branch_id=-1,
        consent="",
    )
    with pytest.raises(ApplicationFaultyError) as refused:
        applications.send(session, child, now=NOW)
    assert refused.value.faults == {
        "name": "name-missing",
        "contact": "contact-odd",
        "branch_id": "branch-missing",
        "guardian_name": "guardian-missing",
        "guardian_contact": "contact-odd",
        "consent": "consent-missing",
    }
    for born in (None, TODAY + timedelta(1), date(1850, 1, 1)):
        with pytest.raises(ApplicationFaultyError) as refused:
            applications.send(session, replace(form(library), birth_date=born), now=NOW)
        assert refused.value.faults == {"birth_date": "birth-date-odd"}


def test_a_child_s_card_comes_with_the_guardian_s_consent_and_leaves_no_trace_in_logs(
    session: Session, library: Library
) -> None:
    born = date(2017, 6, 1)
    child = replace(
        form(library), birth_date=born, guardian_name="Lê Thị Mẹ", guardian_contact="0900111222"
    )
    receipt, number = sent(session, library, child)
    patron_id = approved(session, library, number)
    patron = session.get_one(Patron, patron_id)
    assert (patron.guardian_name, patron.birth_year) == ("Lê Thị Mẹ", 2017)
    card = applications.collect(session, receipt, born, origin="home", now=NOW)
    assert isinstance(card, IssuedCard)
    arrived = sessions.come_in_with_card(session, card.number, card.pin, "home", NOW)
    assert isinstance(arrived, Arrival)
    assert arrived.reader.reader_key == ""
    assert patron.reader_key != ""


def test_of_a_grown_up_no_guardian_is_written_down(session: Session, library: Library) -> None:
    filled = replace(form(library), guardian_name="Ai đó", guardian_contact="0900111222")
    sent(session, library, filled)
    (waiting,) = applications.waiting(session, by=library.clerk, state=ApplicationState.NEW)
    assert (waiting.guardian_name, waiting.guardian_contact) == ("", "")


def test_one_application_sent_twice_is_one(session: Session, library: Library) -> None:
    first = applications.send(session, form(library), now=NOW)
    again = applications.send(session, form(library, "LE VAN AN", "0911 222 333"), now=NOW)
    assert first == again


def test_who_has_a_card_already_is_found_by_name_or_contact(
    session: Session, library: Library
) -> None:
    _, number = sent(session, library, form(library))
    patron_id = approved(session, library, number)
    _, second = sent(session, library, form(library, "An Le Van", "0999888777"))
    (found,) = applications.duplicates(session, second, by=library.clerk)
    assert (found.patron_id, found.is_same_person) == (patron_id, True)
    applications.check(session, second, by=library.clerk, now=NOW)
    with pytest.raises(DuplicateError) as refused:
        applications.approve(session, second, expires_on=OVER, by=library.librarian, now=NOW)
    assert refused.value.patron_ids == (patron_id,)
    applications.approve(
        session,
        second,
        expires_on=OVER,
        by=library.librarian,
        now=NOW,
        in_spite_of_duplicates=True,
    )
    family = replace(form(library, "Lê Thị Bình", "+84911222333"), birth_date=date(1992, 1, 1))
    _, third = sent(session, library, family)
    (relative,) = applications.duplicates(session, third, by=library.clerk)
    assert (relative.patron_id, relative.is_same_person) == (patron_id, False)
    assert approved(session, library, third)


def test_nobody_is_refused_without_a_reason_and_the_reason_is_told(
    session: Session, library: Library
) -> None:
    receipt, number = sent(session, library, form(library))
    with pytest.raises(ReasonMissingError):
        applications.refuse(session, number, " ", by=library.clerk, now=NOW)
    applications.refuse(session, number, "Ngoài tỉnh.", by=library.clerk, now=NOW)
    told = applications.standing(session, receipt)
    assert told is not None
    assert (told.state, told.reason) == (ApplicationState.REFUSED, "Ngoài tỉnh.")
    assert applications.forget_refused(session, NOW + timedelta(days=29), 30) == 0
    assert applications.forget_refused(session, NOW + timedelta(days=31), 30) == 1
    session.expire_all()
    assert applications.standing(session, receipt) is None


def test_cards_approved_online_are_counted_by_branch_and_day(
    session: Session, library: Library
) -> None:
    for number, name in enumerate(("Một", "Hai", "Ba")):
        _, application = sent(session, library, form(library, name, f"091122233{number}"))
        approved(session, library, application)
    day = timedelta(days=1)
    assert applications.issued_online(session, TODAY, TODAY + day) == {library.district: 3}
    assert applications.issued_online(session, TODAY + day, TODAY + 2 * day) == {}


def test_a_flood_from_one_origin_ends_and_others_go_on(session: Session, library: Library) -> None:
    for number in range(applications.IN_AN_HOUR):
        filled = form(library, f"Người {number}", f"09{number:08}")
        applications.send(session, filled, now=NOW, origin="cellar")
    with pytest.raises(ApplicationManyError):
        applications.send(session, form(library), now=NOW, origin="cellar")
    assert applications.send(session, form(library), now=NOW, origin="home")


def test_a_lost_card_s_number_opens_nothing(session: Session, library: Library) -> None:
    receipt, number = sent(session, library, form(library))
    approved(session, library, number)
    old = applications.collect(session, receipt, BORN, origin="home", now=NOW)
    assert isinstance(old, IssuedCard)
    arrived = sessions.come_in_with_card(session, old.number, old.pin, "home", NOW)
    assert isinstance(arrived, Arrival)
    new = cards.replace_lost(session, old.patron_id, by=library.clerk, now=NOW)
    session.expire_all()
    assert new.number != old.number
    assert sessions.reader_of(session, arrived.token, NOW) is None
    assert isinstance(sessions.come_in_with_card(session, old.number, old.pin, "x", NOW), Refusal)
    assert isinstance(sessions.come_in_with_card(session, new.number, new.pin, "x", NOW), Arrival)
