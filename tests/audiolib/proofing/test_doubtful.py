"""Suspicious words come first: what no language writes, what was hardly read, odd signs."""

import re
import unicodedata

import pytest

from audiolib.identify import identify
from audiolib.intake.doubts import Doubt
from audiolib.intake.words import Box
from audiolib.proofing.doubtful import doubtful
from audiolib.proofing.edits import ConfirmText
from audiolib.proofing.syllables import bare, by_letters, syllables
from audiolib.publication import Metadata, Paragraph, Publication, Section
from tests.audiolib.sentences import split


def text(*lines: str, lang: str = "vi") -> Publication:
    about = Metadata(identifier="urn:test", title="t", language=lang)
    section = Section(content=tuple(Paragraph(text=line) for line in lines))
    return identify(Publication(metadata=about, sections=(section,)), split=split).publication


def told(publication: Publication) -> dict[str, str]:
    return {s.words: s.reason for s in doubtful(publication)}


RIGHT = """người được hiểu quyền quyết gì gìn giêng giếng khuya khuỷu nguyễn hòa hoà thúy thuý
yêu ý quốc xoong nghiêng thuở quơ ngoằn ngoèo tuyết khuếch huỳnh tuýp uống oái"""
WRONG = "nguời đuợc hìêu ngừoi tôí kông ngi gha kách thờí bat tich phuc qunh đâyi"


@pytest.mark.parametrize("word", RIGHT.split())
def test_a_vietnamese_syllable_is_known(word: str) -> None:
    assert word in syllables()


@pytest.mark.parametrize("word", WRONG.split())
def test_what_no_vietnamese_word_can_be_is_not(word: str) -> None:
    assert word not in syllables()


def test_syllables_are_nfc_and_found_by_their_letters() -> None:
    assert all(unicodedata.is_normalized("NFC", syllable) for syllable in syllables())
    assert "người" in by_letters()["nguoi"]
    assert bare("Đường") == "duong"


def test_wrong_accents_are_shown_with_the_right_word_first() -> None:
    found = doubtful(text("Con nguời đuợc tốt. Người người được tốt được người."))
    assert [(s.words, s.reason, s.suggestions[0]) for s in found] == [
        ("nguời", "spelling", "người"),
        ("đuợc", "spelling", "được"),
    ]


def test_a_clean_sentence_shows_nothing() -> None:
    assert doubtful(text("Một con cò đứng bên sông; nó đợi ba ngày, từ 7h30 đến 20/10/2021.")) == ()


@pytest.mark.parametrize(
    ("lang", "line", "words", "reason"),
    [
        ("en", "The b0y went home.", "b0y", "digit"),
        ("ru", "Он шел дoмой.", "дoмой", "scripts"),
        ("en", "He | said so.", "|", "sign"),
        ("en", "It was won- derful.", "won", "hyphen"),
        ("en", "He saw tHe sea.", "tHe", "capitals"),
        ("ru", "Он пошёл домоц сегодня.", "домоц", "spelling"),
        ("uk", "Вона пішла додомц сьогодні.", "додомц", "spelling"),
    ],
)
def test_each_kind_of_fault_has_its_reason(lang: str, line: str, words: str, reason: str) -> None:
    assert told(text(line, lang=lang)) == {words: reason}


@pytest.mark.parametrize(
    "line",
    [
        "He paid 12kg on the 3rd, A4 and COVID-19.",
        "See https://example.org/a0b.",
        "5–7 %",
        "128/NQ-CP 3935/BVHTTDL-TV",
    ],
)
def test_numbers_codes_and_addresses_are_not_doubted(line: str) -> None:
    assert told(text(line, lang="en")) == {}


def test_a_rare_word_beside_a_usual_one_is_doubted_where_there_is_no_dictionary() -> None:
    line = "The heron waited. " * 9 + "The herou waited."
    (found,) = doubtful(text(line, lang="en"))
    assert (found.words, found.suggestions) == ("herou", ("heron",))


def test_a_text_twice_in_a_row_is_told() -> None:
    line = "Một con cò đứng bên sông và nó đợi ba ngày liền."
    (found,) = doubtful(text(line, line, "Rồi nó bay."))
    assert found.reason == "repeated"


def seen(publication: Publication, word: str, confidence: int) -> Doubt:
    (block,) = publication.sections[0].content
    assert isinstance(block, Paragraph)
    begin = block.text.index(word)
    return Doubt(block.id, begin, begin + len(word), confidence, 0, Box(0, 0, 1, 1))


def test_what_was_hardly_read_comes_before_what_was_read_a_little_better() -> None:
    page = text("Một con cò đứng bên sông.")
    doubts = [seen(page, "cò", 85), seen(page, "sông", 20), seen(page, "bên", 96)]
    assert [(s.words, s.reason, s.confidence) for s in doubtful(page, doubts)] == [
        ("sông", "confidence", 20),
        ("cò", "confidence", 85),
    ]


def every(publication: Publication, confidences: dict[str, int], usual: int = 96) -> list[Doubt]:
    """Each word of the only paragraph as it was read, with a confidence."""
    (block,) = publication.sections[0].content
    assert isinstance(block, Paragraph)
    return [
        Doubt(
            block.id, match.start(), match.end(), confidences.get(match[0], usual), 0,
            Box(0, 0, 1, 1),
        )
        for match in re.finditer(r"\S+", block.text)
    ]  # fmt: skip


def test_persian_is_doubted_below_eighty_but_for_words_that_were_read_surely() -> None:
    page = text("او به قراقغ رفت و قراقغ، رقتصت دشت", lang="fa")
    doubts = every(page, {"قراقغ،": 85, "قراقغ": 70, "رقتصت": 70, "دشت": 85})
    assert [s.words for s in doubtful(page, doubts)] == ["رقتصت"]


@pytest.mark.parametrize(
    ("lang", "line", "hardly", "shown"),
    [
        ("ru", "Старый паромщик пришёл домой вечером", {"паромщик": 60, "домой": 50}, []),
        ("ru", "Старый паромщик пришёл домой вечером", {"паромщик": 30}, ["паромщик"]),
        ("ru", "Старый паромщик пришёл, домой вечером", {"пришёл,": 70}, ["пришёл"]),
        ("ru", "Старый паромшик пришёл домой вечером", {"паромшик": 60}, ["паромшик"]),
        ("uk", "Старий поромник прийшов додому ввечері", {"додому": 60}, []),
        ("fa", "او به خانه رفت و یغما دید", {"یغما": 60}, []),
        ("fa", "او به خانه رفت و یفما دید", {"یفما": 60}, ["یفما"]),
        ("fa", "کتاب‌های خوب می‌خواند", {"کتاب‌های": 60}, []),
        ("en", "The heron saw the heron and a heron sat", {"heron": 60}, ["heron"]),
        ("vi", "Một con cò đứng bên sông", {"cò": 70}, ["cò"]),
    ],
)
def test_a_bare_word_that_the_dictionary_knows_is_right_though_it_was_hardly_read(
    lang: str, line: str, hardly: dict[str, int], shown: list[str]
) -> None:
    page = text(line, lang=lang)
    assert list(dict.fromkeys(s.words for s in doubtful(page, every(page, hardly)))) == shown


def test_a_bare_word_that_was_read_surely_elsewhere_is_right() -> None:
    page = text("The heron saw a heron. Another heron, here it sat.", lang="en")
    doubts = every(page, {"heron.": 95, "heron,": 92, "heron": 60})
    assert doubtful(page, doubts) == ()
    hardly = every(page, {"heron.": 70, "heron,": 70, "heron": 60})
    assert {s.words for s in doubtful(page, hardly)} == {"heron"}


@pytest.mark.parametrize(
    ("lang", "line", "word", "meant"),
    [
        ("uk", "Він ішов до хати і " * 9 + "ло річки", "ло", "до"),
        ("ru", "Прошёл день и " * 9 + "наступила лень", "лень", "день"),
        ("fa", "او چشم به راه بود و " * 9 + "خشم او را دید", "خشم", "چشم"),
    ],
)
def test_a_word_that_looks_like_a_far_more_frequent_one_is_doubted_where_it_was_recognised(
    lang: str, line: str, word: str, meant: str
) -> None:
    page = text(line, lang=lang)
    assert doubtful(page) == ()
    (found,) = doubtful(page, every(page, {}))
    assert (found.words, found.reason) == (word, "spelling")
    assert meant in found.suggestions


def test_a_foreign_name_that_was_read_surely_and_often_is_less_doubtful() -> None:
    page = text("Ông Kharkiv đến. Ông Kharkiv nói. Ông Kharkiv đi. Ông Khaxrk ngồi.")
    found = doubtful(page, [
        Doubt(page.sections[0].content[0].id, at, at + 7, 95, 0, Box(0, 0, 1, 1))  # type: ignore[union-attr]
        for at in (4, 21, 38)
    ])  # fmt: skip
    assert [s.words for s in found] == ["Khaxrk"]


def test_what_somebody_confirmed_is_not_shown_again() -> None:
    page = text("Con nguời đuợc tốt.")
    block = page.sections[0].content[0]
    confirmed = [ConfirmText(block.id, 4, 9)]  # type: ignore[union-attr]
    assert [s.words for s in doubtful(page, (), confirmed)] == ["đuợc"]


def test_a_full_stop_inside_a_sentence_is_told_and_an_abbreviation_is_not() -> None:
    page = text("Nó đứng đó. rồi bay đi.", "Xem tr. hai, tr. ba và tr. bốn.")
    (found,) = doubtful(page)
    assert (found.reason, found.words, found.suggestions[0]) == ("stop", ".", ",")


def test_other_accents_beside_the_same_neighbour_are_told_with_the_usual_ones() -> None:
    page = text("Xà tinh đến. " * 4 + "Xà tỉnh đi.")
    (found,) = doubtful(page)
    assert (found.words, found.reason, found.suggestions[0]) == ("tỉnh", "context", "tinh")
