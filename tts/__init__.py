"""Text to speech as a library: engines, languages, sentences, what is said for what is written."""

from tts.alphabet import strangers
from tts.contract import faults
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
from tts.registry import default_voice
from tts.segment import segment
from tts.spoken import Span, replaced
from tts.utterance import Piece, identity, pieces

__all__ = [
    "Engine",
    "EngineUnavailableError",
    "Furniture",
    "Language",
    "Lexicon",
    "LexiconError",
    "Opening",
    "Pauses",
    "Piece",
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
    "default_voice",
    "faults",
    "furniture",
    "identity",
    "known",
    "language",
    "pauses",
    "pieces",
    "replaced",
    "rules_version",
    "segment",
    "spans",
    "spoken",
    "strangers",
]
