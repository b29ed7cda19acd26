"""Cards at the desk, verification, carers, programs."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from audiolib.people import accounts, beneficiaries, cards, carers, desk, programs, sessions
from audiolib.people.cards import IssuedCard, PatronDraft
from audiolib.people.duties import OPERATOR
from audiolib.people.errors import (
    CardExpiredError,
    CardMistypedError,
    CardStateError,
    CardSuspendedError,
    CarerError,
    ConsentMissingError,
    GuardianMissingError,
    LastAdminError,
    LoginTakenError,
    NoSuchPersonError,
    NotFirstError,
    NotYourDutyError,
    VerificationDayError,
    VolunteerSectionError,
)
from audiolib.people.sessions import Arrival, Refusal
from audiolib.tables import Partner, Patron
from audiolib.tables.people import CarerEvidence, Role, VerificationMethod
from tests.audiolib.people.conftest import NOW, PASSWORD, TODAY, Library, staff

OVER = date(2028, 1, 1)
DAY = timedelta(days=1)


def card(session: Session, library: Library, name: str, **told: object) -> IssuedCard:
    draft = PatronDraft(name=name, branch_id=library.district, consent="card-1", **told)  # type: ignore[arg-type]
    return cards.issue(session, draft, expires_on=OVER, by=library.clerk, now=NOW)


def come_in(session: Session, issued: IssuedCard) -> Arrival:
    arrived = sessions.come_in_with_card(session, issued.number, issued.pin, "home", NOW)
    assert isinstance(arrived, Arrival)
    return arrived


def refused(session: Session, issued: IssuedCard, number: str = "") -> type:
    tried = sessions.come_in_with_card(session, number or issued.number, issued.pin, "home", NOW)
    assert isinstance(tried, Refusal)
    return type(tried.error)


def test_a_card_opens_the_door_till_it_is_over_or_held_back(
    session: Session, library: Library
) -> None:
    issued = card(session, library, "An")
    assert come_in(session, issued).reader.patron_id == issued.patron_id
    cards.suspend(session, issued.patron_id, by=library.clerk, now=NOW)
    assert refused(session, issued) is CardSuspendedError
    cards.resume(session, issued.patron_id, by=library.clerk, now=NOW)
    cards.renew(session, issued.patron_id, TODAY, by=library.clerk, now=NOW)
    assert refused(session, issued) is CardExpiredError
    cards.renew(session, issued.patron_id, OVER, by=library.clerk, now=NOW)
    come_in(session, issued)
    cards.close(session, issued.patron_id, by=library.clerk, now=NOW)
    assert refused(session, issued) is CardSuspendedError
    with pytest.raises(CardStateError):
        cards.resume(session, issued.patron_id, by=library.clerk, now=NOW)


def test_a_slip_in_the_number_is_told_and_costs_nothing(session: Session, library: Library) -> None:
    issued = card(session, library, "An")
    wrong = issued.number[:-1] + str((int(issued.number[-1]) + 1) % 10)
    for _ in range(20):
        assert refused(session, issued, wrong) is CardMistypedError
    come_in(session, issued)


def test_a_patron_changes_the_pin_and_other_browsers_are_out(
    session: Session, library: Library
) -> None:
    issued = card(session, library, "An")
    here, there = come_in(session, issued), come_in(session, issued)

    def change(old: str) -> Refusal | None:
        return cards.change_pin(
            session, here.reader, old, "482 915", origin="home", now=NOW, token=here.token
        )

    assert isinstance(change("000000"), Refusal)
    assert change(issued.pin) is None
    session.expire_all()
    assert sessions.reader_of(session, here.token, NOW) is not None
    assert sessions.reader_of(session, there.token, NOW) is None
    come_in(session, IssuedCard(issued.patron_id, issued.number, "۴۸۲۹۱۵"))


def test_a_card_wants_consent_and_a_child_s_a_guardian(session: Session, library: Library) -> None:
    with pytest.raises(GuardianMissingError):
        card(session, library, "Na", birth_date=date(2018, 1, 1))
    draft = PatronDraft(name="An", branch_id=library.district, consent="")
    with pytest.raises(ConsentMissingError):
        cards.issue(session, draft, expires_on=OVER, by=library.clerk, now=NOW)
    elsewhere = PatronDraft(name="An", branch_id=library.other, consent="card-1")
    with pytest.raises(NotYourDutyError):
        cards.issue(session, elsewhere, expires_on=OVER, by=library.clerk, now=NOW)


def test_the_desk_finds_its_own_patrons_by_number_name_and_contact(
    session: Session, library: Library
) -> None:
    issued = card(session, library, "Đỗ Thị Bưởi", phone="0911 222 333", email="buoi@thu.example")
    other = staff(session, "xa", Role.CLERK, library.other)
    for words in (issued.grouped, "buoi", "do thi", "+84911222333", "BUOI@thu.example"):
        (found,) = desk.find(session, words, by=library.clerk)
        assert found.id == issued.patron_id
        assert desk.find(session, words, by=other) == ()
    for words in ("", "%", "_", "0", "x' OR 1=1"):
        assert desk.find(session, words, by=library.clerk) == ()
    with pytest.raises(NotYourDutyError):
        desk.patron(session, issued.patron_id, by=other, now=NOW)


def test_the_card_s_consent_taken_back_holds_the_card(session: Session, library: Library) -> None:
    issued = card(session, library, "An")
    reader = come_in(session, issued).reader
    assert desk.take_back(session, issued.patron_id, cards.CARD, by=reader, now=NOW) == 1
    session.expire_all()
    (consent,) = desk.consents(session, issued.patron_id, by=library.clerk)
    assert consent.withdrawn_at == NOW
    assert refused(session, issued) is CardSuspendedError


@pytest.mark.parametrize(("years", "counts"), [(1, False), (5, True), (None, True)])
def test_a_verification_counts_from_the_day_for_some_years(
    session: Session, library: Library, years: int | None, counts: bool
) -> None:
    issued = card(session, library, "An")
    seen = TODAY - timedelta(days=800)
    arguments = {"seen_on": seen, "by": library.librarian, "now": NOW, "years": years}
    method = VerificationMethod.CERTIFICATE
    if not counts:
        with pytest.raises(VerificationDayError):
            beneficiaries.verify(session, issued.patron_id, method, **arguments)  # type: ignore[arg-type]
        return
    beneficiaries.verify(session, issued.patron_id, method, **arguments)  # type: ignore[arg-type]
    reader = come_in(session, issued).reader
    assert reader.is_beneficiary
    beneficiaries.end(session, issued.patron_id, by=reader, now=NOW + DAY)
    row = session.get_one(Patron, issued.patron_id)
    later = sessions.come_in_with_card(session, row.card_number, issued.pin, "home", NOW + DAY)
    assert isinstance(later, Arrival)
    assert not later.reader.is_beneficiary


def test_a_verification_is_renewed_before_it_ends(session: Session, library: Library) -> None:
    issued = card(session, library, "An")
    seen = TODAY.replace(year=TODAY.year - 5) + 10 * DAY
    for day in (seen, TODAY):
        beneficiaries.verify(
            session,
            issued.patron_id,
            VerificationMethod.DOCTOR,
            seen_on=day,
            by=library.librarian,
            now=NOW,
        )
        soon = beneficiaries.ending_soon(session, TODAY, TODAY + 30 * DAY, by=library.librarian)
        assert [e.patron_id for e in soon] == ([issued.patron_id] if day == seen else [])
    assert come_in(session, issued).reader.is_beneficiary
    with pytest.raises(NotYourDutyError):
        beneficiaries.ending_soon(session, TODAY, TODAY, by=library.clerk)


def test_a_carer_acts_for_a_beneficiary_and_for_nobody_else(
    session: Session, library: Library
) -> None:
    carer, patron = card(session, library, "Con"), card(session, library, "Mẹ")
    pair = (carer.patron_id, patron.patron_id, CarerEvidence.FAMILY)
    carers.link(session, *pair, by=library.librarian, now=NOW, agreed=True)
    arrived = come_in(session, carer)
    assert arrived.reader.cares_for == frozenset()
    beneficiaries.verify(
        session,
        patron.patron_id,
        VerificationMethod.SCHOOL,
        seen_on=TODAY,
        by=library.librarian,
        now=NOW,
    )
    acting = sessions.act_for(session, arrived.token, patron.patron_id, NOW)
    assert acting.cares_for == {patron.patron_id}
    assert acting.acting_for == patron.patron_id
    with pytest.raises(NoSuchPersonError):
        sessions.act_for(session, arrived.token, carer.patron_id, NOW)
    with pytest.raises(CarerError):
        carers.link(session, *pair, by=library.librarian, now=NOW)
    own = come_in(session, patron).reader
    carers.unlink(session, carer.patron_id, patron.patron_id, by=own, now=NOW)
    session.expire_all()
    reader = sessions.reader_of(session, arrived.token, NOW)
    assert reader is not None
    assert (reader.cares_for, reader.acting_for) == (frozenset(), None)


def test_the_first_administrator_is_made_once_and_never_lost(
    session: Session, library: Library
) -> None:
    with pytest.raises(NotFirstError):
        accounts.first_admin(session, "hai", "Hai", PASSWORD, library.province, now=NOW)
    admin = library.admin.account_id or 0
    with pytest.raises(LastAdminError):
        accounts.deactivate(session, admin, by=library.admin, now=NOW)
    (grant,) = [c.grants[0] for c in accounts.colleagues(session, by=OPERATOR) if c.id == admin]
    with pytest.raises(LastAdminError):
        accounts.end_role(session, grant.id or 0, by=library.admin, now=NOW)


def test_nobody_gives_more_than_they_may(session: Session, library: Library) -> None:
    manager = staff(session, "phu-trach", Role.MANAGER, library.district)
    below = staff(session, "quan-tri-huyen", Role.ADMIN, library.district)
    target = library.clerk.account_id or 0
    for role, branch_id in ((Role.ADMIN, library.district), (Role.CLERK, library.province)):
        with pytest.raises(NotYourDutyError):
            accounts.give_role(session, target, role, branch_id, by=manager, now=NOW)
    accounts.give_role(session, target, Role.EDITOR, library.district, by=manager, now=NOW)
    with pytest.raises(NotYourDutyError):
        accounts.reset_password(session, library.admin.account_id or 0, by=below, now=NOW)
    with pytest.raises(VolunteerSectionError):
        accounts.give_role(session, target, Role.VOLUNTEER, library.district, by=manager, now=NOW)
    with pytest.raises(LoginTakenError):
        accounts.create_account(session, "QUAY", "Quầy", PASSWORD, by=manager, now=NOW)


def test_a_password_from_somebody_else_is_changed_at_the_first_login(
    session: Session, library: Library
) -> None:
    number = library.clerk.account_id or 0
    given = accounts.reset_password(session, number, by=library.admin, now=NOW)
    arrived = sessions.come_in(session, "quay", given, "here", NOW)
    assert isinstance(arrived, Arrival)
    assert arrived.must_change_password
    accounts.set_password(session, number, "một câu của riêng tôi", NOW)
    again = sessions.come_in(session, "quay", "một câu của riêng tôi", "here", NOW)
    assert isinstance(again, Arrival)
    assert not again.must_change_password


def test_a_program_has_what_its_scopes_name_while_its_owner_counts(
    session: Session, library: Library
) -> None:
    own = library.librarian.account_id or 0
    scopes = frozenset({"write:catalogue"})
    token, number = programs.give_token(
        session, "koha", scopes, by=library.librarian, now=NOW, account_id=own
    )
    found = programs.reader_of_token(session, token, NOW)
    assert found is not None
    assert found.reader == library.librarian
    assert (found.may("read:catalogue"), found.may("read:people")) == (True, False)
    assert programs.reader_of_token(session, token, NOW + timedelta(days=366)) is None
    with pytest.raises(NotYourDutyError):
        programs.end_token(session, number, by=library.clerk, now=NOW)
    programs.end_token(session, number, by=library.librarian, now=NOW)
    session.expire_all()
    assert programs.reader_of_token(session, token, NOW) is None


def test_a_partner_s_program_counts_while_the_agreement_does(
    session: Session, library: Library
) -> None:
    partner = Partner(
        name="Thư viện bạn",
        country="LA",
        agreement="1/2026",
        agreed_on=TODAY,
        until=TODAY + 30 * DAY,
        contact="x",
    )
    session.add(partner)
    session.flush()
    token, _ = programs.give_token(
        session, "y", frozenset({"read:exchange"}), by=library.admin, now=NOW, partner_id=partner.id
    )
    found = programs.reader_of_token(session, token, NOW)
    assert found is not None
    assert found.reader.partner_id == partner.id
    assert programs.reader_of_token(session, token, NOW + 30 * DAY) is None
