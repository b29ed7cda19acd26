"""A text spoken at once."""

import pytest

from tts.errors import SynthesisError, UnknownLanguageError, UnknownVoiceError
from tts.lexicon import Entry, Lexicon
from tts.speak import say


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("vi", "Năm 1945, ông Nguyễn đi Hà Nội. Giá 15.000đ (rẻ)."),
        ("en", "Dr. Smith came at 5 p.m. Hello!"),
        ("uk", "«Так», — сказав він. 25 кроків…"),
        ("ru", "В 1812 году было 25 солдат."),
        ("fa", "سلام دنیا. ۲۵ کتاب می‌خوانم."),
    ],
)
def test_each_language_is_spoken(lang: str, text: str) -> None:
    sound = say(text, lang=lang)
    assert 1.5 < len(sound) / sound.rate < 10


def test_sentences_are_parted_by_a_pause() -> None:
    apart = say("Một. Hai.", lang="vi", voice="tone:sine")
    alone = [say(t, lang="vi", voice="tone:sine") for t in ("Một.", "Hai.")]
    assert len(apart) > sum(map(len, alone)) + apart.rate // 4


def test_a_lexicon_is_heard() -> None:
    lexicon = Lexicon([Entry("WHO", "World Health Organization")])
    told = say("WHO", lang="en", voice="tone:sine", lexicon=lexicon)
    assert len(told) > 2 * len(say("WHO", lang="en", voice="tone:sine"))


def test_nothing_to_say_and_nobody_to_say_it_are_errors() -> None:
    with pytest.raises(SynthesisError):
        say("…", lang="vi")
    with pytest.raises(UnknownVoiceError):
        say("một", lang="vi", voice="espeak:nobody")
    with pytest.raises(UnknownLanguageError):
        say("one", lang="zxx")
