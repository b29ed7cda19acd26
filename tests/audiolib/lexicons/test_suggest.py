"""Suggestions: what is foreign, strange or a name comes before what is not, with its sentence."""

from pathlib import Path

import pytest

from audiolib.identify import identify
from audiolib.keys import content_key
from audiolib.lexicons.letters import Letters
from audiolib.lexicons.suggest import Suggestion, suggest
from audiolib.publication import Resource
from audiolib.sources.read import read
from tts import segment
from tts.lexicon import Entry, Lexicon


def suggested(
    tmp_path: Path, text: str, lang: str, lexicon: Lexicon | None = None
) -> list[Suggestion]:
    path = tmp_path / "text.txt"
    path.write_text(text, encoding="utf-8")
    draft = read(
        path,
        lang=lang,
        keep=lambda name, kind, content: Resource(name, kind, content_key(content), len(content)),
    ).publication
    split = identify(draft, None, split=lambda t, tag, lines: segment(t, tag, lines=lines))
    return suggest(split.publication, {lang: lexicon} if lexicon else {})


VIETNAMESE = """Chương một

Hôm ấy Elizabeth Bennet đến Hà Nội. Nàng đọc Shakespeare và nghĩ đến Shakespeare.

Ngày mai anh Thúy Kiều lạị gặp Shakespeare.
"""


def test_what_is_no_syllable_comes_first_and_names_of_syllables_last(tmp_path: Path) -> None:
    found = suggested(tmp_path, VIETNAMESE, "vi")
    words = [one.word for one in found]
    assert words[:3] == ["Shakespeare", "Elizabeth Bennet", "lạị"]
    assert set(words[3:]) == {"Hà Nội", "Thúy Kiều"}
    assert found[0].count == 3
    assert "shape" in found[0].reasons
    assert found[0].example.startswith("Nàng đọc Shakespeare")
    assert found[-1].doubt == pytest.approx(0.1)


def test_what_was_decided_is_left_out(tmp_path: Path) -> None:
    lexicon = Lexicon([Entry("Shakespeare", "Sếch-xpia"), Entry("Elizabeth Bennet", "x")])
    words = [one.word for one in suggested(tmp_path, VIETNAMESE, "vi", lexicon)]
    assert words[0] == "lạị"
    assert "Shakespeare" not in words


def test_the_forms_of_a_name_are_one_suggestion(tmp_path: Path) -> None:
    text = "Він бачив, що Марічка йде. Він узяв Марічку за руку. Потім казав Марічки слово.\n"
    (found,) = suggested(tmp_path, text, "uk")
    assert (found.word, found.match, found.count) == ("Марічк*", "forms", 3)
    assert set(found.forms) == {"Марічка", "Марічку", "Марічки"}
    assert found.entry().match == "forms"


def test_letters_of_two_scripts_are_told_before_all(tmp_path: Path) -> None:
    text = "Він має хaту біля річки. Потім Іван пішов до Києва, бо Іван мав час.\n"  # a Latin a
    found = suggested(tmp_path, text, "uk")
    assert (found[0].word, found[0].reasons) == ("хaту", ("mixed",))


def test_the_first_word_of_a_sentence_or_of_speech_is_no_name(tmp_path: Path) -> None:
    text = 'Rain fell. “Come here,” said Darcy. "Never," he said -- Perhaps so. It was Darcy.\n'
    assert [one.word for one in suggested(tmp_path, text, "en")] == ["Darcy"]


def test_letters_that_seldom_follow_one_another_are_strange() -> None:
    base = ("ba", "na", "ta", "ma", "ri", "no", "le", "da")
    letters = Letters(a + b + c for a in base for b in base for c in base)
    assert letters.strangeness("banari") == 0
    assert letters.strangeness("xqzvkw") == 1
    assert Letters(["ab", "cd"]).strangeness("xqz") == 0


@pytest.mark.corpus
def test_the_names_of_a_novel_lead_its_list(shared: Path) -> None:
    path = shared / "corpus/ru/ru_Gogol_Viy.txt"
    draft = read(path, lang=None, keep=lambda n, k, c: Resource(n, k, content_key(c), len(c)))
    split = identify(
        draft.publication, None, split=lambda t, tag, lines: segment(t, tag, lines=lines)
    )
    words = [one.word for one in suggest(split.publication, {})[:12]]
    assert {"Хом*", "Дорош*", "Явтух*", "Спирид*"} <= set(words)


def test_a_name_behind_an_abbreviation_stands_inside_its_sentence(tmp_path: Path) -> None:
    (found,) = suggested(tmp_path, "Mr. Bennet sat down. Then he read.", "en")
    assert (found.word, found.reasons) == ("Bennet", ("name",))


def test_a_letter_that_no_other_word_of_the_text_has_is_foreign(tmp_path: Path) -> None:
    syllables = ("ba", "de", "fi", "go", "hu", "ke", "lo", "mi", "na", "pu", "re", "sa", "tow")
    words = [f"{a}{b}{c}ed" for a in syllables for b in syllables for c in ("n", "st")]
    text = f"Then {' '.join(words)} came. Old Szczepański sat down with Thomas."
    found = {one.word: one.reasons for one in suggested(tmp_path, text, "en")}
    assert "foreign" in found["Szczepański"]
    assert "foreign" not in found.get("Thomas", ())
