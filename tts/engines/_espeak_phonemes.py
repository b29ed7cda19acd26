"""What espeak-ng makes of a text in IPA, for neural models that were trained on that."""

import ctypes
import re
from functools import cache
from typing import Any

from tts.engines._espeak_library import loaded

_UTF8, _IPA = 1, 0x02
_SWITCH = re.compile(r"\([^)]{1,20}\)")


def ipa(text: str, voice: str) -> str:
    """The phonemes of a text without marks, groups with spaces between.

    Args:
        text: NFC.
        voice: By language, as espeak-ng names it: `en-us`, `uk`.

    Raises:
        LookupError: espeak-ng has no such voice.
    """
    library = _library()
    if library.espeak_SetVoiceByName(voice.encode()) != 0:
        raise LookupError(voice)
    content = ctypes.c_char_p(text.replace("\0", " ").encode("utf-8", "replace"))
    at = ctypes.cast(content, ctypes.c_void_p)
    clauses = []
    while at.value:
        said = library.espeak_TextToPhonemes(ctypes.byref(at), _UTF8, _IPA)
        clauses.append(_SWITCH.sub("", (said or b"").decode("utf-8", "replace")))
    return " ".join(" ".join(clauses).split())


@cache
def _library() -> Any:
    """The library of the espeak-ng engine, whose state both share."""
    import espeakng_loader

    path = espeakng_loader.get_library_path()
    loaded(path, espeakng_loader.get_data_path())
    library = ctypes.CDLL(path)
    library.espeak_SetVoiceByName.argtypes = [ctypes.c_char_p]
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    library.espeak_TextToPhonemes.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
    return library
