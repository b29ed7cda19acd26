"""A file becomes a released talking book, step by step, by jobs."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from audiolib.catalogue.exchange.forms.marc import record
from audiolib.catalogue.exchange.gather import Library, gather
from audiolib.database import Database
from audiolib.floor import repository as floor
from audiolib.jobs.progress import progress
from audiolib.making import orders, repository
from audiolib.tables import Package, Release, TextVersion, Track, WordPlace, Work
from tests.audiolib.making.floor import House, settled


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    return settled(database, tmp_path)


def test_a_file_becomes_a_release_with_packages_tracks_and_words(house: House) -> None:
    number = house.opened(options={"formats": ["daisy202", "epub3", "mp3"]})
    house.work()
    assert house.state(number) == "text wait"
    with house.service.database.transaction() as session:
        told = progress(session, number)
    assert told is not None
    assert (told.step, told.percent, told.failed) == ("done", 100, "")
    with house.service.database.transaction() as session:
        orders.narrate(session, number, house.librarian)
    house.work()
    assert house.state(number) == "listening wait"
    with house.service.database.transaction() as session:
        orders.approve(session, number, house.librarian)
    house.work()
    assert house.state(number) == "in_use wait"
    with house.service.database.transaction() as session:
        release = repository.newest_release(session, number)
        assert release is not None
        assert release.number == 1
        assert release.voice_kind == "synthetic"
        packages = session.exec(select(Package).order_by(Package.format)).all()
        assert [p.format for p in packages] == ["daisy202", "epub3", "mp3"]
        assert all(house.service.store.holds(p.digest) and p.size for p in packages)
        tracks = session.exec(select(Track)).all()
        headings = [s["title"] for t in tracks for s in t.sections]
        assert "On the river" in headings
        assert "At the mill" in headings
        assert all(house.service.store.holds(t.digest) for t in tracks)
        words = session.exec(select(WordPlace.phrase).where(WordPlace.word == "heron")).all()
        assert len(words) > 2
        work = session.get(Work, house.work_id)
        assert work is not None
        assert work.published_at is not None
        assert floor.recount(session) == []
        states = [e.to_state for e in floor.events(session, number)]
    assert list(dict.fromkeys(states)) == [
        *("rights", "scan", "text", "narration", "listening"),
        *("package", "validate", "publish", "in_use"),
    ]


def test_the_same_twice_is_no_second_release(house: House) -> None:
    number = house.published()
    with house.service.database.transaction() as session:
        orders.narrate(session, number, house.librarian)
    house.work()
    with house.service.database.transaction() as session:
        orders.approve(session, number, house.librarian)
    house.work()
    assert house.state(number) == "in_use wait"
    with house.service.database.transaction() as session:
        assert len(session.exec(select(Release)).all()) == 1
        versions = session.exec(select(TextVersion)).all()
    assert [v.reason for v in versions] == ["taken-in", "narrated"]


def test_a_release_of_sound_alone_promises_no_text_in_its_record_either(house: House) -> None:
    number = house.published(options={"formats": ["mp3"]})
    with house.service.database.transaction() as session:
        release = repository.newest_release(session, number)
        assert release is not None
        assert release.accessibility["modes"] == ["auditory"]
        work = session.get_one(Work, house.work_id)
        draft, told = gather(session, work, Library("VN-BT", ""))
    fields = record(draft, told).get_fields("341")
    assert [field.get_subfields("a") for field in fields] == [["auditory"]]
    assert not any("synchronizedAudioText" in str(field) for field in fields)


def test_a_talking_book_keeps_its_sound(house: House) -> None:
    house.published(options={"formats": ["daisy202"]})
    with house.service.database.transaction() as session:
        package = session.exec(select(Package)).one()
        spoken = session.exec(select(Release)).one()
    content = house.service.store.get(package.digest)
    assert content is not None
    number = house.published(text=content, name="heron.zip", voice="")
    with house.service.database.transaction() as session:
        found = floor.production(session, number)
        assert found.source == "recording"
        release = repository.newest_release(session, number)
    assert release is not None
    assert abs(release.duration_ms - spoken.duration_ms) < 200
    assert release.narrators == spoken.narrators


def test_words_mended_in_a_talking_book_reach_its_packages_and_its_sound_stays(
    house: House,
) -> None:
    house.published(options={"formats": ["daisy202"]})
    with house.service.database.transaction() as session:
        content = house.service.store.get(session.exec(select(Package)).one().digest)
    assert content is not None
    number = house.published(
        text=content, name="heron.zip", voice="", options={"formats": ["epub3"]}
    )
    before, told = _edited(house, number, "Nobody came.", "Nobody came!")
    assert told == []
    after, told = _edited(house, number, "three days", "four days")
    assert [f["code"] for f in told] == ["talking-024"]
    assert after.sound == before.sound
    assert after.text != before.text
    package = zipfile.ZipFile(io.BytesIO(_newest_package(house, number)))
    texts = b"".join(package.read(n) for n in package.namelist() if n.endswith(".xhtml"))
    assert b"waited for four days" in texts
    assert b"three days" not in texts


def _edited(house: House, number: int, was: str, now: str) -> tuple[Release, list[dict[str, Any]]]:
    """The release with other words in the text, and what was told of edits."""
    with house.service.database.transaction() as session:
        newest = repository.newest_text(session, number)
        content = house.service.store.get(newest.digest)
        assert content is not None
        assert was.encode() in content
        content = content.replace(was.encode(), now.encode())
        repository.add_text(session, number, house.service.store.put(content), "edited")
        orders.narrate(session, number, house.librarian)
    house.work()
    with house.service.database.transaction() as session:
        orders.approve(session, number, house.librarian)
    house.work()
    assert house.state(number) == "in_use wait"
    with house.service.database.transaction() as session:
        release = repository.newest_release(session, number)
        report = floor.production(session, number).record["report.json"]
    assert release is not None
    found = json.loads(house.service.store.get(report) or b"")["findings"]
    return release, [f for f in found if f["code"] > "talking-023"]


def _newest_package(house: House, number: int) -> bytes:
    with house.service.database.transaction() as session:
        release = repository.newest_release(session, number)
        assert release is not None
        query = select(Package).where(Package.release_id == release.id)
        return house.service.store.get(session.exec(query).one().digest) or b""
