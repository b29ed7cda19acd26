"""What Russian and Ukrainian share: numbers and abbreviations in the case they stand in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts import language, spans, spoken
from tts._slavic import CASES, plural
from tts._slavic_nouns import noun
from tts._slavic_words import words

_TAGS = st.sampled_from(["ru", "uk"])


@pytest.mark.parametrize("tag", ["ru", "uk"])
def test_the_forms_of_every_unit_are_those_of_the_dictionary(tag: str) -> None:
    """A form written by hand has its case, where the dictionary knows the word."""
    known, dictionary = language(tag), words(tag)
    # Count forms that dictionaries leave out, and words that are the same in two numbers.
    free = {"человек", "чоловік", "герц", "килогерц", "мегагерц", "гигагерц", "женщины"}
    free |= {"паскаль", "паскали"}  # the dictionary has only the person
    free |= {"сутки", "суток", "суткам", "сутками", "сутках"}  # no singular
    wrong = []
    for table in ("nouns", "units"):
        for notation in known.words[table].values():
            thing = noun(notation, known.words["declension"])
            for index, case in enumerate(CASES):
                for many, forms in ((False, thing.one), (True, thing.more)):
                    for word in set(forms[index].split()) - free:
                        found = dictionary.forms(word)
                        fits = any(f.case == case and (f.many == many or f.fixed) for f in found)
                        if dictionary.is_known(word) and not fits:
                            wrong.append((word, case, many))
    assert wrong == []


@pytest.mark.parametrize("tag", ["ru", "uk"])
def test_the_noun_of_every_abbreviation_can_be_declined(tag: str) -> None:
    dictionary = words(tag)
    tables = language(tag).abbreviations["cased"]
    same = {"шоссе", "видання", "замовлення"}
    for kind in ("number", "title", "name", "own"):
        for notation in tables[kind].values():
            for word in notation.rstrip("!").split("/"):
                last = word.split("_")[0]
                assert last in same or dictionary.inflected(last, "g") != last, word


@given(st.integers(0, 10**9))
def test_a_count_of_books_agrees_with_its_noun(n: int) -> None:
    for tag, forms in (("ru", ("книга", "книги", "книг")), ("uk", ("книга", "книги", "книг"))):
        form = plural(n) if n % 1000 else 2
        said = spoken(f"{n} {forms[form]}", tag)[0]
        numbers = language(tag).numbers
        assert said == f"{numbers.cardinal(n, 'n', 'f')} {forms[form]}"  # type: ignore[union-attr]


@given(st.integers(1100, 2099), _TAGS)
def test_a_year_stands_in_the_case_of_its_preposition(year: int, tag: str) -> None:
    numbers = language(tag).numbers
    text, noun_said = {
        "ru": (f"в {year} г. он жил", "году он жил"),
        "uk": (f"у {year} р. він жив", "році він жив"),
    }[tag]  # fmt: skip
    rank = numbers.ordinal(year, "p")  # type: ignore[union-attr]
    assert spoken(text, tag)[0] == f"{text[0]} {rank} {noun_said}"


@given(st.integers(1, 2100), st.integers(1, 2100), _TAGS)
def test_both_ends_of_a_range_are_said(a: int, b: int, tag: str) -> None:
    said = spoken(f"{a}–{b} {'страниц' if tag == 'ru' else 'сторінок'}", tag)[0]
    assert " — " in said
    assert not any(c.isdigit() for c in said)


@pytest.mark.parametrize(
    ("tag", "text", "rule"),
    [
        ("ru", "на ул. Ленина", "abbreviation.own"),
        ("ru", "проф. Иванова", "abbreviation.title"),
        ("ru", "на стр. 5", "abbreviation.number"),
        ("ru", "А. С. Пушкин", "initials"),
        ("ru", "ещё и еще", "spelling.yo"),
        ("uk", "у м. Києві", "abbreviation.name"),
        ("uk", "у 90-ті роки", "number.suffix"),
        ("uk", "ЗСУ", "acronym"),
    ],
)
def test_a_span_names_its_rule(tag: str, text: str, rule: str) -> None:
    assert rule in {span.rule for span in spans(text, tag)}


def test_yo_is_restored_only_where_no_other_word_is_spelt_so() -> None:
    assert spans("Все люди видят небо и осел", "ru") == ()
    assert spans("Ещё ёлка, всё моё", "ru") == ()
    assert spoken("ЕЩЕ. Еще, Петр", "ru")[0] == "ЕЩЁ. Ещё, Пётр"


def test_what_the_words_around_do_not_decide_is_less_than_sure() -> None:
    for text, tag in (("1/2", "ru"), ("Москва, 1985.", "ru"), ("ВСПУ", "ru"), ("01.02.03", "uk")):
        assert all(span.confidence < 1 for span in spans(text, tag)), text


def test_a_word_of_another_script_is_no_word_of_the_dictionary() -> None:
    for word in ("🐈", "abc", "𗀀", "слово1", ""):
        assert words("ru").forms(word) == ()
        assert not words("ru").is_known(word)


@given(st.text("1234567890 .,:-–—IVXiІХгрсвт%°и", max_size=60), _TAGS)
def test_odd_runs_of_numbers_and_marks_are_said(text: str, tag: str) -> None:
    assert not any(c.isdigit() for c in spoken(text, tag)[0])
