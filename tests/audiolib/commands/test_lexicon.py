"""`audiolib lexicon`: what a librarian types, and what is said and heard."""

import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from audiolib.exits import BAD_INPUT, OK, USAGE
from tests.audiolib.commands.calls import Said, call, produce, written
from tts.lexicon import Entry, entries, write_pls

Lexicon = Callable[..., Said]


@pytest.fixture
def lexicon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lexicon:
    monkeypatch.setenv("AUDIOLIB_CONFIG", str(tmp_path / "config"))
    return lambda *arguments: call("lexicon", *arguments)


def listed(lexicon: Lexicon, *options: object) -> list[tuple[str, str]]:
    return [(e["grapheme"], e.get("alias", "")) for e in lexicon("list", *options, "--json").json]


def test_a_word_is_added_listed_changed_and_removed(lexicon: Lexicon) -> None:
    added = lexicon("add", "Shakespeare", "--alias", "Xếch-xpia", "--note", "nhà thơ")
    assert (added.status, added.err) == (OK, "")
    assert added.out == "Added (vi): Shakespeare → Xếch-xpia  [vi]  # nhà thơ\n"
    changed = lexicon("add", "Shakespeare", "--alias", "Sếch-xpia")
    assert changed.out == "Changed (vi): Shakespeare: Xếch-xpia → Sếch-xpia\n"
    assert listed(lexicon) == [("Shakespeare", "Sếch-xpia")]
    assert listed(lexicon, "peare") == [("Shakespeare", "Sếch-xpia")]
    assert listed(lexicon, "--lang", "en") == []
    assert lexicon("remove", "Shakespeare").status == OK
    assert lexicon("remove", "Shakespeare").status == BAD_INPUT
    assert listed(lexicon) == []


def test_what_was_added_is_spoken_by_speakable(lexicon: Lexicon) -> None:
    lexicon("add", "Шекспір*", "--alias", "Шекспі́р*")
    said = call("speakable", "--lang", "uk", given="Читав Шекспіра.\n".encode())
    assert said.json["spoken"] == "Читав Шекспі́ра."


def test_a_star_means_forms_and_a_word_with_a_star_does_not(lexicon: Lexicon) -> None:
    lexicon("add", "Darcy*", "--alias", "Darsi*", "--lang", "en")
    lexicon("add", "A*", "--alias", "A star", "--lang", "en")
    found = {e["grapheme"]: e["match"] for e in lexicon("list", "--json").json}
    assert found == {"Darcy*": "forms", "A*": "word"}


def test_forms_whose_ending_is_not_spoken_are_told(lexicon: Lexicon) -> None:
    said = lexicon("add", "Darcy*", "--alias", "Darsi", "--lang", "en")
    assert said.status == OK
    assert "lexicon-007" in said.err


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["foo"], "lexicon-003"),
        (["foo", "--ipa", "h9%"], "lexicon-004"),
        (["(a+)+b", "--alias", "x", "--match", "regex"], "speech-lexicon-pattern-slow"),
        (["foo", "--alias", "x", "--followed", "("], "speech-lexicon-pattern"),
    ],
)
def test_a_faulty_entry_is_refused_with_the_reason(
    lexicon: Lexicon, options: list[str], code: str
) -> None:
    said = lexicon("add", *options)
    assert said.status == BAD_INPUT
    assert code in said.err
    assert listed(lexicon) == []


def test_a_scope_that_means_nothing_is_told(lexicon: Lexicon, tmp_path: Path) -> None:
    for scope in (["shelf"], ["book"], ["book", tmp_path / "no"], ["global"]):
        said = lexicon("add", "a", "--alias", "b", "--scope", *scope)
        assert said.status == BAD_INPUT
        assert said.err
    assert lexicon("list", "--scope", "global", "--json").json == []
    assert lexicon().status == USAGE


def test_a_table_is_imported_with_what_is_wrong_told(lexicon: Lexicon, tmp_path: Path) -> None:
    lexicon("add", "Bennet", "--alias", "old", "--lang", "en")
    table = written(
        tmp_path / "names.csv",
        "word;alias;ipa;match\nDarcy;Darsi;;\nBennet;new;;\nWaits;;;\nBad;;h9;\nOdd;x;;sideways\n",
    )
    trial = lexicon("import", table, "--lang", "en", "--dry-run")
    assert "Would add 1, change 1" in trial.out
    assert listed(lexicon) == [("Bennet", "old")]
    said = lexicon("import", table, "--lang", "en")
    assert said.status == BAD_INPUT
    assert "Changed (en): Bennet: old → new" in said.out
    assert "Added 1, changed 1, kept 0, already there 0, refused 2." in said.out
    for code in ("lexicon-004", "lexicon-005", "lexicon-009"):
        assert code in said.err
    assert listed(lexicon) == [("Bennet", "new"), ("Darcy", "Darsi")]
    kept = lexicon("import", table, "--lang", "en", "--keep", "--json")
    assert [c["kind"] for c in kept.json["changes"]] == ["same", "same"]


@pytest.mark.parametrize("ending", ["pls", "csv", "tsv"])
def test_what_is_exported_can_be_imported(lexicon: Lexicon, tmp_path: Path, ending: str) -> None:
    lexicon("add", "Mr", "--alias", "mister", "--lang", "en", "--followed", "[ ]+[A-Z]")
    lexicon("add", "Huế", "--ipa", "hwe˧˥", "--author", "Lan")
    before = lexicon("list", "--json").json
    file = tmp_path / f"all.{ending}"
    assert lexicon("export", file).status == OK
    for word in ("Mr", "Huế"):
        lexicon("remove", word)
    assert lexicon("import", file).status == OK
    assert lexicon("list", "--json").json == before


def test_files_that_are_no_lexicons_are_told(lexicon: Lexicon, tmp_path: Path) -> None:
    text = written(tmp_path / "a.docx", "x")
    broken = written(tmp_path / "a.pls", "<lexicon>")
    arpabet = written(
        tmp_path / "b.pls",
        '<lexicon alphabet="x-arpabet"><lexeme>\n<grapheme>a</grapheme>'
        "<phoneme>AA</phoneme></lexeme></lexicon>",
    )
    for file, told in ((text, ".csv"), (broken, "a.pls:1"), (arpabet, "b.pls:2")):
        said = lexicon("import", file, "--lang", "en")
        assert said.status == BAD_INPUT
        assert told in said.err
    assert lexicon("export", tmp_path / "x.doc").status == BAD_INPUT
    assert "no.csv" in lexicon("import", tmp_path / "no.csv").err


def test_candidates_are_heard_one_after_the_other(lexicon: Lexicon, tmp_path: Path) -> None:
    out = tmp_path / "tried.wav"
    said = lexicon(
        *("try", "Mr Darcy came.", "--lang", "en", "--word", "Darcy", "-o", out, "--json"),
        *("--alias", "Darsee", "--ipa", "ˈdɑːsi", "--voice", "espeak:en-us"),
    )
    assert said.status == OK
    told = said.json["candidates"]
    assert [one["reading"] for one in told] == ["", "Darsee", "/ˈdɑːsi/"]
    assert told[1]["spoken"].endswith("Darsee came.")
    assert told[2]["spans"][-1]["ipa"] == "ˈdɑːsi"
    with wave.open(str(out)) as file:
        seconds = file.getnframes() / file.getframerate()
    assert seconds == pytest.approx(sum(one["seconds"] for one in told) + 2 * 0.8, abs=0.01)


def test_a_pronunciation_that_the_voice_cannot_say_is_told(
    lexicon: Lexicon, tmp_path: Path
) -> None:
    ipa = ("--voice", "espeak:en-us", "--lang", "en", "-o", tmp_path / "x.wav", "--ipa")
    assert "lexicon-010" in lexicon("try", "Darcy", *ipa, "ʘǁʢ").err
    assert "lexicon-010" not in lexicon("try", "Darcy", *ipa, "ˈdɑːsi").err


def test_candidates_for_no_word_are_refused(lexicon: Lexicon) -> None:
    said = lexicon("try", "two words", "--alias", "x", "--lang", "en")
    assert said.status == BAD_INPUT
    assert "--word" in said.err


BOOK = "# Pride\n\nThen Mr Wickham spoke to Lydia. It pleased Lydia. They saw Wickham.\n"


def test_suggestions_become_a_table_to_fill_in(lexicon: Lexicon, tmp_path: Path) -> None:
    book = written(tmp_path / "book.md", BOOK)
    told = lexicon("suggest", book, "--lang", "en", "--json").json
    assert {one["word"]: one["count"] for one in told} == {"Lydia": 2, "Wickham": 2}
    assert told[0]["section"] == "Pride"
    shown = lexicon("suggest", book, "--lang", "en")
    assert "a name" in shown.out
    assert "They saw Wickham." in shown.out or "Then Mr Wickham" in shown.out
    for ending in ("csv", "pls"):
        file = tmp_path / f"todo.{ending}"
        assert lexicon("suggest", book, "--lang", "en", "--as", file, "--limit", "1").status == OK
        said = lexicon("import", file)
        assert (said.status, "lexicon-009" in said.err) == (OK, True)
    (waiting,) = entries((tmp_path / "todo.pls").read_bytes())
    assert (waiting.is_filled, waiting.lang) == (False, "en")


def test_a_made_book_is_searched_with_its_own_lexicon(tmp_path: Path, lexicon: Lexicon) -> None:
    book = written(tmp_path / "book.md", BOOK)
    assert produce(book, tmp_path, "--formats", "mp3").status == OK
    (folder,) = (tmp_path / "out").iterdir()
    words = [one["word"] for one in lexicon("suggest", folder, "--json").json]
    assert sorted(words) == ["Lydia", "Wickham"]
    lexicon("add", "Lydia", "--alias", "Liddia", "--lang", "en", "--scope", "book", folder)
    assert (folder / "lexicons/en.pls").is_file()
    words = [one["word"] for one in lexicon("suggest", folder, "--json").json]
    assert words == ["Wickham"]
    assert listed(lexicon, "--scope", "book", folder) == [("Lydia", "Liddia")]
    assert listed(lexicon) == []
    produce(book, tmp_path, "--formats", "mp3")
    assert '"spoken":"Liddia"' in (folder / "spans.json").read_text()


def test_a_pls_in_x_sampa_of_somebody_else_is_taken_over(lexicon: Lexicon, tmp_path: Path) -> None:
    content = write_pls([Entry("thirty", ipa="T3:ti")], "en").replace(b'"ipa"', b'"x-sampa"')
    assert lexicon("import", written(tmp_path / "a.pls", content)).status == OK
    assert lexicon("list", "--json").json[0]["ipa"] == "θɜːti"


def test_southern_number_words_are_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    given = "Có 105 người.\n".encode()
    assert "lẻ" not in call("speakable", "--lang", "vi", given=given).out
    monkeypatch.setenv("AUDIOLIB_VIETNAMESE", "southern")
    assert (
        call("speakable", "--lang", "vi", given=given).json["spoken"] == "Có một trăm lẻ năm người."
    )
    monkeypatch.setenv("AUDIOLIB_VIETNAMESE", "eastern")
    assert call("speakable", "--lang", "vi", given=given).status == USAGE


def test_what_only_sounds_otherwise_stands_apart_from_the_spans(lexicon: Lexicon) -> None:
    lexicon("add", "Darcy", "--ipa", "ˈdɑːsi", "--lang", "en")
    told = call("speakable", "--lang", "en", given=b"Mr. Darcy has 3.\n").json
    assert [span["text"] for span in told["spans"]] == ["Mr.", "3"]
    assert [(s["text"], s["ipa"]) for s in told["phonemes"]] == [("Darcy", "ˈdɑːsi")]
