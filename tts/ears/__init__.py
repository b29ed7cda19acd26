"""Ears: what a recogniser hears in synthetic speech, beside what should have been said."""

from tts.ears.compare import Verdict, compare, words_of
from tts.ears.recogniser import RATE, Recogniser, recogniser

__all__ = ["RATE", "Recogniser", "Verdict", "compare", "recogniser", "words_of"]
