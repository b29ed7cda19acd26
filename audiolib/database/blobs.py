"""Which blobs of the store the rows refer to: what a backup must hold, and pruning must keep."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import Session

from audiolib.store import Store
from audiolib.stored import read as read_publication

_COLUMNS = (
    ("page", "image"),
    ("page", "clean"),
    ("page", "words"),
    ("page", "alto"),
    ("page", "preview"),
    ("upload", "digest"),
    ("package", "digest"),
    ("track", "digest"),
    ("marrakeshapproval", "document_digest"),
    ("recordfile", "blob"),
    ("bag", "digest"),
)


@dataclass(frozen=True, slots=True)
class Missing:
    """A blob that a row refers to and the store lacks."""

    table: str
    digest: str


def referred(session: Session, store: Store) -> Iterator[tuple[str, str]]:
    """Table and digest of every blob that a row refers to, each digest once.

    Texts are looked into: the pictures of a publication are blobs of their own.
    """
    seen: set[str] = set()
    for table, digest in _rows(session):
        if digest in seen:
            continue
        seen.add(digest)
        if table == "exchange" and not store.holds(digest):
            continue  # a bag that somebody else packed, and that was only noted
        yield table, digest
        if table != "textversion" or (content := store.get(digest)) is None:
            continue
        for resource in read_publication(content, digest).resources:
            if resource.digest not in seen:
                seen.add(resource.digest)
                yield "textversion", resource.digest


def missing(session: Session, store: Store) -> Iterator[Missing]:
    """What the store lacks."""
    for table, digest in referred(session, store):
        if not store.holds(digest):
            yield Missing(table, digest)


def _rows(session: Session) -> Iterator[tuple[str, str]]:
    for table, column in _COLUMNS:
        found = session.connection().execute(
            text(f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" <> \'\'')  # noqa: S608
        )
        yield from ((table, digest) for (digest,) in found)
    for (digest,) in session.connection().execute(text("SELECT digest FROM textversion")):
        yield "textversion", digest
    # What a page was cut out of, or before it was turned, is kept as the row that it was.
    names = ", ".join(f"row->>'{column}'" for table, column in _COLUMNS if table == "page")
    rows = (
        "WITH RECURSIVE before(row) AS (SELECT whole FROM page WHERE whole <> '{}'"
        " UNION ALL SELECT row->'whole' FROM before WHERE row->'whole' <> '{}')"
    )
    pages = f"{rows} SELECT DISTINCT unnest(ARRAY[{names}]) FROM before"  # noqa: S608
    for (digest,) in session.connection().execute(text(pages)):
        if digest:
            yield "page", digest
    bags = "SELECT DISTINCT bag_digest FROM exchange WHERE direction = 'sent'"
    for (digest,) in session.connection().execute(text(bags)):
        yield "exchange", digest
    records = "SELECT DISTINCT value FROM production, jsonb_each_text(record)"
    for (digest,) in session.connection().execute(text(records)):
        yield "production", digest
