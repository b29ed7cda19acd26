"""Works in public channels: noted only where they may be, asked down the moment they may not."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from audiolib.database import Database
from audiolib.people import Reader
from audiolib.rights import postings
from audiolib.rights.errors import (
    AlreadyDecidedError,
    EvidenceError,
    NoSuchRecordError,
    NotPublicError,
    OfficeError,
)
from audiolib.rights.public import PublicWork
from audiolib.rights.repository import postings as kept
from audiolib.rights.terms import Channel
from audiolib.rights.withdraw import hold, settle
from audiolib.tables.catalogue import RightsStatus
from tests.audiolib.rights.library import NOW, Library

ADDRESS = "https://video.example/1"


@pytest.fixture
def library(database: Database) -> Iterator[Library]:
    with database.transaction() as session:
        yield Library(session)


def posted(library: Library, work: int, channel: Channel = Channel.YOUTUBE) -> int:
    public = PublicWork.of(library.session, work, channel, NOW)
    address = f"{ADDRESS}/{channel}/{work}"
    return postings.post(library.session, library.staff[0], public, address, NOW).id or 0


def due(library: Library) -> list[int]:
    return [posting.id or 0 for posting, _work in kept.due(library.session, library.branches)]


def public_work(library: Library, status: RightsStatus = RightsStatus.PUBLIC_DOMAIN) -> int:
    work = library.work(status)
    library.release(work)
    return work


def test_a_notice_asks_down_and_its_rejection_lets_it_stay(library: Library) -> None:
    work, other = public_work(library), public_work(library)
    number = posted(library, work)
    posted(library, other)
    notice = hold(library.session, library.staff[0], work, "Thư ngày 3/11", NOW)
    assert due(library) == [number]
    settle(library.session, library.staff[0], notice.id or 0, NOW, upheld=False, reason="Không")
    assert due(library) == []


def test_what_was_withdrawn_stays_asked_down_until_somebody_says_it_is_gone(
    library: Library,
) -> None:
    session, by = library.session, library.staff[0]
    work = public_work(library)
    number = posted(library, work)
    notice = hold(session, by, work, "Thư", NOW)
    settle(session, by, notice.id or 0, NOW, upheld=True, reason="Đúng")
    assert due(library) == [number]
    with pytest.raises(OfficeError):
        postings.taken_down(session, Reader(account_id=1), number, NOW)
    assert postings.taken_down(session, by, number, NOW).down_at == NOW
    assert due(library) == []
    with pytest.raises(AlreadyDecidedError):
        postings.taken_down(session, by, number, NOW)
    with pytest.raises(NoSuchRecordError):
        postings.taken_down(session, by, number + 1, NOW)


@pytest.mark.parametrize(
    ("status", "evidence", "stays"),
    [
        (RightsStatus.MARRAKESH, {}, False),
        (RightsStatus.UNKNOWN, {}, False),
        (RightsStatus.STAFF_ONLY, {}, False),
        (RightsStatus.OPEN_LICENCE, {"licence": "CC-BY-NC-4.0"}, False),
        (RightsStatus.OPEN_LICENCE, {"licence": "CC-BY-4.0"}, True),
        (RightsStatus.OWN_WORK, {}, True),
    ],
)
def test_every_decision_looks_at_what_stands_outside(
    library: Library, status: RightsStatus, evidence: dict[str, str], stays: bool
) -> None:
    work = public_work(library)
    number = posted(library, work)
    if status in (RightsStatus.OPEN_LICENCE, RightsStatus.OWN_WORK):
        library.decide(work, status, **evidence)
    else:
        library.plan(work, status, **evidence)
    assert due(library) == ([] if stays else [number])


def test_a_contract_that_ends_overnight_is_seen_by_the_daily_look(library: Library) -> None:
    contract = {
        "acts": ["stream", "publish_public"],
        "standings": ["card_holder"],
        "territory": ["*"],
        "channels": ["youtube"],
        "since": "2026-01-01",
        "until": "2026-12-01",
    }
    work = library.work(RightsStatus.LICENSED, contract=contract)
    library.release(work)
    number = posted(library, work)
    assert postings.reconsider(library.session, None, NOW) == []
    assert postings.reconsider(library.session, None, NOW + timedelta(days=30)) == [number]
    assert postings.reconsider(library.session, None, NOW + timedelta(days=31)) == []


def test_only_a_public_work_is_noted_once_with_its_address(library: Library) -> None:
    session, by = library.session, library.staff[0]
    work = public_work(library)
    public = PublicWork.of(session, work, Channel.YOUTUBE, NOW)
    with pytest.raises(EvidenceError):
        postings.post(session, by, public, " ", NOW)
    with pytest.raises(OfficeError):
        postings.post(session, Reader(account_id=1), public, ADDRESS, NOW)
    postings.post(session, by, public, ADDRESS, NOW)
    with pytest.raises(AlreadyDecidedError):
        postings.post(session, by, public, ADDRESS, NOW)
    hold(session, by, work, "Thư", NOW)
    with pytest.raises(NotPublicError):
        postings.post(session, by, public, ADDRESS + "/2", NOW)
