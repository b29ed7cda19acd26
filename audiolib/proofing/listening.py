"""The listening check: what to hear first, where defects go back to, what a sample proves."""

import math
import random
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from audiolib.findings import Finding, Place, Severity
from audiolib.narration import Clip, Narration
from audiolib.order import Cue, Role, sounding
from audiolib.proofing.doubtful import Suspect
from audiolib.publication import MarkKind, Publication, Text
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

LONG_PAUSE_MS = 1500
"""A silence inside a phrase from which on it is heard."""
UNSURE_RULE = 0.9
"""A number read by a rule surer than this is not heard for it."""
_STRAY = 3.5
"""Deviations from the usual pace (median absolute ones) from which on a phrase is heard."""
_STEADY_MS = 8
"""The least deviation of the pace, in milliseconds a sign; nobody speaks steadier."""

FOREIGN, NUMBER, PAUSE, PACE = "hear-foreign", "hear-number", "hear-pause", "hear-pace"
_FINDING = 0.9
_WEIGHTS = {FOREIGN: 0.3, NUMBER: 0.35, PAUSE: 0.5, PACE: 0.5}
_DIGITS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class ToHear:
    """A phrase that should be heard: `score` from 0 to 1.

    `reasons` are codes with a message: of findings, of suspects, and `hear-foreign`,
    `hear-number`, `hear-pause`, `hear-pace`; the first one weighs most.
    """

    phrase: str
    score: float
    reasons: tuple[str, ...]
    words: str
    clip: Clip | None


@dataclass(frozen=True, slots=True)
class Assurance:
    """What hearing `heard` phrases taken at random, `wrong` of them wrong, says of the rest.

    With confidence `level` at most the share `most` of all phrases is wrong.
    """

    heard: int
    wrong: int
    most: float
    level: float


def places(
    publication: Publication,
    narration: Narration,
    findings: Iterable[Finding] = (),
    suspects: Iterable[Suspect] = (),
) -> tuple[ToHear, ...]:
    """The phrases to hear first, the most doubtful first; those not told are for the sample."""
    cues = sounding(publication, narration.options)
    told = defaultdict(list)
    for finding in findings:
        told[finding.place.id].append(finding.code)
    doubted = defaultdict(list)
    for suspect in suspects:
        doubted[suspect.block].append(suspect)
    strays = _strays(cues, narration)
    found: list[ToHear] = []
    for number, cue in enumerate(cues):
        reasons = dict.fromkeys(told.get(cue.id, ()), _FINDING)
        if cue.first:
            reasons |= dict.fromkeys(told.get(_holder(cue), ()), _FINDING)
        for suspect in doubted.get(_holder(cue), ()):
            if suspect.begin < cue.phrase.end and cue.phrase.begin < suspect.end:
                reasons[suspect.code] = max(suspect.score, reasons.get(suspect.code, 0.0))
        reasons |= _heard_reasons(cue, narration)
        if number in strays:
            reasons[PACE] = _WEIGHTS[PACE]
        if reasons:
            found.append(_to_hear(cue, narration, reasons))
    order = {cue.id: number for number, cue in enumerate(cues)}
    return tuple(sorted(found, key=lambda f: (-f.score, order[f.phrase])))


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


def _holder(cue: Cue) -> str:
    return cue.holder.id if isinstance(cue.holder, Text) else cue.holder.phrase


def _to_hear(cue: Cue, narration: Narration, reasons: Mapping[str, float]) -> ToHear:
    left = 1.0
    for weight in reasons.values():
        left *= 1 - weight
    ranked = sorted(reasons, key=lambda r: (-reasons[r], r))
    words = cue.text[cue.phrase.begin : cue.phrase.end]
    return ToHear(cue.id, round(1 - left, 3), tuple(ranked), words, narration.clips.get(cue.id))


def _heard_reasons(cue: Cue, narration: Narration) -> dict[str, float]:
    found: dict[str, float] = {}
    if cue.role in (Role.PAGE, Role.NOTEREF) or cue.phrase.origin == "generated":
        return found
    begin, end = cue.phrase.begin, cue.phrase.end
    spans = narration.spans.get(cue.id, ())
    marks = cue.holder.marks if isinstance(cue.holder, Text) else ()
    if any(span.lang for span in spans) or any(
        m.kind is MarkKind.LANGUAGE and m.begin < end and begin < m.end for m in marks
    ):
        found[FOREIGN] = _WEIGHTS[FOREIGN]
    least = min((span.confidence for span in spans), default=1.0)
    if least < UNSURE_RULE:
        found[NUMBER] = max(_WEIGHTS[NUMBER], 0.9 * (1 - least))
    elif _DIGITS.search(cue.text, begin, end):
        found[NUMBER] = _WEIGHTS[NUMBER] / 2
    words = narration.words.get(cue.id, ())
    if any(after.start - word.stop >= LONG_PAUSE_MS for word, after in _pairs(words)):
        found[PAUSE] = _WEIGHTS[PAUSE]
    return found


def _pairs(words: Sequence[Any]) -> Iterable[tuple[Any, Any]]:
    spoken = list(words)
    return pairwise(spoken)


def _strays(cues: Sequence[Cue], narration: Narration) -> frozenset[int]:
    """The numbers of phrases that are spoken far quicker or slower than others, sign by sign."""
    paces: dict[int, float] = {}
    for number, cue in enumerate(cues):
        words = narration.words.get(cue.id, ())
        size = cue.phrase.end - cue.phrase.begin
        if len(words) >= 4 and size >= 20 and not narration.spans.get(cue.id):
            paces[number] = (words[-1].stop - words[0].start) / size
    if len(paces) < 20:
        return frozenset()
    middle = median(paces.values())
    spread = max(_STEADY_MS, 1.48 * median(abs(p - middle) for p in paces.values()))
    return frozenset(n for n, pace in paces.items() if abs(pace - middle) > _STRAY * spread)


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
