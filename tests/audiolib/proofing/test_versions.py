"""Versions of a production's text: who did what, and nothing lost between two people."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from audiolib import stored
from audiolib.intake.doubts import Doubt, as_json
from audiolib.intake.words import Box
from audiolib.making import orders
from audiolib.making.repository import add_text
from audiolib.proofing import repository as versions
from audiolib.proofing.edits import (
    ConfirmText,
    DeleteBlock,
    JoinBlocks,
    ReplaceText,
    SetHeading,
    SplitBlock,
)
from audiolib.proofing.errors import (
    EditImpossibleError,
    EditStaleError,
    NoSuchBlockError,
    NoSuchSuggestionError,
    NoSuchVersionError,
)
from audiolib.publication import Publication, texts
from audiolib.store import Store
from audiolib.tables import Production
from tests.audiolib.making.floor import House, settled
from tests.audiolib.proofing.test_together import FIRST, SECOND, THIRD, blocks, story

Desk = tuple[Session, Store, int, int]


@pytest.fixture
def house(database, tmp_path: Path) -> House:  # type: ignore[no-untyped-def]
    return settled(database, tmp_path)


@pytest.fixture
def desk(house: House) -> Iterator[Desk]:
    """A text of three paragraphs, as version 1, and who works on it."""
    store = house.service.store
    with house.service.database.transaction() as session:
        made = orders.open_production(
            session, house.librarian, house.work_id, branch_id=house.branch_id
        )
        assert made.id is not None
        assert house.librarian.account_id is not None
        add_text(session, made.id, store.put(stored.write(story())), "recognised")
        yield session, store, made.id, house.librarian.account_id


def now(desk: Desk, number: int | None = None) -> dict[str, str]:
    session, store, production, _ = desk
    return blocks(versions.version(session, store, production, number))


def save(desk: Desk, base: int, *edits: object) -> versions.Saved:
    session, store, production, author = desk
    return versions.save(session, store, production, base, edits, author)  # type: ignore[arg-type]


def test_a_save_is_a_new_version_with_its_author(desk: Desk) -> None:
    saved = save(desk, 1, ReplaceText(FIRST, 8, 10, "vạc", "cò"))
    assert saved.version == 2
    assert now(desk)[FIRST].startswith("Một con vạc")
    assert now(desk, 1)[FIRST].startswith("Một con cò")
    newest, first = versions.history(desk[0], desk[2])
    assert (newest.number, newest.base, newest.reason) == (2, 1, "edited")
    assert newest.author
    assert newest.edits == (ReplaceText(FIRST, 8, 10, "vạc", "cò"),)
    assert (first.number, first.author, first.edits) == (1, "", ())


def test_two_saves_on_one_version_are_both_in_the_text(desk: Desk) -> None:
    save(desk, 1, ReplaceText(FIRST, 0, 3, "Có hai"), SplitBlock(SECOND, 19))
    saved = save(desk, 1, ReplaceText(FIRST, 8, 10, "vạc"), ReplaceText(SECOND, 26, 30, "bay"))
    assert saved.suggestions == ()
    assert now(desk)[FIRST].startswith("Có hai con vạc")
    assert [text for text in now(desk).values() if "bay" in text] == ["về đi, bay."]


def test_two_readings_of_one_word_wait_until_somebody_decides(desk: Desk) -> None:
    session, store, production, author = desk
    save(desk, 1, ReplaceText(FIRST, 8, 10, "diệc"))
    saved = save(desk, 1, ReplaceText(FIRST, 8, 10, "vạc"))
    assert now(desk)[FIRST].startswith("Một con diệc")
    (waiting,) = versions.suggestions(session, production)
    assert saved.suggestions == (waiting,)
    assert waiting.block == FIRST
    assert waiting.author
    save(desk, 2, ReplaceText(FIRST, 0, 3, "Có hai"))
    versions.accept(session, store, waiting.id, author)
    assert now(desk)[FIRST].startswith("Có hai con vạc đứng")
    assert versions.suggestions(session, production) == ()
    with pytest.raises(NoSuchSuggestionError):
        versions.decline(session, waiting.id, author)


def test_a_declined_suggestion_leaves_the_text(desk: Desk) -> None:
    session, _, production, author = desk
    save(desk, 1, DeleteBlock(THIRD))
    (waiting,) = save(desk, 1, ReplaceText(THIRD, 0, 4, "Cánh")).suggestions
    assert waiting.block == ""
    versions.decline(session, waiting.id, author)
    assert versions.suggestions(session, production) == ()
    assert THIRD not in now(desk)


def test_a_version_of_a_machine_counts_like_edits(desk: Desk) -> None:
    session, store, production, _ = desk
    again = stored.write(
        stored.read(stored.write(story()).replace("Một con".encode(), "Vài con".encode()), "x")
    )
    add_text(session, production, store.put(again), "recognised")
    save(desk, 1, ReplaceText(FIRST, 8, 10, "vạc"))
    assert now(desk)[FIRST].startswith("Vài con vạc")


def test_a_stale_or_unknown_base_is_refused(desk: Desk) -> None:
    with pytest.raises(EditStaleError):
        save(desk, 1, ReplaceText(FIRST, 8, 10, "vạc", "xx"))
    with pytest.raises(NoSuchVersionError):
        save(desk, 7, ReplaceText(FIRST, 8, 10, "vạc"))
    assert versions.newest(desk[0], desk[2]) == 1


def test_undo_of_the_newest_version_brings_the_older_text_back(desk: Desk) -> None:
    session, store, production, author = desk
    before = versions.version(session, store, production)
    save(desk, 1, SetHeading(SECOND, 1), DeleteBlock(THIRD))
    undone = versions.undo(session, store, production, 2, author)
    after = versions.version(session, store, production)
    assert (undone.version, after.sections) == (3, before.sections)
    assert after.next_id > before.next_id


def test_undo_of_an_older_version_leaves_what_came_after_it(desk: Desk) -> None:
    session, store, production, author = desk
    save(desk, 1, ReplaceText(FIRST, 8, 10, "vạc"), ReplaceText(SECOND, 0, 5, "Bác"))
    save(desk, 2, ReplaceText(FIRST, 0, 3, "Có hai"))
    versions.undo(session, store, production, 2, author)
    assert now(desk)[FIRST].startswith("Có hai con cò")
    assert now(desk)[SECOND] == blocks(story())[SECOND]


def test_the_difference_of_two_versions_is_told_by_block(desk: Desk) -> None:
    session, store, production, _ = desk
    save(desk, 1, ReplaceText(FIRST, 8, 10, "vạc"), DeleteBlock(THIRD), SetHeading(SECOND, 1))
    found = versions.difference(session, store, production, 1)
    assert [(c.block, c.change, c.was, c.now) for c in found] == [
        (FIRST, "changed", "paragraph", "paragraph"),
        (SECOND, "kind", "paragraph", "heading"),
        (THIRD, "removed", "paragraph", ""),
    ]
    assert [(s.old, s.new) for s in found[0].stretches if not s.same] == [("cò", "vạc")]


def test_what_was_confirmed_is_in_the_history_and_leaves_the_text(desk: Desk) -> None:
    saved = save(desk, 1, ConfirmText(FIRST, 8, 10))
    assert saved.placed == (ConfirmText(FIRST, 8, 10, "cò"),)
    assert now(desk) == now(desk, 1)


def test_ids_of_an_undone_split_are_never_used_again(desk: Desk) -> None:
    session, store, production, author = desk
    save(desk, 1, SplitBlock(FIRST, 26))
    taken = ids(versions.version(session, store, production))
    versions.undo(session, store, production, 2, author)
    save(desk, 3, SplitBlock(SECOND, 20))
    fresh = ids(versions.version(session, store, production)) - ids(story())
    assert fresh
    assert not fresh & taken


def ids(publication: Publication) -> set[str]:
    return {p.id for text in texts(publication) for p in text.phrases} | set(blocks(publication))


def test_what_was_seen_and_confirmed_moves_with_its_words(desk: Desk) -> None:
    session, store, production, _ = desk
    seen = [
        Doubt(FIRST, 8, 10, 50, 0, Box(1, 2, 3, 4)),
        Doubt(FIRST, 29, 31, 60, 0, Box(5, 6, 7, 8)),
        Doubt(SECOND, 0, 5, 70, 1, Box(9, 9, 9, 9)),
    ]
    row = session.get_one(Production, production)
    row.record = {"doubts.json": store.put(json.dumps(as_json(seen)).encode())}
    session.add(row)
    save(desk, 1, ConfirmText(SECOND, 0, 5), ReplaceText(FIRST, 0, 3, "Có hai"))
    joined = JoinBlocks(SECOND, THIRD)
    save(desk, 2, SplitBlock(FIRST, 29), joined, ReplaceText(FIRST, 11, 13, "vạc"))
    now = versions.known(session, store, production)
    seen_now = {d.confidence: text_at(now, d.block, d.begin, d.end) for d in now.doubts}
    assert seen_now == {60: "đợ", 70: "Người"}
    assert now.confirmed == (ConfirmText(SECOND, 0, 5, "Người"),)


def text_at(known: versions.Known, block: str, begin: int, end: int) -> str:
    return blocks(known.publication)[block][begin:end]


def test_a_defect_is_kept_once_until_it_is_mended(desk: Desk) -> None:
    session, _, production, author = desk
    first = versions.report(session, production, FIRST, "ocr", author)
    assert versions.report(session, production, FIRST, "ocr", author, "cò, không phải có") == first
    (found,) = versions.defects(session, production)
    assert (found.phrase, found.code, found.note) == (FIRST, "ocr", "cò, không phải có")
    versions.mend(session, first)
    assert versions.defects(session, production) == ()
    (mended,) = versions.defects(session, production, mended=True)
    assert mended.mended_at
    with pytest.raises(NoSuchBlockError):
        versions.mend(session, first)
    with pytest.raises(EditImpossibleError):
        versions.report(session, production, FIRST, "unknown", author)
