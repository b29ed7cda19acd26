"""A title made under the exception, with real packages, and a patron who may have it."""

from datetime import UTC, datetime
from pathlib import Path

from sqlmodel import col, select

from audiolib.rights.evidence import record_access
from audiolib.rights.record import decide_status
from audiolib.service import Service
from audiolib.tables import MarrakeshApproval, Package, Patron, Production, Release, Track, Work
from audiolib.tables.catalogue import RightsStatus
from audiolib.tables.people import Beneficiary, VerificationMethod
from tests.web.books import librarian

SOUND = bytes(range(256)) * 8


def title(service: Service, packages: dict[str, Path]) -> tuple[int, dict[str, int]]:
    """The number of the work, and of each package by its format."""
    now = datetime.now(UTC)
    maker = librarian(service)
    numbers: dict[str, int] = {}
    with service.database.transaction() as session:
        work = Work(title="Dế Mèn phiêu lưu ký", language="vi", branch_id=1)
        session.add(work)
        session.flush()
        work_id = work.id or 0
        session.add(
            MarrakeshApproval(
                number="12/QĐ", issuer="Bộ", approved_on=now.date().replace(year=2025), scope="-"
            )
        )
        record_access(session, maker, work_id, "purchase", "KK-1", now)
        decide_status(
            session,
            maker,
            work_id,
            RightsStatus.MARRAKESH,
            now,
            basis="Điều 25a",
            commercially_available=False,
        )
        production = Production(
            work_id=work_id, branch_id=1, slug="de-men", source="file", language="vi", created_by=1
        )
        session.add(production)
        session.flush()
        release = Release(
            production_id=production.id or 0,
            work_id=work_id,
            number=1,
            text="t",
            sound="s",
            duration_ms=1000,
            voice_kind="synthetic",
            voice_public=True,
        )
        session.add(release)
        session.flush()
        digest = service.store.put(SOUND)
        track = Track(
            release_id=release.id or 0,
            number=1,
            digest=digest,
            size=len(SOUND),
            duration_ms=1000,
            sections=[],
        )
        session.add(track)
        for name, path in packages.items():
            digest, size = service.store.put_file(path)
            package = Package(
                release_id=release.id or 0,
                format=name,
                media_type="application/zip",
                name=f"de-men{path.suffix}",
                digest=digest,
                size=size,
            )
            session.add(package)
            session.flush()
            numbers[name] = package.id or 0
    return work_id, numbers


def verify(service: Service, name: str = "An") -> int:
    """Note of a patron that they can't read print; the patron's number."""
    with service.database.transaction() as session:
        patron = session.exec(select(Patron).where(col(Patron.name) == name)).one()
        assert patron.id is not None
        session.add(
            Beneficiary(
                patron_id=patron.id,
                method=VerificationMethod.LIBRARIAN,
                verified_by=1,
                seen_on=datetime.now(UTC).date(),
            )
        )
        return patron.id
