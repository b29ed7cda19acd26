"""A text spoken at once: what `audiolib say` gives, without a store or a publication."""

import numpy as np

from media import Pcm, Pcm16
from media.resample import resample
from tts.errors import SynthesisError
from tts.lexicon import Lexicon
from tts.normalise import spans
from tts.pauses import pauses
from tts.registry import default_voice
from tts.registry import voice as known_voice
from tts.segment import segment
from tts.spoken import Span
from tts.utterance import Piece, pieces


def say(
    text: str,
    *,
    lang: str,
    voice: str | None = None,  # the word the commands use
    rate: float = 1.0,
    pitch: float = 1.0,
    lexicon: Lexicon | None = None,
) -> Pcm:
    """The sound of a text: sentences, what is said for what is written, and the pauses between.

    Args:
        text: One block.
        lang: BCP 47.
        voice: The voice's full name; the language's own where None.
        rate: A factor of the voice's own speed.
        pitch: A factor of the voice's own pitch.
        lexicon: Goes before every rule.

    Raises:
        SpeechError: the language or the voice is unknown, or the engine gave no sound.
    """
    chosen = known_voice(voice)[1].name if voice else default_voice(lang)
    silences = pauses(lang)
    said = spans(text, lang, lexicon)
    parts: list[tuple[Pcm, int]] = []
    for begin, end in segment(text, lang):
        sentence = text[begin:end]
        cut = pieces(
            sentence,
            lang,
            _inside(said, begin, end),
            voice=lambda tag: chosen if tag == lang else default_voice(tag),
            rate=rate,
            pitch=pitch,
        )
        spoken = [_spoken(piece) for piece in cut]
        parts += [(sound, silences.comma) for sound in spoken[:-1]]
        if spoken:
            parts.append((spoken[-1], silences.after(sentence) or silences.sentence))
    if not parts:
        raise SynthesisError(text, chosen, "nothing to say")
    return _joined(parts)


def _inside(said: tuple[Span, ...], begin: int, end: int) -> tuple[Span, ...]:
    """The spans of a sentence, counted from its beginning."""
    return tuple(
        Span(s.begin - begin, s.end - begin, s.text, s.spoken, s.rule, s.confidence, s.ipa, s.lang)
        for s in said
        if begin <= s.begin and s.end <= end
    )


def _spoken(piece: Piece) -> Pcm:
    engine, _ = known_voice(piece.voice)
    return engine.speak(piece.utterance).pcm


def _joined(parts: list[tuple[Pcm, int]]) -> Pcm:
    """Sounds and the milliseconds of silence after each but the last, at the first one's rate."""
    rate = parts[0][0].rate
    samples: list[Pcm16] = []
    for sound, silence_ms in parts:
        samples.append(resample(sound, rate).samples)
        samples.append(np.zeros(rate * silence_ms // 1000, dtype=np.int16))
    return Pcm(np.concatenate(samples[:-1]), rate)
