"""Words and groups of phonemes are laid side by side, whatever was joined or cut."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tts.engines._join import Begin, begins

SOUNDS = "abdefiklmnoprstuvzəɪʊŋʃ"


def pairs(words: list[str], groups: str) -> list[tuple[int, int, bool]]:
    found = begins([word.split() for word in words], groups.split())
    return [(b.word, b.group, b.exact) for b in found]


def test_words_said_as_alone_begin_with_their_groups() -> None:
    assert pairs(["ðə", "kwɪk", "fɑks"], "ðə kwˈɪk fˈɑːks.") == [
        (0, 0, True),
        (1, 1, True),
        (2, 2, True),
    ]


def test_joined_words_are_parted_where_they_sound_and_marked() -> None:
    found = begins([["ɪn"], ["ðə"], ["bɪɡˈɪnɪŋ"]], ["ɪnðə", "bɪɡˈɪnɪŋ"])
    assert found == (
        Begin(0, 0, 0, True),
        Begin(1, 0, 2, False),
        Begin(2, 1, 0, True),
    )


def test_a_number_of_several_groups_is_one_word() -> None:
    assert pairs(["ɪn", "nˈaɪntiːn ˈeɪɾi fˈoːɹ", "ðeɪ"], "ɪn nˈaɪntiːn ˈeɪɾi fˈoːɹ ðeɪ") == [
        (0, 0, True),
        (1, 1, True),
        (2, 4, True),
    ]


def test_a_word_that_sounds_otherwise_in_company_is_found() -> None:
    assert pairs(["ˈeɪ", "mˈæn", "hˈæd", "tˈuː", "ɡˈoʊ"], "ɐ mˈæn hædtə ɡˈoʊ") == [
        (0, 0, True),
        (1, 1, True),
        (2, 2, True),
        (3, 2, False),
        (4, 3, True),
    ]


def test_words_without_sound_and_groups_without_words_do_no_harm() -> None:
    assert pairs(["", "kwɪk"], "kwɪk") == [(1, 0, True)]
    assert pairs([], "kwɪk") == []
    assert pairs(["kwɪk"], "") == []


@pytest.mark.parametrize("copies", [1, 40])
def test_the_same_word_again_and_again_keeps_its_order(copies: int) -> None:
    assert pairs(["ɪt"] * copies, " ".join(["ɪt"] * copies)) == [
        (n, n, True) for n in range(copies)
    ]


@given(data=st.data())
@settings(deadline=None, max_examples=100)
def test_any_joining_and_cutting_is_followed(data: st.DataObject) -> None:
    """Words of four sounds and more; joined in pairs or cut in two at random."""
    sound = st.text(SOUNDS, min_size=4, max_size=7)
    words = data.draw(st.lists(sound, min_size=1, max_size=12, unique=True))
    groups: list[str] = []
    wanted: list[tuple[int, bool]] = []
    rest = list(words)
    while rest:
        way = data.draw(st.sampled_from(["whole", "joined", "cut"]))
        word = rest.pop(0)
        wanted.append((len(groups), True))
        if way == "joined" and rest:
            wanted.append((len(groups), False))
            groups.append(word + rest.pop(0))
        elif way == "cut":
            groups += [word[:2], word[2:]]
        else:
            groups.append(word)
    found = begins([[word] for word in words], groups)
    assert [b.word for b in found] == sorted({b.word for b in found})
    exact = {b.word: b.group for b in found if b.exact}
    right = {n: g for n, (g, is_exact) in enumerate(wanted) if is_exact}
    agreed = sum(exact.get(n) == g for n, g in right.items())
    assert agreed >= 0.7 * len(right)
