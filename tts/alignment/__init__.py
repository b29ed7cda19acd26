"""Alignment: which stretch of a recording says which phrase of a text."""

from tts.alignment.align import Alignment, Heard, align
from tts.alignment.features import RATE

__all__ = ["RATE", "Alignment", "Heard", "align"]
