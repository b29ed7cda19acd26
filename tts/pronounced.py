"""The words that espeak-ng's dictionary of a language has: for Persian, some 15,000 of them.

A dictionary of pronunciation is a list of words where spelling tells little of the sound. The
library does not give it away, but it tells what it found where it is asked to trace its work. That
is done in a process of its own: the trace is a state of the library that lasts.
"""

import ctypes
import re
import subprocess
import sys
from collections.abc import Iterable

_TRACE, _UTF8 = 0x08, 1
_FOUND = re.compile(rb"^Found: '([^']+)'", re.MULTILINE)
_SECONDS = 120.0
_LONGEST = 60
_KEPT_BYTES = 1 << 20


def pronounced(words: Iterable[str], lang: str) -> frozenset[str]:
    """Those of `words` that the dictionary has as they are written; none where it can't be asked.

    Args:
        words: In small letters, without spaces or marks; NFC.
        lang: BCP 47; its primary subtag counts.
    """
    asked = sorted({w for w in words if w.isprintable() and 0 < len(w) <= _LONGEST and w.strip()})
    primary = lang.partition("-")[0].lower()
    if not asked or not primary.isalpha():
        return frozenset()
    command = [sys.executable, "-P", "-m", __name__, primary]
    try:
        done = subprocess.run(
            command,
            input="\n".join(asked).encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(done.stdout.decode("utf-8", "replace").split("\n")) & frozenset(asked)


def _ask(words: Iterable[bytes], voice: bytes) -> Iterable[bytes]:
    """The words that were found, one after the other.

    Raises:
        AttributeError: no POSIX system.
        LookupError: no such voice.
    """
    import espeakng_loader

    library, system = ctypes.CDLL(espeakng_loader.get_library_path()), ctypes.CDLL(None)
    folder = str(espeakng_loader.get_data_path()).encode(sys.getfilesystemencoding())
    library.espeak_Initialize(2, 0, folder, 0)
    if library.espeak_SetVoiceByName(voice) != 0:
        raise LookupError(voice)
    system.open_memstream.restype = ctypes.c_void_p
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    memory, size = ctypes.c_void_p(), ctypes.c_size_t()

    def opened() -> ctypes.c_void_p:
        stream = ctypes.c_void_p(system.open_memstream(ctypes.byref(memory), ctypes.byref(size)))
        library.espeak_SetPhonemeTrace(_TRACE, stream)
        return stream

    stream = opened()
    for word in words:
        system.fflush(stream)
        before = size.value
        text = ctypes.c_char_p(word)
        library.espeak_TextToPhonemes(ctypes.byref(text), _UTF8, 0)
        system.fflush(stream)
        told = ctypes.string_at((memory.value or 0) + before, size.value - before)
        if word in _FOUND.findall(told):
            yield word
        if size.value > _KEPT_BYTES:
            library.espeak_SetPhonemeTrace(0, None)
            system.fclose(stream)
            system.free(memory)
            stream = opened()


def _main() -> int:
    words = sys.stdin.buffer.read().split(b"\n")
    for word in _ask(words, sys.argv[1].encode()):
        sys.stdout.buffer.write(word + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(_main())
