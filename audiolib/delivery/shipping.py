"""A title that goes to a partner as a bag, and one that came: verified, then on record (R7)."""

from datetime import datetime
from typing import BinaryIO

from sqlmodel import Session

from audiolib.catalogue import repository as catalogue
from audiolib.delivery.bag_check import check
from audiolib.delivery.packing import PACK
from audiolib.delivery.repository import bags as kept
from audiolib.delivery.repository import lending
from audiolib.errands import repository as errands
from audiolib.errors import AudiolibError
from audiolib.findings import Finding
from audiolib.people.reader import Reader
from audiolib.rights import exchange
from audiolib.rights.copies import hand_out
from audiolib.rights.terms import Act
from audiolib.tables import Bag, Package
from audiolib.tables.access import Exchange

_BYTES_A_SIGN = 400
"""Of sound; by that small bags go before large ones."""


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


def send(
    session: Session,
    by: Reader,
    partner_id: int,
    work_id: int,
    format_: str,
    now: datetime,
    *,
    language: str = "en",
) -> Bag:
    """Have a title packed for a partner, once; `language` is that of the notes in its record.

    A bag that is packed, or being packed, is the one that is wanted; one that came to nothing is
    begun anew. It has the number of its copy from the first asking on.

    Raises:
        NoSuchWorkError, NoSuchRecordError, OfficeError, DeniedError: as `exchange.send`.
        NoPackageError: there is none in that format.
    """
    account = exchange.make_sure(session, by, partner_id, work_id, now, format_name=format_)
    package = lending.package(session, work_id, format_)
    if package is None or package.id is None:
        raise NoPackageError(work_id, format_)
    kept.one_at_a_time(session, partner_id)
    found = kept.of(session, partner_id, package.id)
    if found is None:
        asker = Reader(partner_id=partner_id)
        copy = hand_out(session, package.id, asker, now, Act.EXCHANGE)
        found = Bag(
            partner_id=partner_id,
            work_id=work_id,
            package_id=package.id,
            format=format_,
            copy_number=copy.number if copy else "",
            language=language,
            by=account,
            asked_at=now,
        )
        kept.keep(session, found)
    if not found.digest:
        _ordered(session, found, package, account, now)
    return found


def _ordered(session: Session, found: Bag, package: Package, account: int, now: datetime) -> None:
    last = errands.newest(session, PACK.name, found.id or 0)
    if last is not None and last.ended == errands.OPEN:
        return
    found.by = account
    kept.keep(session, found)
    work = catalogue.work(session, found.work_id)
    errands.order(
        session,
        PACK,
        found.id or 0,
        title=work.title,
        branch_id=work.branch_id,
        by=account,
        now=now,
        size=package.size // _BYTES_A_SIGN,
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
