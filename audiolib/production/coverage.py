"""Rule 8: nothing is lost or invented between the text and the sound."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from audiolib.findings import Finding, Place, Severity
from audiolib.narration import WordTime
from audiolib.order import Cue
from audiolib.production.performance import Performance
from tts import Span
from tts.alphabet import strangers


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the letters, digits and symbols of the phrases became sound.

    `lost` must be nought for a production to pass.
    """

    characters: int
    in_words: int
    in_spans: int
    told: int
    lost: int


def coverage(
    cues: Sequence[Cue],
    words: Mapping[str, Sequence[WordTime]],
    spans: Mapping[str, Sequence[Span]],
) -> tuple[Coverage, list[Finding]]:
    """Account for every letter, digit and symbol that sounds; a lost one is an error."""
    total = in_words = in_spans = told = lost = 0
    findings: list[Finding] = []
    for cue in cues:
        phrase = cue.phrase
        covered = bytearray(phrase.end - phrase.begin)
        for word in words.get(cue.id, ()):
            _cover(covered, word.begin - phrase.begin, word.end - phrase.begin, b"\1")
        for span in spans.get(cue.id, ()):
            _cover(covered, span.begin - phrase.begin, span.end - phrase.begin, b"\2")
        strange = set()
        text = cue.text[phrase.begin : phrase.end]
        for at, character in strangers(text, cue.lang):
            strange.add(at)
            findings.append(
                Finding(
                    "speech-001",
                    Severity.WARNING,
                    Place(id=cue.id),
                    {"character": character, "name": _name(character), "text": _around(text, at)},
                )
            )
        for at, character in enumerate(text):
            if not _counts(character):
                continue
            total += 1
            if covered[at] == 1:
                in_words += 1
            elif covered[at] == 2:
                in_spans += 1
            elif at in strange:
                told += 1
            else:
                lost += 1
                findings.append(
                    Finding(
                        "speech-002",
                        Severity.ERROR,
                        Place(id=cue.id),
                        {
                            "character": character,
                            "name": _name(character),
                            "text": _around(text, at),
                        },
                    )
                )
    return Coverage(total, in_words, in_spans, told, lost), findings


@cache
def _counts(character: str) -> bool:
    """Letters, digits and symbols; a book has some hundred of them."""
    return unicodedata.category(character)[0] in "LNS"


def unsaid(performed: Mapping[str, Performance]) -> list[Finding]:
    """A finding for each utterance that no engine would speak."""
    return [
        Finding(
            "speech-003",
            Severity.ERROR,
            Place(id=phrase),
            {"text": one.text, "voice": one.voice, "reason": one.reason},
        )
        for phrase, performance in performed.items()
        for one in performance.unsaid
    ]


def _cover(covered: bytearray, begin: int, end: int, by: bytes) -> None:
    begin, end = max(0, begin), min(len(covered), end)
    if begin < end:
        covered[begin:end] = by * (end - begin)


def _around(text: str, at: int) -> str:
    return text[max(0, at - 20) : at + 20]


def _name(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip()
