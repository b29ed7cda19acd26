"""Writes a line for every utterance that the tone engine speaks, in whichever process it does.

Python imports a module of this name at its start where its folder is on the path; `bench.endings`
puts it there, and counts from the lines what was spoken more than once.
"""

import hashlib
import os
from functools import wraps

from tts.engines.tone import Tone

_speak = Tone.speak


@wraps(_speak)
def _told(self, utterance):  # type: ignore[no-untyped-def]
    speech = _speak(self, utterance)
    told = hashlib.sha256(repr(utterance).encode()).hexdigest()[:32]
    file = os.open(os.environ["BENCH_SPOKEN"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    os.write(file, f"{told}\n".encode())
    os.close(file)
    return speech


if "BENCH_SPOKEN" in os.environ:
    Tone.speak = _told  # type: ignore[method-assign]
