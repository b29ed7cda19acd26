"""Coqui: the neural engine; any of its models from a folder, with exact times where it tells."""

from tts.engines.coqui._engine import Coqui
from tts.engines.coqui._fetch import Listed, catalogue, fetch, mms

__all__ = ["Coqui", "Listed", "catalogue", "fetch", "mms"]
