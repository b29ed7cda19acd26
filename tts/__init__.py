"""Text to speech as a library: engines, languages, sentences, what is said for what is written."""

from tts.engine import Engine, Speech, Utterance, Voice, Word
from tts.errors import (
    SpeechError,
    SynthesisError,
    UnknownEngineError,
    UnknownLanguageError,
    UnknownVoiceError,
)
from tts.spoken import Span, replaced

__all__ = [
    "Engine",
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
    "replaced",
]
