"""Deciding: entries put into files and taken out; two clerks at once lose nothing."""

import multiprocessing
from pathlib import Path

import pytest

from audiolib import files
from audiolib.lexicons import decide
from audiolib.lexicons.decide import LexiconBusyError, Shelf
from tts.errors import LexiconError, SlowPatternError
from tts.lexicon import Entry


def shelf(folder: Path) -> Shelf:
    return Shelf("library", folder / "lexicons")


def test_an_entry_goes_into_the_file_of_its_language(tmp_path: Path) -> None:
    mine = shelf(tmp_path)
    changes, findings = mine.put([Entry("a", "x", lang="vi-VN"), Entry("b", "y", lang="en")])
    assert ([c.kind for c in changes], findings) == (["added", "added"], [])
    assert sorted(p.name for p in mine.folder.glob("*.pls")) == ["en.pls", "vi.pls"]
    assert mine.read("vi") == [Entry("a", "x", lang="vi-VN", scope="library")]
    assert [e.grapheme for e in mine.read()] == ["b", "a"]


def test_what_was_decided_before_is_told_and_changed_or_kept(tmp_path: Path) -> None:
    mine = shelf(tmp_path)
    mine.put([Entry("a", "x", lang="en", note="why"), Entry("b", "y", lang="en")])
    wanted = [Entry("a", "z", lang="en"), Entry("b", "y", lang="en"), Entry("c", "w", lang="en")]
    kept, _ = mine.put(wanted, keep=True, dry=True)
    assert [c.kind for c in kept] == ["kept", "same", "added"]
    changed, _ = mine.put(wanted)
    assert [c.kind for c in changed] == ["changed", "same", "added"]
    assert changed[0].before is not None
    assert (changed[0].before.alias, changed[0].entry.note) == ("x", "why")
    assert [(e.grapheme, e.alias) for e in mine.read("en")] == [("a", "z"), ("b", "y"), ("c", "w")]


def test_a_trial_writes_nothing(tmp_path: Path) -> None:
    changes, _ = shelf(tmp_path).put([Entry("a", "x", lang="en")], dry=True)
    assert changes[0].kind == "added"
    assert not (tmp_path / "lexicons").exists()


def test_a_faulty_entry_is_a_finding_and_the_others_go_in(tmp_path: Path) -> None:
    changes, findings = shelf(tmp_path).put(
        [
            Entry("...", "", lang="en"),
            Entry("a", ipa="h9", lang="en"),
            Entry("b", "x", lang="en"),
            Entry("b", "y", lang="en"),
            Entry("(a+)+", "x", match="regex", lang="en"),
            Entry("\x01b", "x", lang="en"),
            Entry(" ", "x", lang="en"),
            Entry("d", "x", match="odd", lang="en"),  # type: ignore[arg-type]
        ]
    )
    assert [c.entry.grapheme for c in changes] == ["b"]
    assert [f.code for f in findings] == [
        "lexicon-003",
        "lexicon-004",
        "lexicon-008",
        "speech-lexicon-pattern-slow",
        "lexicon-006",
        "lexicon-002",
        "lexicon-005",
    ]


def test_a_word_is_taken_out_with_all_its_contexts(tmp_path: Path) -> None:
    mine = shelf(tmp_path)
    mine.put([Entry("a", "x", lang="en"), Entry("a", "y", lang="en", followed="b")])
    mine.put([Entry("a", "z", lang="vi"), Entry("c", "w", lang="en")])
    assert [e.alias for e in mine.drop("a", "en")] == ["x", "y"]
    assert [(e.grapheme, e.lang) for e in mine.read()] == [("c", "en"), ("a", "vi")]
    assert mine.drop("a", "en") == []
    assert Shelf("book", tmp_path / "no").drop("a") == []


def test_expressions_that_cost_too_much_together_are_not_written(tmp_path: Path) -> None:
    mine = shelf(tmp_path)
    dear = [Entry(rf"{n}\w+\s*-\s*\w+", "x", match="regex", lang="en") for n in range(60)]
    with pytest.raises(SlowPatternError):
        mine.put(dear)
    mine.put(dear[:2])
    with pytest.raises(SlowPatternError):
        mine.put(dear)
    assert len(mine.read("en")) == 2


def test_a_file_that_is_no_lexicon_is_left_as_it_is_and_named(tmp_path: Path) -> None:
    mine = shelf(tmp_path)
    mine.folder.mkdir()
    mine.file("en").write_bytes(b"<lexicon>")
    with pytest.raises(LexiconError) as refused:
        mine.put([Entry("a", "x", lang="en")])
    assert str(mine.file("en")) in refused.value.place
    assert mine.file("en").read_bytes() == b"<lexicon>"


def test_who_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = shelf(tmp_path)
    mine.folder.mkdir()
    monkeypatch.setattr(decide, "_PATIENCE_S", 0.05)
    with files.locked(mine.folder) as alone:
        assert alone
        with pytest.raises(LexiconBusyError):
            mine.put([Entry("a", "x", lang="en")])


def _clerk(folder: Path, name: str, count: int) -> None:
    for number in range(count):
        shelf(folder).put([Entry(f"{name}{number}", "x", lang="en")])


def test_two_clerks_at_once_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    clerks = [context.Process(target=_clerk, args=(tmp_path, name, 15)) for name in "ab"]
    for clerk in clerks:
        clerk.start()
    for clerk in clerks:
        clerk.join()
    assert [clerk.exitcode for clerk in clerks] == [0, 0]
    found = {entry.grapheme for entry in shelf(tmp_path).read("en")}
    assert found == {f"{name}{number}" for name in "ab" for number in range(15)}
