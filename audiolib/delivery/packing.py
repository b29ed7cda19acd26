"""The step that packs a bag for a partner: judged anew, packed once, then on record (R7)."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePath

from sqlmodel import Session

from audiolib.bucket import SILENT, StoreAwayError
from audiolib.catalogue import repository as catalogue
from audiolib.catalogue.exchange import Library, as_marcxml, gather
from audiolib.catalogue.exchange.forms import marc
from audiolib.delivery import bag as bagit
from audiolib.delivery.repository import bags as kept
from audiolib.delivery.stamped import stamped
from audiolib.delivery.stamps import Stamp
from audiolib.delivery.stored import opened
from audiolib.errands import repository as errands
from audiolib.jobs.errors import JobOutdatedError
from audiolib.jobs.progress import Telling
from audiolib.jobs.steps import Step
from audiolib.people import sessions
from audiolib.people.reader import Reader
from audiolib.rights import exchange
from audiolib.rights.errors import OfficeError
from audiolib.rights.repository.facts import day
from audiolib.service import Service
from audiolib.tables import Bag, Package

_LONGEST = 60
_UNIT = 1 << 20


def pack_bag(service: Service, telling: Telling, errand: int) -> None:
    """Pack a title for a partner; the bag lies in the store, and the log says that it goes.

    It holds the package (of a protected title a numbered copy) and the catalogue's record. The
    same bag comes out however often it is begun, for its day is the one on which it was asked for.

    Raises:
        OfficeError: who asked for it may not exchange in the work's branch any more.
        DeniedError: the rights do not allow it any more.
        StoreAwayError: the store does not give the package.
    """
    with service.database.transaction() as session:
        number = errands.errand(session, errand).subject
        found = _bag(session, number, telling)
        if found.digest:
            return
        _judged(session, found)
        package = kept.package(session, found.package_id)
        if package is None:
            raise JobOutdatedError(telling.job_id)
        record = _record(service, session, found)
        title = catalogue.work(session, found.work_id).title
        session.expunge_all()
    digest, size = _packed(service, telling, found, package, title, record)
    with service.database.transaction() as session:
        found = _bag(session, number, telling, lock=True)
        if found.digest:
            return
        now = datetime.now(UTC)
        exchange.send(
            *(session, _asker(session, found), found.partner_id, found.work_id, now),
            bag_digest=digest,
            format_name=found.format,
        )
        found.digest, found.size, found.packed_at = digest, size, now
        kept.keep(session, found)


PACK = Step("pack_bag", "errands", pack_bag, ("pack",), of="errand")


def _bag(session: Session, number: int, telling: Telling, *, lock: bool = False) -> Bag:
    found = kept.bag(session, number, lock=lock)
    if found is None:
        raise JobOutdatedError(telling.job_id)
    return found


def _judged(session: Session, found: Bag) -> None:
    """Raise unless it may still go: the rights, and the office of who asked, may have changed."""
    told = (session, _asker(session, found), found.partner_id, found.work_id, datetime.now(UTC))
    exchange.make_sure(*told, format_name=found.format)


def _asker(session: Session, found: Bag) -> Reader:
    reader = sessions.colleague(session, found.by, errands.today())
    if reader is None:
        raise OfficeError("exchange")
    return reader


def _record(service: Service, session: Session, found: Bag) -> bytes:
    told = service.settings.library
    library = Library(told.code or told.name, service.url, found.language)
    work = catalogue.work(session, found.work_id)
    return as_marcxml([marc.record(*gather(session, work, library))])


def _packed(
    service: Service, telling: Telling, found: Bag, package: Package, title: str, record: bytes
) -> tuple[str, int]:
    """Pack the bag and put it into the store; gives its digest and size."""
    name, on = service.library, day(found.asked_at)
    stamp = Stamp(found.copy_number, name, on) if found.copy_number else None
    site = service.settings.service.url
    facts = {
        "Source-Organization": name,
        "Bagging-Date": on.isoformat(),
        "External-Description": title,
        "External-Identifier": f"{site}/works/{found.work_id}" if site else str(found.work_id),
        **({"Copy-Number": stamp.number} if stamp else {}),
        "Bag-Software-Agent": "Audiolib",
    }
    there = opened(service.store, package.digest)
    if there is None:
        raise StoreAwayError(service.store.location, SILENT)
    file, size = there
    with file, tempfile.TemporaryDirectory(prefix="audiolib-") as folder:
        telling.begin("pack", size // _UNIT + 1)
        pieces: Iterator[bytes] = iter(lambda: file.read(_UNIT), b"")
        if stamp is not None:
            made = stamped(package.format, file, size, stamp)
            size, pieces = made.size, made.read(file)
        target = Path(folder) / "bag.zip"
        parts = [
            bagit.Payload(package.name, size, _told(telling, pieces)),
            bagit.Payload("record.xml", len(record), [record]),
        ]
        bagit.write(target, PurePath(package.name).stem[:_LONGEST], parts, facts)
        return service.store.put_file(target)


def _told(telling: Telling, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, and how far it is; where it was called off, no more of them come."""
    came = told = 0
    for piece in pieces:
        yield piece
        came += len(piece)
        if came // _UNIT > told:
            telling.advance(came // _UNIT - told)
            told = came // _UNIT
