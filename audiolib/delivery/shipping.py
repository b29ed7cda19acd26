"""A title that goes to a partner as a bag, and one that came: verified, then on record (R7)."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import BinaryIO

from sqlmodel import Session

from audiolib.delivery import bag
from audiolib.delivery.bag_check import check
from audiolib.delivery.repository import lending as kept
from audiolib.delivery.stamped import stamped
from audiolib.delivery.stamps import Stamp
from audiolib.delivery.stored import opened
from audiolib.errors import AudiolibError
from audiolib.findings import Finding
from audiolib.people.reader import Reader
from audiolib.rights import exchange
from audiolib.rights.copies import hand_out
from audiolib.rights.terms import Act
from audiolib.store import Store
from audiolib.tables import Package
from audiolib.tables.access import Exchange

_LONGEST = 60


class NoPackageError(AudiolibError):
    """A work has no package of a format; `work` and `format` tell which."""

    code = "shipment-no-package"

    def __init__(self, work: int, format_: str) -> None:
        super().__init__(work, format_)
        self.work = work
        self.format = format_


class BagFaultyError(AudiolibError):
    """A bag that is not whole, or not safe; nothing of it was taken over."""

    code = "shipment-bag"

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(", ".join(finding.code for finding in findings[:5]))
        self.findings = findings
        self.count = len(findings)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: the library's name and its address in the web, both for `bag-info.txt`."""

    name: str
    site: str


def send(
    session: Session,
    store: Store,
    by: Reader,
    partner_id: int,
    work_id: int,
    format_: str,
    now: datetime,
    *,
    sender: Sender,
    record: Callable[[], tuple[str, bytes]],
    scratch: Path,
) -> Exchange:
    """Pack a title for a partner, keep the bag in the store, and note that it goes.

    The bag holds the package (of a protected title a numbered copy) and the catalogue's `record`,
    which is title and MARCXML. Its content key is the digest in the log.

    Raises:
        NoSuchWorkError, NoSuchRecordError, OfficeError, DeniedError: as `exchange.send`.
        NoPackageError: there is none in that format.
    """
    exchange.make_sure(session, by, partner_id, work_id, now, format_name=format_)
    package = kept.package(session, work_id, format_)
    found = opened(store, package.digest) if package is not None else None
    if package is None or found is None:
        raise NoPackageError(work_id, format_)
    asker = Reader(partner_id=partner_id)
    copy = hand_out(session, package.id or 0, asker, now, Act.EXCHANGE)
    day = now.astimezone().date()
    stamp = Stamp(copy.number, sender.name, day) if copy else None
    title, xml = record()
    facts = {
        "Source-Organization": sender.name,
        "Bagging-Date": day.isoformat(),
        "External-Description": title,
        "External-Identifier": f"{sender.site}/works/{work_id}" if sender.site else str(work_id),
        **({"Copy-Number": stamp.number} if stamp else {}),
        "Bag-Software-Agent": "Audiolib",
    }
    with found[0] as file, tempfile.TemporaryDirectory(dir=scratch) as folder:
        target = Path(folder) / "bag.zip"
        parts = [_copy(package, file, found[1], stamp), bag.Payload("record.xml", len(xml), [xml])]
        bag.write(target, PurePath(package.name).stem[:_LONGEST], parts, facts)
        digest, _size = store.put_file(target)
    return exchange.send(
        session, by, partner_id, work_id, now, bag_digest=digest, format_name=format_
    )


def receive(
    session: Session,
    by: Reader,
    partner_id: int,
    work_id: int,
    file: BinaryIO,
    digest: str,
    now: datetime,
    *,
    largest: int,
) -> Exchange:
    """Verify a bag that came, then note it; `digest` is that of the file.

    Raises:
        BagFaultyError: it is not whole, or not safe; its findings say what is wrong.
        NoSuchWorkError, NoSuchRecordError, OfficeError, EvidenceError: as `exchange.receive`.
    """
    if findings := check(file, largest):
        raise BagFaultyError(findings)
    return exchange.receive(session, by, partner_id, work_id, now, bag_digest=digest)


def _copy(package: Package, file: BinaryIO, size: int, stamp: Stamp | None) -> bag.Payload:
    if stamp is None:
        return bag.Payload(package.name, size, iter(lambda: file.read(1 << 20), b""))
    made = stamped(package.format, file, size, stamp)
    return bag.Payload(package.name, made.size, made.read(file))
