"""Voices that people installed: where they lie, what is known of each, and how one is put there."""

from tts.voices.folder import InstalledVoice, VoiceFile, installed, survey
from tts.voices.keep import About, keep, remove

__all__ = ["About", "InstalledVoice", "VoiceFile", "installed", "keep", "remove", "survey"]
