"""What every neural engine does alike: seeds, second tries, pitch, samples."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from media import Pcm, Pcm16
from media.resample import resample
from tts.contract import Band, faults
from tts.engine import Speech, Utterance, Voice
from tts.engines._edges import trimmed
from tts.engines._stretch import stretch
from tts.engines._words import units, words
from tts.errors import SynthesisError

TRIES = 3
"""How often an utterance is spoken, each time by another seed, before it is told as unspeakable."""


@dataclass(frozen=True, slots=True)
class Start:
    """A word begins: the code point of the utterance, and the number of the symbol that says it."""

    position: int
    symbol: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Spelling:
    """An utterance in a model's symbols, with the padding it wants, and where words begin."""

    ids: tuple[int, ...]
    starts: tuple[Start, ...]


@dataclass(frozen=True, slots=True)
class Spoken:
    """Samples of −1 to 1, their rate, and for each symbol the sample it ends at, if a model told.

    A blank sounds as part of the symbol before it. `usual` is how many samples it would have at
    the voice's own speed; 0 where the model did not tell.
    """

    samples: npt.NDArray[np.float32]
    rate: int
    ends: npt.NDArray[np.int64] | None = None
    usual: int = 0


QUICKEST, SLOWEST = 0.7, 1.6
"""What a model is asked for at most, as a factor of its length: beyond, it slurs or drones."""

_NEAR = 0.02


def paced(said: Callable[[float], Spoken], slower: float) -> Spoken:
    """The sound, longer by a factor than the voice's own.

    A model rounds each symbol up to a frame, so it never is as much quicker as it is asked to be;
    the rest is stretched.

    Args:
        said: The model, asked for a factor of its length.
        slower: 0.17 to 4.
    """
    if slower == 1:
        return said(1.0)
    spoken = said(min(max(slower, QUICKEST), SLOWEST))
    if not spoken.usual:
        return spoken
    factor = spoken.usual * slower / max(1, len(spoken.samples))
    return spoken if abs(factor - 1) < _NEAR else stretched(spoken, factor)


def stretched(spoken: Spoken, factor: float) -> Spoken:
    """The sound longer by a factor, its times with it; its pitch stays."""
    samples = stretch(spoken.samples, spoken.rate, factor)
    ends = spoken.ends
    if ends is not None:
        ends = ends * len(samples) // max(1, len(spoken.samples))
    return Spoken(samples, spoken.rate, ends)


def seed(utterance: Utterance, voice: Voice, tried: int) -> int:
    """A number for the random generator, the same wherever the same is said: 0 to 2**63 - 1.

    Said slower or higher, it is still said in the same manner.
    """
    unit = [
        utterance.text,
        utterance.lang,
        voice.digest,
        utterance.seed,
        utterance.phonemes,
        tried,
    ]
    digest = hashlib.sha256(json.dumps(unit, ensure_ascii=True).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def careful(utterance: Utterance, voice: Voice, once: Callable[[int], Speech]) -> Speech:
    """The first try that has no fault; what is drawn by chance may go wrong by chance.

    Args:
        utterance: What is to be said.
        voice: Its band is the measure, else the language's.
        once: Speaks it with a seed.

    Raises:
        SynthesisError: every try has a fault; the reason is that of the last.
    """
    band = Band(*voice.pace) if voice.pace else None
    broken: tuple[str, ...] = ()
    for tried in range(TRIES):
        speech = once(seed(utterance, voice, tried))
        broken = faults(utterance, speech, band)
        if not broken:
            return speech
    raise SynthesisError(utterance.text, utterance.voice, "; ".join(broken))


def heard(utterance: Utterance, spoken: Spoken, starts: Sequence[Start]) -> Speech:
    """The speech of an utterance: without silence at its edges, with the times of its words.

    Args:
        utterance: Its rate is in the sound; its pitch is made here, by playing the sound faster,
            so what is to be higher by a factor must have been spoken slower by it.
        spoken: What the model gave.
        starts: Where words begin in its symbols; not looked at where no ends were told.
    """
    pcm = pitched(as_pcm(spoken.samples, spoken.rate), utterance.pitch)
    samples, cut = trimmed(pcm.samples, pcm.rate)
    if spoken.ends is None:
        found = words(utterance.text, _shared(utterance.text, len(samples)), len(samples), False)
        return Speech(Pcm(samples, pcm.rate), found)
    scale = len(pcm) / max(1, len(spoken.samples))
    ends = [0, *(float(end) * scale for end in spoken.ends)]
    events = [(start.position, round(ends[start.symbol]) - cut) for start in starts]
    guessed = [start.position for start in starts if not start.exact]
    found = tuple(
        replace(word, exact=False) if any(word.begin <= at < word.end for at in guessed) else word
        for word in words(utterance.text, events, len(samples))
    )
    return Speech(Pcm(samples, pcm.rate), found)


def _shared(text: str, length: int) -> list[tuple[int, int]]:
    """Where words begin if every letter sounds as long as any other."""
    letters = [end - begin for begin, end in units(text)]
    before = np.cumsum([0, *letters])
    whole = max(1, int(before[-1]))
    return [
        (begin, int(at) * length // whole)
        for (begin, _end), at in zip(units(text), before[:-1], strict=True)
    ]


def as_pcm(sound: npt.NDArray[np.float32], rate: int) -> Pcm:
    """Samples of −1 to 1 as s16; what is louder is clipped, as the contract then tells."""
    samples: Pcm16 = np.rint(np.clip(sound, -1.0, 1.0) * 32_767).astype(np.int16)
    return Pcm(samples, rate)


def pitched(pcm: Pcm, factor: float) -> Pcm:
    """The sound played faster by a factor: higher by it, and shorter by it.

    The timbre moves along, as on a tape; whoever wants the old length has it spoken slower first.
    """
    if factor == 1.0 or not len(pcm):
        return pcm
    return resample(Pcm(pcm.samples, round(pcm.rate * factor)), pcm.rate)
