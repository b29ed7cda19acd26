"""From an utterance to a model's symbols, and to the code point that each word begins with."""

import logging
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tts.engine import Utterance
from tts.engines._espeak_signs import quiet
from tts.engines._join import begins
from tts.engines._neural import Spelling, Start
from tts.engines._words import has_spoken, units
from tts.errors import SynthesisError

_log = logging.getLogger(__name__)

_BEGIN, _END, _PAD, _SPACE = "^", "$", "_", " "
_MARKS = ".,;:!?"
_INITIAL = re.compile(r"(?<!\w)([^\W\d_])\.(?=\s+\w)")
_ELLIPSIS = re.compile(r"\s*…\s*(?=\w)")
_SAME = str.maketrans({"g": "ɡ", "'": "ˈ", ":": "ː", ".": None, "‿": None, "͡": None, "͜": None})
"""Ways to write IPA that espeak-ng does not use."""


@dataclass(frozen=True, slots=True)
class Alphabet:
    """What a model knows: the ids of each symbol, and who turns text into symbols."""

    ids: Mapping[str, tuple[int, ...]]
    espeak: str
    by_letters: bool

    def takes(self, ipa: str) -> bool:
        """Whether the model has a symbol for every sound of a pronunciation."""
        heard = _ipa(ipa)
        known = not self.by_letters and all(c in self.ids for c in heard.replace(_SPACE, ""))
        return known and bool(heard.strip())

    def spell(self, utterance: Utterance) -> Spelling:
        """The symbols of an utterance.

        Raises:
            SynthesisError: a word has no sound, or a sound that the model has no symbol for.
        """
        symbols: list[str] = []
        starts: list[tuple[int, int, bool]] = []
        for begin, text, ipa in self._parts(utterance):
            groups, begun = self._said(text, ipa)
            offsets = []
            for group in groups:
                if symbols:
                    symbols.append(_SPACE)
                offsets.append(len(symbols))
                symbols += group
            starts += [
                (begin + at, offsets[group] + inner, exact) for at, group, inner, exact in begun
            ]
        if symbols and symbols[-1] not in _MARKS and not self.by_letters:
            symbols.append(".")  # a model breaks off a text without an end
        return self._numbered(utterance, symbols, starts)

    def _parts(self, utterance: Utterance) -> Iterator[tuple[int, str, str]]:
        """The utterance cut at its pronunciations: where each part begins, its text, its IPA."""
        at = 0
        text = utterance.text
        for begin, end, ipa in utterance.phonemes:
            if not self.takes(ipa):
                _log.warning("the voice has no symbols for %r", ipa)
                continue
            if has_spoken(text[at:begin]):
                yield at, text[at:begin], ""
            yield begin, text[begin:end], _ipa(ipa)
            at = end
        if has_spoken(text[at:]):
            yield at, text[at:], ""

    def _said(self, text: str, ipa: str) -> tuple[list[str], list[tuple[int, int, int, bool]]]:
        """The groups of a part; of each word its code point, group, symbol in it, exactness."""
        if ipa:
            return ipa.split(), [(0, 0, 0, True)]
        found = units(text)
        if self.by_letters:
            groups = unicodedata.normalize("NFD", text).split()
            return groups, [(b, g, 0, True) for b, g in _by_place(text, found)]
        groups = _phonemised(text, self.espeak)
        alone = [_alone(text[b:e], self.espeak) for b, e in found]
        if lost := next((text[b:e] for (b, e), a in zip(found, alone, strict=True) if not a), None):
            raise SynthesisError(text, "", f"no sound for {lost!r}")
        told = begins(alone, groups)
        return groups, [(found[t.word][0], t.group, t.symbol, t.exact) for t in told]

    def _numbered(
        self, utterance: Utterance, symbols: Sequence[str], starts: Sequence[tuple[int, int, bool]]
    ) -> Spelling:
        pad = self.ids.get(_PAD, (0,))
        ids = [*self.ids.get(_BEGIN, ()), *pad]
        places = []
        for symbol in symbols:
            places.append(len(ids))
            if symbol not in self.ids:
                reason = f"the voice has no symbol for {symbol!r} (U+{ord(symbol[0]):04X})"
                raise SynthesisError(utterance.text, utterance.voice, reason)
            ids += [*self.ids[symbol], *pad]
        ids += self.ids.get(_END, ())
        return Spelling(tuple(ids), tuple(Start(p, places[s], exact) for p, s, exact in starts))


def _ipa(ipa: str) -> str:
    return " ".join(unicodedata.normalize("NFD", ipa).translate(_SAME).split())


def _by_place(text: str, found: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where text is its own symbols: each word's code point and the run of text it begins in."""
    for begin, _end in found:
        yield begin, len(text[: begin + 1].split()) - 1


@lru_cache(maxsize=1 << 14)
def _alone(word: str, espeak: str) -> tuple[str, ...]:
    return tuple(_phonemised(word, espeak))


def _phonemised(text: str, espeak: str) -> list[str]:
    """What espeak-ng makes of a text: groups of phonemes, each with the mark behind it."""
    plain = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") else c for c in text)
    plain = _INITIAL.sub(r"\1", _ELLIPSIS.sub(", ", quiet(plain, espeak.partition("-")[0])))
    groups: list[str] = []
    bridge = _bridge()
    bridge.set_voice(espeak)
    for phonemes, mark, _is_end in bridge.get_phonemes(plain):
        said = _heard(phonemes).split()
        if said and mark in _MARKS:
            said[-1] += mark
        groups += said
    return groups


_SWITCH = re.compile(r"\([^)]{1,20}\)")


def _heard(phonemes: str) -> str:
    """Phonemes as models know them: a letter each, no marks of another language's words."""
    return unicodedata.normalize("NFD", _SWITCH.sub("", phonemes))


@lru_cache(maxsize=1)
def _bridge() -> Any:
    from piper import espeakbridge
    from piper.phonemize_espeak import ESPEAK_DATA_DIR

    espeakbridge.initialize(str(ESPEAK_DATA_DIR))
    return espeakbridge
