"""Voices to be had: what indexes offer, bringing one here whole and verified, and measuring it."""

from audiolib.voices.errors import (
    VoiceAddressError,
    VoiceBusyError,
    VoiceByHandError,
    VoiceDownloadError,
    VoiceIndexError,
    VoiceManyError,
    VoiceNotListedError,
    VoiceUnfitError,
    VoiceWrongError,
)
from audiolib.voices.index import Index, Listing, Part, read_index
from audiolib.voices.indexes import Offer, chosen, offers
from audiolib.voices.install import install, install_local, take_out

__all__ = [
    "Index",
    "Listing",
    "Offer",
    "Part",
    "VoiceAddressError",
    "VoiceBusyError",
    "VoiceByHandError",
    "VoiceDownloadError",
    "VoiceIndexError",
    "VoiceManyError",
    "VoiceNotListedError",
    "VoiceUnfitError",
    "VoiceWrongError",
    "chosen",
    "install",
    "install_local",
    "offers",
    "read_index",
    "take_out",
]
