"""`audiolib admin audit` and `forget`: whether the record is whole, and what is no longer kept."""

import argparse
import sys
from datetime import datetime

from sqlmodel import Session

from audiolib.commands.admin.answer import Answer
from audiolib.commands.admin.errors import AuditBrokenError
from audiolib.messages import Messages
from audiolib.rights import audit, keep


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
