"""Releases with their packages and tracks, from the database."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlmodel import Session, col, select

from audiolib.delivery.released import File, Released, Sound, sections
from audiolib.tables import Package, Release, Track
from audiolib.tables.access import AccessCopy

# Asked at every request for bytes, so it is written out.
_OF = text("""
SELECT r.work_id, coalesce(p.format, '') AS format
FROM release r LEFT JOIN package p ON p.release_id = r.id AND p.digest = :digest
WHERE r.id = :release AND r.withdrawn_at IS NULL
LIMIT 1
""")


def released(session: Session, work_id: int) -> Released | None:
    """What readers get of a work: the newest release that is not withdrawn."""
    wanted = (
        select(Release)
        .where(col(Release.work_id) == work_id, col(Release.withdrawn_at).is_(None))
        .order_by(col(Release.released_at).desc(), col(Release.id).desc())
        .limit(1)
    )
    release = session.exec(wanted).first()
    return None if release is None else _with_files(session, release)


def of(session: Session, release_id: int, digest: str) -> tuple[int, str] | None:
    """A release's work, and of its package with these bytes the format, empty of other bytes.

    None where the release is withdrawn, or none.
    """
    told = {"release": release_id, "digest": digest}
    found = session.connection().execute(_OF, told).first()
    return None if found is None else (found.work_id, found.format)


def copy(session: Session, number: str) -> tuple[AccessCopy, Package] | None:
    """The numbered copy, with the package that it is one of."""
    wanted = (
        select(AccessCopy, Package)
        .join(Package, col(Package.id) == col(AccessCopy.package_id))
        .where(col(AccessCopy.number) == number)
    )
    return session.exec(wanted).first()


def lengths(session: Session, work_ids: Sequence[int]) -> dict[int, int]:
    """Milliseconds that the newest release of each work lasts; works without one are left out."""
    wanted = (
        select(Release.work_id, Release.duration_ms)
        .where(col(Release.work_id).in_(work_ids), col(Release.withdrawn_at).is_(None))
        .order_by(col(Release.released_at), col(Release.id))
    )
    return dict(session.exec(wanted).all())


def _with_files(session: Session, release: Release) -> Released:
    assert release.id is not None  # noqa: S101 — it was read
    packages = session.exec(
        select(Package).where(Package.release_id == release.id).order_by(col(Package.format))
    )
    tracks = session.exec(
        select(Track).where(Track.release_id == release.id).order_by(col(Track.number))
    )
    return Released(
        release.id,
        release.work_id,
        release.production_id,
        release.number,
        release.duration_ms,
        release.voice_kind,
        tuple(release.narrators),
        release.public,
        release.accessibility,
        release.released_at,
        tuple(File(p.id or 0, p.format, p.name, p.media_type, p.digest, p.size) for p in packages),
        tuple(
            Sound(
                t.id or 0,
                t.number,
                t.digest,
                t.size,
                t.duration_ms,
                sections(t.sections, t.duration_ms),
            )
            for t in tracks
        ),
    )
