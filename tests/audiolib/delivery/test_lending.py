"""The register of media: to whom, what, when due, and what became of it."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from audiolib.database import Database
from audiolib.delivery import lending
from audiolib.delivery.lending import (
    Medium,
    MediumCardError,
    MediumDeniedError,
    MediumDeskError,
    MediumDueError,
    MediumEmptyError,
    MediumEndedError,
    MediumOutError,
    MediumTitleError,
    MediumUnknownError,
)
from audiolib.people import Granted, Reader
from audiolib.rights.copies import whose
from audiolib.rights.keep import forget
from audiolib.tables import Beneficiary, MediumTitle, Patron
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.delivery import MediumEnd, MediumKind
from audiolib.tables.people import PatronState, Role, VerificationMethod
from tests.audiolib.rights.library import NOW, Library

TODAY = NOW.astimezone().date()
STICK = Medium(kind=MediumKind.USB, due_on=TODAY + timedelta(days=30), label="USB 12")


def library(session: Session) -> Library:
    made = Library(session)
    made.approve()
    return made


def patron(made: Library, *, blind: bool = True, number: str = "1") -> int:
    reader = made.patron(number)
    row = made.session.get_one(Patron, reader.patron_id)
    row.expires_on = TODAY + timedelta(days=400)
    made.session.add(row)
    if blind:
        made.session.add(
            Beneficiary(
                patron_id=reader.patron_id,
                method=VerificationMethod.ASSOCIATION,
                verified_by=made.staff[0].account_id or 0,
                seen_on=TODAY,
            )
        )
    made.session.flush()
    return reader.patron_id or 0


def protected(made: Library) -> int:
    work = made.work(RightsStatus.MARRAKESH)
    made.buy(work)
    made.package(made.release(work))
    return work


def test_an_entry_tells_to_whom_and_holds_the_numbers_of_the_copies(database: Database) -> None:
    with database.transaction() as session:
        made = library(session)
        who, work = patron(made), protected(made)
        free = made.work(RightsStatus.PUBLIC_DOMAIN)
        made.package(made.release(free), "mp3")
        told = [(work, "daisy202"), (free, "mp3"), (work, "daisy202")]
        loan = lending.give(session, made.staff[0], who, STICK, told, NOW)
        assert (loan.label, loan.patron_id, loan.due_on) == ("USB 12", who, STICK.due_on)
        rows = session.exec(select(MediumTitle)).all()
        assert [bool(row.copy_number) for row in rows] == [True, False]
        copy = whose(session, rows[0].copy_number)
        assert copy is not None
        assert copy.reader_key == "key-1"
        ((entry, name, count),) = lending.register(session, made.staff[0])
        assert (entry.id, name, count) == (loan.id, "Hoa", 2)


def test_what_the_patron_may_not_have_is_on_no_medium(database: Database) -> None:
    with database.transaction() as session:
        made = library(session)
        who, work = patron(made, blind=False), protected(made)
        with pytest.raises(MediumDeniedError) as told, session.begin_nested():
            lending.give(session, made.staff[0], who, STICK, [(work, "daisy202")], NOW)
        assert told.value.work == work
        assert told.value.decision.reason == "rights-beneficiaries"
        assert lending.register(session, made.staff[0]) == []


def test_what_can_t_be_lent_is_told_as_what_it_is(database: Database) -> None:
    with database.transaction() as session:
        made = library(session)
        who, work = patron(made), protected(made)
        clerk = made.staff[0]
        told = [(work, "daisy202")]
        stranger = Reader(account_id=1, granted=(Granted(Role.CLERK, frozenset({999})),))
        editor = Reader(account_id=1, granted=(Granted(Role.EDITOR, frozenset(made.branches)),))
        for asker in (stranger, editor, Reader(), Reader(patron_id=who)):
            with pytest.raises(MediumDeskError):
                lending.give(session, asker, who, STICK, told, NOW)
        late = Medium(kind=MediumKind.SD, due_on=TODAY - timedelta(days=1))
        with pytest.raises(MediumDueError):
            lending.give(session, clerk, who, late, told, NOW)
        with pytest.raises(MediumEmptyError):
            lending.give(session, clerk, who, STICK, [], NOW)
        with pytest.raises(MediumTitleError), session.begin_nested():
            lending.give(session, clerk, who, STICK, [(work, "m4b")], NOW)
        lending.give(session, clerk, who, STICK, told, NOW)
        with pytest.raises(MediumOutError):
            lending.give(session, clerk, who, STICK, told, NOW)
        row = session.get_one(Patron, who)
        row.state = PatronState.SUSPENDED
        session.flush()
        with pytest.raises(MediumCardError):
            lending.give(session, clerk, who, STICK, told, NOW)


def test_a_medium_without_a_label_gets_its_number(database: Database) -> None:
    with database.transaction() as session:
        made = library(session)
        who, work = patron(made), protected(made)
        plain = Medium(kind=MediumKind.CD, due_on=TODAY, posted=True)
        loan = lending.give(session, made.staff[0], who, plain, [(work, "daisy202")], NOW)
        assert loan.label == f"CD-{loan.id}"
        assert loan.posted


def test_a_medium_comes_back_once_and_one_that_was_lost_may_be_found(database: Database) -> None:
    with database.transaction() as session:
        made = library(session)
        who, work = patron(made), protected(made)
        clerk = made.staff[0]
        loan = lending.give(session, clerk, who, STICK, [(work, "daisy202")], NOW)
        number = loan.id or 0
        stranger = Reader(account_id=1, granted=(Granted(Role.CLERK, frozenset({999})),))
        with pytest.raises(MediumUnknownError):
            lending.end(session, stranger, number, MediumEnd.LOST, NOW, wiped=False)
        lost = lending.end(session, clerk, number, MediumEnd.LOST, NOW, wiped=True)
        assert (lost.state, lost.ended_on, lost.wiped) == (MediumEnd.LOST, TODAY, False)
        with pytest.raises(MediumEndedError):
            lending.end(session, clerk, number, MediumEnd.LOST, NOW, wiped=False)
        back = lending.end(session, clerk, number, MediumEnd.RETURNED, NOW, wiped=True)
        assert back.wiped
        for state in MediumEnd:
            with pytest.raises(MediumEndedError):
                lending.end(session, clerk, number, state, NOW, wiped=False)
        assert lending.register(session, clerk, MediumEnd.OUT) == []
        again = lending.give(session, clerk, who, STICK, [(work, "daisy202")], NOW)
        assert again.id != number


def test_a_year_after_its_return_an_entry_is_nobody_s(database: Database) -> None:
    with database.transaction() as session:
        made = library(session)
        who, work = patron(made), protected(made)
        clerk = made.staff[0]
        loan = lending.give(session, clerk, who, STICK, [(work, "daisy202")], NOW)
        kept_out = lending.give(
            session, clerk, who, Medium(kind=MediumKind.SD, due_on=TODAY), [(work, "daisy202")], NOW
        )
        lending.end(session, clerk, loan.id or 0, MediumEnd.RETURNED, NOW, wiped=True)
        forget(session, NOW + timedelta(days=366))
        session.expire_all()
        assert loan.patron_id is None
        assert kept_out.patron_id == who
