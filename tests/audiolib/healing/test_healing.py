"""A word read wrongly is reported, decided, and healed wherever it stands; nothing else changes."""

from pathlib import Path

import pytest
from sqlmodel import select

from audiolib.database import Database
from audiolib.healing import decide, repository
from audiolib.healing.entries import lay_lexicons
from audiolib.healing.hear import NotHeardError, heard, readings
from audiolib.healing.words import folded, words
from audiolib.lexicons import read_lexicon
from audiolib.making import repository as making
from audiolib.people.reader import Reader
from audiolib.tables import LexiconEntry, Release, WordPlace, WordReport
from tests.audiolib.making.floor import House, settled

OTHER = "# The Fox\n\nA fox ran by. It saw no bird.\n"


@pytest.fixture
def house(database: Database, tmp_path: Path) -> House:
    return settled(database, tmp_path)


def test_a_reported_word_is_healed_in_every_book_and_the_reporter_told(house: House) -> None:
    first = house.published()
    second = house.published(text=OTHER, name="fox.md")
    reader = Reader(patron_id=house.patron_id)
    with house.service.database.transaction() as session:
        phrase = session.exec(select(WordPlace.phrase).where(WordPlace.word == "miller")).first()
        assert phrase is not None
        before = making.newest_release(session, first)
        report = decide.report(session, reader, first, phrase, "Miller")
        _row, found = decide.decide(
            session,
            house.librarian,
            scope="library",
            language="en",
            word="miller",
            alias="mill ler",
            report_id=report.id,
        )
    assert found == [first]
    house.work()
    with house.service.database.transaction() as session:
        after = making.newest_release(session, first)
        assert before is not None
        assert after is not None
        assert (before.number, after.number) == (1, 2)
        assert before.text == after.text
        assert before.sound != after.sound
        assert len(session.exec(select(Release)).all()) == 3
        (told,) = repository.to_be_told(session, patron_id=house.patron_id)
        assert told.id == report.id
        repository.told(session, told, told.created_at)
        assert repository.to_be_told(session, patron_id=house.patron_id) == []
    assert house.state(first) == "in_use wait"
    assert house.state(second) == "in_use wait"


def test_a_decision_that_changes_no_sound_releases_nothing(house: House) -> None:
    number = house.published()
    with house.service.database.transaction() as session:
        _row, found = decide.decide(
            session,
            house.librarian,
            scope="book",
            production_id=number,
            language="en",
            word="heron",
            alias="heron",
        )
    assert found == [number]
    house.work()
    with house.service.database.transaction() as session:
        assert len(session.exec(select(Release)).all()) == 1


def test_a_decision_that_is_taken_back_brings_the_sound_before_it_back(house: House) -> None:
    number = house.published()
    with house.service.database.transaction() as session:
        before = making.newest_release(session, number)
        row, _found = decide.decide(
            session, house.librarian, scope="global", language="en", word="river", alias="rivver"
        )
    house.work()
    with house.service.database.transaction() as session:
        changed = making.newest_release(session, number)
        assert decide.take_back(session, house.librarian, row.id or 0) == [number]
        assert decide.take_back(session, house.librarian, row.id or 0) == []
    house.work()
    with house.service.database.transaction() as session:
        after = making.newest_release(session, number)
    assert before is not None
    assert changed is not None
    assert after is not None
    assert changed.sound != before.sound
    assert after.sound == before.sound


def test_only_who_corrects_texts_decides_on_words(house: House) -> None:
    with (
        house.service.database.transaction() as session,
        pytest.raises(decide.HealingRoleError),
    ):
        decide.decide(
            session,
            Reader(patron_id=house.patron_id),
            scope="library",
            language="en",
            word="heron",
            alias="x",
        )


def test_what_no_lexicon_can_hold_is_refused(house: House) -> None:
    with (
        house.service.database.transaction() as session,
        pytest.raises(decide.NotAnEntryError) as refused,
    ):
        decide.decide(
            session, house.librarian, scope="library", language="en", word="heron", ipa="№№"
        )
    assert refused.value.reason == "lexicon-004"


def test_a_phrase_that_is_not_there_is_not_reported(house: House) -> None:
    with house.service.database.transaction() as session:
        with pytest.raises(decide.NothingReportedError):
            decide.report(session, Reader(patron_id=house.patron_id), 1, "s9999", "x")
        assert session.exec(select(WordReport)).all() == []


def test_the_newest_decision_counts_and_the_librarys_files_come_before_the_world(
    tmp_path: Path,
) -> None:
    rows = [
        LexiconEntry(id=1, scope="global", language="en", grapheme="heron", alias="world"),
        LexiconEntry(id=2, scope="library", language="en", grapheme="mill", alias="old"),
        LexiconEntry(id=3, scope="library", language="en", grapheme="mill", alias="new"),
        LexiconEntry(id=4, scope="book", production_id=1, language="en", grapheme="a", ipa="a"),
    ]
    files = tmp_path / "files"
    lay_lexicons(rows[:1], files, files, tmp_path / "none")
    lay_lexicons(rows, tmp_path / "empty", tmp_path / "library", tmp_path / "own")
    told = {e.grapheme: e.reading for e in read_lexicon(tmp_path / "library" / "en.pls").entries}
    assert told == {"heron": "world", "mill": "new"}
    own = read_lexicon(tmp_path / "own" / "en.pls").entries
    assert [e.reading for e in own] == ["/a/"]


def test_words_are_folded_but_their_tones_stay() -> None:
    assert list(words("Đất ĐẤT đát Кня́зь Ёлка كتاب rock’n’roll")) == [
        *("đất", "đất", "đát", "князь", "елка", "کتاب", "rock'n'roll")
    ]
    assert folded("Việt") != folded("Viet")


def test_readings_of_a_word_can_be_heard(house: House) -> None:
    offered = readings(house.service, "UNESCO", "vi")
    assert {"letters", "as-is", "language"} <= {one.why for one in offered}
    assert len({(one.alias, one.ipa) for one in offered}) == len(offered)
    spoken = next(one for one in offered if one.ipa)
    sound = heard(house.service, "UNESCO", "vi", entry=spoken.entry("UNESCO", "vi"))
    assert sound[:4] == b"RIFF"
    assert sound != heard(house.service, "UNESCO", "vi")
    with pytest.raises(NotHeardError):
        readings(house.service, "x", "vi", "no:voice")
