"""Every work, page by page: for exports and for programs that want the whole catalogue."""

from sqlalchemy import ColumnElement
from sqlmodel import Session

from audiolib.catalogue import repository
from audiolib.catalogue.errors import CursorError
from audiolib.catalogue.model import WorkPage

_LARGEST = 2**63 - 1


def page(
    session: Session, among: ColumnElement[bool], after: str = "", limit: int = 100
) -> WorkPage:
    """Works in the order in which they came in, of those that the asker may know of (`among`).

    What is added or changed meanwhile makes no page lose or repeat one.

    Raises:
        CursorError: `after` is no cursor of ours.
    """
    if after and not (after.isascii() and after.isdecimal() and int(after[:20]) <= _LARGEST):
        raise CursorError(after)
    numbers = repository.after(session, int(after[:20] or 0), among, limit + 1)
    shown = numbers[:limit]
    return WorkPage(
        repository.listed(session, shown),
        str(shown[-1]) if len(numbers) > limit else "",
    )
