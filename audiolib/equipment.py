"""What this machine offers its speech engines, from the settings."""

import os
import sys
from pathlib import Path

from audiolib.settings import Settings
from tts.engine import Equipment


def equipment(settings: Settings) -> Equipment:
    """The folder of installed voices, and the device that neural voices compute on."""
    return Equipment(voices_folder(settings), settings.device)


def voices_folder(settings: Settings) -> Path:
    """The setting, else `audiolib/voices` in the user's data folder; it may not be there yet."""
    if settings.voices:
        return Path(settings.voices).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "audiolib" / "voices"
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "audiolib" / "voices"
