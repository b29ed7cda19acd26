"""Human narration: how far from the truth phrases are found, with noise, an intro, omissions.

Readers are other voices than the one that recordings are compared with: espeak-ng's British ones,
and flite's where it is installed, which are made of recorded speech. Nobody real has read.
"""

import argparse
import shutil
import subprocess
import tempfile
import time
import wave
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np

from bench import material
from bench.told import Told
from media import Pcm, Pcm16
from media.resample import resample
from tts import Utterance, segment
from tts.alignment import RATE, align
from tts.registry import voice

Reader = Callable[[str], Pcm16]
Truth = Sequence[tuple[float, float] | None]
INTRO = (
    "Good evening, dear listeners. This is the library of the town, and tonight I shall read to "
    "you for about an hour from one of my favourite novels. Please sit down."
)


def sentences(file: Path, count: int) -> list[str]:
    """Sentences of a text, from its first chapter on."""
    text = material.read(file)
    begin = max(0, text.find("It is a truth universally"))
    words = " ".join(text[begin : begin + 400 * count].split())
    return [words[a:b] for a, b in segment(words, "en")][:count]


def espeak(name: str, rng: np.random.Generator) -> Reader:
    """A voice of espeak-ng that reads each sentence at a pace of its own."""
    engine, _ = voice(f"espeak:{name}")

    def read(text: str) -> Pcm16:
        parts = [text[at : at + 240] for at in range(0, len(text), 240)]
        paces = rng.uniform(0.66, 1.05, len(parts))
        said = (
            engine.speak(Utterance(part, "en", name, rate=float(pace))).pcm
            for part, pace in zip(parts, paces, strict=True)
        )
        return np.concatenate([resample(pcm, RATE).samples for pcm in said])

    return read


def flite(name: str) -> Reader:
    """A voice of flite."""

    def read(text: str) -> Pcm16:
        with tempfile.NamedTemporaryFile(suffix=".wav") as file:
            subprocess.run(["flite", "-voice", name, "-t", text, "-o", file.name], check=True)
            with wave.open(file.name) as sound:
                samples = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
                return resample(Pcm(samples, sound.getframerate()), RATE).samples

    return read


def recorded(
    read: Reader,
    said: Sequence[str],
    rng: np.random.Generator,
    snr_db: float,
    omitted: Iterable[int] = (),
    intro: Pcm16 | None = None,
) -> tuple[Pcm16, list[tuple[float, float] | None]]:
    """A recording with random pauses and noise; where each sentence truly is, in ms."""
    parts = [] if intro is None else [intro]
    truth: list[tuple[float, float] | None] = []
    left_out = set(omitted)
    for number, sentence in enumerate(said):
        if number in left_out:
            truth.append(None)
            continue
        sound = read(sentence)
        loud = np.flatnonzero(np.abs(sound) > 328)
        at = sum(map(len, parts))
        truth.append(((at + loud[0]) * 1000 / RATE, (at + loud[-1]) * 1000 / RATE))
        parts += [sound, np.zeros(int(rng.uniform(0.15, 1.4) * RATE), np.int16)]
    joined = np.concatenate(parts).astype(float)
    noise = np.sqrt((joined**2).mean()) * 10 ** (-snr_db / 20)
    return np.clip(joined + rng.normal(0, noise, len(joined)), -32768, 32767).astype(
        np.int16
    ), truth


def measured(told: Told, name: str, said: Sequence[str], sound: Pcm16, truth: Truth) -> None:
    began = time.process_time()
    found = align([(s, "en") for s in said], np.array_split(sound, len(sound) // RATE))
    speed = len(sound) / RATE / (time.process_time() - began)
    pairs = [(h, t) for h, t in zip(found.phrases, truth, strict=True) if t and h.confidence]
    begins = np.array([abs(h.begin - t[0]) for h, t in pairs])
    ends = np.array([abs(h.end - t[1]) for h, t in pairs])
    lost = sum(bool(t) and not h.confidence for h, t in zip(found.phrases, truth, strict=True))
    told_out = [h.confidence < 0.5 for h, t in zip(found.phrases, truth, strict=True) if not t]
    doubted = sum(h.confidence < 0.5 for h, t in pairs)
    far = sum(e > 300 for e in begins)
    told.row(
        f"{name}: begin, end: median / p90 / worst ms",
        f"{_three(begins)}; {_three(ends)}; {100 * (begins < 100).mean():.0f} % < 100; "
        f"{lost} lost, {far} > 300, {doubted} doubted, omitted told {sum(told_out)} of "
        f"{len(told_out)}, extra {len(found.extra)}; {speed:.0f} × real time",
    )
    told.figures[name] = {
        "begin_ms": [round(float(v), 1) for v in _quantiles(begins)],
        "end_ms": [round(float(v), 1) for v in _quantiles(ends)],
        "under_100": round(float((begins < 100).mean()), 3),
        "lost": int(lost),
        "strangeness": found.strangeness,
    }


def _quantiles(errors: np.ndarray) -> tuple[float, float, float]:
    return float(np.median(errors)), float(np.percentile(errors, 90)), float(errors.max())


def _three(errors: np.ndarray) -> str:
    return " / ".join(f"{value:.0f}" for value in _quantiles(errors))


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sentences", type=int, default=80)


def run(given: argparse.Namespace) -> list[Told]:
    told = Told("align")
    rng = np.random.default_rng(1)
    said = sentences(material.default().with_suffix(".txt"), given.sentences)
    british = espeak("en-gb-x-rp", rng)
    intro = espeak("en-gb-scotland", rng)(INTRO)
    for snr in (40, 20, 10):
        measured(told, f"espeak-ng rp, {snr} dB", said, *recorded(british, said, rng, snr))
    some = range(5, len(said), 20)
    everything = recorded(british, said, rng, 20, some, intro)
    measured(told, "espeak-ng rp, intro, omissions", said, *everything)
    if shutil.which("flite"):
        for name in ("slt", "rms", "awb"):
            sound, truth = recorded(flite(name), said, rng, 25)
            measured(told, f"flite {name}, 25 dB", said, sound, truth)
            sound, truth = recorded(flite(name), said, rng, 25, some, intro)
            measured(told, f"flite {name}, intro, omissions", said, sound, truth)
    return [told]
