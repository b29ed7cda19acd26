"""What became of a branch, day by day."""

from collections.abc import Iterator

from sqlmodel import Session

from audiolib.catalogue.branches import repository
from audiolib.catalogue.model import BranchEvent


def history(session: Session, branch_id: int) -> list[BranchEvent]:
    """Everything that happened to a branch, the newest first."""
    told = [*_spans(session, branch_id), *_successions(session, branch_id)]
    return sorted(told, key=lambda event: event.day)[::-1]


def _spans(session: Session, branch_id: int) -> Iterator[BranchEvent]:
    before = None
    for span in repository.spans(session, branch_id):
        if before is None:
            kind = "begun"
        elif span.parent_id != before.parent_id:
            kind = "moved"
        else:
            kind = "renamed"
        yield BranchEvent(
            day=span.since,
            kind=kind,
            name=span.name,
            other=span.parent_id or 0,
            reason=span.reason,
            by=span.by,
        )
        before = span


def _successions(session: Session, branch_id: int) -> Iterator[BranchEvent]:
    for row in repository.successions(session, branch_id):
        ours = row.branch_id == branch_id
        kinds = ("merged", "took-in") if row.kind == "merged" else ("split", "split-off")
        yield BranchEvent(
            day=row.day,
            kind=kinds[0] if ours else kinds[1],
            other=row.successor_id if ours else row.branch_id,
            reason=row.reason,
            by=row.by,
        )
