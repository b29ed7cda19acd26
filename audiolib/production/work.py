"""What a worker process does: speak a batch, or master and encode a track.

Each is idempotent: its results lie in the store under keys of their input, so doing it twice, or
half, harms nothing. A batch's sound is written before the records that refer to it.
"""

import tempfile
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from audiolib.files import SCRATCH
from audiolib.keys import Json, action_key
from audiolib.production.figures import BITRATES_KBPS, RATE
from audiolib.store import Store
from media import Pcm, Pcm16, milliseconds
from media.encode import VERSION as MEDIA_VERSION
from media.encode import Codec, Output, encode, mastering
from media.flac import pack, unpack
from media.resample import resample
from tts import SynthesisError, Utterance
from tts.contract import Band, faults
from tts.registry import voice

NARRATE, ENCODE = "narrate", "encode"
NARRATE_VERSION, ENCODE_VERSION = "1", "1"


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
    store = _store(location)
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


def encode_track(
    location: str, takes: Sequence[Take], lead: int, gain_db: float, codecs: Sequence[Codec]
) -> dict[str, dict[str, Any]]:
    """Master a track and encode it; gives, by codec, digest, size, delay and length of the file."""
    store = _store(location)
    with tempfile.TemporaryDirectory(prefix=SCRATCH) as scratch:
        outputs = [output(codec, Path(scratch)) for codec in codecs]
        results: dict[str, dict[str, Any]] = {}
        for made in encode(master(store, takes, lead), RATE, gain_db, outputs):
            digest, size = store.put_file(made.path)
            results[made.codec] = {
                "digest": digest,
                "size": size,
                "delay_ms": milliseconds(made.delay_samples, RATE),
                "duration_ms": made.duration_ms,
            }
    for codec in codecs:
        store.record(ENCODE, encode_key(takes, lead, gain_db, codec), results[codec])
    return results


def output(codec: Codec, folder: Path) -> Output:
    """What is made of a track in one encoding, in a folder."""
    return Output(codec, folder / f"track.{codec}", BITRATES_KBPS[codec])


def encode_key(takes: Sequence[Take], lead: int, gain_db: float, codec: Codec) -> str:
    """The action key of a track in one encoding."""
    unit: Json = [lead, RATE, [_unit(take) for take in takes]]
    told = [*mastering(gain_db), *output(codec, Path()).arguments()]
    return action_key(ENCODE, f"{ENCODE_VERSION}.{MEDIA_VERSION}", unit, told)


def _unit(take: Take) -> Json:
    if take.sound is None:
        return [take.silence]
    return [take.sound.key, take.sound.samples, round(take.gain_db, 3), take.silence]


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
def _store(location: str) -> Store:
    return Store(location)
