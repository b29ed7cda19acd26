"""Forms: an entry is found in the cases, plurals and possessives of its language."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.lexicon import Entry, Lexicon, forms
from tts.spoken import replaced


def said(entry: Entry, text: str, lang: str) -> str:
    return replaced(text, Lexicon([entry]).apply(text, lang))


@pytest.mark.parametrize(
    ("lang", "grapheme", "found", "passed"),
    [
        ("uk", "Шекспір", "Шекспір Шекспірові Шекспіром ШЕКСПІРА", "шекспіра Шекспірський"),
        ("uk", "Шекспір*", "Шекспір Шекспіра Шекспіром", "Шекспірський"),
        ("uk", "Коцюбинський", "Коцюбинського Коцюбинським Коцюбинська", "Коцюбинщина"),
        ("uk", "Марічка", "Марічка Марічки Марічку Марічкою", "Марічці"),
        ("ru", "Хома", "Хома Хомы Хому Хомой Хоме", "Хомут"),
        ("ru", "Дмитрий", "Дмитрий Дмитрия Дмитрию Дмитрием", "Дмитров"),
        ("ru", "Чайковский", "Чайковского Чайковскому Чайковским Чайковская", "Чайка"),
        ("en", "Bennet", "Bennet Bennets Bennet's Bennet’s Bennets'", "Bennett"),
        ("en", "boss", "boss bosses Boss's", "bossy"),
        ("fa", "کتاب", "کتاب کتاب‌ها کتابها کتاب‌های کتابی کتاب‌ام", "کتابخانه کتابم"),
        ("vi", "Kiều", "Kiều KIỀU", "Kiềus"),
        ("xx", "Abc", "Abc", "Abcs"),
    ],
)  # fmt: skip
def test_a_word_is_found_in_its_forms(lang: str, grapheme: str, found: str, passed: str) -> None:
    entry = Entry(grapheme, "x", match="forms")
    assert said(entry, found, lang) == " ".join("x" for _ in found.split())
    assert said(entry, passed, lang) == passed


def test_the_ending_is_spoken_only_where_a_star_asks_for_it() -> None:
    text = "Шекспіром і ШЕКСПІРА"
    plain = Entry("Шекспір", "Шекспі́р", match="forms")
    starred = Entry("Шекспір*", "Шекспі́р*", match="forms")
    assert said(plain, text, "uk") == "Шекспі́р і Шекспі́р"
    assert said(starred, text, "uk") == "Шекспі́ром і Шекспі́ра"


def test_every_word_of_a_name_has_its_own_ending() -> None:
    entry = Entry("Тарас* Шевченк*", "Тара́с* Шевче́нк*", match="forms")
    assert said(entry, "Тарасові Шевченку, Тараса Шевченка", "uk") == (
        "Тара́сові Шевче́нку, Тара́са Шевче́нка"
    )


@pytest.mark.parametrize(
    ("lang", "ipa", "grapheme", "text", "sound"),
    [
        ("en", "ŋuˈjɛn*", "Nguyen*", "Nguyen's", "ŋuˈjɛnz"),
        ("en", "bɑːtʃ*", "Bach*", "Bachs", "bɑːtʃɪz"),
        ("en", "kʊk*", "Cook*", "Cook's", "kʊks"),
        ("uk", "ʃɛkˈspir*", "Шекспір*", "Шекспіром", "ʃɛkˈspirɔm"),
        ("uk", "moˈrʲi*", "Мо*", "Моя", "moˈrʲijɑ"),
        ("ru", "ˈxom*", "Хом*", "Хомого", "ˈxoməvə"),
        ("ru", "ˈtʲ*", "Ть*", "Тья", "ˈtʲə"),
        ("fa", "ketɒːb*", "کتاب*", "کتاب‌های", "ketɒːbhɒːje"),
        ("en", "x", "Ng*", "Ngs", "x"),
    ],
)
def test_the_ending_sounds_as_its_language_wants(
    lang: str, ipa: str, grapheme: str, text: str, sound: str
) -> None:
    (span,) = Lexicon([Entry(grapheme, ipa=ipa, match="forms")]).apply(text, lang)
    assert (span.ipa, span.spoken) == (sound, text)


def test_the_other_entries_of_a_word_count_as_ever() -> None:
    lexicon = Lexicon([Entry("Рим*", "ending", match="forms"), Entry("Рима", "own")])
    assert replaced("Рим Риму Рима", lexicon.apply("Рим Риму Рима", "uk")) == "ending ending ending"
    lexicon = Lexicon([Entry("Рима", "own"), Entry("Рим*", "ending", match="forms")])
    assert replaced("Рим Рима", lexicon.apply("Рим Рима", "uk")) == "ending own"


def stems() -> Iterator[tuple[str, str]]:
    yield from (("uk", e) for e in forms("uk").endings)
    yield from (("ru", e) for e in forms("ru").endings)
    yield from (("en", e) for e in forms("en").endings)
    yield from (("fa", e) for e in forms("fa").endings)


@given(case=st.sampled_from(list(stems())), before=st.sampled_from(["", "х "]))
def test_every_ending_of_every_table_is_found(case: tuple[str, str], before: str) -> None:
    lang, ending = case
    stem = {"uk": "Шекспір", "ru": "Шекспир", "en": "Darcy", "fa": "کتاب"}[lang]
    entry = Entry(f"{stem}*", "x*", match="forms")
    assert said(entry, f"{before}{stem}{ending}", lang) == f"{before}x{ending}"
