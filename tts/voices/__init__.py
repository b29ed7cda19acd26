"""Voices that people installed: where they lie, what is known of each, and how one is put there."""

from tts.voices.facts import Facts, facts
from tts.voices.folder import InstalledVoice, VoiceFile, installed, survey
from tts.voices.keep import About, keep, remove

__all__ = [
    "About",
    "Facts",
    "InstalledVoice",
    "VoiceFile",
    "facts",
    "installed",
    "keep",
    "remove",
    "survey",
]
