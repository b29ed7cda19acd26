"""Releases with their packages and tracks, from the database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, true
from sqlmodel import Session, col, select

from audiolib.delivery.released import File, Released, Sound, sections
from audiolib.rights.repository import counting, policies
from audiolib.rights.repository.facts import day
from audiolib.tables import Package, Release, Track, Work
from audiolib.tables.access import AccessCopy, RightsDecision, Withdrawal
from audiolib.tables.catalogue import RightsStatus


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


def is_there(
    session: Session, release_id: int, now: datetime, made: datetime | None = None
) -> bool:
    """Whether readers still get a release: neither it nor its work is withdrawn, or held.

    A link `made` before a decision that keeps the release out of public does not count any more:
    whoever may still have it gets a new one.
    """
    narrowed = select(RightsDecision.id).where(
        col(RightsDecision.work_id) == col(Work.id),
        col(RightsDecision.status) == col(Work.rights_status),
        func.greatest(col(RightsDecision.decided_at), col(RightsDecision.reviewed_at)) > made,
    )
    wanted = (
        select(Release.id)
        .join(Work, col(Work.id) == col(Release.work_id))
        .where(
            col(Release.id) == release_id,
            col(Release.withdrawn_at).is_(None),
            _not_stopped(session, now),
            true() if made is None else or_(col(Release.public), ~narrowed.exists()),
        )
    )
    return session.exec(wanted).first() is not None


def is_open(session: Session, work_id: int, now: datetime) -> bool:
    """Whether anybody has a work at all, those who make it too: neither withdrawn nor held."""
    wanted = select(Work.id).where(col(Work.id) == work_id, _not_stopped(session, now))
    return session.exec(wanted).first() is not None


def copy(session: Session, number: str) -> tuple[AccessCopy, Package] | None:
    """The numbered copy, with the package that it is one of."""
    wanted = (
        select(AccessCopy, Package)
        .join(Package, col(Package.id) == col(AccessCopy.package_id))
        .where(col(AccessCopy.number) == number)
    )
    return session.exec(wanted).first()


def _not_stopped(session: Session, now: datetime) -> ColumnElement[bool]:
    policy = policies.at(session, day(now))
    held = select(Withdrawal.id).where(
        col(Withdrawal.work_id) == col(Work.id), counting.is_open(policy, now)
    )
    return and_(col(Work.rights_status) != RightsStatus.WITHDRAWN, ~held.exists())


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
