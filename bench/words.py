"""Word times: where engines say that words begin, against where a recogniser finds them.

Needs `pip install pocketsphinx`, whose wheel holds an English model; it aligns the words that it
knows to the sound in steps of 10 ms. Its own bias is unknown, so bias and spread are told apart.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np

from bench import material
from bench.align import sentences
from bench.told import Told
from media import Pcm16
from media.resample import resample
from tts import Speech
from tts.normalise import spoken
from tts.registry import voice
from tts.utterance import pieces

RATE = 16_000
FRAME_MS = 10
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def words(name: str, said: Sequence[str]) -> Told:
    """How late one voice's words begin against the recogniser's, in milliseconds."""
    told = Told("words")
    late: list[float] = []
    skipped = 0
    for utterance, speech in _utterances(name, said):
        begins = _begins(utterance, speech)
        found = _aligned([word for word, _begin in begins], resample(speech.pcm, RATE).samples)
        if found is None:
            skipped += 1
            continue
        told_too = zip(begins, found, strict=True)
        late += [begin - at for (_word, begin), at in told_too if begin is not None]
    lag = np.array(late)
    bias = float(np.median(lag))
    off = np.abs(lag - bias)
    figures = {
        "words": len(late),
        "utterances_skipped": skipped,
        "bias_ms": round(bias, 1),
        **{f"p{p}_ms": round(float(np.percentile(off, p)), 1) for p in (50, 90, 99)},
        "worst_ms": round(float(off.max()), 1),
    }
    told.row(
        f"{name}: {len(late)} words, {skipped} utterances that the recogniser did not follow",
        f"bias {bias:+.0f} ms; around it median {figures['p50_ms']}, p90 {figures['p90_ms']}, "
        f"p99 {figures['p99_ms']}, worst {figures['worst_ms']} ms",
    )
    told.figures[name] = figures
    return told


def _utterances(name: str, said: Sequence[str]) -> Iterator[tuple[str, Speech]]:
    engine, _ = voice(name)
    for sentence in said:
        plain = spoken(sentence, "en")[0]
        for piece in pieces(plain, "en", voice=lambda _tag: name):
            yield piece.utterance.text, engine.speak(piece.utterance)


def _begins(text: str, speech: Speech) -> list[tuple[str, float | None]]:
    """The words, and when each begins, in milliseconds; one that the engine ties on has no time."""
    found: list[tuple[str, float | None]] = []
    for word in speech.words:
        begin: float | None = word.start * 1000 / speech.pcm.rate
        for letters in _WORD.findall(text[word.begin : word.end].lower().replace("’", "'")):
            found.append((letters, begin))
            begin = None
    return found


def _aligned(expected: Sequence[str], sound: Pcm16) -> list[float] | None:
    """When the recogniser hears each of the words begin; None where it does not know one."""
    decoder = _decoder()
    try:
        decoder.set_align_text(" ".join(expected))
    except RuntimeError:
        return None
    decoder.start_utt()
    decoder.process_raw(sound.tobytes(), full_utt=True)
    decoder.end_utt()
    heard = [s for s in decoder.seg() or () if not s.word.startswith(("<", "["))]
    if [re.sub(r"\(\d+\)$", "", s.word) for s in heard] != list(expected):
        return None
    return [float(s.start_frame * FRAME_MS) for s in heard]


@cache
def _decoder() -> Any:
    from pocketsphinx import Decoder  # only who asks for these figures needs it

    return Decoder(samprate=RATE, loglevel="FATAL")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sentences", type=int, default=120)
    parser.add_argument("--voices", nargs="+", help="espeak:en-us where not given")


def run(given: argparse.Namespace) -> list[Told]:
    said = sentences(material.default().with_suffix(".txt"), given.sentences)
    return [words(name, said) for name in given.voices or ("espeak:en-us",)]
