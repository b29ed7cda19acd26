from pathlib import Path

import pytest

from audiolib.publication import MarkKind, texts
from audiolib.sources.language import tag
from audiolib.sources.read import read
from audiolib.sources.scripts import by_letters, main_script
from tests.audiolib.sources.sources import codes, keep, reading_of

VI = "Ngày xưa, ở một làng nọ, có hai chị em cùng cha khác mẹ sống với nhau.\n\n"
UK = "Не знати, чи то вічний шум річки, чи сум чорних лісів лякав її дитину.\n\n"
RU = "Это было давно, когда мы ещё жили в старом доме у реки, и всё цвело.\n\n"
FA = "یکی بود یکی نبود، در روزگاران پیش پادشاهی بود که چهار پسر داشت.\n\n"
EN = "The river ran slowly past the old mill, and nobody could remember why.\n\n"


@pytest.mark.parametrize(
    ("text", "language"), [(VI, "vi"), (UK, "uk"), (RU, "ru"), (FA, "fa"), (EN, "en")]
)
def test_the_language_shows_without_being_told(tmp_path: Path, text: str, language: str) -> None:
    reading = reading_of(tmp_path / "a.txt", text * 5)
    assert reading.publication.metadata.language == language
    assert not [code for code in codes(reading) if code.startswith("lang")]
    assert {t.lang for t in texts(reading.publication)} == {None}


def test_staff_are_believed_and_told(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "a.txt", VI * 5, lang="en")
    assert reading.publication.metadata.language == "en"
    assert "lang-contrary" in codes(reading)


def test_the_catalogue_goes_before_what_a_template_declares(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<html lang=fr><p>{EN * 5}</html>", encoding="utf-8")
    assert read(path, lang=None, keep=keep, prior="en-GB").publication.metadata.language == "en-GB"
    path.write_text(f"<html lang=en><p>{EN * 5}</html>", encoding="utf-8")
    assert read(path, lang=None, keep=keep, prior="fr").publication.metadata.language == "en"


def test_letters_go_before_the_catalogue_and_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(UK * 5, encoding="utf-8")
    reading = read(path, lang=None, keep=keep, prior="ru")
    assert reading.publication.metadata.language == "uk"
    assert "lang-contrary" in codes(reading)


def test_of_few_words_the_catalogue_is_believed_without_doubt(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Ba con", encoding="utf-8")
    reading = read(path, lang=None, keep=keep, prior="vi")
    assert reading.publication.metadata.language == "vi"
    assert not [code for code in codes(reading) if code.startswith("lang")]


def test_a_declaration_that_letters_rule_out_is_not_believed(tmp_path: Path) -> None:
    page = f"<html lang=en><p>{VI * 5}<p lang=en>{VI}</html>"
    reading = reading_of(tmp_path / "a.html", page)
    assert reading.publication.metadata.language == "vi"
    assert "lang-contrary" in codes(reading)
    assert {t.lang for t in texts(reading.publication)} == {None}


def test_paragraphs_in_another_language_are_marked(tmp_path: Path) -> None:
    text = UK * 3 + VI + UK + RU + EN
    found = [t.lang for t in texts(reading_of(tmp_path / "a.txt", text).publication)]
    assert found == [None, None, None, "vi", None, "ru", "en"]


def test_stretches_of_another_script_are_marked_only_on_evidence(tmp_path: Path) -> None:
    text = UK * 3 + "Він сказав мені: the old mill by the river is gone, але не Internet.\n\n"
    last = list(texts(reading_of(tmp_path / "a.txt", text).publication))[-1]
    found = [(last.text[m.begin : m.end], m.kind, m.lang) for m in last.marks]
    assert found == [("the old mill by the river is gone", MarkKind.LANGUAGE, "en")]


def test_two_words_are_marked_where_their_letters_prove_the_language(tmp_path: Path) -> None:
    text = UK * 3 + "Місто Đà Nẵng лежить над морем.\n\n"
    last = list(texts(reading_of(tmp_path / "a.txt", text).publication))[-1]
    assert [(last.text[m.begin : m.end], m.lang) for m in last.marks] == [("Đà Nẵng", "vi")]


def test_few_words_are_a_doubt(tmp_path: Path) -> None:
    assert "lang-unknown" in codes(reading_of(tmp_path / "a.txt", "Hello\n"))


@pytest.mark.parametrize(
    ("written", "language"),
    [("vie", "vi"), ("EN_us", "en-US"), ("zh-hant-TW", "zh-Hant-TW"), ("und", ""), ("Tiếng", "")],
)
def test_tags_are_written_as_bcp_47_has_them(written: str, language: str) -> None:
    assert tag(written) == language


def test_letters_prove_languages() -> None:
    assert by_letters("їжак", "Cyrl") == "uk"
    assert by_letters("объём", "Cyrl") == "ru"
    assert by_letters("слово", "Cyrl") == ""
    assert main_script("abc абв где") == "Cyrl"
