"""Ways a word could be read, for a person to hear and to choose from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from tts.engines._espeak_phonemes import ipa as espeak_ipa
from tts.engines.espeak import Espeak
from tts.lexicon import Entry
from tts.registry import voice as known_voice

Why = Literal["as-is", "parts", "letters", "digits", "language"]

_LANGUAGES = ("vi", "en", "fr", "de", "ru", "uk", "fa", "zh", "la", "es")
"""Whose way of reading is tried, for names from elsewhere; espeak-ng's own voices."""
_VOICES = {"zh": "cmn", "en": "en-us"}
_PARTS = re.compile(r"[A-ZĐÀ-Ỹ]?[a-zà-ỹđ]+|[A-ZĐ]+(?![a-z])|\d+|[^\W\d_]+")
_SPELT = 12
"""Letters; a longer word is no abbreviation to be spelt."""
_MOST = 12


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading: an alias or IPA, and why it is offered; `lang` is whose reading it is."""

    why: Why
    alias: str = ""
    ipa: str = ""
    lang: str = ""

    def entry(self, word: str, lang: str) -> Entry:
        """The decision that it would be."""
        return Entry(word, alias=self.alias, ipa=self.ipa, lang=lang)


def candidates(word: str, lang: str, voice: str) -> tuple[Candidate, ...]:
    """The readings of a word that a voice can say, the plainest first; each once.

    Not called from two threads at once: espeak-ng says how other languages read it.
    """
    found: dict[tuple[str, str], Candidate] = {}
    for candidate in (*_respelt(word), *_foreign(word, lang, voice)):
        found.setdefault((candidate.alias, candidate.ipa), candidate)
    return tuple(found.values())[:_MOST]


def _respelt(word: str) -> Iterator[Candidate]:
    parts = _PARTS.findall(word)
    if len(parts) > 1:
        yield Candidate("parts", alias=" ".join(parts))
    letters = [c for c in word if c.isalnum()]
    if 1 < len(letters) <= _SPELT and (word.isupper() or any(c.isdigit() for c in word)):
        yield Candidate("letters", alias=" ".join(letters))
    if word.isupper() and len(word) > 1:
        yield Candidate("as-is", alias=word.capitalize())
    if (split := re.sub(r"(?<=\D)(?=\d)|(?<=\d)(?=\D)", " ", word)) != word:
        yield Candidate("digits", alias=split)


def _foreign(word: str, lang: str, voice: str) -> Iterator[Candidate]:
    engine, known = known_voice(voice)
    takes = engine.takes if isinstance(engine, Espeak) else _any
    own = _said(word, lang.partition("-")[0])
    for other in _LANGUAGES:
        if other == lang.partition("-")[0]:
            continue
        # Where a language reads a foreign word as this one does, there is nothing to choose.
        said = _said(word, other)
        if said and said != own and takes(said, known.name.partition(":")[2]):
            yield Candidate("language", ipa=said, lang=other)


def _said(word: str, lang: str) -> str:
    """The word as espeak-ng reads it in a language, in IPA; empty where it knows none."""
    try:
        return espeak_ipa(word, _VOICES.get(lang, lang))
    except LookupError:
        return ""


def _any(_ipa: str, _voice: str) -> bool:
    """A neural voice leaves out what it does not know, and tells so when it speaks."""
    return True
