"""Piper: neural voices from folders, quick on a plain processor, with exact times of phonemes."""

from tts.engines.piper._engine import Piper

__all__ = ["Piper"]
