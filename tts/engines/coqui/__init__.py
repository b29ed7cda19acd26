"""Coqui: the neural engine; any of its models from a folder, with exact times where it tells."""

from tts.engines.coqui._engine import Coqui

__all__ = ["Coqui"]
