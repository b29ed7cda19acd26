"""Sound without the silence at its edges: pauses are set by others."""

from media import Pcm16

FLOOR = 103
"""−50 dB of full scale: quieter than this at an edge is silence."""

MARGIN_MS = 30
"""Silence kept at each edge, so that no soft consonant is cut."""

_BLOCK = 2048


def trimmed(samples: Pcm16, rate: int) -> tuple[Pcm16, int]:
    """Sound without the silence at its edges but for a margin, and how many samples went first."""
    first = _first_loud(samples)
    if first is None:
        return samples[:0], 0
    margin = rate * MARGIN_MS // 1000
    begin = max(0, first - margin)
    end = min(len(samples), len(samples) - (_first_loud(samples[::-1]) or 0) + margin)
    return samples[begin:end], begin


def _first_loud(samples: Pcm16) -> int | None:
    """The first sample over the floor; looks no further than it has to."""
    for begin in range(0, len(samples), _BLOCK):
        block = samples[begin : begin + _BLOCK]
        loud = (block > FLOOR) | (block < -FLOOR)
        if loud.any():
            return begin + int(loud.argmax())
    return None
