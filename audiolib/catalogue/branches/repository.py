"""The SQL of branches."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, delete, func, or_, text, update
from sqlmodel import Session, col, select

from audiolib.catalogue.model import Placed
from audiolib.tables import Branch, BranchSpan, BranchSuccession
from audiolib.tables.catalogue import BranchKind

_TREE_LOCK = 4_711_002


@dataclass(frozen=True, slots=True)
class Note:
    """Why something is written down of a branch, and by which account."""

    reason: str = ""
    by: int | None = None


UNSAID = Note()


def add(session: Session, code: str, kind: BranchKind) -> int:
    """A branch without a span."""
    branch = Branch(code=code, kind=kind)
    session.add(branch)
    session.flush()
    if branch.id is None:
        raise ValueError("the branch has no number")
    return branch.id


def has_code(session: Session, code: str) -> bool:
    """Whether a branch has a code."""
    return session.exec(select(Branch.id).where(Branch.code == code)).first() is not None


def begin(
    session: Session,
    branch_id: int,
    name: str,
    parent_id: int | None,
    day: date,
    *,
    via: Iterable[int] = (),
    note: Note = UNSAID,
) -> None:
    """A span from a day on."""
    session.add(
        BranchSpan(
            branch_id=branch_id,
            name=name,
            parent_id=parent_id,
            via=list(via),
            since=day,
            reason=note.reason,
            by=note.by,
        )
    )
    session.flush()


def first(session: Session, branch_id: int) -> date | None:
    """The day on which a branch begins."""
    mine = col(BranchSpan.branch_id) == branch_id
    return session.exec(select(func.min(BranchSpan.since)).where(mine)).one()


def later(session: Session, branch_id: int, day: date) -> date | None:
    """The last day behind another on which a branch changes or ends."""
    mine = col(BranchSpan.branch_id) == branch_id
    since = session.exec(select(func.max(BranchSpan.since)).where(mine)).one()
    until = session.exec(select(func.max(BranchSpan.until)).where(mine)).one()
    return max((d for d in (since, until) if d is not None and d > day), default=None)


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


def top(session: Session, day: date) -> str | None:
    """The name of the oldest branch that is under no other on a day."""
    return session.exec(
        select(BranchSpan.name)
        .where(_counts(day), col(BranchSpan.parent_id).is_(None))
        .order_by(col(BranchSpan.branch_id))
    ).first()


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


def succeed(
    session: Session, branch_id: int, successor_id: int, kind: str, day: date, note: Note = UNSAID
) -> None:
    """Note what became of a branch."""
    session.add(
        BranchSuccession(
            branch_id=branch_id,
            successor_id=successor_id,
            kind=kind,
            day=day,
            reason=note.reason,
            by=note.by,
        )
    )
    session.flush()


def spans(session: Session, branch_id: int) -> Sequence[BranchSpan]:
    """Every span of a branch, the oldest first."""
    mine = select(BranchSpan).where(BranchSpan.branch_id == branch_id)
    return session.exec(mine.order_by(col(BranchSpan.since))).all()


def successions(session: Session, branch_id: int) -> Sequence[BranchSuccession]:
    """What a branch was merged with and split off from, the oldest first."""
    theirs = select(BranchSuccession).where(
        or_(
            col(BranchSuccession.branch_id) == branch_id,
            col(BranchSuccession.successor_id) == branch_id,
        )
    )
    return session.exec(theirs.order_by(col(BranchSuccession.day), col(BranchSuccession.id))).all()


def names(session: Session, branch_ids: Collection[int]) -> dict[int, str]:
    """The last name of each of some branches."""
    wanted = select(BranchSpan.branch_id, BranchSpan.name).where(
        col(BranchSpan.branch_id).in_(branch_ids)
    )
    return dict(session.exec(wanted.order_by(col(BranchSpan.since))).all())


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
    via = tuple(span.via)
    return Placed(branch.id, branch.code, branch.kind, span.name, span.parent_id, span.since, via)
