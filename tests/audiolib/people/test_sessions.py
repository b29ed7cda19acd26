"""Coming in, being known from then on, leaving."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from audiolib.people import accounts, sessions
from audiolib.people.duties import OPERATOR
from audiolib.people.errors import LoginError, LoginWaitError
from audiolib.people.sessions import Arrival, Refusal
from audiolib.tables import BranchSpan
from audiolib.tables.people import Role
from tests.audiolib.people.conftest import BEFORE, NOW, PASSWORD, TODAY, Library


def come_in(session: Session, login: str = "thu-thu", password: str = PASSWORD) -> Arrival:
    arrived = sessions.come_in(session, login, password, "here", NOW)
    assert isinstance(arrived, Arrival)
    return arrived


def test_who_came_in_is_known_by_the_token(session: Session, library: Library) -> None:
    arrived = come_in(session)
    assert arrived.reader == library.librarian
    assert sessions.reader_of(session, arrived.token, NOW) == library.librarian


def test_no_token_is_kept_as_it_is(session: Session, library: Library) -> None:
    arrived = come_in(session)
    kept = session.connection().exec_driver_sql(
        "SELECT token_hash FROM loginsession UNION SELECT token_hash FROM knowndevice"
    )
    assert not {row[0] for row in kept} & {arrived.token, arrived.device}


@pytest.mark.parametrize("token", ["", "x", "adl_x", "\x00"])
def test_a_token_of_nobody_is_nobody_s(session: Session, library: Library, token: str) -> None:
    assert sessions.reader_of(session, token, NOW) is None


@pytest.mark.parametrize("login", ["THU-THU", " thu-thu ", "ｔｈｕ-thu"])
def test_a_name_is_the_same_in_any_letters(session: Session, library: Library, login: str) -> None:
    assert come_in(session, login).reader == library.librarian


def test_a_wrong_password_and_an_unknown_name_are_told_alike(
    session: Session, library: Library
) -> None:
    wrong = sessions.come_in(session, "thu-thu", "not this one", "here", NOW)
    unknown = sessions.come_in(session, "nobody", PASSWORD, "here", NOW)
    assert isinstance(wrong, Refusal)
    assert isinstance(unknown, Refusal)
    assert type(wrong.error) is type(unknown.error) is LoginError
    assert wrong.wait is unknown.wait is None


def test_a_role_counts_in_the_branches_below_as_they_are_today(
    session: Session, library: Library
) -> None:
    (granted,) = library.librarian.granted
    assert granted.branch_ids == {library.province, library.district, library.other}
    (below,) = library.clerk.granted
    assert below.branch_ids == {library.district}
    moved = session.get_one(BranchSpan, library.other)
    moved.until = TODAY
    session.add(BranchSpan(branch_id=library.other, parent_id=None, name="apart", since=TODAY))
    session.flush()
    reader = come_in(session).reader
    assert reader.granted[0].branch_ids == {library.province, library.district}


def test_roles_that_are_over_or_to_come_do_not_count(session: Session, library: Library) -> None:
    account = accounts.create_account(session, "tinh-nguyen", "An", PASSWORD, by=OPERATOR, now=NOW)
    day = timedelta(days=1)
    for role, since, until in (
        (Role.CLERK, BEFORE, TODAY),
        (Role.EDITOR, TODAY + day, None),
        (Role.LISTENER, TODAY, TODAY + day),
    ):
        accounts.give_role(
            session,
            account.id or 0,
            role,
            library.other,
            by=OPERATOR,
            now=NOW,
            since=since,
            until=until,
        )
    reader = come_in(session, "tinh-nguyen").reader
    assert [granted.role for granted in reader.granted] == [Role.LISTENER]


def test_a_sign_of_life_makes_a_session_last_and_silence_ends_it(
    session: Session, library: Library
) -> None:
    token = come_in(session).token
    later = NOW
    for _ in range(5):
        later += timedelta(hours=11)
        assert sessions.reader_of(session, token, later) is not None
        session.expire_all()
    assert sessions.reader_of(session, token, later + timedelta(hours=12)) is None


def test_leaving_ends_one_session_and_leaving_everywhere_the_others(
    session: Session, library: Library
) -> None:
    first, second, third = come_in(session), come_in(session), come_in(session)
    sessions.leave(session, first.token)
    assert sessions.reader_of(session, first.token, NOW) is None
    assert sessions.leave_everywhere(session, second.reader, but=second.token) == 1
    session.expire_all()
    assert sessions.reader_of(session, second.token, NOW) is not None
    assert sessions.reader_of(session, third.token, NOW) is None


def test_an_account_that_is_deactivated_is_out_at_once(session: Session, library: Library) -> None:
    arrived = come_in(session)
    account_id = arrived.reader.account_id or 0
    accounts.deactivate(session, account_id, by=library.admin, now=NOW)
    session.expire_all()
    assert sessions.reader_of(session, arrived.token, NOW) is None
    assert isinstance(sessions.come_in(session, "thu-thu", PASSWORD, "there", NOW), Refusal)


def test_wrong_tries_wait_and_the_right_password_comes_in_after_the_wait(
    session: Session, library: Library
) -> None:
    tries = [sessions.come_in(session, "thu-thu", "not this one", "here", NOW) for _ in range(6)]
    waits = [tried.wait and tried.wait.wait_s for tried in tries if isinstance(tried, Refusal)]
    assert waits == [None, None, None, None, 15, 15]
    soon = sessions.come_in(session, "thu-thu", PASSWORD, "here", NOW)
    assert isinstance(soon, Refusal)
    assert isinstance(soon.error, LoginWaitError)
    assert isinstance(sessions.come_in(session, "thu-thu", PASSWORD, "there", NOW), Arrival)
    later = NOW + timedelta(seconds=soon.error.wait_s)
    assert isinstance(sessions.come_in(session, "thu-thu", PASSWORD, "here", later), Arrival)


def test_a_known_device_comes_in_whatever_others_do_behind_its_address(
    session: Session, library: Library
) -> None:
    device = come_in(session).device
    for _ in range(9):
        sessions.come_in(session, "thu-thu", "not this one", "here", NOW)
    strange = sessions.come_in(session, "thu-thu", PASSWORD, "here", NOW)
    assert isinstance(strange, Refusal)
    known = sessions.come_in(session, "thu-thu", PASSWORD, "here", NOW, device=device)
    assert isinstance(known, Arrival)
    assert known.device == device
    other = sessions.come_in(session, "quay", PASSWORD, "there", NOW, device=device)
    assert isinstance(other, Arrival)
    assert other.device != device
