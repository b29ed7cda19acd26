"""Alignment: which stretch of a recording says which phrase of a text."""

from tts.alignment.align import VERSION, Alignment, Heard, align
from tts.alignment.features import RATE

__all__ = ["RATE", "VERSION", "Alignment", "Heard", "align"]
