"""A track in stretches that are encoded as if each were alone: a corrected word costs one of them.

Where a stretch ends is decided by what is said there, as content-defined chunking does: after a
correction the next end is where it was. A stretch begins with a sound, at a whole frame, so that
its bytes depend on nothing before it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from audiolib.production.figures import RATE
from audiolib.production.performance import Performance
from audiolib.production.work import Take
from media import Samples
from media.mp3 import frame_samples

SHORTEST_S = 60
ONE_IN = 8
"""Of the phrases behind which a stretch may end, how many do; phrases last about six seconds."""

FRAME = frame_samples(RATE)
PAUSE = 7 * FRAME
"""Samples of silence in which every state dies away: of limiter, encoder and decoder."""


@dataclass(frozen=True, slots=True)
class Roll:
    """What is encoded as a track: takes end to end, all with one gain; samples, and dB.

    Args:
        lead: Silence before the first take.
        cuts: Where stretches begin, but the first.
    """

    takes: tuple[Take, ...]
    lead: int
    gain_db: float
    cuts: tuple[Samples, ...] = ()

    @property
    def samples(self) -> Samples:
        return Samples(self.lead + sum(map(_length, self.takes)))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a roll; `samples` is None for the last one, which keeps all its frames."""

    takes: tuple[Take, ...]
    lead: int
    samples: Samples | None


def ends_stretch(performance: Performance, silence: int, length: int) -> bool:
    """Whether a stretch of a length ends behind a phrase and the silence after it; in samples."""
    if silence < PAUSE or length < SHORTEST_S * RATE or not performance.sounds:
        return False
    _voice, sound = performance.sounds[-1]
    return int(sound.key[:8], 16) % ONE_IN == 0


def rounding(samples: int) -> int:
    """The silence that is lacking to a whole frame."""
    return -samples % FRAME


def trailing(sounding: int, silence: int) -> int:
    """How much of a track's last silence, from the sample `sounding` on, is a stretch of its own.

    Its length hangs on the whole track; so no sound lies in a stretch with it.
    """
    begin = sounding + PAUSE
    return max(0, sounding + silence - begin - rounding(begin))


def stretches(roll: Roll) -> Iterator[Stretch]:
    """The parts of a roll, in order."""
    takes = iter(roll.takes)
    lead, at = roll.lead, roll.lead
    for begin, end in pairwise([0, *roll.cuts]):
        own: list[Take] = []
        while at < end:
            own.append(next(takes))
            at += _length(own[-1])
        yield Stretch(tuple(own), lead, Samples(end - begin))
        lead = 0
    yield Stretch(tuple(takes), lead, None)


def _length(take: Take) -> int:
    return (take.sound.samples if take.sound else 0) + take.silence
