from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts import language, spans, spoken
from tts.languages.vi._numbers import VietnameseNumbers
from tts.utterance import pieces

_NUMBERS = cast(VietnameseNumbers, language("vi").numbers)
_DAYS = st.integers(1, 28)
_MONTHS = st.integers(1, 12)
_YEARS = st.integers(1000, 2999)
_KINDS: dict[str, str] = language("vi").words["kinds"]


@given(_DAYS, _MONTHS, _YEARS, st.sampled_from(["/", "-", "."]))
def test_a_date_is_said_the_same_whatever_its_mark(d: int, m: int, y: int, mark: str) -> None:
    month = "tư" if m == 4 else _NUMBERS.integer(m)
    said = f"{_NUMBERS.integer(d)} tháng {month} năm {_NUMBERS.integer(y)}"
    assert spoken(f"ngày {d}{mark}{m}{mark}{y}", "vi")[0] == f"ngày {said}"
    assert spoken(f"({d:02}{mark}{m:02}{mark}{y})", "vi")[0] == f"(ngày {said})"


@given(st.integers(1_000, 10**14))
def test_grouped_thousands_are_said_like_the_bare_number(n: int) -> None:
    said = _NUMBERS.integer(n)
    assert _NUMBERS.number(f"{n:,}".replace(",", ".")) == said
    assert _NUMBERS.number(f"{n:,}".replace(",", " ")) == said


@pytest.mark.parametrize(("code", "kind"), _KINDS.items())
def test_the_kind_of_a_document_is_said_once(code: str, kind: str) -> None:
    told, _ = spoken(f"{kind} số 12/2020/{code}-UBND", "vi")
    assert told.lower().count(kind) == 1
    alone, _ = spoken(f"Căn cứ 12/2020/{code}-UBND", "vi")
    assert alone.count(kind) == 1
    assert "Ủy ban nhân dân" in told
    assert "Ủy ban nhân dân" in alone


@pytest.mark.parametrize("table", ["acronyms", "titles", "places", "always"])
def test_what_is_said_for_an_abbreviation_is_made_of_words(table: str) -> None:
    letters = language("vi").alphabet | set(" ,")
    for written, said in language("vi").abbreviations[table].items():
        assert set(said) <= letters, written
        assert said.strip() == said, written


@pytest.mark.parametrize("run", sorted(language("vi").abbreviations["acronyms"]))
def test_every_acronym_of_the_list_is_said_as_listed(run: str) -> None:
    said = language("vi").abbreviations["acronyms"][run]
    assert spoken(f"theo {run} thì", "vi")[0] == f"theo {said} thì"


@given(st.integers(1, 3999).filter(lambda n: n not in (1, 4, 5, 10, 50, 100, 500, 1000)))
def test_any_roman_numeral_behind_its_word_is_a_number(n: int) -> None:
    assert spoken(f"thế kỷ {_roman(n)}.", "vi")[0] == f"thế kỷ {_NUMBERS.integer(n)}."


def _roman(n: int) -> str:
    written = ""
    for value, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        written += letters * (n // value)
        n %= value
    return written


@pytest.mark.parametrize(
    "text",
    [
        "Trời xanh, mây trắng; gió thổi vi vu.",
        "Vi Thị An đi mix nhạc ở C.",
        "Năm ngoái, năm nay và năm người bạn",
        "ĐÂY LÀ MỘT TRUYỆN CỔ TÍCH VIỆT NAM",
        "Bộ Y tế và ông Y Blok",
        "— Ô hay! — Ừ, ờ.",
    ],
)
def test_words_are_left_alone(text: str) -> None:
    assert [s for s in spans(text, "vi") if s.text not in ("C", "C.")] == []


@pytest.mark.parametrize(
    ("north", "south"),
    [("linh", "lẻ"), ("nghìn", "ngàn")],
)
def test_the_south_never_says_a_northern_word(north: str, south: str) -> None:
    text = "năm 2005, 5.005.105 đồng, 500k, 0,5‰, 105 mét, 1m5, ngày 01/02/2003"
    assert north in spoken(text, "vi")[0]
    said = spoken(text, "vi-VN-x-south")[0]
    assert south in said
    assert north not in said.split()


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        ("ngày 23/7/2021", 1.0, 1.0),
        ("2/5", 0.0, 0.8),
        ("Elizabeth II", 0.0, 0.8),
        ("năm l975", 0.0, 0.5),
        ("1,250 người", 0.0, 0.6),
        ("UBND tỉnh", 1.0, 1.0),
    ],
)
def test_confidence_tells_what_is_doubtful(text: str, lowest: float, highest: float) -> None:
    assert all(lowest <= s.confidence <= highest for s in spans(text, "vi"))
    assert spans(text, "vi")


def test_a_long_sentence_without_marks_is_cut_before_a_word_that_begins_a_clause() -> None:
    text = "những người thủ thư đi từ làng này sang làng khác mang theo sách cũ cho trẻ em " * 2
    long = text + "nghe kể về những miền đất xa và các em ngồi bên bếp lửa hồng cả đêm dài không "
    long += "biết mỏi mệt là gì"
    cut = [p.utterance.text for p in pieces(long, "vi", voice=lambda _: "tone:sine")]
    assert len(cut) == 2
    assert cut[1].split()[0] in language("vi").abbreviations["clauses"]["words"]


@pytest.mark.parametrize(("typed", "meant"), language("vi").words["lookalikes"].items())
@pytest.mark.parametrize(
    "text",
    [
        "Người đọc Đắk Lắk ở đường Đồng Khởi",
        "ĐƯỜNG VỀ 24/7, UBND và LĐLĐ",
        "Ừ, 12.000đ một suất đủ",
    ],
)
def test_a_letter_that_only_looks_right_is_said_as_the_right_one(
    text: str, typed: str, meant: str
) -> None:
    assert spoken(text.replace(meant, typed), "vi")[0] == spoken(text, "vi")[0]
