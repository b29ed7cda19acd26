"""What is said of a thing does not hang on the mark behind it or the brackets around it."""

import pytest

from tests.tts.cases import Case, spoken_cases
from tts import known, spoken

_OPEN = ".!?…:;,)»”\"'،؟؛]}>"


DEPENDS: dict[str, frozenset[str]] = {
    "en": frozenset(),
    "fa": frozenset(),
    "ru": frozenset(),
    "uk": frozenset(),
    "vi": frozenset(),
}
"""Cases whose meaning truly hangs on what stands around them."""


def _bare(lang: str) -> list[Case]:
    """Cases that end in a letter or a figure."""
    return [
        case
        for case in spoken_cases()
        if case.lang == lang
        and case.text[-1] not in _OPEN
        and case.text not in DEPENDS.get(lang, frozenset())
    ]


def _kept(said: str) -> str:
    return said.rstrip(" ,")


@pytest.mark.parametrize("mark", [".", ",", ";", "?", "!", ":"])
@pytest.mark.parametrize("lang", known())
def test_a_mark_behind_a_case_changes_nothing_before_it(lang: str, mark: str) -> None:
    changed = {}
    for case in _bare(lang):
        alone, marked = spoken(case.text, lang)[0], spoken(case.text + mark, lang)[0]
        if marked not in (alone + mark, _kept(alone) + mark) and not (
            mark == "." and marked == alone  # the stop of an abbreviation
        ):
            changed[case.text] = marked
    assert changed == {}


@pytest.mark.parametrize("around", ["()", "“”", "«»"])
@pytest.mark.parametrize("lang", known())
def test_brackets_and_quotes_around_a_case_change_nothing_inside(lang: str, around: str) -> None:
    begin, end = around[0], around[1]
    changed = {}
    for case in _bare(lang):
        alone, inside = spoken(case.text, lang)[0], spoken(begin + case.text + end, lang)[0]
        if inside not in (begin + alone + end, begin + _kept(alone) + end):
            changed[case.text] = inside
    assert changed == {}
