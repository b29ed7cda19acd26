"""Programs: what a token may do, where, till when, and who sees and ends it."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from audiolib.people import programs
from audiolib.people.duties import OPERATOR
from audiolib.people.errors import (
    NameMissingError,
    NotYourDutyError,
    ScopeMissingError,
)
from audiolib.people.reader import Granted, Reader
from audiolib.rights import audit
from audiolib.tables.people import Role
from tests.audiolib.people.conftest import NOW, Library

READ = frozenset({"read:catalogue"})


def test_a_token_of_a_branch_has_nothing_elsewhere(session: Session, library: Library) -> None:
    own = library.librarian
    token, _ = programs.give_token(
        session,
        "Koha",
        READ,
        by=own,
        now=NOW,
        account_id=own.account_id,
        branch_id=library.district,
    )
    program = programs.reader_of_token(session, token, NOW)
    assert program is not None
    assert program.reader.holds(Role.LIBRARIAN, library.district)
    assert not program.reader.holds(Role.LIBRARIAN, library.province)
    assert not program.reader.holds(Role.LIBRARIAN, library.other)


def test_nobody_gives_a_token_for_a_branch_that_is_not_theirs(
    session: Session, library: Library
) -> None:
    clerk = library.clerk
    for branch in (library.province, library.other, 999):
        with pytest.raises(NotYourDutyError):
            programs.give_token(
                session,
                "Koha",
                READ,
                by=clerk,
                now=NOW,
                account_id=clerk.account_id,
                branch_id=branch,
            )
    with pytest.raises(NotYourDutyError):
        programs.give_token(
            session, "Koha", READ, by=clerk, now=NOW, account_id=library.admin.account_id
        )


def test_a_token_has_a_name_and_a_purpose(session: Session, library: Library) -> None:
    own = library.clerk
    with pytest.raises(NameMissingError):
        programs.give_token(session, " ", READ, by=own, now=NOW, account_id=own.account_id)
    with pytest.raises(ScopeMissingError):
        programs.give_token(session, "a", frozenset(), by=own, now=NOW, account_id=own.account_id)


def test_each_sees_and_ends_their_own_and_an_administrator_everybody_s(
    session: Session, library: Library
) -> None:
    clerk, librarian, admin = library.clerk, library.librarian, library.admin
    token, number = programs.give_token(
        session, "Quầy", READ, by=clerk, now=NOW, account_id=clerk.account_id
    )
    assert [one.name for one in programs.given(session, by=clerk)] == ["Quầy"]
    assert programs.given(session, by=librarian) == ()
    assert [one.owner for one in programs.given(session, by=admin)] == ["quay"]
    with pytest.raises(NotYourDutyError):
        programs.end_token(session, number, by=librarian, now=NOW)
    assert programs.reader_of_token(session, token, NOW) is not None
    programs.end_token(session, number, by=admin, now=NOW)
    assert programs.reader_of_token(session, token, NOW) is None
    assert programs.reader_of_token(session, token, NOW + timedelta(days=1)) is None
    assert audit.verify(session) is None


def test_a_token_ends_on_its_day(session: Session, library: Library) -> None:
    token, _ = programs.give_token(
        session,
        "Quầy",
        READ,
        by=OPERATOR,
        now=NOW,
        account_id=library.clerk.account_id,
        lasts=timedelta(days=30),
    )
    assert programs.reader_of_token(session, token, NOW + timedelta(days=29)) is not None
    assert programs.reader_of_token(session, token, NOW + timedelta(days=30)) is None


BRANCHES = st.frozensets(st.integers(1, 6))
GRANTED = st.lists(st.builds(Granted, role=st.sampled_from(Role), branch_ids=BRANCHES), max_size=4)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(held=GRANTED, there=BRANCHES, role=st.sampled_from(Role), branch=st.integers(1, 6))
def test_a_narrowed_person_never_has_more(
    held: list[Granted], there: frozenset[int], role: Role, branch: int
) -> None:
    whole = Reader(account_id=1, granted=tuple(held))
    less = programs.narrowed(whole, there)
    assert less.holds(role, branch) == (whole.holds(role, branch) and branch in there)
    assert not less.is_staff or whole.is_staff
