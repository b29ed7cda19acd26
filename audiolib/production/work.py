"""What a worker process does to speak a batch, and how it has its sound again.

It is idempotent: results lie in the store under keys of their input, so doing it twice, or half,
harms nothing. A batch's sound is written before the records that refer to it.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from audiolib.production.figures import RATE
from audiolib.store import Store
from media import Pcm, Pcm16
from media.flac import pack, unpack
from media.resample import resample
from tts import SynthesisError, Utterance
from tts.contract import Band, faults
from tts.registry import voice

NARRATE = "narrate"
NARRATE_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Line:
    """An utterance to be spoken: its action key, the voice's full name, the utterance."""

    key: str
    voice: str
    utterance: Utterance


@dataclass(frozen=True, slots=True)
class Sound:
    """Where the sound of an utterance lies: a pack of many, and the samples in it."""

    key: str
    pack: str
    begin: int
    samples: int


@dataclass(frozen=True, slots=True)
class Said:
    """What an utterance became: its sound, and its words as flat quadruples of integers.

    A word is (begin, end, start, stop): code points of the utterance, samples of its sound.
    """

    sound: Sound
    words: "array[int]"


@dataclass(frozen=True, slots=True)
class Unsaid:
    """An utterance that the engine gave no usable sound for; `reason` is a technical fact."""

    key: str
    text: str
    voice: str
    reason: str


@dataclass(frozen=True, slots=True)
class Take:
    """A stretch of a track: a sound, or none, its gain beside the track's, the silence after it."""

    sound: Sound | None
    gain_db: float
    silence: int


def said(store: Store, key: str) -> Said | None:
    """What an utterance became, if it was ever spoken."""
    record = store.result(NARRATE, key)
    if record is None:
        return None
    pack_key, begin, samples, words = record
    return Said(Sound(key, pack_key, begin, samples), array("I", words))


def speak(location: str, lines: Sequence[Line]) -> tuple[Said | Unsaid, ...]:
    """Speak a batch and keep it; gives the results in the order of the lines.

    A phrase that can't be spoken does not stop the others; it is told, and never kept.
    """
    store = opened(location)
    spoken = [_speak(line) for line in lines]
    sounds = [one[0].samples for one in spoken if not isinstance(one, Unsaid)]
    pack_key = store.put(pack(Pcm(np.concatenate(sounds), RATE))) if sounds else ""
    results: list[Said | Unsaid] = []
    begin = 0
    for line, one in zip(lines, spoken, strict=True):
        if isinstance(one, Unsaid):
            results.append(one)
            continue
        pcm, words = one
        store.record(NARRATE, line.key, [pack_key, begin, len(pcm), words.tolist()])
        results.append(Said(Sound(line.key, pack_key, begin, len(pcm)), words))
        begin += len(pcm)
    return tuple(results)


def _speak(line: Line) -> "tuple[Pcm, array[int]] | Unsaid":
    engine, known = voice(line.voice)
    try:
        speech = engine.speak(line.utterance)
    except SynthesisError as error:
        return Unsaid(line.key, error.text, error.voice, error.reason)
    if broken := faults(line.utterance, speech, Band(*known.pace) if known.pace else None):
        return Unsaid(line.key, line.utterance.text, line.voice, "; ".join(broken))
    rate = speech.pcm.rate
    words = array("I")
    for w in speech.words:
        words.extend((w.begin, w.end, w.start * RATE // rate, w.stop * RATE // rate))
    return resample(speech.pcm, RATE), words


def master(store: Store, takes: Sequence[Take], lead: int) -> Iterator[Pcm16]:
    """The sound of a track before its gain, chunk by chunk; at most two packs are in memory."""
    if lead:
        yield np.zeros(lead, dtype=np.int16)
    packs: dict[str, Pcm16] = {}
    for take in takes:
        if take.sound is not None:
            yield _part(store, take.sound, take.gain_db, packs)
        if take.silence:
            yield np.zeros(take.silence, dtype=np.int16)


def _part(store: Store, sound: Sound, gain_db: float, packs: dict[str, Pcm16]) -> Pcm16:
    pack_samples = packs.get(sound.pack)
    if pack_samples is None:
        if len(packs) > 1:
            packs.pop(next(iter(packs)))
        pack_samples = packs[sound.pack] = _unpacked(store, sound.pack)
    part = pack_samples[sound.begin : sound.begin + sound.samples]
    return _louder(part, gain_db) if gain_db else part


class LostSoundError(Exception):
    """A pack of sounds is damaged or gone from the store; it must be made again."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _unpacked(store: Store, pack_key: str) -> Pcm16:
    content = store.get(pack_key)
    if content is None:
        raise LostSoundError(pack_key)
    return unpack(content).samples


def _louder(sound: Pcm16, gain_db: float) -> Pcm16:
    scaled = np.rint(sound * (10 ** (gain_db / 20)))
    louder: Pcm16 = np.clip(scaled, -32768, 32767).astype(np.int16)
    return louder


@cache
def opened(location: str) -> Store:
    """The store of this process."""
    return Store(location)
