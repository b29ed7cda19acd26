"""Phrases found in a recording of someone who reads them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from media import Milliseconds, Pcm16
from tts.alignment.features import HOP_MS, Floats, features
from tts.alignment.reference import Reference, reference
from tts.alignment.snap import snap
from tts.alignment.warp import Path, warp

VERSION = "1"
"""Goes into the keys of what is found; raised when the same sound gives other places."""

_LEFT_OUT = 0.4
"""A phrase that takes less than this part of its time was not read."""
_TOO_LONG = 1.6
"""So many times as long as it should, and a phrase holds what is not its own."""
_SHORTEST_EXTRA = 1_000 // HOP_MS
"""Frames of speech that belong to no phrase before they are told."""
_BEFORE, _AFTER = 2, 2
"""Frames of a pause that stay with a phrase: soft consonants begin and end in it."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Where a phrase is heard in a recording, in milliseconds from its first sample.

    `confidence` is 0 to 1; 0 where it was not found, and then `begin` equals `end`.
    """

    begin: Milliseconds
    end: Milliseconds
    confidence: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """What a recording says of a text.

    Args:
        phrases: In their order.
        extra: Stretches of speech that belong to none: (begin, end) in ms.
        strangeness: How unlike the text the recording sounds, beside the same sounds in another
            order: 0.75 to 0.93 for the voices that were tried, about 1 for another text.
    """

    phrases: tuple[Heard, ...]
    extra: tuple[tuple[Milliseconds, Milliseconds], ...]
    strangeness: float = 0.0


def align(phrases: Sequence[tuple[str, str]], recording: Iterable[Pcm16]) -> Alignment:
    """Find phrases in a recording, in their order.

    Sound is compared with what espeak-ng makes of the same words (`docs/human-narration.md`), so
    no model is needed, and any language that it speaks will do.

    Args:
        phrases: What is spoken, and its language (BCP 47).
        recording: Mono sound at 22,050 Hz in pieces of any length, denoised; at most an hour.

    Raises:
        UnknownLanguageError: no voice speaks one of the languages.
    """
    heard = features(recording)
    expected = reference(phrases)
    path, distances = warp(expected.features.frames, heard.frames)
    silent = heard.silent
    places = _tightened(expected, _places(expected, path, silent), silent)
    scores = _confidence(expected, places, distances)
    found = tuple(
        Heard(_ms(begin), _ms(end), score) if score else Heard(_ms(begin), _ms(begin), 0.0)
        for (begin, end), score in zip(places, scores, strict=True)
    )
    kept = [p for p, s in zip(places, scores, strict=True) if s]
    return Alignment(
        found, tuple(_extra(kept, silent)), _strangeness(expected, heard.frames, path, distances)
    )


def _strangeness(expected: Reference, heard: Floats, path: Path, distances: Floats) -> float:
    """The distance along the path, as a part of that for the same frames in another order."""
    rows = int(np.searchsorted(path[:, 1], _PROBE)) if len(path) else 0
    if rows < _SHORTEST_PROBE:
        return 0.0
    pieces = np.array_split(expected.features.frames[:rows], max(2, rows // _PROBE_PIECE))
    mixed = np.concatenate(pieces[::-1])
    _other, strange = warp(mixed, heard[: int(path[rows - 1, 1]) + 1])
    return round(float(distances[:rows].mean() / max(1e-6, float(strange.mean()))), 3)


_PROBE, _SHORTEST_PROBE, _PROBE_PIECE = 6_000, 400, 100
"""Frames of a recording that are probed, at the least and at the most, and of what is mixed."""


def _ms(frame: int) -> Milliseconds:
    """The time of a frame: about the middle of its window of 46 ms."""
    return Milliseconds((frame + 1) * HOP_MS)


def _places(expected: Reference, path: Path, silent: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First frame of each phrase, and the one after its last."""
    n = len(path)
    starts: list[int] = []
    for begin, end in zip(expected.begins, expected.ends, strict=True):
        rough = int(path[min(begin, n - 1), 1])
        floor = starts[-1] if starts else 0
        starts.append(max(floor, snap(rough, silent, floor) if end > begin else rough))
    places: list[tuple[int, int]] = []
    for number, (start, following) in enumerate(pairwise([*starts, len(silent)])):
        end = int(path[min(max(expected.ends[number] - 1, 0), n - 1), 1]) + 1
        stop = min(max(_to_pause(end, silent), start), following)
        places.append((max(start - _BEFORE, places[-1][1] if places else 0), stop))
    return places


def _tightened(
    expected: Reference, places: Sequence[tuple[int, int]], silent: NDArray[np.bool_]
) -> list[tuple[int, int]]:
    """A phrase that takes far too long begins at the pause after which it takes a likely time.

    What was said before it, and stands in no text, was taken for its beginning.
    """
    spans = list(zip(expected.begins, expected.ends, strict=True))
    paces = [(b - a) / (y - x) for (a, b), (x, y) in zip(places, spans, strict=True) if y > x]
    pace = float(np.median(paces)) if paces else 1.0
    ends_of_pauses = np.flatnonzero(np.diff(silent.astype(np.int8)) == -1) + 1
    found: list[tuple[int, int]] = []
    for (begin, end), (first, last) in zip(places, spans, strict=True):
        likely = max(1.0, (last - first) * pace)
        if last > first and end - begin > _TOO_LONG * likely:
            inside = ends_of_pauses[(ends_of_pauses > begin) & (ends_of_pauses < end)]
            strain = np.abs(np.log((end - inside) / likely))
            if len(inside) and strain.min() < np.log((end - begin) / likely) / 2:
                begin = max(begin, int(inside[strain.argmin()]) - _BEFORE)
        found.append((begin, end))
    return found


def _to_pause(end: int, silent: NDArray[np.bool_]) -> int:
    """The end of speech near `end`: back over a pause, or on to where one begins."""
    reach = 900 // HOP_MS
    if end < len(silent) and not silent[end]:
        ahead = np.flatnonzero(silent[end : end + reach])
        end += int(ahead[0]) if len(ahead) else 0
    while end > 1 and end <= len(silent) and silent[end - 1]:
        end -= 1
    return min(len(silent), end + _AFTER)


def _confidence(
    expected: Reference, places: Sequence[tuple[int, int]], distances: Floats
) -> list[float]:
    """How sure each place is: how alike the sound is, and whether it takes a likely time."""
    spans = list(zip(expected.begins, expected.ends, strict=True))
    lengths = np.array([max(1, end - begin) for begin, end in spans], float)
    taken = np.array([end - begin for begin, end in places], float)
    means = np.array([float(distances[b:e].mean()) if e > b else 0.0 for b, e in spans])
    spoken = np.array([e > b for b, e in spans])
    if not spoken.any():
        return [1.0] * len(spans)
    pace = np.median(taken[spoken] / lengths[spoken]) or 1.0
    middle = float(np.median(means[spoken]))
    spread = float(np.median(np.abs(means[spoken] - middle))) * 1.4826 + 0.05 * middle + 1e-6
    scores = []
    for number, (begin, end) in enumerate(spans):
        if end == begin:
            scores.append(1.0)
            continue
        ratio = taken[number] / (lengths[number] * pace)
        if ratio < _LEFT_OUT and lengths[number] > 400 // HOP_MS:
            scores.append(0.0)
            continue
        strange = max(0.0, (means[number] - middle) / spread - 1.5)
        odd = max(0.0, abs(float(np.log2(max(ratio, 1e-3)))) - 0.5)
        scores.append(round(float(np.exp(-0.5 * strange - 1.2 * odd)), 3) or 0.001)
    return scores


def _extra(
    places: Sequence[tuple[int, int]], silent: NDArray[np.bool_]
) -> Iterable[tuple[Milliseconds, Milliseconds]]:
    edges = [(0, 0), *places, (len(silent), len(silent))]
    for (_, end), (begin, _) in pairwise(edges):
        loud = np.flatnonzero(~silent[end:begin])
        if len(loud) >= _SHORTEST_EXTRA:
            yield _ms(end + int(loud[0])), _ms(end + int(loud[-1]) + 1)
