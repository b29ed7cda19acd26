"""What to hear first: the places where most is likely wrong, for the least time of a listener."""

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from audiolib.findings import Finding
from audiolib.narration import Clip, Narration
from audiolib.order import Cue, Role, sounding
from audiolib.proofing import chances
from audiolib.proofing.chances import PACE, PAUSE, Doubt, UnknownWord
from audiolib.proofing.doubtful import Suspect
from audiolib.proofing.pace import LONG_PAUSE_MS, silence, strays
from audiolib.publication import MarkKind, Publication, Text
from tts.language import language

SHARE = 0.03
"""The part of the sound that is shown for hearing, unless a library wants more or less."""
FEWEST = 3
"""Places that are shown however short the text is."""
LEAD_MS = 1500
"""A place is heard from so long before it."""
_HANDLING_MS = 5000
"""What a place costs its listener besides the sound: reading it, saying that it is right."""
_AGAIN = 0.25
"""What is left of a doubt each time that the same reading was heard elsewhere."""
_LEAST = 0.02
"""The chance of a fault below which a place is not named at all."""
_DIGITS = re.compile(r"\w*\d[\w.,:/–-]*")
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class ToHear:
    """A phrase that should be heard: `score` is the chance, 0 to 1, that something is wrong.

    `reasons` are codes with a message: of findings, of suspects, and those of
    `audiolib.proofing.chances`; the first one weighs most.
    """

    phrase: str
    score: float
    reasons: tuple[str, ...]
    words: str
    clip: Clip | None


@dataclass(frozen=True, slots=True)
class Doubted:
    """A phrase with everything that may be wrong with it."""

    cue: Cue
    clip: Clip | None
    doubts: tuple[Doubt, ...]

    @property
    def chance(self) -> float:
        """That at least one thing is wrong, 0 to 1."""
        return 1 - math.prod(1 - doubt.chance for doubt in self.doubts)


def places(
    publication: Publication,
    narration: Narration,
    findings: Iterable[Finding] = (),
    suspects: Iterable[Suspect] = (),
    words: Iterable[UnknownWord] = (),
) -> tuple[ToHear, ...]:
    """The phrases to hear, those first where hearing finds most; others are for the sample."""
    return ranked(doubted(publication, narration, findings, suspects, words))


def shown(
    found: Sequence[ToHear], narration: Narration, share: float = SHARE
) -> tuple[tuple[ToHear, ...], tuple[ToHear, ...]]:
    """Those that fit into a share of the whole sound, and the others; each in its order."""
    whole = sum(clip.end - clip.begin for clip in narration.clips.values())
    left = share * whole
    number = 0
    for number, place in enumerate(found, 1):
        left -= LEAD_MS + (place.clip.end - place.clip.begin if place.clip else 0)
        if left < 0 and number > FEWEST:
            return tuple(found[: number - 1]), tuple(found[number - 1 :])
    return tuple(found[:number]), ()


def doubted(
    publication: Publication,
    narration: Narration,
    findings: Iterable[Finding] = (),
    suspects: Iterable[Suspect] = (),
    words: Iterable[UnknownWord] = (),
) -> tuple[Doubted, ...]:
    """Every phrase with a doubt, in the order of sound."""
    cues = sounding(publication, narration.options)
    told, doubtful, unknown = defaultdict(list), defaultdict(list), defaultdict(list)
    for finding in findings:
        told[finding.place.id].append(chances.of_finding(finding))
    for suspect in suspects:
        doubtful[suspect.block].append(suspect)
    for word in words:
        if doubt := chances.of_word(word):
            unknown[word.phrase].append(doubt)
    stray = strays(cues, narration)
    # People who read aloud know numbers, names and senses; an engine does not.
    voices = narration.voices
    by_people = bool(voices) and not any(voice.synthetic for voice in voices)
    found: list[Doubted] = []
    for number, cue in enumerate(cues):
        doubts = [*told.get(cue.id, ())]
        if cue.first and (holder := _holder(cue)) != cue.id:
            doubts += told.get(holder, ())
        doubts += [
            chances.of_suspect(suspect.code, suspect.score, suspect.words)
            for suspect in doubtful.get(_holder(cue), ())
            if suspect.begin < cue.phrase.end and cue.phrase.begin < suspect.end
        ]
        if not by_people:
            doubts += [*unknown.get(cue.id, ()), *_read(cue, narration)]
        if silence(cue, narration) >= LONG_PAUSE_MS:
            doubts.append(Doubt(PAUSE, 0.5))
        if number in stray:
            doubts.append(Doubt(PACE, stray[number]))
        if doubts:
            found.append(Doubted(cue, narration.clips.get(cue.id), tuple(doubts)))
    return tuple(found)


def ranked(found: Sequence[Doubted]) -> tuple[ToHear, ...]:
    """The doubted phrases: always the one next by which a listener's time finds most.

    What is read in the same way elsewhere is worth most at its first place: a doubt counts by how
    often its reading stands in the text, and is small at all other places once it was heard.
    """
    standing = Counter(doubt.reading for one in found for doubt in one.doubts)
    heard: Counter[str] = Counter()

    def gain(one: Doubted) -> float:
        return sum(_worth(doubt, standing, heard) for doubt in one.doubts) / _cost(one.clip)

    waiting = [(-gain(one), number) for number, one in enumerate(found) if one.chance >= _LEAST]
    heapq.heapify(waiting)
    told: list[ToHear] = []
    while waiting:
        value, number = heapq.heappop(waiting)
        one = found[number]
        now = -gain(one)
        # What was heard meanwhile can only make it worth less.
        if now > value and waiting and now > waiting[0][0]:
            heapq.heappush(waiting, (now, number))
            continue
        told.append(_to_hear(one))
        heard.update({doubt.reading for doubt in one.doubts if doubt.reading})
    return tuple(told)


def _worth(doubt: Doubt, standing: Mapping[str, int], heard: Mapping[str, int]) -> float:
    if not doubt.reading:
        return doubt.chance
    often = max(doubt.count, standing[doubt.reading])
    before = heard.get(doubt.reading, 0)
    return float(doubt.chance * (1 + math.log2(often)) * _AGAIN**before)


def _cost(clip: Clip | None) -> float:
    """Seconds of a listener."""
    return (_HANDLING_MS + LEAD_MS + (clip.end - clip.begin if clip else 0)) / 1000


def _to_hear(one: Doubted) -> ToHear:
    by_code: dict[str, float] = {}
    for doubt in one.doubts:
        by_code[doubt.code] = max(doubt.chance, by_code.get(doubt.code, 0.0))
    reasons = sorted(by_code, key=lambda code: (-by_code[code], code))
    cue = one.cue
    words = cue.text[cue.phrase.begin : cue.phrase.end]
    return ToHear(cue.id, round(one.chance, 3), tuple(reasons), words, one.clip)


def _holder(cue: Cue) -> str:
    return cue.holder.id if isinstance(cue.holder, Text) else cue.holder.phrase


def _read(cue: Cue, narration: Narration) -> Iterator[Doubt]:
    """The doubts of how an engine reads a phrase."""
    if cue.role in (Role.PAGE, Role.NOTEREF) or cue.phrase.origin == "generated":
        return
    begin, end = cue.phrase.begin, cue.phrase.end
    spans = narration.spans.get(cue.id, ())
    for span in spans:
        before, behind = max(0, span.begin - 1), span.end
        beside = cue.text[before : span.begin] + cue.text[behind : behind + 1]
        if doubt := chances.of_span(span, cue.lang, beside):
            yield doubt
    for mark in cue.holder.marks if isinstance(cue.holder, Text) else ():
        if mark.kind is MarkKind.LANGUAGE and mark.begin < end and begin < mark.end:
            stretch = cue.text[max(begin, mark.begin) : min(end, mark.end)]
            yield chances.of_stretch(stretch, mark.lang or "")
    claimed = [(span.begin, span.end) for span in spans]
    for match in _DIGITS.finditer(cue.text, begin, end):
        if not any(a < match.end() and match.start() < b for a, b in claimed):
            yield chances.of_number(match[0], cue.lang)
    if known := language(cue.lang, fallback=True).homographs:
        words = _WORDS.findall(cue.text[begin:end].lower())
        yield from chances.homographs(words, known)
