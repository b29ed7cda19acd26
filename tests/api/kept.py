"""Works of every standing, each with a production and release like a real one."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlmodel import Session, select

from audiolib.catalogue.model import WorkDraft
from audiolib.catalogue.works import add_work
from audiolib.people.reader import Reader
from audiolib.rights.evidence import record_access
from audiolib.rights.record import decide_status, review
from audiolib.tables import Package, Production, Release, TextVersion, Track
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.making import State

NOW = datetime.now(UTC)
TODAY = NOW.date()
YEAR = timedelta(days=365)
STATUS = {
    "undecided": None,
    "unreviewed": RightsStatus.PUBLIC_DOMAIN,
    "free": RightsStatus.PUBLIC_DOMAIN,
    "our own": RightsStatus.OWN_WORK,
    "open licence": RightsStatus.OPEN_LICENCE,
    "nothing made": RightsStatus.PUBLIC_DOMAIN,
    "private voice": RightsStatus.PUBLIC_DOMAIN,
    "licensed": RightsStatus.LICENSED,
    "licensed later": RightsStatus.LICENSED,
    "licence over": RightsStatus.LICENSED,
    "marrakesh": RightsStatus.MARRAKESH,
    "marrakesh, no lawful copy": RightsStatus.MARRAKESH,
    "orphan": RightsStatus.UNKNOWN,
    "staff only": RightsStatus.STAFF_ONLY,
    "withdrawn": RightsStatus.WITHDRAWN,
    "held": RightsStatus.PUBLIC_DOMAIN,
    "recalled": RightsStatus.PUBLIC_DOMAIN,
}
"""The kinds of works, and what was decided of each; None: nothing."""


class Copied(NamedTuple):
    """The numbers of a production and of its package; 0 where it has none."""

    production: int
    package: int = 0


def decided(
    session: Session, kind: str, title: str, branch: int, first: Reader, second: Reader
) -> int:
    """A work that two people decided on as its kind says; gives its number."""
    number = add_work(session, WorkDraft(title=title, language="en"), branch, NOW).id or 0
    if kind.startswith("marrakesh") and "no" not in kind:
        record_access(session, first, number, "purchase", "KK-1", NOW)
    status = STATUS[kind]
    if status is not None:
        made = decide_status(
            session, first, number, status, NOW, basis="as it is", **_evidence(kind)
        )
        if kind not in ("unreviewed", "orphan"):
            review(session, second, made.id or 0, NOW)
    return number


def copied(session: Session, kind: str, work_id: int, branch: int, model_id: int) -> Copied:
    """A production like a real one, and its release where the kind has one."""
    like = session.get_one(Production, model_id)
    told = like.model_dump(
        warnings=False, exclude={"id", "work_id", "branch_id", "slug", "job_id", "state"}
    )
    released = kind not in ("undecided", "nothing made")
    made = Production(
        **told,
        work_id=work_id,
        branch_id=branch,
        slug=f"kept-{work_id}",
        state=State.IN_USE if released else State.TEXT,
    )
    session.add(made)
    session.flush()
    production = made.id or 0
    for text in _rows(session, TextVersion, production_id=model_id):
        session.add(TextVersion(**text, production_id=production))
    return _released(session, kind, made, model_id) if released else Copied(production)


def _released(session: Session, kind: str, made: Production, model_id: int) -> Copied:
    model = session.exec(select(Release).where(Release.production_id == model_id)).one()
    told = model.model_dump(warnings=False, exclude={"id", "production_id", "work_id", "public"})
    release = Release(**told, production_id=made.id or 0, work_id=made.work_id)
    release.voice_public = kind != "private voice"
    release.withdrawn_at = NOW if kind == "recalled" else None
    session.add(release)
    session.flush()
    last = 0
    for package in _rows(session, Package, release_id=model.id):
        row = Package(**{**package, "public": False}, release_id=release.id or 0)
        session.add(row)
        session.flush()
        last = row.id or 0
    for track in _rows(session, Track, release_id=model.id):
        session.add(Track(**track, release_id=release.id or 0))
    session.flush()
    return Copied(made.id or 0, last)


def _evidence(kind: str) -> dict[str, Any]:
    since = TODAY + YEAR if kind == "licensed later" else TODAY - 2 * YEAR
    contract: dict[str, Any] = {
        "acts": ["stream", "download"],
        "standings": ["card_holder"],
        "territory": ["*"],
        "since": since.isoformat(),
    }
    if kind == "licence over":
        contract["until"] = (TODAY - YEAR).isoformat()
    match STATUS[kind]:
        case RightsStatus.PUBLIC_DOMAIN:
            return {"author_died": 1900}
        case RightsStatus.OPEN_LICENCE:
            return {"licence": "CC-BY-4.0"}
        case RightsStatus.LICENSED:
            return {"contract": contract}
        case RightsStatus.MARRAKESH:
            return {"commercially_available": False}
    return {}


def _rows(session: Session, table: Any, **of: Any) -> list[dict[str, Any]]:
    wanted = select(table).where(*(getattr(table, name) == value for name, value in of.items()))
    return [row.model_dump(warnings=False, exclude={"id", *of}) for row in session.exec(wanted)]
