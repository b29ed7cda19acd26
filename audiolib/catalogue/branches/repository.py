"""The SQL of branches."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, delete, or_, text, update
from sqlmodel import Session, col, select

from audiolib.catalogue.model import Placed
from audiolib.tables import Branch, BranchSpan, BranchSuccession
from audiolib.tables.catalogue import BranchKind

_TREE_LOCK = 4_711_002


def add(
    session: Session, code: str, kind: BranchKind, name: str, parent_id: int | None, day: date
) -> int:
    """A branch and its first span."""
    branch = Branch(code=code, kind=kind)
    session.add(branch)
    session.flush()
    if branch.id is None:
        raise ValueError("the branch has no number")
    begin(session, branch.id, name, parent_id, day)
    return branch.id


def begin(session: Session, branch_id: int, name: str, parent_id: int | None, day: date) -> None:
    """A span from a day on."""
    session.add(BranchSpan(branch_id=branch_id, name=name, parent_id=parent_id, since=day))
    session.flush()


def end(session: Session, branch_id: int, day: date) -> None:
    """Let no span of a branch reach a day or lie behind it."""
    mine = col(BranchSpan.branch_id) == branch_id
    session.exec(delete(BranchSpan).where(mine, col(BranchSpan.since) >= day))
    session.exec(
        update(BranchSpan)
        .where(mine, or_(col(BranchSpan.until).is_(None), col(BranchSpan.until) > day))
        .values(until=day)
    )
    session.flush()


def on(session: Session, branch_id: int, day: date) -> Placed | None:
    """The span of a branch on a day."""
    row = session.exec(
        select(Branch, BranchSpan)
        .join(BranchSpan, col(BranchSpan.branch_id) == Branch.id)
        .where(Branch.id == branch_id, _counts(day))
    ).first()
    return _placed(*row) if row else None


def tree(session: Session, day: date) -> Sequence[Placed]:
    """Every span of a day, parents first."""
    rows = session.exec(
        select(Branch, BranchSpan)
        .join(BranchSpan, col(BranchSpan.branch_id) == Branch.id)
        .where(_counts(day))
        .order_by(BranchSpan.name)
    ).all()
    children: dict[int | None, list[Placed]] = {}
    known = {branch.id for branch, _span in rows}
    for branch, span in rows:
        placed = _placed(branch, span)
        parent = placed.parent_id if placed.parent_id in known else None
        children.setdefault(parent, []).append(placed)
    found: list[Placed] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        placed = waiting.pop()
        found.append(placed)
        waiting += reversed(children.get(placed.id, []))
    return found


def below(session: Session, branch_id: int, day: date) -> frozenset[int]:
    """A branch and its descendants on a day."""
    rows = session.execute(
        text(
            "WITH RECURSIVE under(id) AS (SELECT CAST(:branch AS bigint) UNION"
            " SELECT s.branch_id FROM branchspan s JOIN under ON s.parent_id = under.id"
            " WHERE s.since <= :day AND (s.until IS NULL OR s.until > :day)) SELECT id FROM under"
        ),
        {"branch": branch_id, "day": day},
    )
    return frozenset(number for (number,) in rows)


def children(session: Session, branch_id: int, day: date) -> Sequence[int]:
    """The branches right below one on a day."""
    return session.exec(
        select(BranchSpan.branch_id).where(BranchSpan.parent_id == branch_id, _counts(day))
    ).all()


def days(session: Session, day: date) -> list[date]:
    """A day, and every later one on which something in the tree begins."""
    later = session.exec(select(col(BranchSpan.since)).where(col(BranchSpan.since) > day))
    return [day, *sorted({*later})]


def succeed(session: Session, branch_id: int, successor_id: int, kind: str, day: date) -> None:
    """Note what became of a branch."""
    session.add(
        BranchSuccession(branch_id=branch_id, successor_id=successor_id, kind=kind, day=day)
    )
    session.flush()


def merged_into(session: Session, branch_id: int, day: date) -> int | None:
    """What had taken a branch in by a day."""
    return session.exec(
        select(BranchSuccession.successor_id)
        .where(
            BranchSuccession.branch_id == branch_id,
            BranchSuccession.kind == "merged",
            col(BranchSuccession.day) <= day,
        )
        .order_by(col(BranchSuccession.id).desc())
    ).first()


def lock_tree(session: Session) -> None:
    """Let nobody else move branches until this transaction ends: two moves might make a loop."""
    session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _TREE_LOCK})


def _counts(day: date) -> ColumnElement[bool]:
    return (col(BranchSpan.since) <= day) & or_(
        col(BranchSpan.until).is_(None), col(BranchSpan.until) > day
    )


def _placed(branch: Branch, span: BranchSpan) -> Placed:
    if branch.id is None:
        raise ValueError("the branch has no number")
    return Placed(branch.id, branch.code, branch.kind, span.name, span.parent_id, span.since)
