"""What every neural engine does alike: seeds, second tries, pitch, samples."""

import hashlib
import json
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from media import Pcm, Pcm16
from media.resample import resample
from tts.contract import Band, faults
from tts.engine import Speech, Utterance, Voice
from tts.errors import SynthesisError

TRIES = 3
"""How often an utterance is spoken, each time by another seed, before it is told as unspeakable."""


def seed(utterance: Utterance, voice: Voice, tried: int) -> int:
    """A number for the random generator, the same wherever the same is said: 0 to 2**63 - 1."""
    unit = [
        utterance.text,
        utterance.lang,
        voice.digest,
        utterance.rate,
        utterance.pitch,
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
