"""From performances to tracks: silences, clips, words, and the sample they fall on."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from audiolib.narration import Clip, Track, Words
from audiolib.order import Cue
from audiolib.production.cut import cut
from audiolib.production.figures import RATE
from audiolib.production.performance import Performance
from audiolib.production.silence import after
from audiolib.production.stretches import Roll, ends_stretch, rounding, trailing
from audiolib.production.work import Sound, Take
from media import Samples, milliseconds
from media.encode import AAC_FRAME

LEAD_MS = 200
"""Silence before the first phrase of a track: players lose the very beginning of a file."""


@dataclass(frozen=True, slots=True)
class Reel:
    """A track before it is encoded, and what it is made of."""

    track: Track
    roll: Roll


@dataclass(frozen=True, slots=True)
class Assembly:
    """The tracks of a production and where in them each phrase and word is heard."""

    reels: tuple[Reel, ...]
    clips: dict[str, Clip]
    words: dict[str, Words]


def assemble(
    cues: Sequence[Cue], performed: Mapping[str, Performance], gains: Mapping[str, float]
) -> Assembly:
    """Tracks, clips and words; gains are in dB, by the name of the voice.

    A track is a whole number of AAC frames, so that tracks joined in one M4B keep their times, and
    a stretch of it a whole number of MP3 frames; the last one is what silence is left.
    """
    silences = _silences(cues, performed)
    lengths = _lengths(cues, performed)
    lead = LEAD_MS * RATE // 1000
    assembly = Assembly((), {}, {})
    reels: list[Reel] = []
    for number, part in enumerate(cut(cues, lengths, RATE), 1):
        gain = _shared_gain([performed[cues[i].id] for i in part], gains)
        takes: list[Take] = []
        cuts = [0]
        at = lead
        for i in part:
            cue, performance = cues[i], performed[cues[i].id]
            silence = silences[i]
            tail = 0
            if i == part[-1]:
                silence += -(at + lengths[i]) % AAC_FRAME
                tail = trailing(at + performance.samples, silence)
            elif ends_stretch(performance, silence, at + lengths[i] - cuts[-1]):
                silence += rounding(at + lengths[i])
                cuts.append(at + performance.samples + silence)
            takes += _takes(performance, silence - tail, gains, gain)
            begin, end = 0 if i == part.start else at, at + performance.samples + silence
            if tail:
                takes.append(Take(None, 0.0, tail))
                cuts.append(end - tail)
            clip = Clip(number, milliseconds(begin, RATE), milliseconds(end, RATE))
            assembly.clips[cue.id] = clip
            assembly.words[cue.id] = _words(performance, cue.phrase.begin, at)
            at = end
        ids = tuple(cues[i].id for i in part)
        track = Track(number, RATE, at, milliseconds(at, RATE), ids)
        roll = Roll(tuple(takes), lead, gain, tuple(Samples(cut) for cut in cuts[1:]))
        reels.append(Reel(track, roll))
    return Assembly(tuple(reels), assembly.clips, assembly.words)


def lasting(cues: Sequence[Cue], performed: Mapping[str, Performance]) -> int:
    """How long phrases sound with the silences after them, in samples."""
    return sum(_lengths(cues, performed))


def _silences(cues: Sequence[Cue], performed: Mapping[str, Performance]) -> list[int]:
    return [_silence(a, b, performed[a.id]) for a, b in pairwise([*cues, None]) if a is not None]


def _silence(cue: Cue, following: Cue | None, performance: Performance) -> int:
    if performance.pause is not None:
        return performance.pause
    return after(cue, following) * RATE // 1000


def _lengths(cues: Sequence[Cue], performed: Mapping[str, Performance]) -> list[int]:
    return [
        performed[cue.id].samples + silence
        for cue, silence in zip(cues, _silences(cues, performed), strict=True)
    ]


def takes_of(cues: Sequence[Cue], performed: Mapping[str, Performance], voice: str) -> list[Take]:
    """What one voice says, with the silences around it, as its loudness is measured."""
    found: list[Take] = []
    for cue, following in pairwise([*cues, None]):
        if cue is None:
            continue
        performance = performed[cue.id]
        if any(name == voice for name, _sound in performance.sounds):
            silence = _silence(cue, following, performance)
            found += _takes(performance, silence, {}, 0.0, voice)
    return found


def _takes(
    performance: Performance,
    silence: int,
    gains: Mapping[str, float],
    shared_db: float,
    only: str | None = None,
) -> list[Take]:
    sounds: list[tuple[str, Sound]] = [
        (voice, sound) for voice, sound in performance.sounds if only in (None, voice)
    ]
    if not sounds:
        return [Take(None, 0.0, silence)]
    last = len(sounds) - 1
    return [
        Take(
            sound,
            round(gains.get(voice, shared_db) - shared_db, 3),
            silence if index == last else performance.gap,
        )
        for index, (voice, sound) in enumerate(sounds)
    ]


def _shared_gain(performances: Sequence[Performance], gains: Mapping[str, float]) -> float:
    """The gain of the voice that says most of a track."""
    said: dict[str, int] = {}
    for performance in performances:
        for voice, sound in performance.sounds:
            said[voice] = said.get(voice, 0) + sound.samples
    most = max(said, key=lambda voice: (said[voice], voice), default=None)
    return gains.get(most, 0.0) if most else 0.0


def _words(performance: Performance, offset: int, at: int) -> Words:
    flat = array("I", performance.words)
    for i in range(0, len(flat), 4):
        flat[i] += offset
        flat[i + 1] += offset
        flat[i + 2] = milliseconds(at + flat[i + 2], RATE)
        flat[i + 3] = milliseconds(at + flat[i + 3], RATE)
    return Words(flat)
