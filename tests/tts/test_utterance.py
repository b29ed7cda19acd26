"""Phrases become utterances and their words come back, with nothing lost on the way."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from tts.contract import faults
from tts.engine import Speech, Utterance, Voice
from tts.engines.tone import Tone
from tts.errors import UnknownLanguageError
from tts.spoken import Span
from tts.utterance import LIMIT, Piece, identity, pieces, words

ALPHABET = "abđĐ éю 1٣%€—,.;«»\n\u200c\u0301😀"


def tone(lang: str) -> str:
    return "tone:sine"


def two(lang: str) -> str:
    """A voice for each of two languages, and none for others."""
    if lang not in {"vi", "en"}:
        raise UnknownLanguageError(lang, ("vi", "en"))
    return f"{lang}:sine"


def spoken(cut: list[Piece]) -> list[tuple[int, list[int]]]:
    results = []
    for piece in cut:
        speech: Speech = Tone().speak(piece.utterance)
        assert [f for f in faults(piece.utterance, speech) if f[:4] in {"word", "unco"}] == []
        flat = [n for w in speech.words for n in (w.begin, w.end, w.start, w.stop)]
        results.append((len(speech.pcm), flat))
    return results


def quadruples(cut: list[Piece], gap: int = 0) -> list[tuple[int, int, int, int]]:
    flat = words(cut, spoken(cut), gap)
    return [(flat[i], flat[i + 1], flat[i + 2], flat[i + 3]) for i in range(0, len(flat), 4)]


@st.composite
def phrases(draw: st.DrawFn) -> tuple[str, tuple[Span, ...], tuple[tuple[int, int, str], ...], int]:
    """A text, spans and language ranges inside it, and a limit."""
    text = draw(st.text(ALPHABET, max_size=80))
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    spans = []
    for begin, end in zip(edges[::2], edges[1::2], strict=False):
        say = draw(st.sampled_from(["", " ", "mười lăm", "x", "một hai ba bốn năm", "— —"]))
        if begin < end or say:
            spans.append(Span(begin, end, text[begin:end], say, "test"))
    marks = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    languages = tuple(
        (begin, end, draw(st.sampled_from(["en", "vi", "la"])))
        for begin, end in zip(marks[::2], marks[1::2], strict=False)
    )
    return text, tuple(spans), languages, draw(st.integers(4, 60))


@settings(max_examples=300, deadline=None)
@given(phrase=phrases(), gap=st.integers(0, 5000))
def test_every_letter_is_in_one_word_or_in_a_silent_span(
    phrase: tuple[str, tuple[Span, ...], tuple[tuple[int, int, str], ...], int], gap: int
) -> None:
    text, spans, languages, limit = phrase
    cut = list(pieces(text, "vi", spans, languages, voice=two, limit=limit))
    assert all(len(piece.utterance.text) <= limit for piece in cut)
    found = quadruples(cut, gap)
    counted = [0] * len(text)
    at = sound = 0
    for begin, end, start, stop in found:
        assert at <= begin < end <= len(text)
        assert sound <= start < stop
        at, sound = end, stop
        for index in range(begin, end):
            counted[index] += 1
    silent = {
        index
        for span in spans
        if not any(map(str.isalnum, span.spoken))
        for index in range(span.begin, span.end)
    }
    for index, char in enumerate(text):
        if char.isalnum():
            assert counted[index] == 1 or index in silent, (index, char)


@given(text=st.text(ALPHABET, max_size=600), limit=st.integers(20, LIMIT))
def test_words_are_split_only_where_they_are_too_long(text: str, limit: int) -> None:
    cut = list(pieces(text, "vi", voice=tone, limit=limit))
    for piece in cut[:-1]:
        end = piece.place(0, len(piece.utterance.text))[1]
        inside = end < len(text) and not text[end].isspace() and not text[end - 1].isspace()
        if inside:
            run = max(text.split(), key=len)
            assert len(run) > limit


def test_a_plain_phrase_is_one_utterance() -> None:
    (piece,) = pieces("  Một\ncon mèo.  ", "vi", voice=tone)
    assert piece.utterance == Utterance("Một con mèo.", "vi", "sine")
    assert piece.place(0, 3) == (2, 5)


def test_a_phrase_without_anything_to_say_is_no_utterance() -> None:
    assert list(pieces("— … —", "vi", voice=tone)) == []
    assert list(pieces("♪", "vi", voice=tone)) == []
    assert list(pieces("[1]", "vi", (Span(0, 3, "[1]", "", "furniture"),), voice=tone)) == []


def test_a_span_is_one_word_however_many_words_it_is_said_in() -> None:
    text = "giá 15.000đ rẻ"
    spans = (Span(4, 10, "15.000", "mười lăm nghìn", "n"), Span(10, 11, "đ", " đồng", "s"))
    cut = list(pieces(text, "vi", spans, voice=tone))
    assert cut[0].utterance.text == "giá mười lăm nghìn đồng rẻ"
    assert [text[b:e] for b, e, _, _ in quadruples(cut)] == ["giá", "15.000", "đ", "rẻ"]


def test_what_is_put_before_a_phrase_sounds_and_has_no_word() -> None:
    cut = list(pieces("mèo", "vi", (Span(0, 0, "", "Hình: ", "furniture.image"),), voice=tone))
    assert cut[0].utterance.text == "Hình: mèo"
    ((begin, end, start, _),) = quadruples(cut)
    assert (begin, end) == (0, 3)
    assert start > 0


def test_another_language_is_an_utterance_of_its_own_voice() -> None:
    text = "Ông nói “good morning” rồi đi."
    cut = list(pieces(text, "vi", (), ((9, 21, "en"),), voice=two))
    assert [(p.voice, p.utterance.lang, p.utterance.text) for p in cut] == [
        ("vi:sine", "vi", "Ông nói “"),
        ("en:sine", "en", "good morning"),
        ("vi:sine", "vi", "” rồi đi."),
    ]


def test_a_language_that_no_voice_speaks_is_left_to_the_phrase_s_own() -> None:
    (piece,) = pieces("Ông nói carpe diem.", "vi", (), ((8, 18, "la"),), voice=two)
    assert piece.voice == "vi:sine"
    assert piece.utterance.lang == "vi"


def test_a_long_phrase_is_split_in_balance_behind_clauses() -> None:
    clause = "người ta vẫn kể rằng ngày xưa ở làng bên có một cô gái"
    text = ", ".join([clause] * 8) + "."
    cut = list(pieces(text, "vi", voice=tone))
    lengths = [len(piece.utterance.text) for piece in cut]
    assert max(lengths) <= LIMIT
    assert max(lengths) < 1.5 * min(lengths)
    assert all(piece.utterance.text.endswith((",", ".")) for piece in cut)


def test_a_span_that_fits_is_never_split() -> None:
    text = "a " * 60 + "1234 " + "b " * 60
    number = "một nghìn hai trăm ba mươi tư"
    cut = list(pieces(text, "vi", (Span(120, 124, "1234", number, "n"),), voice=tone, limit=160))
    assert sum(number in piece.utterance.text for piece in cut) == 1


def test_a_word_longer_than_the_limit_keeps_its_marks_together() -> None:
    text = "e\u0301" * 40
    cut = list(pieces(text, "vi", voice=tone, limit=21))
    assert all(not unicodedata.combining(piece.utterance.text[0]) for piece in cut)
    assert "".join(piece.utterance.text for piece in cut) == text


def test_phonemes_keep_their_place_in_the_utterance() -> None:
    spans = (Span(4, 10, "Newton", "Newton", "lexicon.phoneme", ipa="ˈnuːtən"),)
    (piece,) = pieces("See Newton now", "en", spans, voice=two)
    assert piece.utterance.phonemes == ((4, 10, "ˈnuːtən"),)


def test_gaps_move_the_words_after_them() -> None:
    cut = list(pieces("một hai", "vi", (), ((4, 7, "en"),), voice=two))
    close, apart = quadruples(cut), quadruples(cut, 1000)
    assert apart[0] == close[0]
    assert apart[1][2] == close[1][2] + 1000


def test_identity_holds_what_is_heard_and_nothing_else() -> None:
    voice = Voice("espeak:vi", ("vi",), 22050, "d1", "GPL-3.0-or-later")
    assert identity(Utterance("Một.", "vi", "vi", rate=1), voice, "1.52.0+1") == {
        "text": "Một.",
        "phonemes": [],
        "lang": "vi",
        "voice": "espeak:vi",
        "digest": "d1",
        "engine": "1.52.0+1",
        "rate": 1.0,
        "pitch": 1.0,
        "seed": 0,
    }
