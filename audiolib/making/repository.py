"""What a production is made of: texts, pages, releases with packages and tracks."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, func, text
from sqlmodel import Session, col, select

from audiolib.making.errors import NoSuchPageError, NoTextError
from audiolib.rights.notice import notice
from audiolib.slug import LONGEST
from audiolib.tables import (
    Contribution,
    Contributor,
    Identifier,
    Package,
    Page,
    Production,
    Release,
    TextVersion,
    Track,
    WordPlace,
    Work,
)
from audiolib.tables.catalogue import RightsStatus

TAKEN_IN = "taken-in"
"""Why there is a version of a text: a file was read."""
_NAMES = ("aut", "trl", "ill", "edt", "nrt")
"""Relators that a package names its contributors by."""


def newest_text(session: Session, production_id: int) -> TextVersion:
    """The newest version of a production's text.

    Raises:
        NoTextError: there is none yet.
    """
    found = text_or_none(session, production_id)
    if found is None:
        raise NoTextError(production_id)
    return found


def add_text(
    session: Session, production_id: int, digest: str, reason: str, author_id: int | None = None
) -> TextVersion:
    """A new version of a text; the one that stands already where it is the same."""
    newest = text_or_none(session, production_id)
    if newest is not None and newest.digest == digest:
        return newest
    number = newest.number if newest else 0
    version = TextVersion(
        production_id=production_id,
        number=number + 1,
        base=number,
        digest=digest,
        reason=reason,
        author_id=author_id,
    )
    session.add(version)
    session.flush()
    return version


def described(session: Session, found: Production) -> dict[str, Any]:
    """What the catalogue says of a production's work, as the metadata file of `produce` has it."""
    work = session.exec(select(Work).where(col(Work.id) == found.work_id)).one()
    people = session.exec(
        select(Contributor.name, Contribution.role)
        .join(Contribution, col(Contribution.contributor_id) == col(Contributor.id))
        .where(col(Contribution.work_id) == work.id, col(Contribution.role).in_(_NAMES))
        .order_by(col(Contribution.position))
    ).all()
    printed = session.exec(
        select(Identifier.value).where(
            col(Identifier.work_id) == work.id, col(Identifier.kind) == "isbn"
        )
    ).first()
    told: dict[str, Any] = {"title": work.title, "language": found.language or work.language}
    if people:
        told["creators"] = [{"name": name, "role": role} for name, role in people]
    if work.summary:
        told["description"] = work.summary
    if printed:
        told["source"] = {"identifier": f"urn:isbn:{printed}"}
    if said := notice(session, found.work_id, str(told["language"]), datetime.now(UTC)):
        told["rights"] = said
    return told


def release_of(session: Session, production_id: int, words: str, sound: str) -> Release | None:
    """The release that was made of the same text and the same sound."""
    return session.exec(
        select(Release).where(
            col(Release.production_id) == production_id,
            col(Release.text) == words,
            col(Release.sound) == sound,
        )
    ).first()


def put_first(session: Session, release: Release, now: datetime) -> Release:
    """Make a release that went out before the one that readers get; those after it are withdrawn.

    So it is where a decision about a word is taken back: the sound is as it was.
    """
    later = session.exec(
        select(Release).where(
            col(Release.production_id) == release.production_id,
            col(Release.number) > release.number,
            col(Release.withdrawn_at).is_(None),
        )
    )
    for one in later:
        one.withdrawn_at = now
        session.add(one)
    release.withdrawn_at = None
    session.add(release)
    session.flush()
    return release


def is_withdrawn(session: Session, work_id: int) -> bool:
    """Whether the work was taken from the readers, for its rights."""
    status = session.exec(select(Work.rights_status).where(col(Work.id) == work_id)).one()
    return status in (RightsStatus.WITHDRAWN, RightsStatus.UNKNOWN)


def newest_release(session: Session, production_id: int) -> Release | None:
    """What readers get of a production."""
    return session.exec(
        select(Release)
        .where(col(Release.production_id) == production_id, col(Release.withdrawn_at).is_(None))
        .order_by(col(Release.number).desc())
    ).first()


def add_release(
    session: Session,
    release: Release,
    packages: Sequence[Mapping[str, Any]],
    tracks: Sequence[Mapping[str, Any]],
) -> Release:
    """A release with its packages and tracks; `number` counts on from the one before."""
    last = session.exec(
        select(func.max(Release.number)).where(col(Release.production_id) == release.production_id)
    ).one()
    release.number = (last or 0) + 1
    session.add(release)
    session.flush()
    for package in packages:
        session.add(Package(release_id=release.id or 0, public=release.public, **package))
    for track in tracks:
        session.add(Track(release_id=release.id or 0, **track))
    session.flush()
    return release


def mark_published(session: Session, work_id: int, now: datetime) -> None:
    """Say that a work has something for readers, since when it first had."""
    work = session.exec(select(Work).where(col(Work.id) == work_id).with_for_update()).one()
    if work.published_at is None:
        work.published_at = now
        work.changed_at = now
        work.version += 1
        session.add(work)


def is_public(session: Session, work_id: int) -> bool:
    """Whether everybody may have the work, as the guards of the database see it at this moment."""
    found = session.connection().execute(text("SELECT may_be_public(:work)"), {"work": work_id})
    return bool(found.scalar_one())


def index_words(
    session: Session, production_id: int, language: str, places: Mapping[str, frozenset[str]]
) -> None:
    """Write which words stand in which phrases of a production, in place of what was written."""
    connection = session.connection()
    connection.execute(delete(WordPlace).where(col(WordPlace.production_id) == production_id))
    raw: Any = connection.connection.driver_connection
    # Copied in: a publication of six hours has some fifty thousand of them.
    with (
        raw.cursor() as cursor,
        cursor.copy("COPY wordplace (production_id, phrase, word, language) FROM STDIN") as copy,
    ):
        for phrase, words in places.items():
            for word in sorted(words):
                copy.write_row((production_id, phrase, word, language))


def text_or_none(session: Session, production_id: int) -> TextVersion | None:
    """The newest version of a production's text, None where there is none yet."""
    return session.exec(
        select(TextVersion)
        .where(col(TextVersion.production_id) == production_id)
        .order_by(col(TextVersion.number).desc())
    ).first()


def taken_in_text(session: Session, production_id: int) -> TextVersion | None:
    """The text as its file had it when it was taken in last, None where there is none."""
    return session.exec(
        select(TextVersion)
        .where(col(TextVersion.production_id) == production_id, col(TextVersion.reason) == TAKEN_IN)
        .order_by(col(TextVersion.number).desc())
    ).first()


def title(session: Session, work_id: int) -> str:
    """The title of a work."""
    return session.exec(select(Work.title).where(col(Work.id) == work_id)).one()


def free_slug(session: Session, wanted: str) -> str:
    """A name for a production's files that no other one has."""
    taken = set(
        session.exec(
            select(Production.slug).where(col(Production.slug).startswith(wanted[: LONGEST - 8]))
        )
    )
    found, number = wanted, 1
    while found in taken:
        number += 1
        ending = f"-{number}"
        found = f"{wanted[: LONGEST - len(ending)].rstrip('-')}{ending}"
    return found


def pages(session: Session, production_id: int) -> list[Page]:
    """The pages of a scan, in their order; those that are left out are not among them."""
    return [page for page in all_pages(session, production_id) if not page.left_out]


def all_pages(session: Session, production_id: int) -> list[Page]:
    """The pages of a scan, in their order, those that are left out behind all others."""
    rows = session.exec(
        select(Page).where(col(Page.production_id) == production_id).order_by(col(Page.number))
    )
    return list(rows)


def page(session: Session, production_id: int, page_id: int) -> Page:
    """A page of a scan.

    Raises:
        NoSuchPageError: it has no such page.
    """
    found = session.get(Page, page_id)
    if found is None or found.production_id != production_id:
        raise NoSuchPageError(production_id)
    return found


def images(session: Session, production_id: int) -> dict[str, str]:
    """The names of the pictures that came for a scan, by their blobs."""
    came = [_as_it_came(page.model_dump()) for page in all_pages(session, production_id)]
    return {page["image"]: page["name"] for page in came}


def _as_it_came(row: dict[str, Any]) -> dict[str, Any]:
    """The row of the picture that a page was first, before it was cut out or turned."""
    while row.get("whole"):
        row = row["whole"]
    return row


def pages_read(session: Session, production_id: int) -> tuple[int, int]:
    """How many pages of a scan are read by now, and how many there are to read."""
    read = func.count().filter(col(Page.words) != "")
    query = select(read, func.count()).where(
        col(Page.production_id) == production_id, col(Page.left_out).is_(False)
    )
    return session.exec(query).one()
