"""Somebody who reads a text aloud: another voice of espeak-ng, with pauses, noise and slips."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from media import Pcm, Pcm16
from media.resample import resample
from media.wave import wave
from tts import Utterance, segment
from tts.registry import voice

RATE = 22_050
SECTIONS = {
    "The river": (
        "The heron stood by the river and waited. Nobody came that morning. In the evening the "
        "miller shut the gate, and walked home through the wet grass."
    ),
    "The lamp": (
        "His daughter had lit the lamp. They ate their bread without a word, for both were tired. "
        "Then somebody knocked at the door, three times, and very softly. It was the heron."
    ),
    "The feather": (
        "Nobody in the village believed them afterwards. But the miller kept a grey feather on "
        "the shelf until he died in 1987. It is there to this day."
    ),
}


def text(folder: Path) -> Path:
    """The text, as a file."""
    path = folder / "heron.md"
    body = "".join(f"## {name}\n\n{words}\n\n" for name, words in SECTIONS.items())
    path.write_text(f"# The Heron\n\n{body}", encoding="utf-8")
    return path


def sentences(section: str) -> list[str]:
    """What is read of a section: its name, and its sentences."""
    words = SECTIONS[section]
    return [section, *(words[a:b] for a, b in segment(words, "en"))]


def spoken(parts: Sequence[str], *, noise: float = 40, gain: float = 1.0) -> Pcm16:
    """Parts read one after the other with pauses of 0.3 to 1 s, in a room with some noise."""
    engine, _ = voice("espeak:en-gb-x-rp")
    rng = np.random.default_rng(2)
    sound: list[Pcm16] = [np.zeros(8000, np.int16)]
    for part in parts:
        said = engine.speak(Utterance(part, "en", "en-gb-x-rp", rate=0.85)).pcm
        sound += [resample(said, RATE).samples, np.zeros(int(rng.uniform(0.3, 1) * RATE), np.int16)]
    joined = np.concatenate(sound) * gain
    noisy = joined + rng.normal(0, noise, len(joined))
    return np.clip(noisy, -32768, 32767).astype(np.int16)


def recorded(folder: Path, name: str, parts: Sequence[str], **room: float) -> Path:
    """A recording of parts, as a WAV file."""
    path = folder / f"{name}.wav"
    path.write_bytes(wave(Pcm(spoken(parts, **room), RATE)))
    return path
