"""`audiolib admin` on accounts: listed, made, given a role, let in again, shut out."""

import argparse
from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlmodel import Session

from audiolib.catalogue import branches
from audiolib.commands.admin.answer import Answer
from audiolib.commands.admin.errors import BranchUnnamedError, NoLibraryError
from audiolib.messages import Messages
from audiolib.people import accounts
from audiolib.people.accounts import Colleague
from audiolib.people.duties import OPERATOR
from audiolib.people.passwords import new_password
from audiolib.tables.people import Grant, Role


def run(session: Session, options: argparse.Namespace, messages: Messages, now: datetime) -> Answer:
    """Do one act.

    Raises:
        NoLibraryError: the first set-up is still to come.
        PeopleError: the act is refused.
    """
    if accounts.is_empty(session):
        raise NoLibraryError("account")
    return _ACTS[options.action](session, options, messages, now)


def _list(
    session: Session, options: argparse.Namespace, messages: Messages, now: datetime
) -> Answer:
    today = now.date()
    codes = {placed.id: placed.code for placed in branches.tree(session, today)}
    staff = accounts.colleagues(session, by=OPERATOR)
    lines = []
    for one in staff:
        roles = ", ".join(f"{g.role} {_code(g, codes)}" for g in one.grants if _counts(g, today))
        code = "cli-admin-account" if one.active else "cli-admin-account-out"
        lines.append(messages(code, login=one.login, name=one.name, roles=roles or "–"))
    return Answer("\n".join(lines), [_told(one, codes, today) for one in staff])


def _create(
    session: Session, options: argparse.Namespace, messages: Messages, now: datetime
) -> Answer:
    password = new_password()
    account = accounts.create_account(
        session,
        options.login,
        options.name,
        password,
        by=OPERATOR,
        now=now,
        language=options.language,
        once=True,
    )
    if options.role:
        _give(session, account.id or 0, options, now)
    return _password(messages, account.login, password)


def _grant(
    session: Session, options: argparse.Namespace, messages: Messages, now: datetime
) -> Answer:
    account = accounts.account_of_login(session, options.login)
    _give(session, account.id or 0, options, now)
    return _done(messages, account.login)


def _reset(
    session: Session, options: argparse.Namespace, messages: Messages, now: datetime
) -> Answer:
    account = accounts.account_of_login(session, options.login)
    password = accounts.reset_password(session, account.id or 0, by=OPERATOR, now=now)
    return _password(messages, account.login, password)


def _shut_out(
    session: Session, options: argparse.Namespace, messages: Messages, now: datetime
) -> Answer:
    account = accounts.account_of_login(session, options.login)
    accounts.deactivate(session, account.id or 0, by=OPERATOR, now=now)
    return _done(messages, account.login)


def _let_in(
    session: Session, options: argparse.Namespace, messages: Messages, now: datetime
) -> Answer:
    account = accounts.account_of_login(session, options.login)
    accounts.reactivate(session, account.id or 0, by=OPERATOR, now=now)
    return _done(messages, account.login)


def _give(session: Session, account_id: int, options: argparse.Namespace, now: datetime) -> None:
    accounts.give_role(
        session,
        account_id,
        Role(options.role),
        branch_of(session, options.branch, now.date()),
        by=OPERATOR,
        now=now,
        until=options.until,
    )


def branch_of(session: Session, code: str | None, today: date) -> int:
    """The branch of a code; where none is named, the one that all others are below.

    Raises:
        BranchUnnamedError: no branch has the code, or several stand at the top.
    """
    there = branches.tree(session, today)
    known = {placed.id for placed in there}
    found = [
        placed.id
        for placed in there
        if (placed.parent_id not in known if code is None else placed.code == code)
    ]
    if len(found) != 1:
        listed = ", ".join(f"{placed.code} ({placed.name})" for placed in there)
        raise BranchUnnamedError(code or "", listed)
    return found[0]


def _password(messages: Messages, login: str, password: str) -> Answer:
    sentence = messages("cli-admin-password", login=login, password=password)
    return Answer(sentence, {"login": login, "password": password})


def _done(messages: Messages, login: str) -> Answer:
    return Answer(messages("cli-admin-done", login=login), {"login": login})


def _told(one: Colleague, codes: Mapping[int, str], today: date) -> dict[str, object]:
    return {
        "login": one.login,
        "name": one.name,
        "language": one.language,
        "active": one.active,
        "roles": [
            {
                "role": str(grant.role),
                "branch": _code(grant, codes),
                "since": grant.since.isoformat(),
                "until": grant.until and grant.until.isoformat(),
            }
            for grant in one.grants
            if grant.until is None or grant.until > today
        ],
    }


def _counts(grant: Grant, today: date) -> bool:
    return grant.since <= today and (grant.until is None or grant.until > today)


def _code(grant: Grant, codes: Mapping[int, str]) -> str:
    return codes.get(grant.branch_id, f"#{grant.branch_id}")


_ACTS: Mapping[str, Callable[[Session, argparse.Namespace, Messages, datetime], Answer]] = {
    "list": _list,
    "create-account": _create,
    "grant": _grant,
    "reset-password": _reset,
    "deactivate": _shut_out,
    "reactivate": _let_in,
}
