"""Which script a text is in: the glance at a text of one script tells what counting would."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from audiolib.sources.scripts import WORD, is_all, main_script

SCRIPTS = ("Latn", "Cyrl", "Arab", "Grek", "Hani")
TEXT = st.text(st.sampled_from("aZăửÀªЇяыپک\u200cΩ中ば0 .,’-\u0301\u0650«»×—"), max_size=30)


def _letters(text: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for match in WORD.finditer(text):
        found[match.lastgroup or ""] += len(match[0])
    return found


@given(TEXT, st.sampled_from(SCRIPTS))
def test_a_text_is_all_of_one_script_when_no_word_is_of_another(text: str, script: str) -> None:
    assert is_all(text, script) == (set(_letters(text)) <= {script})


@given(TEXT, st.sampled_from(("", *SCRIPTS)))
def test_the_main_script_is_the_usual_one_from_a_third_of_the_letters_on(
    text: str, usual: str
) -> None:
    letters = _letters(text)
    found = main_script(text, usual)
    if usual and 3 * letters[usual] >= letters.total() > 0:
        assert found == usual
    else:
        assert letters[found] == max(letters.values(), default=0)
