"""What is put on record: decisions and their second look, evidence, notices, exchange, copies."""

import contextlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from audiolib.database import Database
from audiolib.people import ANONYMOUS, Granted, Reader
from audiolib.rights import Act, audit, may
from audiolib.rights.copies import hand_out, whose
from audiolib.rights.errors import (
    AlreadyDecidedError,
    CopyNumberError,
    DeniedError,
    EvidenceError,
    NoSuchRecordError,
    NoSuchWorkError,
    OfficeError,
    SamePersonError,
    StillProtectedError,
)
from audiolib.rights.evidence import record_access, record_approval, revoke_approval
from audiolib.rights.exchange import add_partner, receive, send
from audiolib.rights.keep import forget
from audiolib.rights.numbers import SIGNS, checked, new
from audiolib.rights.policy import shipped
from audiolib.rights.record import decide_status, review
from audiolib.rights.repository import evidence, keep, record
from audiolib.rights.term import free_from
from audiolib.rights.withdraw import hold, settle
from audiolib.tables import AccessCopy, FloorEvent, LoginAttempt, Work
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.making import State
from audiolib.tables.people import Role
from tests.audiolib.rights.library import CONTRACT, EVIDENCE, NOW, Library


@pytest.fixture
def library(database: Database) -> Iterator[Library]:
    with database.transaction() as session:
        yield Library(session)


def status_of(library: Library, work: int) -> RightsStatus:
    return RightsStatus(library.session.get_one(Work, work, populate_existing=True).rights_status)


# Decisions


@pytest.mark.parametrize(
    ("died", "published", "free"),
    [
        (1970, None, date(2021, 1, 1)),
        (1976, 1950, date(2027, 1, 1)),
        (None, 1950, date(2026, 1, 1)),
        (None, None, None),
        (0, None, None),
        (99_999, None, None),
    ],
)
def test_terms_end_with_their_last_year(
    died: int | None, published: int | None, free: date | None
) -> None:
    assert free_from(shipped(), died, published) == free


@pytest.mark.parametrize("status", sorted(set(RightsStatus) - {RightsStatus.UNKNOWN}))
def test_a_public_status_counts_once_another_person_looked(
    library: Library, status: RightsStatus
) -> None:
    work = library.work()
    version = library.session.get_one(Work, work).version
    number = library.plan(work, status)
    public = status in ("public_domain", "open_licence", "own_work")
    assert status_of(library, work) == (RightsStatus.UNKNOWN if public else status)
    waiting = [d.id for _work, d in record.unreviewed(library.session, library.branches)]
    assert waiting == ([number] if public or status == "licensed" else [])
    with pytest.raises(SamePersonError):
        review(library.session, library.staff[0], number, NOW)
    review(library.session, library.staff[1], number, NOW)
    assert status_of(library, work) == status
    assert library.session.get_one(Work, work).version > version
    with pytest.raises(AlreadyDecidedError):
        review(library.session, library.staff[1], number, NOW)
    assert audit.verify(library.session) is None


def test_an_older_decision_can_t_be_reviewed_over_a_newer_one(library: Library) -> None:
    work = library.work()
    older = library.plan(work, RightsStatus.PUBLIC_DOMAIN)
    library.plan(work, RightsStatus.MARRAKESH)
    with pytest.raises(AlreadyDecidedError):
        review(library.session, library.staff[1], older, NOW)
    assert status_of(library, work) is RightsStatus.MARRAKESH
    with pytest.raises(NoSuchRecordError):
        review(library.session, library.staff[1], older + 1000, NOW)


@pytest.mark.parametrize(
    ("status", "changes", "error"),
    [
        (RightsStatus.PUBLIC_DOMAIN, {"author_died": None}, EvidenceError),
        (RightsStatus.PUBLIC_DOMAIN, {"author_died": 1990}, StillProtectedError),
        (RightsStatus.PUBLIC_DOMAIN, {"exemption": "because"}, EvidenceError),
        (RightsStatus.OPEN_LICENCE, {"licence": "free"}, EvidenceError),
        (RightsStatus.LICENSED, {"contract": {}}, EvidenceError),
        (RightsStatus.LICENSED, {"contract": {**CONTRACT, "acts": ["all"]}}, EvidenceError),
        (RightsStatus.MARRAKESH, {"commercially_available": None}, EvidenceError),
        (RightsStatus.OWN_WORK, {"basis": "  "}, EvidenceError),
    ],
)
def test_a_status_without_what_it_rests_on_is_refused(
    library: Library, status: RightsStatus, changes: dict[str, Any], error: type[Exception]
) -> None:
    told = {"basis": "x", **EVIDENCE.get(status, {}), **changes}
    with pytest.raises(error):
        decide_status(library.session, library.staff[0], library.work(), status, NOW, **told)


def test_what_never_had_a_term_needs_none(library: Library) -> None:
    work = library.work(RightsStatus.PUBLIC_DOMAIN, author_died=None, exemption="folklore")
    assert status_of(library, work) is RightsStatus.PUBLIC_DOMAIN


def test_only_the_offices_of_the_branch_decide(library: Library) -> None:
    work, status = library.work(branch=1), RightsStatus.STAFF_ONLY
    north, south = (frozenset({branch}) for branch in library.branches)
    clerk = Reader(account_id=1, granted=(Granted(Role.CLERK, south),))
    elsewhere = Reader(account_id=1, granted=(Granted(Role.LIBRARIAN, north),))
    for by in (ANONYMOUS, clerk, elsewhere, Reader(patron_id=1)):
        with pytest.raises(OfficeError):
            decide_status(library.session, by, work, status, NOW, basis="x")
        with pytest.raises(OfficeError):
            hold(library.session, by, work, "x", NOW)
        with pytest.raises(OfficeError):
            record_access(library.session, by, work, "gift", "x", NOW)
    with pytest.raises(NoSuchWorkError):
        decide_status(library.session, library.staff[0], 999, status, NOW, basis="x")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rightsdecision SET status = 'own_work'",
        "UPDATE rightsdecision SET basis = 'other'",
        "UPDATE rightsdecision SET reviewed_by = NULL, reviewed_at = NULL",
        "UPDATE rightsdecision SET reviewed_by = decided_by",
        "DELETE FROM rightsdecision",
        "DELETE FROM work",
        "TRUNCATE rightsdecision",
    ],
)
def test_a_decision_stays_as_it_was_made(library: Library, statement: str) -> None:
    library.work(RightsStatus.PUBLIC_DOMAIN)
    library.session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    with pytest.raises(IntegrityError):
        library.session.execute(text(statement))


# The exception's evidence


def test_an_approval_counts_from_its_day_until_it_ends_or_is_revoked(library: Library) -> None:
    session, today = library.session, NOW.date()
    manager = replace(
        library.staff[0], granted=(Granted(Role.MANAGER, frozenset(library.branches)),)
    )
    work, blind = library.work(RightsStatus.MARRAKESH), library.patron(is_beneficiary=True)
    record_access(session, library.staff[0], work, "purchase", "KK-7", NOW)
    told: dict[str, Any] = {"number": "12/QĐ", "issuer": "Bộ", "scope": "all"}
    with pytest.raises(OfficeError):
        record_approval(session, library.staff[0], NOW, **told, approved_on=today)
    made = record_approval(
        session, manager, NOW, **told, approved_on=today, until=today + timedelta(days=9)
    )
    with pytest.raises(EvidenceError):
        record_approval(session, manager, NOW, **told, approved_on=today)

    def lent(days: int) -> bool:
        return may(session, work, blind, Act.STREAM, NOW + timedelta(days=days)).allowed

    assert [lent(days) for days in (-1, 0, 8, 9)] == [False, True, True, False]
    revoke_approval(session, manager, made.id or 0, today + timedelta(days=3), NOW)
    assert [lent(days) for days in (0, 2, 3)] == [True, True, False]


# Notices


@pytest.mark.parametrize("upheld", [True, False])
def test_a_notice_holds_at_once_and_is_decided_later(library: Library, upheld: bool) -> None:
    session, work = library.session, library.work(RightsStatus.PUBLIC_DOMAIN)
    library.release(work)
    assert may(session, work, ANONYMOUS, Act.STREAM, NOW)
    notice = hold(session, library.staff[0], work, "Thư ngày 3/11", NOW)
    assert notice.held_until == NOW + timedelta(hours=24)
    overdue = NOW + timedelta(hours=25)
    for moment in (NOW, overdue):
        assert may(session, work, ANONYMOUS, Act.STREAM, moment).reason == "rights-held"
    due = evidence.open_notices(session, library.branches, overdue)
    assert [found.id for found, _work in due] == [notice.id]
    settle(session, library.staff[1], notice.id or 0, NOW, upheld=upheld, reason="Hợp đồng 5")
    assert may(session, work, ANONYMOUS, Act.STREAM, NOW).reason == (
        "rights-withdrawn" if upheld else ""
    )
    assert evidence.open_notices(session, library.branches) == []
    with pytest.raises(AlreadyDecidedError):
        settle(session, library.staff[1], notice.id or 0, NOW, upheld=False, reason="x")


# Exchange


def test_what_came_from_a_partner_is_lent_here_and_goes_nowhere_else(library: Library) -> None:
    session, librarian = library.session, library.staff[0]
    manager = replace(librarian, granted=(Granted(Role.MANAGER, frozenset(library.branches)),))
    told: dict[str, Any] = {
        "agreement": "TT-1",
        "contact": "a@example.org",
        "agreed_on": date(2026, 1, 1),
    }
    one, other = (
        add_partner(session, manager, NOW, name=name, country="LA", **told).id or 0
        for name in ("Lao", "Thai")
    )
    library.approve()
    ours, theirs = library.work(RightsStatus.MARRAKESH), library.work(RightsStatus.MARRAKESH)
    library.buy(ours)
    receive(session, librarian, one, theirs, NOW, bag_digest="abc")
    blind = library.patron(is_beneficiary=True)
    assert may(session, theirs, blind, Act.STREAM, NOW)
    sent = send(session, librarian, other, ours, NOW, bag_digest="def")
    assert [row.id for row in evidence.shipments(session, work_id=ours)] == [sent.id]
    for partner in (one, other):
        with pytest.raises(DeniedError) as caught:
            send(session, librarian, partner, theirs, NOW, bag_digest="def")
        assert caught.value.decision.reason == "rights-origin"
    with pytest.raises(EvidenceError):
        send(session, librarian, other, ours, NOW, bag_digest=" ")
    with pytest.raises(NoSuchRecordError):
        send(session, librarian, 999, ours, NOW, bag_digest="def")
    # Ten years later what was sent is forgotten, and where something came from is not.
    later = NOW + timedelta(days=3651)
    assert keep.forget(session, shipped().retention, later)["exchange"] == 1
    with pytest.raises(DeniedError):
        send(session, librarian, one, theirs, NOW, bag_digest="def")


# Copies


@given(st.integers(0, 11), st.sampled_from(SIGNS))
def test_a_number_with_one_wrong_sign_is_found(place: int, sign: str) -> None:
    plain = new().replace("-", "")
    wrong = plain[:place] + sign + plain[place + 1 :]
    if wrong == plain:
        assert checked(wrong.lower())
    else:
        with pytest.raises(CopyNumberError):
            checked(wrong)


@given(st.integers(0, 10))
def test_a_number_with_two_signs_in_wrong_order_is_found(place: int) -> None:
    plain = new().replace("-", "")
    wrong = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    if wrong != plain:
        with pytest.raises(CopyNumberError):
            checked(wrong)


@given(st.text(max_size=20))
def test_no_text_breaks_the_check_of_numbers(odd: str) -> None:
    with contextlib.suppress(CopyNumberError):
        assert len(checked(odd)) == 14


def test_a_number_is_read_as_people_write_it() -> None:
    number = new()
    assert checked(f" {number.lower().replace('1', 'l').replace('0', 'o')} ") == number
    assert len({new() for _ in range(100)}) == 100


def test_a_copy_under_marrakesh_has_a_number_that_tells_whose_it_is(library: Library) -> None:
    session, work = library.session, library.work(RightsStatus.MARRAKESH)
    library.approve()
    library.buy(work)
    package = library.package(library.release(work))
    blind = library.patron("1", is_beneficiary=True)
    carer = library.patron("2", cares_for=frozenset({blind.patron_id}), acting_for=blind.patron_id)
    copy = hand_out(session, package.id or 0, blind, NOW)
    assert copy is not None
    assert copy.reader_key == blind.reader_key
    again, by_carer = (hand_out(session, package.id or 0, who, NOW) for who in (blind, carer))
    assert again is copy
    assert by_carer is copy
    assert whose(session, copy.number.lower()) is copy
    assert whose(session, new()) is None
    for who in (ANONYMOUS, library.patron("3")):
        with pytest.raises(DeniedError):
            hand_out(session, package.id or 0, who, NOW)
    with pytest.raises(DeniedError):
        hand_out(session, 9999, blind, NOW)


def test_a_free_copy_has_no_number(library: Library) -> None:
    work = library.work(RightsStatus.OWN_WORK)
    package = library.package(library.release(work))
    assert hand_out(library.session, package.id or 0, ANONYMOUS, NOW) is None


def test_a_contract_for_two_readers_never_has_three(library: Library) -> None:
    contract = {**CONTRACT, "readers": 2}
    work = library.work(RightsStatus.LICENSED, contract=contract)
    package = library.package(library.release(work)).id or 0
    first, second, third = (library.patron(number) for number in "123")
    for who in (first, second, first):
        assert hand_out(library.session, package, who, NOW)
    with pytest.raises(DeniedError) as caught:
        hand_out(library.session, package, third, NOW)
    assert caught.value.decision.reason == "rights-contract-full"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accesscopy SET reader_key = 'other'",
        "UPDATE accesscopy SET number = 'other'",
        "UPDATE accesscopy SET reader_key = '', purpose = 'other'",
        "DELETE FROM accesscopy",
        "TRUNCATE accesscopy",
    ],
)
def test_a_copy_s_record_only_loses_its_reader(library: Library, statement: str) -> None:
    library.keep(copy_of(library, NOW))
    with pytest.raises(IntegrityError):
        library.session.execute(text(statement))


def copy_of(library: Library, at: datetime) -> AccessCopy:
    work = library.work()
    package = library.package(library.release(work)).id or 0
    return AccessCopy(number=new(), package_id=package, reader_key="k", made_at=at)


# Forgetting


def test_what_is_too_old_is_forgotten_and_counted(library: Library) -> None:
    now = datetime.now(UTC)
    old, recent = now - timedelta(days=731), now - timedelta(hours=1)
    session = library.session
    production = library.release(library.work()).production_id
    copies = [copy_of(library, at) for at in (old, recent)]
    events = [
        FloorEvent(
            production_id=production,
            at=at,
            actor_id=library.staff[0].account_id,
            actor_role="editor",
            to_state=State.TEXT,
            branch_id=library.branches[0],
        )
        for at in (old, recent)
    ]
    attempts = [LoginAttempt(who="w", origin="o", at=at, until=at) for at in (old, recent)]
    for row in (*copies, *events, *attempts):
        library.keep(row)
    forgotten = forget(session, now)
    wanted = {"reader_keys": 1, "named_floor_events": 1, "login_attempts": 1}
    assert {name: count for name, count in forgotten.items() if count} == wanted
    for row in (*copies, *events):
        session.refresh(row)
    assert [copy.reader_key for copy in copies] == ["", "k"]
    assert [(e.actor_id, e.actor_role) for e in events] == [
        (None, "editor"),
        (library.staff[0].account_id, "editor"),
    ]
    assert set(forgotten) == set(type(shipped().retention).model_fields)
    assert not any(forget(session, now).values())
    assert audit.verify(session) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE floorevent SET actor_id = NULL",
        "UPDATE floorevent SET actor_role = 'other'",
        "DELETE FROM floorevent",
        "TRUNCATE floorevent",
    ],
)
def test_what_happened_on_the_floor_stays(library: Library, statement: str) -> None:
    library.keep(
        FloorEvent(
            production_id=library.release(library.work()).production_id,
            actor_id=library.staff[0].account_id,
            to_state=State.TEXT,
            branch_id=library.branches[0],
        )
    )
    with pytest.raises(IntegrityError):
        library.session.execute(text(statement))
