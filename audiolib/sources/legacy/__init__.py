"""Vietnamese in encodings older than Unicode: told by fonts or letters, converted, and checked.

TCVN3 (ABC), VNI, VISCII, VPS and windows-1258. What a reader gets of such texts are the letters
that Latin-1 or windows-1252 has at the same bytes.
"""

from audiolib.sources.legacy._convert import converted
from audiolib.sources.legacy._detect import Evidence, encoding_of, of_bytes, weigh
from audiolib.sources.legacy._fonts import Font, font_of, is_legacy_font
from audiolib.sources.legacy._ledger import Ledger, is_unicode
from audiolib.sources.legacy._lost import Loss, loss, restored
from audiolib.sources.legacy._syllables import doubtful, is_syllable, syllables

__all__ = [
    "Evidence",
    "Font",
    "Ledger",
    "Loss",
    "converted",
    "doubtful",
    "encoding_of",
    "font_of",
    "is_legacy_font",
    "is_syllable",
    "is_unicode",
    "loss",
    "of_bytes",
    "restored",
    "syllables",
    "weigh",
]
