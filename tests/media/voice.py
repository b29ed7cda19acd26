"""Real speech for tests of sound: espeak-ng, in a process of its own.

Its library keeps its state in globals, so a test must not share it with the engine of `tts`.
"""

import ctypes
import subprocess
import sys
from functools import cache

import espeakng_loader
import numpy as np

from media import Pcm

RATE = 22_050
TEXT = (
    "It is a truth universally acknowledged, that a single man in possession of a good fortune, "
    "must be in want of a wife. However little known the feelings or views of such a man may be on "
    "his first entering a neighbourhood, this truth is so well fixed in the minds of the "
    "surrounding families, that he is considered as the rightful property of some one or other of "
    "their daughters. “My dear Mr. Bennet,” said his lady to him one day, “have you heard that "
    "Netherfield Park is let at last?” Mr. Bennet replied that he had not."
)


@cache
def speech(text: str = TEXT, voice: str = "en") -> Pcm:
    """The text as espeak-ng says it, at 22,050 Hz."""
    said = subprocess.run(
        [sys.executable, __file__, text, voice], stdout=subprocess.PIPE, check=True
    ).stdout
    return Pcm(np.frombuffer(said, dtype=np.int16), RATE)


def _say(text: str, voice: str) -> None:
    library = ctypes.CDLL(str(espeakng_loader.get_library_path()))
    rate = library.espeak_Initialize(2, 0, str(espeakng_loader.get_data_path()).encode(), 0)
    assert rate == RATE, rate

    def take(samples: "ctypes._Pointer[ctypes.c_short]", count: int, _events: int) -> int:
        if samples and count:
            sys.stdout.buffer.write(np.ctypeslib.as_array(samples, (count,)).tobytes())
        return 0

    kind = ctypes.CFUNCTYPE(
        ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
    )
    callback = kind(take)
    library.espeak_SetSynthCallback(callback)
    library.espeak_SetVoiceByName(voice.encode())
    library.espeak_Synth(text.encode(), len(text.encode()) + 1, 0, 0, 0, 1, None, None)
    library.espeak_Synchronize()


if __name__ == "__main__":
    _say(*sys.argv[1:])
