"""Accounts of staff and volunteers, and the roles they hold in a branch for a time."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from audiolib.people import passwords
from audiolib.people.duties import By, Duty, require
from audiolib.people.errors import (
    LastAdminError,
    LoginOddError,
    LoginTakenError,
    NameMissingError,
    NoSuchPersonError,
    NotFirstError,
    VolunteerSectionError,
)
from audiolib.people.repository import accounts as repository
from audiolib.people.repository import sessions
from audiolib.rights.audit import write
from audiolib.tables.people import Account, Grant, Role

_LOGIN = re.compile(r"[\w][\w.@+-]{1,63}")
_HIGH = frozenset({Role.MANAGER, Role.ADMIN})


@dataclass(frozen=True, slots=True)
class Colleague:
    """An account and the roles it holds, held or will hold, the newest first."""

    id: int
    login: str
    name: str
    language: str
    active: bool
    grants: tuple[Grant, ...]


def create_account(
    session: Session,
    login: str,
    name: str,
    password: str,
    *,
    by: By,
    now: datetime,
    language: str = "vi",
    branch_id: int | None = None,
    once: bool = False,
) -> Account:
    """A new account, still without a role, made by a manager of the branch (None: of any).

    `once` tells that the password was chosen by somebody else, and is changed at the first login.

    Raises:
        NotYourDutyError, LoginOddError, LoginTakenError, NameMissingError, PasswordShortError,
        PasswordCommonError: as they say.
    """
    require(by, Duty.ENROL, branch_id)
    account = _create(session, login, name, password, language, now, once=once)
    _tell(session, by.actor, "account.created", account, now)
    return account


def first_admin(
    session: Session,
    login: str,
    name: str,
    password: str,
    branch_id: int,
    *,
    now: datetime,
    language: str = "vi",
) -> Account:
    """The administrator of an empty service; two who try at the same moment: one is refused.

    Raises:
        NotFirstError: there is an account already.
    """
    if repository.are_any(session, hold=True):
        raise NotFirstError
    account = _create(session, login, name, password, language, now, once=False)
    grant = Grant(
        account_id=account.id or 0, role=Role.ADMIN, branch_id=branch_id, since=now.date()
    )
    repository.keep(session, grant)
    _tell(session, "system", "account.first", account, now)
    return account


def is_empty(session: Session) -> bool:
    """Whether the first set-up is still to come."""
    return not repository.are_any(session)


def give_role(
    session: Session,
    account_id: int,
    role: Role,
    branch_id: int,
    *,
    by: By,
    now: datetime | None = None,
    since: date | None = None,
    until: date | None = None,
    production_id: int | None = None,
    section: str = "",
) -> Grant:
    """Give a role in a branch and all below it, from today or a day, to one that no longer counts.

    Raises:
        NotYourDutyError: managers give the roles below their own, in their branch.
        VolunteerSectionError: a volunteer without a section, or somebody else with one.
    """
    require(by, _duty(role), branch_id)
    now = now or datetime.now(UTC)
    account = _account(session, account_id)
    is_one_section = production_id is not None and bool(section)
    if is_one_section is not (role is Role.VOLUNTEER):
        raise VolunteerSectionError
    grant = Grant(
        account_id=account_id,
        role=role,
        branch_id=branch_id,
        production_id=production_id,
        section=section,
        since=since or now.date(),
        until=until,
    )
    repository.keep(session, grant)
    facts = {"role": role.value, "branch": branch_id, "until": until and until.isoformat()}
    _tell(session, by.actor, "role.given", account, now, facts)
    return grant


def end_role(session: Session, grant_id: int, *, by: By, now: datetime) -> None:
    """Let a role end today; one that began today or is to come is taken away.

    Raises:
        LastAdminError: nobody else administers.
    """
    grant, today = _grant(session, grant_id), now.date()
    require(by, _duty(grant.role), grant.branch_id)
    if grant.role == Role.ADMIN:
        _others_administer(session, grant.account_id, today)
    if grant.since >= today:
        repository.drop(session, grant)
    elif grant.until is None or grant.until > today:
        grant.until = today
        repository.keep(session, grant)
    facts = {"role": str(grant.role), "branch": grant.branch_id}
    _tell(session, by.actor, "role.ended", _account(session, grant.account_id), now, facts)


def sign(session: Session, grant_id: int, account_id: int, today: date, version: str = "") -> bool:
    """Note that a volunteer signed the undertaking for a section; False where that was before.

    No text is shown before.
    """
    grant = _grant(session, grant_id)
    if grant.account_id != account_id or grant.role != Role.VOLUNTEER:
        raise NoSuchPersonError("grant", grant_id)
    if grant.undertaking_on is not None:
        return False
    grant.undertaking_on, grant.undertaking_version = today, version
    repository.keep(session, grant)
    return True


def set_password(session: Session, account_id: int, password: str, now: datetime) -> None:
    """The password that a person chose; every session of the account ends.

    Raises:
        PasswordShortError, PasswordCommonError: as they say.
    """
    account = _account(session, account_id)
    passwords.check_password(password, login=account.login, name=account.name)
    account.password_hash = passwords.kept(password)
    account.password_once = False
    account.changed_at = now
    repository.keep(session, account)
    sessions.end_all(session, account_id=account_id)


def reset_password(session: Session, account_id: int, *, by: By, now: datetime) -> str:
    """A new password by chance, to be changed at the next login; shown once.

    Every session of the account ends, and its programs no longer come in.
    """
    account = _account(session, account_id)
    _require_over(session, account_id, by)
    password = passwords.new_password()
    account.password_hash = passwords.kept(password)
    account.password_once = True
    account.changed_at = now
    repository.keep(session, account)
    _leave(session, account_id, now)
    _tell(session, by.actor, "account.password", account, now)
    return password


def deactivate(session: Session, account_id: int, *, by: By, now: datetime) -> None:
    """Let a person no longer come in; what they did keeps their name.

    Raises:
        LastAdminError: nobody else administers.
    """
    account = _account(session, account_id)
    _require_over(session, account_id, by)
    _others_administer(session, account_id, now.date())
    account.active = False
    account.changed_at = now
    repository.keep(session, account)
    _leave(session, account_id, now)
    _tell(session, by.actor, "account.deactivated", account, now)


def reactivate(session: Session, account_id: int, *, by: By, now: datetime) -> None:
    """Let a person come in again, with the roles that still count."""
    account = _account(session, account_id)
    _require_over(session, account_id, by)
    account.active = True
    account.changed_at = now
    repository.keep(session, account)
    _tell(session, by.actor, "account.reactivated", account, now)


def colleagues(session: Session, *, by: By) -> tuple[Colleague, ...]:
    """All accounts by name."""
    require(by, Duty.ENROL, None)
    return tuple(
        Colleague(a.id or 0, a.login, a.name, a.language, a.active, tuple(grants))
        for a, grants in repository.everybody(session)
    )


def account_of_login(session: Session, login: str) -> Account:
    """The account that comes in by a name.

    Raises:
        NoSuchPersonError: there is none.
    """
    account = repository.by_login(session, folded(login))
    if account is None:
        raise NoSuchPersonError("account", login)
    return account


def folded(login: str) -> str:
    """A name to come in by as it is kept: in small letters, whatever keyboard made it."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def _duty(role: Role) -> Duty:
    """What it takes to give a role, or to end it."""
    if role == Role.VOLUNTEER:
        return Duty.LEND
    return Duty.ADMINISTER if role in _HIGH else Duty.ENROL


def _create(
    session: Session,
    login: str,
    name: str,
    password: str,
    language: str,
    now: datetime,
    *,
    once: bool,
) -> Account:
    login, name = folded(login), " ".join(unicodedata.normalize("NFC", name).split())
    if not _LOGIN.fullmatch(login):
        raise LoginOddError
    if not name:
        raise NameMissingError
    passwords.check_password(password, login=login, name=name)
    account = repository.add(
        session,
        Account(
            login=login,
            name=name,
            password_hash=passwords.kept(password),
            password_once=once,
            language=language,
            created_at=now,
            changed_at=now,
        ),
    )
    if account is None:
        raise LoginTakenError(login)
    return account


def _account(session: Session, account_id: int) -> Account:
    if (account := repository.by_id(session, account_id)) is None:
        raise NoSuchPersonError("account", account_id)
    return account


def _grant(session: Session, grant_id: int) -> Grant:
    if (grant := repository.grant_by_id(session, grant_id)) is None:
        raise NoSuchPersonError("grant", grant_id)
    return grant


def _require_over(session: Session, account_id: int, by: By) -> None:
    """That somebody administers all branches where an account has or had a role."""
    require(by, Duty.ADMINISTER, None)
    for branch_id in repository.branches_of(session, account_id):
        require(by, Duty.ADMINISTER, branch_id)


def _others_administer(session: Session, account_id: int, today: date) -> None:
    admins = repository.administrators(session, today)
    if admins == {account_id}:
        raise LastAdminError


def _leave(session: Session, account_id: int, now: datetime) -> None:
    sessions.end_all(session, account_id=account_id)
    repository.end_programs(session, account_id, now)


def _tell(
    session: Session,
    actor: str,
    act: str,
    account: Account,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    write(session, actor, act, f"account:{account.id}", now, facts)
