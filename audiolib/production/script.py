"""What is spoken for each phrase, and by whom: spans, and the utterances they become."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from audiolib.order import Cue, Role
from audiolib.publication import Mark, MarkKind, Text
from tts import Span, replaced
from tts.furniture import furniture
from tts.language import language
from tts.lexicon import Lexicon
from tts.normalise import spans as normalise

_NO_VARIANTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Reading:
    """What is spoken for a phrase.

    `words` is the phrase's own text; offsets of spans and languages count in it.
    """

    words: str
    lang: str
    spans: tuple[Span, ...]
    languages: tuple[tuple[int, int, str], ...]


def reading(
    cue: Cue, lexicons: Mapping[str, Lexicon], variants: Mapping[str, str] = _NO_VARIANTS
) -> Reading:
    """What is spoken for a cue: generated phrases in the words of its language's furniture.

    `variants` are language tags whose rules are those of another one.
    """
    phrase = cue.phrase
    words = cue.text[phrase.begin : phrase.end]
    if cue.role is Role.PAGE:
        return _instead(
            words, cue.lang, variants, "page", furniture(cue.lang).say("page", number=words)
        )
    if cue.role is Role.NOTEREF:
        said = furniture(cue.lang).say("noteref", label=words.strip("[]()* "))
        return _instead(words, cue.lang, variants, "noteref", said)
    fixed, languages = _given(cue)
    found = [*_before(cue, variants)]
    at = 0
    for span in (*fixed, None):
        stop = span.begin if span else len(words)
        for a, b, here in _stretches(at, stop, cue.lang, languages):
            found += _normalised(words, a, b, here, lexicons, variants)
        if span:
            found.append(span)
            at = span.end
    return Reading(words, cue.lang, tuple(found), languages)


def decided(
    cue: Cue, lexicons: Mapping[str, Lexicon], variants: Mapping[str, str] = _NO_VARIANTS
) -> Iterator[tuple[int, Span]]:
    """All that lexicons have to say of a cue: each span with the offset that it counts from."""
    if cue.role in (Role.PAGE, Role.NOTEREF):
        return
    words = cue.text[cue.phrase.begin : cue.phrase.end]
    fixed, languages = _given(cue)
    at = 0
    for stop, further in (*((span.begin, span.end) for span in fixed), (len(words), 0)):
        for a, b, here in _stretches(at, stop, cue.lang, languages):
            lexicon = lexicons.get(here.split("-")[0])
            if lexicon:
                yield from ((a, span) for span in lexicon.apply(words[a:b], _tag(here, variants)))
        at = further


def _tag(here: str, variants: Mapping[str, str]) -> str:
    """The tag by which a lexicon is asked, as the rules ask it."""
    return language(variants.get(here, here), fallback=True).tag


def _given(cue: Cue) -> tuple[list[Span], tuple[tuple[int, int, str], ...]]:
    """What the source itself says of a cue: spans that are fixed, and other languages."""
    begin, end = cue.phrase.begin, cue.phrase.end
    marks = cue.holder.marks if isinstance(cue.holder, Text) else ()
    inside = [m for m in marks if m.begin < end and m.end > begin]
    return _fixed(inside, begin, end, cue.text[begin:end]), _languages(inside, begin, end)


def _instead(words: str, lang: str, variants: Mapping[str, str], name: str, said: str) -> Reading:
    spoken = replaced(said, normalise(said, variants.get(lang, lang)))
    return Reading(words, lang, (Span(0, len(words), words, spoken, f"furniture.{name}"),), ())


def _before(cue: Cue, variants: Mapping[str, str]) -> list[Span]:
    """Words that are put before a phrase: `Picture:`, the header of a table's column."""
    if cue.role is Role.ALT and cue.first:
        return [Span(0, 0, "", furniture(cue.lang).say("image", alt=""), "furniture.image")]
    if cue.header:
        said = replaced(cue.header, normalise(cue.header, variants.get(cue.lang, cue.lang)))
        return [Span(0, 0, "", f"{said}: ", "furniture.header")]
    return []


def _fixed(marks: Sequence[Mark], begin: int, end: int, words: str) -> list[Span]:
    """Spans that the source itself gives, and note references, which sound after the sentence."""
    spans: list[Span] = []
    for mark in marks:
        a, b = max(mark.begin, begin) - begin, min(mark.end, end) - begin
        if spans and a < spans[-1].end:
            continue
        match mark.kind:
            case MarkKind.NOTEREF:
                spans.append(Span(a, b, words[a:b], "", "furniture.noteref"))
            case MarkKind.ALIAS if mark.value:
                spans.append(Span(a, b, words[a:b], mark.value, "source.alias"))
            case MarkKind.PHONEME if mark.value:
                spans.append(Span(a, b, words[a:b], words[a:b], "source.phoneme", ipa=mark.value))
    return sorted(spans, key=lambda s: s.begin)


def _languages(marks: Sequence[Mark], begin: int, end: int) -> tuple[tuple[int, int, str], ...]:
    """Stretches in another language; of nested ones the inner counts."""
    found: list[tuple[int, int, str]] = []
    for mark in sorted(marks, key=lambda m: (m.begin, -m.end)):
        if mark.lang is None:
            continue
        a, b = max(mark.begin, begin) - begin, min(mark.end, end) - begin
        if found and a < found[-1][1]:
            outer_a, outer_b, outer = found.pop()
            found += [(outer_a, a, outer), (a, b, mark.lang), (b, outer_b, outer)]
            found = [f for f in found if f[0] < f[1]]
        else:
            found.append((a, b, mark.lang))
    return tuple(found)


def _stretches(
    begin: int, end: int, lang: str, languages: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """The stretches of one language between two offsets, each with its language."""
    edges = sorted({begin, end, *(e for a, b, _ in languages for e in (a, b) if begin < e < end)})
    for a, b in pairwise(edges):
        yield a, b, next((tag for x, y, tag in languages if x <= a < y), lang)


def _normalised(
    words: str,
    a: int,
    b: int,
    here: str,
    lexicons: Mapping[str, Lexicon],
    variants: Mapping[str, str],
) -> Iterator[Span]:
    """The spans of the rules between two offsets of one language."""
    for s in normalise(words[a:b], variants.get(here, here), lexicons.get(here.split("-")[0])):
        yield Span(s.begin + a, s.end + a, s.text, s.spoken, s.rule, s.confidence, s.ipa, s.lang)
