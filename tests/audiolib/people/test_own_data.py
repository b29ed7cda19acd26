"""A patron's own data: given out whole, erased without a trace."""

import json
from datetime import date

import pytest
from sqlalchemy import text
from sqlmodel import Session, SQLModel

from audiolib.people import applications, beneficiaries, cards, own_data, sessions
from audiolib.people.card_form import CardForm
from audiolib.people.cards import IssuedCard, PatronDraft
from audiolib.people.duties import OPERATOR
from audiolib.people.errors import NotYourDutyError
from audiolib.people.reader import Reader
from audiolib.people.repository.own_data import references
from audiolib.people.sessions import Arrival
from audiolib.tables import Demand, DemandVote, Patron, WordReport
from audiolib.tables.people import ApplicationState, PatronState, VerificationMethod
from tests.audiolib.people.conftest import NOW, Library, production

NAME, PHONE, STREET = "Trần Thị Bích Thuỷ", "0987111222", "ngõ 7 phố Hàng Ngang"
WORDS = (NAME, PHONE, STREET, "thuy@thu.example", "bi mat rieng")
OVER = date(2028, 1, 1)


def whole_life(session: Session, library: Library) -> tuple[IssuedCard, Arrival]:
    """A patron who did everything there is to do: applied, collected, came in, wished, reported."""
    form = CardForm(
        name=NAME,
        birth_date=date(1980, 5, 4),
        contact=PHONE,
        branch_id=library.district,
        consent="card-1",
        address=STREET,
    )
    receipt = applications.send(session, form, now=NOW)
    (waiting,) = applications.waiting(session, by=library.clerk, state=ApplicationState.NEW)
    number = waiting.id or 0
    applications.check(session, number, by=library.clerk, now=NOW)
    applications.approve(session, number, expires_on=OVER, by=library.librarian, now=NOW)
    card = applications.collect(session, receipt, date(1980, 5, 4), origin="home", now=NOW)
    assert isinstance(card, IssuedCard)
    patron = session.get_one(Patron, card.patron_id)
    patron.email = "thuy@thu.example"
    session.flush()
    sessions.come_in_with_card(session, card.number, "000000", "home", NOW)
    arrived = sessions.come_in_with_card(session, card.number, card.pin, "there", NOW)
    assert isinstance(arrived, Arrival)
    beneficiaries.verify(
        session,
        card.patron_id,
        VerificationMethod.ASSOCIATION,
        seen_on=NOW.date(),
        by=library.librarian,
        now=NOW,
    )
    demand = Demand(
        title="Truyện cổ", branch_id=library.district, note=f"Gọi {NAME}, {PHONE}, {card.number}"
    )
    session.add(demand)
    session.flush()
    session.add(DemandVote(demand_id=demand.id or 0, patron_id=card.patron_id))
    session.add(
        WordReport(
            production_id=production(session, library),
            phrase="s0001",
            note="bi mat rieng",
            patron_id=card.patron_id,
        )
    )
    session.flush()
    return card, arrived


def columns_with(session: Session, words: tuple[str, ...]) -> list[str]:
    """Every column of every table of the database that holds one of some words."""
    found = []
    tables = session.connection().execute(
        text(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public'"
        )
    )
    for table, column in list(tables):
        for word in words:
            hit = session.connection().execute(
                text(f'SELECT 1 FROM "{table}" WHERE strpos("{column}"::text, :w) > 0 LIMIT 1'),
                {"w": word},
            )
            if hit.first():
                found.append(f"{table}.{column}: {word}")
    return found


def test_erasing_leaves_no_name_contact_number_or_key_in_any_column(
    session: Session, library: Library
) -> None:
    card, arrived = whole_life(session, library)
    key = session.get_one(Patron, card.patron_id).reader_key
    words = (*WORDS, card.number, key)
    before = {found.partition(":")[0] for found in columns_with(session, words)}
    assert {"patron.name", "cardapplication.contact", "demand.note", "wordreport.note"} <= before
    own_data.erase(session, card.patron_id, NOW, by=arrived.reader)
    assert columns_with(session, words) == []
    assert sessions.reader_of(session, arrived.token, NOW) is None
    assert applications.issued_online(session, NOW.date(), OVER) == {library.district: 1}


def test_what_the_library_must_be_able_to_show_stays_without_the_person(
    session: Session, library: Library
) -> None:
    card, _arrived = whole_life(session, library)
    own_data.erase(session, card.patron_id, NOW, by=library.librarian)
    rows = session.connection().execute(
        text(
            "SELECT (SELECT count(*) FROM beneficiary WHERE patron_id IS NULL), "
            "(SELECT count(*) FROM consent WHERE patron_id IS NULL AND withdrawn_at IS NOT NULL), "
            "(SELECT count(*) FROM auditentry WHERE act = 'patron.erased')"
        )
    )
    assert tuple(rows.one()) == (1, 1, 1)


def test_everything_a_table_holds_of_a_patron_is_given_out(
    session: Session, library: Library
) -> None:
    card, arrived = whole_life(session, library)
    given = own_data.export(session, card.patron_id, by=arrived.reader)
    told = json.dumps(given, ensure_ascii=False)
    assert [word for word in (*WORDS[:4], card.number) if word not in told] == []
    assert {"patron", "consent", "beneficiary", "cardapplication", "demandvote"} <= set(given)
    assert {"loginsession", "knowndevice", "wordreport", "auditentry"} <= set(given)
    for secret in ("pin_hash", "token_hash", "csrf", "argon2"):
        assert secret not in told


def test_every_reference_to_a_patron_says_what_becomes_of_it(session: Session) -> None:
    """A table that is added and forgets this would stop every erasure."""
    rules = {
        f"{table.name}.{column.name}": key.ondelete
        for table, column in references()
        for key in column.foreign_keys
    }
    kept = {name for name, rule in rules.items() if rule not in ("CASCADE", "SET NULL")}
    assert kept == {"patron.guardian_id"}
    assert len(rules) > 8
    assert SQLModel.metadata.tables


def test_nobody_asks_for_somebody_else_s_data(session: Session, library: Library) -> None:
    card, arrived = whole_life(session, library)
    draft = PatronDraft(name="An", branch_id=library.other, consent="card-1")
    other = cards.issue(session, draft, expires_on=OVER, by=OPERATOR, now=NOW)
    for stranger in (Reader(patron_id=other.patron_id), Reader(), library.clerk):
        with pytest.raises(NotYourDutyError):
            own_data.export(session, card.patron_id, by=stranger)
        with pytest.raises(NotYourDutyError):
            own_data.erase(session, card.patron_id, NOW, by=stranger)
    with pytest.raises(NotYourDutyError):
        own_data.export(session, other.patron_id, by=arrived.reader)


def test_a_child_s_card_waits_for_another_guardian(session: Session, library: Library) -> None:
    card, arrived = whole_life(session, library)
    draft = PatronDraft(
        name="Bé Na",
        branch_id=library.district,
        consent="card-1",
        birth_date=date(2018, 1, 1),
        guardian_id=card.patron_id,
        guardian_name=NAME,
        guardian_contact="+84 987 111 222",
    )
    child = cards.issue(session, draft, expires_on=OVER, by=library.clerk, now=NOW)
    erased = own_data.erase(session, card.patron_id, NOW, by=arrived.reader)
    assert erased.children == (child.patron_id,)
    row = session.get_one(Patron, child.patron_id)
    assert (row.state, row.guardian_id, row.guardian_name) == (PatronState.SUSPENDED, None, "")
    assert columns_with(session, WORDS) == []
