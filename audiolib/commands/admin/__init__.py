"""`audiolib admin`: accounts, the audit and forgetting, for whoever sits at the machine itself."""

import argparse
import sys
from collections.abc import Callable
from datetime import date

from audiolib.commands import values
from audiolib.commands.telling import tell_json
from audiolib.exits import OK
from audiolib.messages import Messages

ROLES = ("clerk", "editor", "listener", "librarian", "manager", "admin")
"""Those that a branch is named for; a volunteer's is for a section, and given on the pages."""
_OF_A_LOGIN = ("reset-password", "deactivate", "reactivate", "grant")


def arguments(parser: argparse.ArgumentParser, messages: Messages) -> None:
    """Add the actions and their options."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    added = {
        name: actions.add_parser(name, help=messages(f"cli-admin-{name}"))
        for name in ("list", "create-account", *_OF_A_LOGIN, "token", "audit", "copy", "forget")
    }
    for name in ("create-account", *_OF_A_LOGIN):
        added[name].add_argument("login", metavar="LOGIN", help=messages("cli-admin-login"))
    created = added["create-account"]
    created.add_argument("name", metavar="NAME", help=messages("cli-admin-name"))
    created.add_argument(
        "--language",
        metavar="TAG",
        type=values.language(messages),
        default="vi",
        help=messages("cli-admin-language"),
    )
    created.add_argument("--role", choices=ROLES, help=messages("cli-admin-role"))
    added["grant"].add_argument("role", choices=ROLES, help=messages("cli-admin-role"))
    for name in ("create-account", "grant"):
        added[name].add_argument("--branch", metavar="CODE", help=messages("cli-admin-branch-code"))
        added[name].add_argument(
            "--until", metavar="DAY", type=_day(messages), help=messages("cli-admin-until")
        )
    added["copy"].add_argument("number", metavar="NUMBER", help=messages("cli-admin-copy-number"))
    added |= tokens(added["token"], messages)
    does = added["audit"].add_subparsers(dest="audit", metavar="WHAT", required=True)
    for name in ("verify", "export"):
        added[f"audit-{name}"] = does.add_parser(name, help=messages(f"cli-admin-audit-{name}"))
    for name, of_it in added.items():
        if name not in ("token", "audit", "audit-export"):
            of_it.add_argument("--json", action="store_true", help=messages("cli-opt-json"))


def tokens(
    parser: argparse.ArgumentParser, messages: Messages
) -> dict[str, argparse.ArgumentParser]:
    """Add the actions on tokens of programs; gives them by name."""
    does = parser.add_subparsers(dest="token", metavar="WHAT", required=True)
    added = {
        f"token-{name}": does.add_parser(name, help=messages(f"cli-admin-token-{name}"))
        for name in ("give", "list", "end")
    }
    give = added["token-give"]
    give.add_argument("login", metavar="LOGIN", help=messages("cli-admin-login"))
    give.add_argument("name", metavar="NAME", help=messages("cli-admin-token-name"))
    give.add_argument(
        "--scope",
        metavar="SCOPE",
        action="append",
        required=True,
        help=messages("cli-admin-token-scope"),
    )
    give.add_argument("--branch", metavar="CODE", help=messages("cli-admin-token-branch"))
    give.add_argument(
        "--days",
        metavar="DAYS",
        type=values.count(messages),
        default=365,
        help=messages("cli-admin-token-days"),
    )
    added["token-end"].add_argument(
        "number",
        metavar="NUMBER",
        type=values.count(messages),
        help=messages("cli-admin-token-number"),
    )
    return added


def run(options: argparse.Namespace, messages: Messages) -> int:
    """Do what was asked for as `system`, in one transaction."""
    from datetime import UTC, datetime

    from audiolib.commands.admin import acts, programs, records
    from audiolib.commands.admin.errors import NoLibraryError
    from audiolib.service import embedded, opened
    from audiolib.settings import settings

    told = settings()
    server = embedded(told)
    if server is not None and not server.is_made:
        raise NoLibraryError(str(server.folder))
    now = datetime.now(UTC)
    with opened(told) as service, service.database.transaction() as session:
        do = {"audit": records.run, "forget": records.run, "copy": records.copy}
        do["token"] = programs.run
        answer = do.get(options.action, acts.run)(session, options, messages, now)
    # A password is told only once it counts.
    if answer is not None and options.json:
        tell_json(answer.json)
    elif answer is not None:
        sys.stdout.write(answer.sentence + "\n")
    return OK


def _day(messages: Messages) -> Callable[[str], date]:
    def read(written: str) -> date:
        try:
            return date.fromisoformat(written)
        except ValueError:
            told = messages("cli-admin-day", value=written)
            raise argparse.ArgumentTypeError(told) from None

    return read
