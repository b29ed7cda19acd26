"""What is spoken where it differs from what is written, as spans over the text."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from tts._digits import NUMERIC, western
from tts._rules import Language, Needs
from tts.language import language
from tts.spoken import Span, replaced

_PLAIN = r"\s.,;:!?…'\"“”‘’„«»()\[\]{}—–،؛؟۔\u200b-\u200f\u00ad\ufeff\u202a-\u202e\u2060-\u2069"
_CAPITAL = "A-ZĐА-ЯЁІЇЄҐ"
_GATES: tuple[tuple[Needs, re.Pattern[str]], ...] = (
    ("digit", re.compile(f"[{NUMERIC}]")),
    ("upper", re.compile(f"[{_CAPITAL}ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯ]{{2}}|[IVXІХ]\\b")),
    ("dot", re.compile(r"\w\.|@|://")),
    ("any", re.compile(rf"[^\w{_PLAIN}-]|[_½-¾]|\w-\w|\w\.")),
)

_EMPHASIS = re.compile(r"(?<![^\W_])_{1,2}(?=[^\s_])|(?<=[^\s_])_{1,2}(?![^\W_])")
_WORD = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+")
_SILENT = "\u2060"
"""Stands for a mark that no rule is to see: no letter, no space."""


class Lexicon(Protocol):
    """What people have decided about words; it goes before every rule."""

    def apply(self, text: str, lang: str) -> tuple[Span, ...]:
        """Spans of `text`, sorted and disjoint."""
        ...


def spans(text: str, lang: str | Language, lexicon: Lexicon | None = None) -> tuple[Span, ...]:
    """Where `text` is spoken otherwise than written; sorted and disjoint.

    Args:
        text: NFC; a whole block, so that rules see the words around.
        lang: BCP 47, or a language. One without a folder gives only the lexicon's spans, and
            its engine reads the digits; `language` tells whether there is a folder.
        lexicon: Applied first; no rule touches what it has claimed.
    """
    known = language(lang, fallback=True) if isinstance(lang, str) else lang
    found = [_in_words(s, known) for s in lexicon.apply(text, known.tag)] if lexicon else []
    needs: set[Needs] = {name for name, gate in _GATES if gate.search(text)}
    needs.add("nothing")
    if not known.rules:
        return tuple(found)
    plain = western(text)
    typed = known.words.get("lookalikes", {}) if not text.isascii() else {}
    if any(letter in plain for letter in typed):
        plain = plain.translate(str.maketrans(typed))
    else:
        typed = {}
    claimed = bytearray(len(text))
    for span in found:
        claimed[span.begin : span.end] = b"\1" * (span.end - span.begin)
    if "_" in plain:
        plain = _without_emphasis(plain, claimed, found)
    for each in known.rules:
        if each.needs not in needs:
            continue
        group = "say" if "say" in each.pattern.groupindex else 0
        for match in each.pattern.finditer(plain):
            begin, end = match.span(group)
            if begin < 0 or claimed.find(1, begin, end) >= 0:
                continue
            reading = each.say(match)
            if reading is None:
                continue
            said, confidence, *ipa = reading if isinstance(reading, tuple) else (reading, 1.0)
            said = _padded(plain, begin, end, said)
            claimed[begin:end] = b"\1" * (end - begin)
            if said != text[begin:end] or ipa:
                sound = ipa[0] if ipa else None
                found.append(Span(begin, end, text[begin:end], said, each.name, confidence, sound))
    if typed:
        found.extend(_retyped(text, plain, claimed, typed))
    found.sort(key=lambda span: (span.begin, span.end))
    return tuple(_spaced_once(found))


def _retyped(text: str, plain: str, claimed: bytearray, typed: Mapping[str, str]) -> Iterator[Span]:
    """Words that no rule claimed with letters that only look like those of the language."""
    for match in _WORD.finditer(text):
        begin, end = match.span()
        if claimed.find(1, begin, end) < 0 and not typed.keys().isdisjoint(match[0]):
            said = unicodedata.normalize("NFC", plain[begin:end])
            yield Span(begin, end, match[0], said, "spelling.letters", 0.9)


def _spaced_once(found: list[Span]) -> list[Span]:
    """Spans side by side with one space between their words, whether both were padded or none."""
    end, last = -1, ""
    for at, span in enumerate(found):
        if span.begin != end:
            last = ""
        first = span.spoken[:1]
        if last == " " == first:
            found[at] = replace(span, spoken=span.spoken[1:])
        elif last.isalnum() and first.isalnum():
            found[at] = replace(span, spoken=f" {span.spoken}")
        end, last = span.end, found[at].spoken[-1:] or last
    return found


def _in_words(span: Span, known: Language) -> Span:
    """A span of a lexicon whose digits, if it has any, are said by the rules."""
    if span.ipa or not known.rules or not _GATES[0][1].search(span.spoken):
        return span
    return replace(span, spoken=replaced(span.spoken, spans(span.spoken, known)))


def spoken(
    text: str, lang: str | Language, lexicon: Lexicon | None = None
) -> tuple[str, tuple[Span, ...]]:
    """What is said for `text`, and the spans that made it so."""
    found = spans(text, lang, lexicon)
    return replaced(text, found), found


def _without_emphasis(plain: str, claimed: bytearray, found: list[Span]) -> str:
    """`plain` without the underscores that mark _emphasis_, of the same length; they are silent."""

    def mark(match: re.Match[str]) -> str:
        begin, end = match.span()
        if claimed.find(1, begin, end) >= 0:
            return match[0]
        claimed[begin:end] = b"\1" * (end - begin)
        said = _padded(plain, begin, end, "")
        found.append(Span(begin, end, match[0], said, "symbol.emphasis"))
        return _SILENT * (end - begin)

    return _EMPHASIS.sub(mark, plain)


def _padded(text: str, begin: int, end: int, said: str) -> str:
    """`said` with a space where it would else grow together with the word beside it."""
    said = unicodedata.normalize("NFC", said)
    if not said.strip():
        beside = text[begin - 1 : begin] + text[end : end + 1]
        grown = len(beside) == 2 and not beside[0].isspace() and beside[1].isalnum()
        return " " if grown and not _OPENED.search(text, max(0, begin - 2), begin) else ""
    if begin and said[0].isalnum() and text[begin - 1].isalnum():
        said = " " + said
    if end < len(text) and text[end].isalnum() and _ends_word(said):
        said += " "
    return said


_OPENED = re.compile(r"(?:[(\[{“„‘«]|(?<!\S)[\"'])\Z")
"""Behind a bracket or quotation mark that begins what follows."""


def _ends_word(said: str) -> bool:
    """Whether its last sign is a letter, a digit or a mark upon one."""
    return said[-1].isalnum() or unicodedata.combining(said[-1]) > 0
