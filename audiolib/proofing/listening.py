"""The listening check: where defects go back to, what is taken by chance, what that proves."""

import math
import random
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from audiolib.findings import Finding, Place, Severity
from audiolib.narration import Narration
from audiolib.order import sounding
from audiolib.publication import Publication
from audiolib.tables.making import State

STATIONS: Mapping[str, State] = {
    "rights": State.RIGHTS,
    "missing": State.TEXT,
    "ocr": State.TEXT,
    "structure": State.STRUCTURE,
    "name": State.LEXICON,
    "number": State.LEXICON,
    "click": State.NARRATION,
    "pace": State.NARRATION,
}
"""The codes of defects, and the station each goes back to; their messages are `defect-<code>`."""


@dataclass(frozen=True, slots=True)
class Assurance:
    """What hearing `heard` phrases taken at random, `wrong` of them wrong, says of the rest.

    With confidence `level` at most the share `most` of all phrases is wrong.
    """

    heard: int
    wrong: int
    most: float
    level: float


def sample(
    publication: Publication,
    narration: Narration,
    count: int,
    seed: int,
    without: Collection[str] = (),
) -> tuple[str, ...]:
    """Phrases taken at random, in the order of sound; the same seed gives the same ones."""
    rest = [cue.id for cue in sounding(publication, narration.options) if cue.id not in without]
    taken = set(random.Random(seed).sample(rest, min(count, len(rest))))  # noqa: S311
    return tuple(phrase for phrase in rest if phrase in taken)


def assurance(heard: int, wrong: int, level: float = 0.95) -> Assurance:
    """What a sample proves: the upper bound of Clopper and Pearson (Biometrika 26, 1934)."""
    if not 0 <= wrong <= heard:
        raise ValueError(f"{wrong} wrong of {heard} heard")
    low, high = (wrong / heard if heard else 0.0), 1.0
    if wrong == heard:
        return Assurance(heard, wrong, 1.0, level)
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(wrong, heard, middle) > 1 - level:
            low = middle
        else:
            high = middle
    return Assurance(heard, wrong, high, level)


def needed(most: float, level: float = 0.95) -> int:
    """How many phrases, all right, prove that at most the share `most` is wrong."""
    return math.ceil(math.log(1 - level) / math.log(1 - most))


def share_heard(narration: Narration, heard: Collection[str]) -> float:
    """The part of the sound, from 0 to 1, that lies in these phrases."""
    whole = sum(clip.end - clip.begin for clip in narration.clips.values())
    own = sum(c.end - c.begin for phrase, c in narration.clips.items() if phrase in heard)
    return own / whole if whole else 0.0


def message(code: str) -> str:
    """The code of the sentence that says what a defect is."""
    return f"defect-{code}"


def goes_back_to(codes: Iterable[str]) -> State | None:
    """The earliest station that a set of defects goes back to; None where there are none."""
    order = list(State)
    found = [STATIONS[code] for code in codes]
    return min(found, key=order.index, default=None)


def findings_of(report: Mapping[str, Any]) -> tuple[Finding, ...]:
    """The findings of a `report.json`."""
    return tuple(
        Finding(f["code"], Severity(f["severity"]), Place(**f["place"]), f["facts"])
        for f in report.get("findings", ())
    )


def _at_most(wrong: int, heard: int, share: float) -> float:
    """The chance that of `heard` phrases at most `wrong` are wrong, when a share of all is."""
    if share >= 1:
        return 0.0
    log_p, log_q = math.log(share) if share else -math.inf, math.log1p(-share)
    total = 0.0
    for k in range(wrong + 1):
        ways = math.lgamma(heard + 1) - math.lgamma(k + 1) - math.lgamma(heard - k + 1)
        total += math.exp(ways + (k * log_p if k else 0.0) + (heard - k) * log_q)
    return total
