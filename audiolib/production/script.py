"""What is spoken for each phrase, and by whom: spans, and the utterances they become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from audiolib.order import Cue, Role
from audiolib.publication import Mark, MarkKind, Text
from tts import Span, replaced
from tts.furniture import furniture
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
    marks = cue.holder.marks if isinstance(cue.holder, Text) else ()
    inside = [m for m in marks if m.begin < phrase.end and m.end > phrase.begin]
    languages = _languages(inside, phrase.begin, phrase.end)
    fixed = _fixed(inside, phrase.begin, phrase.end, words)
    found = [*_before(cue, variants)]
    at = 0
    for span in (*fixed, None):
        stop = span.begin if span else len(words)
        found += _normalised(words, at, stop, cue.lang, languages, lexicons, variants)
        if span:
            found.append(span)
            at = span.end
    return Reading(words, cue.lang, tuple(found), languages)


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


def _normalised(
    words: str,
    begin: int,
    end: int,
    lang: str,
    languages: Sequence[tuple[int, int, str]],
    lexicons: Mapping[str, Lexicon],
    variants: Mapping[str, str],
) -> list[Span]:
    """The spans of the rules between two offsets, each stretch by its own language's rules."""
    edges = sorted({begin, end, *(e for a, b, _ in languages for e in (a, b) if begin < e < end)})
    found: list[Span] = []
    for a, b in pairwise(edges):
        here = next((tag for x, y, tag in languages if x <= a < y), lang)
        lexicon = lexicons.get(here.split("-")[0])
        for s in normalise(words[a:b], variants.get(here, here), lexicon):
            found.append(
                Span(s.begin + a, s.end + a, s.text, s.spoken, s.rule, s.confidence, s.ipa, s.lang)
            )
    return found
