"""The gain of a voice: measured once on the production's own speech, then pinned."""

from collections.abc import Mapping, Sequence

from audiolib.order import Cue
from audiolib.production.assemble import takes_of
from audiolib.production.figures import RATE
from audiolib.production.performance import Performance
from audiolib.production.record import Pinned, Production
from audiolib.production.work import Take, master
from audiolib.store import Store
from media import SilentError
from media.loudness import loudness

RUNS = 10
RUN_S = 30


def level(
    production: Production, order: Sequence[Cue], performed: Mapping[str, Performance], store: Store
) -> Production:
    """The record with the gain of every voice that speaks; a pinned one stays as it is."""
    voices = sorted({name for p in performed.values() for name, _sound in p.sounds})
    for name in voices:
        if production.gain(name) is None:
            takes = takes_of(order, performed, name)
            try:
                production = production.pin(measure(store, name, takes, production.target_lufs))
            except SilentError:
                continue
    return production


def measure(store: Store, voice: str, takes: Sequence[Take], target_lufs: float) -> Pinned:
    """The gain that brings a voice to the target, from ten runs of half a minute, evenly spread.

    The runs depend on the text alone, so the same text gives the same gain on every machine.

    Raises:
        media.SilentError: the voice gave no sound to measure.
    """
    measured = loudness(master(store, _runs(takes), 0), RATE).integrated_lufs
    return Pinned(voice, round(target_lufs - measured, 2), round(measured, 2))


def _runs(takes: Sequence[Take]) -> list[Take]:
    total = sum(_length(take) for take in takes)
    if total <= RUNS * RUN_S * RATE:
        return list(takes)
    chosen: list[Take] = []
    at = 0
    for take in takes:
        if at % (total // RUNS) < RUN_S * RATE:
            chosen.append(take)
        at += _length(take)
    return chosen


def _length(take: Take) -> int:
    return (take.sound.samples if take.sound else 0) + take.silence
