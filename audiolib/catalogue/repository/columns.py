"""The SQL of the columns of the offer."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from audiolib.tables import Collection, CollectionWork, Work


def held(session: Session) -> list[Collection]:
    """Every column in its order, held until the transaction ends."""
    wanted = select(Collection).order_by(col(Collection.position), col(Collection.id))
    return list(session.exec(wanted.with_for_update().execution_options(populate_existing=True)))


def every(session: Session) -> Sequence[Collection]:
    """Every column, those that were retired too, in its order."""
    wanted = select(Collection).order_by(col(Collection.position), col(Collection.id))
    return session.exec(wanted).all()


def add(session: Session, code: str, titles: dict[str, str], position: int) -> int:
    """A new column; gives its number."""
    column = Collection(code=code, titles=titles, position=position)
    keep(session, column)
    if column.id is None:
        raise ValueError("the column has no number")
    return column.id


def keep(session: Session, column: Collection) -> None:
    """Write a new or changed column."""
    session.add(column)
    session.flush()


def order(session: Session, columns: Sequence[Collection]) -> None:
    """Let columns stand in the order given."""
    for position, column in enumerate(columns):
        column.position = position
    session.add_all(columns)
    session.flush()


def standing(
    session: Session, column_id: int, after: int, limit: int
) -> list[tuple[int, str, str]]:
    """Number, title and language of works in a column, the newest first, from below a number."""
    wanted = (
        select(Work.id, Work.title, Work.language)
        .join(CollectionWork, col(CollectionWork.work_id) == Work.id)
        .where(CollectionWork.collection_id == column_id)
        .order_by(col(Work.id).desc())
        .limit(limit)
    )
    if after:
        wanted = wanted.where(col(Work.id) < after)
    return [(number or 0, title, language) for number, title, language in session.exec(wanted)]
