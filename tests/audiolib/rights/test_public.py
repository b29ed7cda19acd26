"""A protected work can't reach a public channel: by type, in the database, at the upload (R1)."""

import copy
import pickle
import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from audiolib.database import Database
from audiolib.rights import Channel, PublicWork
from audiolib.rights.errors import NotPublicError
from audiolib.rights.record import decide_status
from audiolib.rights.terms import MAY_BE_PUBLIC
from audiolib.tables import Release, Withdrawal, Work
from audiolib.tables.catalogue import RightsStatus
from tests.audiolib.rights.library import NOW, Library

CLOSED = sorted(set(RightsStatus) - MAY_BE_PUBLIC)
FREE = [RightsStatus.PUBLIC_DOMAIN, RightsStatus.OPEN_LICENCE, RightsStatus.OWN_WORK]


def refused(session: Session, statement: str, **values: Any) -> None:
    with pytest.raises(IntegrityError):
        _try(session, statement, values)
    session.execute(text("SET CONSTRAINTS ALL DEFERRED"))


def _try(session: Session, statement: str, values: dict[str, Any]) -> None:
    with session.begin_nested():
        session.execute(text(statement), values)
        session.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))


@pytest.mark.parametrize("status", FREE)
def test_a_free_work_may_be_published(database: Database, status: RightsStatus) -> None:
    with database.transaction() as session:
        library = Library(session)
        work = library.work(status)
        for channel in Channel:
            found = PublicWork.of(session, work, channel, NOW)
            assert (found.work_id, found.channel) == (work, channel)
            assert found.still(session, NOW).work_id == work


@pytest.mark.parametrize("status", CLOSED)
@pytest.mark.parametrize("channel", [Channel.SITE, Channel.YOUTUBE])
def test_no_value_is_made_of_a_work_that_is_not_free(
    database: Database, status: RightsStatus, channel: Channel
) -> None:
    with database.transaction() as session:
        work = Library(session).work(status)
        with pytest.raises(NotPublicError) as caught:
            PublicWork.of(session, work, channel, NOW)
    assert caught.value.decision.reason == "rights-never-public"


def test_no_value_is_made_of_a_work_that_nobody_reviewed_or_knows(database: Database) -> None:
    with database.transaction() as session:
        library = Library(session)
        work = library.work()
        library.plan(work, RightsStatus.PUBLIC_DOMAIN)
        for number in (work, work + 1000):
            with pytest.raises(NotPublicError):
                PublicWork.of(session, number, Channel.SITE, NOW)


def test_the_value_can_t_be_had_in_any_other_way(database: Database) -> None:
    with database.transaction() as session:
        library = Library(session)
        public = PublicWork.of(session, library.work(RightsStatus.OWN_WORK), Channel.SITE, NOW)
    made: Any = PublicWork
    for attempt in (
        lambda: made(1, Channel.SITE, NOW),
        lambda: made(work_id=1),
        lambda: copy.copy(public),
        lambda: copy.deepcopy(public),
        lambda: pickle.dumps(public),
        lambda: setattr(public, "work_id", 2),
        lambda: delattr(public, "work_id"),
        lambda: setattr(public, "more", 2),
        lambda: object.__new__(made).work_id,
        lambda: copy.replace(public, work_id=2) if hasattr(copy, "replace") else made(),
    ):
        with pytest.raises((TypeError, AttributeError)):
            attempt()


def test_a_status_that_changed_between_plan_and_upload_stops_the_upload(
    database: Database,
) -> None:
    with database.transaction() as session:
        library = Library(session)
        works = [library.work(RightsStatus.PUBLIC_DOMAIN) for _ in range(4)]
        planned = [PublicWork.of(session, work, Channel.YOUTUBE, NOW) for work in works]
    with database.transaction() as session:
        library.session = session
        library.decide(works[0], RightsStatus.MARRAKESH)
        library.decide(works[1], RightsStatus.OPEN_LICENCE, licence="CC-BY-NC-4.0")
        held = Withdrawal(work_id=works[2], notice="-", held_until=NOW + timedelta(hours=24))
        session.add(held)
    with database.transaction() as session:
        found: list[int | str] = []
        for public in planned:
            try:
                found.append(public.still(session, NOW).work_id)
            except NotPublicError as error:
                found.append(error.decision.reason)
    assert found == ["rights-never-public", "rights-channel-licence", "rights-held", works[3]]


@pytest.mark.parametrize("status", [*CLOSED, None])
def test_the_database_takes_no_public_release_of_a_closed_work(
    database: Database, status: RightsStatus | None
) -> None:
    with database.transaction() as session:
        library = Library(session)
        work = library.work(status)
        release = library.release(work)
        package = library.package(release)
        change = "UPDATE release SET public = true WHERE id = :id"
        refused(session, change, id=release.id)
        refused(session, "UPDATE package SET public = true WHERE id = :id", id=package.id)
        refused(
            session,
            "INSERT INTO release (production_id, work_id, number, text, sound, duration_ms,"
            " voice_kind, narrators, voice_public, public, errors, warnings, accessibility)"
            " SELECT production_id, work_id, 2, 'x', 'y', 1, 'human', '[]', true, true, 0, 0, '{}'"
            " FROM release WHERE id = :id",
            id=release.id,
        )


def test_the_database_takes_no_public_release_of_a_voice_that_may_not_be(
    database: Database,
) -> None:
    with database.transaction() as session:
        library = Library(session)
        release = library.release(library.work(RightsStatus.OWN_WORK), voice_public=False)
        refused(session, "UPDATE release SET public = true WHERE id = :id", id=release.id)


def test_a_release_can_t_be_hung_on_another_work(database: Database) -> None:
    with database.transaction() as session:
        library = Library(session)
        free, closed = library.work(RightsStatus.OWN_WORK), library.work(RightsStatus.MARRAKESH)
        release = library.release(closed)
        refused(
            session,
            "UPDATE release SET work_id = :free, public = true WHERE id = :id",
            free=free,
            id=release.id,
        )
        refused(
            session,
            "UPDATE production SET work_id = :free WHERE id = :id",
            free=free,
            id=release.production_id,
        )


def test_a_work_s_status_is_what_was_decided_whoever_writes(database: Database) -> None:
    with database.transaction() as session:
        library = Library(session)
        work = library.work(RightsStatus.MARRAKESH)
        bare = library.work()
        set_status = "UPDATE work SET rights_status = :status WHERE id = :id"
        for status in RightsStatus:
            if status is not RightsStatus.MARRAKESH:
                refused(session, set_status, status=status.value, id=work)
            if status is not RightsStatus.UNKNOWN:
                refused(session, set_status, status=status.value, id=bare)
        refused(
            session,
            "INSERT INTO work SELECT (jsonb_populate_record(work, jsonb_build_object("
            "'id', 999, 'rights_status', 'own_work'))).* FROM work WHERE id = :id",
            id=bare,
        )
        refused(
            session,
            "INSERT INTO rightsdecision (work_id, status, policy_version, basis, exemption,"
            " licence, contract, decided_by, reviewed_by) VALUES (:id, 'own_work', '2026-1', 'x',"
            " '', '', '{}', :a, :b)",
            id=work,
            a=library.staff[0].account_id,
            b=library.staff[1].account_id,
        )


def test_a_narrower_decision_takes_releases_out_of_public_by_itself(database: Database) -> None:
    with database.transaction() as session:
        library = Library(session)
        work = library.work()
        release, silent = library.release(work), library.release(work, voice_public=False)
        package = library.package(release)
        library.decide(work, RightsStatus.PUBLIC_DOMAIN)
        for row in (release, silent, package):
            session.refresh(row)
        assert (release.public, silent.public, package.public) == (True, False, True)
        library.plan(work, RightsStatus.OPEN_LICENCE)
        session.refresh(release)
        assert release.public  # The older decision counts until the newer one is reviewed.
        decide_status(
            session, library.staff[0], work, RightsStatus.STAFF_ONLY, NOW, basis="Đơn thư"
        )
        session.refresh(release)
        session.refresh(package)
        assert (release.public, package.public) == (False, False)


def test_release_and_decision_at_the_same_moment_leave_nothing_public(
    database: Database,
) -> None:
    """Whichever comes first, the other one waits and sees it."""
    with database.transaction() as session:
        library = Library(session)
        work = library.work(RightsStatus.PUBLIC_DOMAIN)
        release = library.release(work)
        number = release.id
    began, done = threading.Event(), threading.Event()

    def narrow() -> None:
        began.set()
        with database.transaction() as other:
            decide_status(
                other,
                library.staff[0],
                work,
                RightsStatus.MARRAKESH,
                NOW,
                basis="x",
                commercially_available=False,
            )
        done.set()

    thread = threading.Thread(target=narrow)
    with database.transaction() as session:
        PublicWork.of(session, work, Channel.SITE, NOW)
        thread.start()
        began.wait(10)
        assert not done.wait(0.3)
        session.execute(text("UPDATE release SET public = true WHERE id = :id"), {"id": number})
    thread.join(10)
    with database.transaction() as session:
        found, decided = session.get_one(Release, number), session.get_one(Work, work)
        assert (found.public, decided.rights_status) == (False, RightsStatus.MARRAKESH)
