"""`audiolib admin audit`, `copy` and `forget`: the record, whose a copy is, what is not kept."""

import argparse
import sys
from dataclasses import asdict
from datetime import datetime

from sqlmodel import Session

from audiolib.commands.admin.answer import Answer
from audiolib.commands.admin.errors import AuditBrokenError
from audiolib.messages import Messages
from audiolib.people.duties import OPERATOR
from audiolib.rights import audit, keep, traced


def run(
    session: Session, options: argparse.Namespace, messages: Messages, now: datetime
) -> Answer | None:
    """Verify or export the audit, or forget what the policy no longer lets the library keep.

    Raises:
        AuditBrokenError: the audit is not whole.
    """
    if options.action == "forget":
        counts = keep.forget(session, now)
        told = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()) if count)
        code = "cli-admin-forgotten" if told else "cli-admin-nothing-forgotten"
        return Answer(messages(code, counts=told), counts)
    if options.audit == "export":
        for line in audit.export(session):
            sys.stdout.write(line + "\n")
        return None
    if (broken := audit.verify(session)) is not None:
        raise AuditBrokenError(broken)
    return Answer(messages("cli-admin-audit-whole"), {"whole": True})


def copy(
    session: Session, options: argparse.Namespace, messages: Messages, now: datetime
) -> Answer:
    """Tell whose copy a number is; that it was asked is written into the audit."""
    found = traced.trace(session, OPERATOR, options.number, now)
    told = {**asdict(found), "made_at": found.made_at.isoformat()}
    day = found.made_at.astimezone().date().isoformat()
    reader = found.reader or found.partner or messages("cli-admin-copy-nobody")
    facts = {"number": found.number, "title": found.title, "format": found.format}
    return Answer(messages("cli-admin-copy-found", **facts, day=day, reader=reader), told)
