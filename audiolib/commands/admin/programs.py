"""`audiolib admin token`: tokens of programs given, listed and ended."""

import argparse
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlmodel import Session

from audiolib.commands.admin.acts import branch_of
from audiolib.commands.admin.answer import Answer
from audiolib.messages import Messages
from audiolib.people import accounts, programs
from audiolib.people.duties import OPERATOR

_MOST_DAYS = 36_500
_MOST = 2**63 - 1


def run(session: Session, options: argparse.Namespace, messages: Messages, now: datetime) -> Answer:
    """Do one act on tokens.

    Raises:
        BranchUnnamedError: the branch is none of those there are.
        PeopleError: the act is refused.
    """
    return _ACTS[options.token](session, options, messages, now)


def _give(
    session: Session, options: argparse.Namespace, messages: Messages, now: datetime
) -> Answer:
    account = accounts.account_of_login(session, options.login)
    branch = options.branch and branch_of(session, options.branch, now.date())
    token, number = programs.give_token(
        session,
        options.name,
        frozenset(options.scope),
        by=OPERATOR,
        now=now,
        account_id=account.id,
        branch_id=branch,
        lasts=timedelta(days=min(options.days, _MOST_DAYS)),
    )
    told = messages("cli-admin-token", login=account.login, token=token, number=number)
    return Answer(told, {"login": account.login, "token": token, "number": number})


def _list(
    session: Session, _options: argparse.Namespace, messages: Messages, now: datetime
) -> Answer:
    there = [one for one in programs.given(session, by=OPERATOR) if one.counts(now)]
    lines = [
        messages(
            "cli-admin-token-line",
            number=one.id,
            name=one.name,
            owner=one.owner,
            scopes=", ".join(one.scopes),
            until=one.expires_at.date().isoformat() if one.expires_at else "–",
        )
        for one in there
    ]
    told = [
        {
            "number": one.id,
            "name": one.name,
            "owner": one.owner,
            "scopes": list(one.scopes),
            "branch": one.branch_id,
            "used": one.used_at and one.used_at.isoformat(),
            "until": one.expires_at and one.expires_at.isoformat(),
        }
        for one in there
    ]
    return Answer("\n".join(lines) or messages("cli-admin-token-none"), told)


def _end(
    session: Session, options: argparse.Namespace, messages: Messages, now: datetime
) -> Answer:
    number = min(options.number, _MOST)
    programs.end_token(session, number, by=OPERATOR, now=now)
    return Answer(messages("cli-admin-token-ended", number=number), {"number": number})


_ACTS: Mapping[str, Callable[[Session, argparse.Namespace, Messages, datetime], Answer]] = {
    "give": _give,
    "list": _list,
    "end": _end,
}
