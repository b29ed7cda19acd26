"""Text to speech as a library: engines, languages, sentences, what is said for what is written."""

from tts.alphabet import strangers
from tts.engine import Engine, Speech, Utterance, Voice, Word
from tts.errors import (
    EngineUnavailableError,
    LexiconError,
    SpeechError,
    SynthesisError,
    UnknownEngineError,
    UnknownLanguageError,
    UnknownVoiceError,
)
from tts.furniture import Furniture, Opening, furniture
from tts.language import Language, known, language, rules_version
from tts.normalise import Lexicon, spans, spoken
from tts.pauses import Pauses, pauses
from tts.segment import segment
from tts.spoken import Span, replaced

__all__ = [
    "Engine",
    "EngineUnavailableError",
    "Furniture",
    "Language",
    "Lexicon",
    "LexiconError",
    "Opening",
    "Pauses",
    "Span",
    "Speech",
    "SpeechError",
    "SynthesisError",
    "UnknownEngineError",
    "UnknownLanguageError",
    "UnknownVoiceError",
    "Utterance",
    "Voice",
    "Word",
    "furniture",
    "known",
    "language",
    "pauses",
    "replaced",
    "rules_version",
    "segment",
    "spans",
    "spoken",
    "strangers",
]
