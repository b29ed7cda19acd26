"""Speech alone, in one process: what the floor of a production is made of.

`python -m bench.synthesis FILE direct|engine` speaks the utterances in FILE and prints the
processor seconds it took, without starting and loading. `direct` calls espeak-ng with nothing
around it: the sound is counted, not kept, no event is read. `engine` calls the engine as the
production does; other engines than espeak-ng are always called so.
"""

import ctypes
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from audiolib.equipment import equipment
from audiolib.production.work import Line
from audiolib.settings import settings
from bench.measured import run
from tts import Utterance
from tts.registry import equip, voice

_SYNCHRONOUS, _UTF8, _BUFFER_MS = 2, 1, 5000


def measure(lines: Sequence[Line], scratch: Path, how: str) -> dict[str, float]:
    """Processor seconds and seconds of sound of utterances, in a process of their own."""
    file = scratch / "utterances.json"
    spoken = [[line.voice, asdict(line.utterance)] for line in lines]
    file.write_text(json.dumps(spoken), encoding="utf-8")
    spent = run([sys.executable, "-m", "bench.synthesis", str(file), how])
    told: dict[str, float] = json.loads(spent.said)
    return told


def _direct(lines: Sequence[tuple[str, dict[str, Any]]]) -> dict[str, float]:
    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_Synth.argtypes = (
        ctypes.c_char_p,
        ctypes.c_size_t,
        *(ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint),
        *(ctypes.c_void_p, ctypes.c_void_p),
    )
    folder = espeakng_loader.get_data_path().encode()
    rate = library.espeak_Initialize(_SYNCHRONOUS, _BUFFER_MS, folder, 0)
    samples = 0

    def take(_sound: int, count: int, _events: int) -> int:
        nonlocal samples
        samples += max(0, count)
        return 0

    callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(take)
    library.espeak_SetSynthCallback(callback)
    speaking = ""
    began = time.process_time()
    for name, utterance in lines:
        if name != speaking:
            library.espeak_SetVoiceByName(name.partition(":")[2].encode())
            speaking = name
        text = utterance["text"].encode()
        library.espeak_Synth(text, len(text) + 1, 0, 1, 0, _UTF8, None, None)
    return {"cpu_s": time.process_time() - began, "sound_s": samples / rate}


def _by_engine(lines: Sequence[tuple[str, dict[str, Any]]]) -> dict[str, float]:
    voices = {name: voice(name)[0] for name, _ in lines}
    spoken = [(voices[name], Utterance(**u)) for name, u in lines]
    sound = 0.0
    began = time.process_time()
    for engine, utterance in spoken:
        pcm = engine.speak(utterance).pcm
        sound += len(pcm) / pcm.rate
    return {"cpu_s": time.process_time() - began, "sound_s": sound}


def main(file: str, how: str) -> None:
    equip(equipment(settings()))
    lines = json.loads(Path(file).read_bytes())
    espeak = all(name.startswith("espeak:") for name, _ in lines)
    told = _direct(lines) if how == "direct" and espeak else _by_engine(lines)
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:3])
