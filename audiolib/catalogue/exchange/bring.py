"""Handing in a file of records, and bringing in what it says once somebody said yes."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from audiolib.catalogue.exchange import repository
from audiolib.catalogue.exchange.faults import Fault, fault_of
from audiolib.catalogue.exchange.look import Act, Look, Row, look
from audiolib.catalogue.works import add_work, change_work
from audiolib.errors import AudiolibError
from audiolib.rights import audit
from audiolib.tables import RecordFile

_NAME = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: works made and changed, rows left, and what went wrong."""

    made: tuple[int, ...]
    changed: tuple[int, ...]
    same: int
    left: int
    faults: tuple[Fault, ...]


def hand_in(
    session: Session,
    content: bytes,
    name: str,
    *,
    branch_id: int,
    change: bool,
    by: int,
    now: datetime,
) -> int:
    """Keep a file until somebody says yes to it; gives its number. The caller has looked at it."""
    return repository.keep(
        session,
        RecordFile(
            name=_plain(name),
            content=content,
            digest=hashlib.sha256(content).hexdigest(),
            branch_id=branch_id,
            change=change,
            by=by,
            at=now,
        ),
    )


def look_at(session: Session, file: RecordFile, mine: Callable[[int], bool], agency: str) -> Look:
    """What a file that was handed in would do now."""
    return look(session, file.content, file.name, change=file.change, mine=mine, agency=agency)


def bring_in(
    session: Session,
    number: int,
    *,
    by: int,
    actor: str,
    mine: Callable[[int], bool],
    agency: str = "",
    now: datetime,
) -> Outcome:
    """Write what a file says, row by row, faulty ones left out; a second time nothing is done.

    The catalogue is looked at anew: what others did since the first look counts.

    Raises:
        RecordFileUnknownError: there is no such file of this person's.
    """
    file = repository.file(session, number, by, lock=True)
    if file.done_at is not None:
        return outcome(file)
    seen = look_at(session, file, mine, agency)
    made: list[int] = []
    changed: list[int] = []
    faults = list(seen.faults)
    for row in seen.rows:
        if row.act not in (Act.NEW, Act.CHANGE):
            continue
        try:
            with session.begin_nested():
                (made if row.act is Act.NEW else changed).append(_write(session, file, row, now))
        except AudiolibError as error:
            faults.append(fault_of(row.number, error))
    file.outcome = {
        "made": made,
        "changed": changed,
        "same": seen.count(Act.SAME),
        "left": seen.count(Act.LEFT),
        "faults": [{"row": f.row, "code": f.code, "facts": f.facts} for f in faults],
    }
    file.content = b""
    file.done_at = now
    session.add(file)
    session.flush()
    facts = {"file": file.name, "sha256": file.digest, "made": len(made), "changed": len(changed)}
    audit.write(session, actor, "catalogue.brought-in", f"records:{number}", now, facts)
    return outcome(file)


def outcome(file: RecordFile) -> Outcome:
    """What became of a file that is in."""
    told: dict[str, Any] = file.outcome
    return Outcome(
        tuple(told.get("made", ())),
        tuple(told.get("changed", ())),
        int(told.get("same", 0)),
        int(told.get("left", 0)),
        tuple(Fault(f["row"], f["code"], f["facts"]) for f in told.get("faults", ())),
    )


def _write(session: Session, file: RecordFile, row: Row, now: datetime) -> int:
    if row.draft is None:
        raise ValueError(f"row {row.number} has nothing to be written")
    if row.work is not None:
        return change_work(session, row.work, row.version, row.draft, now).id or 0
    work = add_work(session, row.draft, file.branch_id, now)
    work.accessibility = row.accessibility
    session.add(work)
    return work.id or 0


def _plain(name: str) -> str:
    """A file's name without folders and signs that no name needs."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable())[:_NAME] or "?"
