"""Ears: word error rates of English voices, and the share of seeded faults that are heard.

Needs `make ears`; Piper's voice is judged too where it is installed. A fifth of the phrases is made
faulty: dropped, said twice, or played backwards in its middle half.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from audiolib.ears import Line, hear_track
from bench import material
from bench.align import sentences
from bench.told import Told
from media import Pcm, Pcm16
from media.resample import resample
from media.wave import wave
from tts.ears import RATE, Verdict, words_of
from tts.normalise import spoken
from tts.registry import voice
from tts.utterance import pieces

_KINDS = ("dropped", "doubled", "garbled")
_PAUSE = RATE * 4 // 10


def ears(name: str, said: Sequence[str], times: int) -> Told:
    """The figures of one voice."""
    told = Told("ears")
    sounds = [_spoken(sentence, name) for sentence in said]
    began = time.process_time()
    well = _heard(said, sounds)
    lasting = sum(map(len, sounds)) / RATE
    cost = (time.process_time() - began) / lasting
    words = sum(v.words for v in well)
    rate = sum(v.wrong * v.words for v in well) / words
    alarms = sum(v.is_doubtful for v in well)
    told.row(
        f"{name}: {words:,} words, {lasting / 60:.0f} min",
        f"word error rate {rate:.3f}, {alarms} false alarms in {len(said)} phrases, "
        f"{cost:.3f} CPU s a second",
    )
    found = dict.fromkeys(_KINDS, 0)
    seeded = dict.fromkeys(_KINDS, 0)
    false, clean = 0, 0
    for seed in range(times):
        faulty, faults = _seeded(sounds, np.random.default_rng(seed))
        for number, verdict in enumerate(_heard(said, faulty)):
            kind = faults.get(number)
            if kind is None:
                false += verdict.is_doubtful
                clean += 1
            elif len(words_of(said[number], "en")) >= 3:
                seeded[kind] += 1
                found[kind] += verdict.is_doubtful
    shares = ", ".join(f"{kind} {found[kind]} of {seeded[kind]}" for kind in _KINDS)
    told.row(
        f"{name}: seeded faults, phrases of 3 words and more",
        f"{shares}; false alarms {false} of {clean}",
    )
    told.figures[name] = {
        "word_error_rate": round(rate, 4),
        "false_alarms": alarms,
        "phrases": len(said),
        "found": found,
        "seeded": seeded,
        "false_alarms_beside_faults": [false, clean],
    }
    return told


def _spoken(sentence: str, name: str) -> Pcm16:
    engine, _ = voice(name)
    words = spoken(sentence, "en")[0]
    parts = [
        resample(engine.speak(piece.utterance).pcm, RATE).samples
        for piece in pieces(words, "en", voice=lambda _tag: name)
    ]
    return np.concatenate([*parts, np.zeros(0, np.int16)])


def _heard(said: Sequence[str], sounds: Sequence[Pcm16]) -> list[Verdict]:
    lines, at = [], 0
    for number, (sentence, sound) in enumerate(zip(said, sounds, strict=True)):
        end = at + len(sound)
        begin_ms, end_ms = (edge * 1000 // RATE for edge in (at, end))
        lines.append(Line(f"s{number}", words_of(sentence, "en"), begin_ms, end_ms))
        at = end + _PAUSE
    pause = np.zeros(_PAUSE, np.int16)
    joined = np.concatenate([part for sound in sounds for part in (sound, pause)])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "track.wav"
        path.write_bytes(wave(Pcm(joined, RATE)))
        return hear_track("en", path, "en", lines)


def _seeded(
    sounds: Sequence[Pcm16], rng: np.random.Generator
) -> tuple[list[Pcm16], dict[int, str]]:
    faulty = list(sounds)
    faults: dict[int, str] = {}
    for turn, number in enumerate(rng.permutation(len(sounds))[: len(sounds) // 5].tolist()):
        kind = _KINDS[turn % 3]
        faults[number] = kind
        faulty[number] = _spoilt(sounds[number], kind)
    return faulty, faults


def _spoilt(sound: Pcm16, kind: str) -> Pcm16:
    if kind == "dropped":
        return np.zeros(RATE // 10, np.int16)
    if kind == "doubled":
        return np.concatenate((sound, np.zeros(_PAUSE, np.int16), sound))
    spoilt = sound.copy()
    begin, end = len(sound) // 4, 3 * len(sound) // 4
    spoilt[begin:end] = sound[begin:end][::-1]
    return spoilt


def _voices(given: argparse.Namespace) -> Iterator[str]:
    yield from given.voices or ("espeak:en-us",)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sentences", type=int, default=120)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--voices", nargs="+", help="espeak:en-us where not given")


def run(given: argparse.Namespace) -> list[Told]:
    said = sentences(material.default().with_suffix(".txt"), given.sentences)
    return [ears(name, said, given.times) for name in _voices(given)]
