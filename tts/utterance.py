"""From a phrase to the utterances an engine is given, and from their words back to the phrase."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from tts.engine import Utterance, Voice
from tts.errors import UnknownLanguageError, UnknownVoiceError
from tts.language import language
from tts.spoken import Span

LIMIT = 250
"""Characters of an utterance; neural engines grow worse and slower beyond."""

_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE_MARKS = ",;:—–،؛.!?…؟۔"
_CLOSING = "\"'”’»)]›"
_STRONG_MARKS = ";:—–؛.!?…؟۔"
_STRONG = 0.15
"""The part of a text that a strong mark may lie farther from its middle than a comma."""
_WORD_LAST = re.compile(r"([^\W\d_]+)\s+\Z")
_MIDDLE = 0.3
"""The part at each end of a text where a clause mark is no reason to split there."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text to be spoken, and the code points of the phrase it stands for.

    Where `whole`, it stands for all of them at once; else code point for code point.
    """

    text: str
    begin: int
    end: int
    whole: bool = False
    ipa: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """An utterance, the full name of its voice, and what of the phrase each part stands for.

    `starts` are the code points of the utterance where each stretch begins.
    """

    utterance: Utterance
    voice: str
    starts: tuple[int, ...]
    stretches: tuple[Stretch, ...]

    def place(self, begin: int, end: int) -> tuple[int, int]:
        """The code points of the phrase that code points of the utterance stand for."""
        first = bisect_right(self.starts, begin) - 1
        last = bisect_right(self.starts, end - 1) - 1
        head, tail = self.stretches[first], self.stretches[last]
        start = head.begin if head.whole else head.begin + begin - self.starts[first]
        stop = tail.end if tail.whole else tail.begin + end - self.starts[last]
        return start, stop


def pieces(
    text: str,
    lang: str,
    spans: Sequence[Span] = (),
    languages: Sequence[tuple[int, int, str]] = (),
    *,
    voice: Callable[[str], str],
    rate: float = 1.0,
    pitch: float = 1.0,
    limit: int = LIMIT,
) -> Iterator[Piece]:
    """The utterances of a phrase, in order; none where there is nothing to say.

    A stretch in another language is an utterance of its own, by that language's voice; where no
    voice speaks it, the phrase's own does. What is too long is split in balanced parts behind a
    clause mark, else before a word that begins a clause, else behind a space, never in a word or
    a span that fits by itself.

    Args:
        text: The phrase.
        lang: BCP 47 of the phrase.
        spans: Offsets count in `text`; sorted, disjoint.
        languages: (begin, end, BCP 47) of `text`; sorted, disjoint.
        voice: Gives the full name of the voice of a language.
        rate: Of every voice, as a factor.
        pitch: Of every voice, as a factor.
        limit: Code points of an utterance at most.
    """
    for tag, name, run in _runs(text, lang, spans, languages, voice):
        for part in _fitting(_bare(run), limit, _joints(tag)):
            bare = _bare(part)
            spoken = "".join(stretch.text for stretch in bare)
            if any(map(str.isalnum, spoken)):  # a symbol alone has its word in a span
                yield _piece(spoken, bare, tag, name, rate, pitch)


def _piece(
    spoken: str, bare: Sequence[Stretch], tag: str, name: str, rate: float, pitch: float
) -> Piece:
    starts = []
    phonemes = []
    at = 0
    for stretch in bare:
        starts.append(at)
        if stretch.ipa:
            phonemes.append((at, at + len(stretch.text), stretch.ipa))
        at += len(stretch.text)
    short = name.partition(":")[2]
    utterance = Utterance(spoken, tag, short, rate, pitch, phonemes=tuple(phonemes))
    return Piece(utterance, name, tuple(starts), tuple(bare))


def _runs(
    text: str,
    lang: str,
    spans: Sequence[Span],
    languages: Sequence[tuple[int, int, str]],
    voice: Callable[[str], str],
) -> Iterator[tuple[str, str, list[Stretch]]]:
    """Stretches in one voice: (language, voice, stretches)."""
    own = voice(lang)
    tag, name, run = lang, own, list[Stretch]()
    for wanted, stretch in _stretches(text, lang, spans, languages):
        speaker = own if wanted == lang else _voice(wanted, own, voice)
        if speaker != name and run:
            yield tag, name, run
            run = []
        if speaker != name:
            tag, name = (lang, own) if speaker == own else (wanted, speaker)
        run.append(stretch)
    if run:
        yield tag, name, run


def _voice(tag: str, own: str, voice: Callable[[str], str]) -> str:
    try:
        return voice(tag)
    except (UnknownLanguageError, UnknownVoiceError):
        return own


def _stretches(
    text: str, lang: str, spans: Sequence[Span], languages: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[str, Stretch]]:
    """The phrase as stretches with their languages: plain text, and spans."""

    def plain(begin: int, end: int) -> Iterator[tuple[str, Stretch]]:
        at = begin
        for a, b, tag in languages:
            a, b = max(a, at), min(b, end)
            if a >= b:
                continue
            if at < a:
                yield lang, Stretch(_SPACE.sub(_spaces, text[at:a]), at, a)
            yield tag, Stretch(_SPACE.sub(_spaces, text[a:b]), a, b)
            at = b
        if at < end:
            yield lang, Stretch(_SPACE.sub(_spaces, text[at:end]), at, end)

    at = 0
    for span in spans:
        yield from plain(at, span.begin)
        if span.spoken:
            inside = next((tag for a, b, tag in languages if a <= span.begin < b), lang)
            yield (
                span.lang or inside,
                Stretch(span.spoken, span.begin, span.end, whole=True, ipa=span.ipa),
            )
        at = max(at, span.end)
    yield from plain(at, len(text))


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _bare(run: Sequence[Stretch]) -> list[Stretch]:
    """Stretches without the white space at both edges."""
    bare = list(run)
    while bare and not bare[0].text.strip():
        bare.pop(0)
    while bare and not bare[-1].text.strip():
        bare.pop()
    if bare:
        bare[0] = _cut(bare[0], len(bare[0].text) - len(bare[0].text.lstrip()), None)
        bare[-1] = _cut(bare[-1], 0, len(bare[-1].text.rstrip()))
    return bare


def _cut(stretch: Stretch, begin: int, end: int | None) -> Stretch:
    text = stretch.text[begin:end]
    if stretch.whole or len(text) == len(stretch.text):
        return Stretch(text, stretch.begin, stretch.end, stretch.whole, stretch.ipa)
    return Stretch(text, stretch.begin + begin, stretch.begin + begin + len(text))


class _Joints(NamedTuple):
    """Words of a language: those that begin a part of a sentence, those that cling to the next."""

    words: frozenset[str]
    small: frozenset[str]


@lru_cache(maxsize=64)
def _joints(tag: str) -> _Joints:
    clauses = language(tag, fallback=True).abbreviations.get("clauses", {})
    return _Joints(frozenset(clauses.get("words", ())), frozenset(clauses.get("small", ())))


def _fitting(run: list[Stretch], limit: int, joints: _Joints) -> Iterator[list[Stretch]]:
    """A run in parts of at most `limit` code points."""
    length = sum(len(stretch.text) for stretch in run)
    if length <= limit:
        yield run
        return
    left, right = _split(run, _where(run, limit, joints))
    yield from _fitting(_bare(left), limit, joints)
    yield from _fitting(_bare(right), limit, joints)


def _split(run: Sequence[Stretch], at: int) -> tuple[list[Stretch], list[Stretch]]:
    left: list[Stretch] = []
    right: list[Stretch] = []
    passed = 0
    for stretch in run:
        inside = at - passed
        if inside >= len(stretch.text):
            left.append(stretch)
        elif inside <= 0:
            right.append(stretch)
        else:
            left.append(_cut(stretch, 0, inside))
            right.append(_cut(stretch, inside, None))
        passed += len(stretch.text)
    return left, right


def _where(run: Sequence[Stretch], limit: int, joints: _Joints) -> int:
    """The best place to split, as a code point of the run's text, never at its edges."""
    text = "".join(stretch.text for stretch in run)
    middle = len(text) / 2
    spaces = [m.end() for m in _SPACE.finditer(text, 1) if m.end() < len(text)]
    held = _held(run, limit)
    free = [at for at in spaces if not any(a < at < b for a, b in held)] or spaces
    inner = [at for at in free if _MIDDLE * len(text) < at < (1 - _MIDDLE) * len(text)]
    clauses = [at for at in inner if (mark := _mark_before(text, at)) and mark in _CLAUSE_MARKS]
    if not clauses and joints.words:
        clauses = [at for at in inner if _word_at(text, at) in joints.words]
    if not clauses and joints.small:
        free = [at for at in free if _word_before(text, at) not in joints.small] or free
    pull = len(text) * _STRONG
    best = min(
        clauses or free,
        key=lambda at: abs(at - middle) - (pull if _mark_before(text, at) in _STRONG_MARKS else 0),
        default=0,
    )
    if best:
        return best
    at = int(middle)
    while at < len(text) - 1 and not text[at].isalnum():  # a mark stays with its letter
        at += 1
    return at


def _mark_before(text: str, at: int) -> str:
    """The last character before a place, past white space and closing marks."""
    return text[max(0, at - 12) : at].rstrip().rstrip(_CLOSING)[-1:]


def _word_before(text: str, at: int) -> str:
    """The word that ends before a place, in small letters."""
    found = _WORD_LAST.search(text, max(0, at - 24), at)
    return found[1].lower() if found else ""


def _word_at(text: str, at: int) -> str:
    """The word that begins at a place, in small letters."""
    found = _WORD.match(text, at)
    return found.group().lower() if found else ""


def _held(run: Sequence[Stretch], limit: int) -> list[tuple[int, int]]:
    """Spans that fit in an utterance, and so are not split."""
    held = []
    at = 0
    for stretch in run:
        if stretch.whole and len(stretch.text) <= limit:
            held.append((at, at + len(stretch.text)))
        at += len(stretch.text)
    return held


def words(
    cut: Sequence[Piece], spoken: Sequence[tuple[int, Sequence[int]]], gap: int = 0
) -> "array[int]":
    """The words of a phrase from those of its utterances, as flat quadruples of integers.

    A word is (begin, end, start, stop): code points of the phrase, samples from its first. Words
    are ordered and disjoint, and all that a span says is one word. Every letter, digit and symbol
    of the phrase lies in one, but for spans that are silent. What is put in front of words or
    between them (`begin == end`) has sound and no word.

    Args:
        cut: The utterances of the phrase.
        spoken: Of each, its length in samples and its words as flat quadruples.
        gap: Samples of silence between two utterances.
    """
    found = array("I")
    at = 0
    for piece, (samples, flat) in zip(cut, spoken, strict=True):
        for index in range(0, len(flat), 4):
            begin, end = piece.place(flat[index], flat[index + 1])
            if begin >= end:
                continue
            start, stop = at + flat[index + 2], at + flat[index + 3]
            if found and begin < found[-3]:
                found[-3] = max(found[-3], end)
                found[-1] = stop
            else:
                found.extend((begin, end, start, stop))
        at += samples + gap
    return found


def identity(
    utterance: Utterance, voice: Voice, engine_version: str
) -> dict[str, str | float | int | list[list[str | int]]]:
    """What the sound of an utterance depends on, and nothing else: the unit of its action key.

    No id, position, path or lexicon is in it, so the same words are spoken once, in whichever
    publication they stand.
    """
    return {
        "text": utterance.text,
        "phonemes": [list(phoneme) for phoneme in utterance.phonemes],
        "lang": utterance.lang,
        "voice": voice.name,
        "digest": voice.digest,
        "engine": engine_version,
        "rate": float(utterance.rate),
        "pitch": float(utterance.pitch),
        "seed": utterance.seed,
    }
