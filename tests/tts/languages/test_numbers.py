from typing import Protocol, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from tts import known, language
from tts._slavic import SlavicNumbers
from tts._slavic_nouns import noun

_SIZES = st.one_of(st.integers(0, 3000), st.integers(0, 10**12))


class _Cardinal(Protocol):
    def integer(self, n: int) -> str: ...


@given(_SIZES, st.sampled_from(["ru", "uk", "fa"]))
def test_cardinals_agree_with_num2words(n: int, tag: str) -> None:
    other = num2words(n, lang=tag)
    if n // 1000 % 1000 == 1:  # we say "тысяча", it says "одна тысяча"
        other = other.replace("одна тысяча", "тысяча").replace("одна тисяча", "тисяча")
    said = cast(_Cardinal, language(tag).numbers).integer(n)
    assert said.replace("نُه", "نه") == other  # with its vowel, else it is the word "no"


@pytest.mark.parametrize("tag", ["ru", "uk"])
def test_ordinals_agree_with_num2words(tag: str) -> None:
    numbers = cast(SlavicNumbers, language(tag).numbers)
    for n in (*range(1, 120), 200, 300, 465, 900, 999, 1000, 2000, 1913, 2024):
        other = num2words(n, lang=tag, to="ordinal").removeprefix("одна ")
        assert numbers.ordinal(n) == other


def test_oblique_cases_of_ukrainian_and_russian() -> None:
    ru = cast(SlavicNumbers, language("ru").numbers)
    uk = cast(SlavicNumbers, language("uk").numbers)
    assert ru.cardinal(243, "g") == "двухсот сорока трёх"
    assert ru.cardinal(2000, "i") == "двумя тысячами"
    assert ru.cardinal(21, "a", "f") == "двадцать одну"
    assert uk.cardinal(200, "g") == "двохсот"
    assert uk.cardinal(1000, "g") == "тисячі"
    assert uk.cardinal(57, "i") == "п'ятдесятьма сьома"
    assert ru.ordinal(1913, "p") == "тысяча девятьсот тринадцатом"
    assert uk.ordinal(3, "p", "n") == "третьому"
    assert ru.ordinal(80, "g", "p") == "восьмидесятых"


@pytest.mark.parametrize("tag", ["ru", "uk"])
def test_every_noun_has_six_forms_in_both_numbers(tag: str) -> None:
    words = language(tag).words
    for table in ("nouns", "units"):
        for notation in words[table].values():
            found = noun(notation, words["declension"])
            assert len(found.one) == len(found.more) == 6


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "không"),
        (10, "mười"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (44, "bốn mươi tư"),
        (101, "một trăm linh một"),
        (110, "một trăm mười"),
        (1001, "một nghìn không trăm linh một"),
        (2030, "hai nghìn không trăm ba mươi"),
        (1_000_005, "một triệu không trăm linh năm"),
        (25_000_000_000, "hai mươi lăm tỷ"),
        (3_000_000_000_000, "ba nghìn tỷ"),
    ],
)
def test_vietnamese_numbers(n: int, said: str) -> None:
    assert cast(_Cardinal, language("vi").numbers).integer(n) == said


@given(st.sampled_from(known()), st.text("0123456789.,", min_size=1, max_size=40))
def test_any_run_of_digits_and_marks_can_be_said(tag: str, written: str) -> None:
    numbers = language(tag).numbers
    assert numbers is not None
    if written[0].isdigit() and written[-1].isdigit():
        assert not any(c.isdigit() for c in numbers.number(written))
