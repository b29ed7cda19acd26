"""How fast phrases are spoken, letter by letter, and the silences in them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from statistics import median

from audiolib.narration import Narration
from audiolib.order import Cue

LONG_PAUSE_MS = 1500
"""A silence inside a phrase from which on it is heard."""
LONG_END_MS = 8000
"""The silence behind a phrase that is longer than any pause of ours."""
_STRAY = 3.5
"""Deviations from the usual pace (median absolute ones) from which on a phrase is heard."""
_STEADY_MS = 8
"""The least deviation of the pace, in milliseconds a letter; nobody speaks steadier."""
_FEW = 20
"""Phrases of a language from which on it has a usual pace."""
_LETTERS, _SPOKEN = 16, 4
"""Letters and words of a phrase from which on it has a pace."""
_LEAST, _MOST = 0.3, 0.9
"""The chances that a phrase is wrong whose pace just strays, and whose pace is impossible."""


def strays(cues: Sequence[Cue], narration: Narration) -> Mapping[int, float]:
    """The numbers of phrases spoken far quicker or slower than others, and the chance of a fault.

    Letters are counted as they are spoken, so that numbers and abbreviations do not seem slow; each
    language has its own pace, since it may have its own voice.
    """
    paces: dict[str, dict[int, float]] = defaultdict(dict)
    for number, cue in enumerate(cues):
        words = narration.words.get(cue.id, ())
        letters = _length(cue, narration)
        if len(words) >= _SPOKEN and letters >= _LETTERS:
            # Rests at commas are no part of the pace.
            spoken = sum(word.stop - word.start for word in words)
            paces[cue.lang][number] = spoken / letters
    found: dict[int, float] = {}
    for own in paces.values():
        if len(own) >= _FEW:
            found |= _far(own)
    return found


def silence(cue: Cue, narration: Narration) -> int:
    """The longest silence between two words of a phrase, or one behind it that is too long."""
    words = list(narration.words.get(cue.id, ()))
    inside = max((after.start - word.stop for word, after in pairwise(words)), default=0)
    clip = narration.clips.get(cue.id)
    behind = clip.end - words[-1].stop if clip and words else 0
    return max(inside, behind if behind > LONG_END_MS else 0)


def _length(cue: Cue, narration: Narration) -> int:
    """How many letters a phrase has once numbers and abbreviations are written out.

    Spaces and marks are left out: a row of dots takes no time.
    """
    text = cue.text
    return _letters(text[cue.phrase.begin : cue.phrase.end]) + sum(
        _letters(span.spoken) - _letters(text[span.begin : span.end])
        for span in narration.spans.get(cue.id, ())
    )


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _far(paces: Mapping[int, float]) -> dict[int, float]:
    middle = median(paces.values())
    spread = max(_STEADY_MS, 1.48 * median(abs(pace - middle) for pace in paces.values()))
    away = {number: abs(pace - middle) / spread for number, pace in paces.items()}
    return {
        number: min(_MOST, _LEAST + 0.1 * (deviations - _STRAY))
        for number, deviations in away.items()
        if deviations > _STRAY
    }
