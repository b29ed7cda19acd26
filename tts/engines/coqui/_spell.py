"""From an utterance to the tokens of one of Coqui's models, and to where each word begins."""

import logging
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from tts.engine import Utterance
from tts.engines._join import begins
from tts.engines._neural import Spelling, Start
from tts.engines._words import has_spoken, is_spoken, units
from tts.engines.coqui._respell import respell
from tts.errors import SynthesisError

_log = logging.getLogger(__name__)

_MARKS = ".,;:!?…"
_INSTEAD = {
    **dict.fromkeys("’‘ʼ`´", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("–—―‒", ","),
    "…": ".",
    "،": ",",
    "؛": ";",
    "؟": "?",
    "۔": ".",
    "‐": "-",
    "‑": "-",
    "\u200c": " ",
    "\u00a0": " ",
    "-": " ",
    ";": ",",
    ":": ",",
    "!": ".",
    "?": ".",
}
"""What is nearest to a sign that a model was not taught."""

_IPA = str.maketrans({"g": "ɡ", "'": "ˈ", ":": "ː", ".": None, "‿": None, "͡": None, "͜": None})


class Speller:
    """A model's own tokenizer, asked word by word, so that it is known which token says what."""

    def __init__(self, model: Any) -> None:
        self._tokenizer = model.tokenizer
        characters = model.tokenizer.characters
        special = (characters.pad, characters.blank, characters.eos, characters.bos)
        # MMS has a letter for its blank; that stays a letter.
        named = (str(sign) for sign in special if sign)
        self._special = {s for s in named if not (s.isspace() or s.isalnum())}
        self._alone = lru_cache(maxsize=1 << 14)(self._phonemised)

    def told(self, ipa: str, lang: str) -> str | None:
        """What a model is given for a pronunciation; None where it can't be told.

        A model of phonemes is given them, if it knows each one; a model of letters the nearest
        that the language writes.
        """
        speaks_phonemes = self._tokenizer.phonemizer is not None
        given = _ipa(ipa) if speaks_phonemes else respell(ipa, lang)
        if given is None or not has_spoken(given):
            return None
        known = (self._knows(char) for char in given if not char.isspace())
        return given if all(known) else None

    def spell(self, utterance: Utterance, language: str | None) -> Spelling:
        """The tokens of an utterance.

        Args:
            utterance: What is to be said.
            language: As the model calls it; None where it knows one alone.

        Raises:
            SynthesisError: the model was not taught a letter of it, or a word leaves no token.
        """
        chars: list[str] = []
        starts: list[tuple[int, int, bool]] = []
        for begin, text, told in self._parts(utterance):
            for position, run, exact in self._runs(begin, text, told, language):
                taught = self._taught(run, utterance)
                if position is not None:
                    inner = next((i for i, c in enumerate(taught) if is_spoken(c)), 0)
                    starts.append((position, len(chars) + inner, exact))
                chars += taught
        if chars and chars[-1] not in _MARKS and self._knows("."):
            chars.append(".")  # a model breaks off a text without an end
        if not any(map(is_spoken, chars)):
            raise SynthesisError(utterance.text, utterance.voice, "no letter that the voice knows")
        return self._numbered(chars, starts)

    def _parts(self, utterance: Utterance) -> Iterator[tuple[int, str, str]]:
        """The utterance cut at its pronunciations: where a part begins, its text, what is told."""
        text = utterance.text
        at = 0
        for begin, end, ipa in utterance.phonemes:
            given = self.told(ipa, utterance.lang)
            if given is None:
                _log.warning("the voice can't be told %r", ipa)
                continue
            yield at, text[at:begin], ""
            yield begin, text[begin:end], given
            at = end
        yield at, text[at:], ""

    def _runs(
        self, at: int, text: str, told: str, language: str | None
    ) -> Iterator[tuple[int | None, str, bool]]:
        """Runs of characters in order; with the code point of the word that begins in each."""
        space = " " if at else ""
        if told:
            yield at, space + told, True
        elif has_spoken(text) and self._tokenizer.phonemizer is not None:
            yield from self._groups(at, text, language)
        elif has_spoken(text):
            found = units(text)
            edges = [0, *(begin for begin, _end in found[1:]), len(text)]
            for (begin, _end), first, last in zip(found, edges, edges[1:], strict=False):
                run = self._clean(text[first:last], language)
                yield at + begin, (space if first == 0 else " ") + run, True

    def _groups(
        self, at: int, text: str, language: str | None
    ) -> Iterator[tuple[int | None, str, bool]]:
        """Phonemes of a text; where the phonemizer joined words, each begins inside a group."""
        found = units(text)
        groups = self._phonemised(text, language)
        alone = [self._alone(text[b:e], language) for b, e in found]
        for (begin, end), said in zip(found, alone, strict=True):
            if not said:
                raise SynthesisError(text, "", f"no sound for {text[begin:end]!r}")
        told = {(b.group, b.symbol): b for b in begins(alone, groups)}
        for number, group in enumerate(groups):
            cuts = sorted({0, *(symbol for g, symbol in told if g == number)})
            for first, last in zip(cuts, [*cuts[1:], len(group)], strict=True):
                word = told.get((number, first))
                space = " " if first == 0 and (number or at) else ""
                position = None if word is None else at + found[word.word][0]
                yield position, space + group[first:last], word is None or word.exact

    def _phonemised(self, text: str, language: str | None) -> tuple[str, ...]:
        clean = self._clean(text, language)
        if not has_spoken(clean):
            return ()
        said = self._tokenizer.phonemizer.phonemize(clean, separator="", language=language)
        return tuple(said.split())

    def _clean(self, text: str, language: str | None) -> str:
        cleaner = self._tokenizer.text_cleaner
        if cleaner is None:
            return text.strip()
        return str(cleaner(text, lang=language and language.split("-")[0])).strip()

    def _taught(self, run: str, utterance: Utterance) -> list[str]:
        """The characters of a run as the model was taught them; signs it was not taught go."""
        taught: list[str] = []
        for char in run:
            found = self._nearest(char)
            if found is None:
                reason = f"the voice was not taught {char!r} (U+{ord(char):04X})"
                raise SynthesisError(utterance.text, utterance.voice, reason)
            taught += found
        return taught

    def _nearest(self, char: str) -> str | None:
        """A character, what is nearest to it, nothing for a sign; None if it must not be lost."""
        ways = (char, _INSTEAD.get(char, ""), char.lower(), unicodedata.normalize("NFD", char))
        for way in ways:
            if way and all(self._knows(c) for c in way):
                return way
        must_stay = is_spoken(char) or unicodedata.category(char)[0] == "M"
        return None if must_stay else ""

    def _knows(self, char: str) -> bool:
        if char in self._special:
            return False
        try:
            self._tokenizer.characters.char_to_id(char)
        except KeyError:
            return False
        return True

    def _numbered(self, chars: Sequence[str], starts: Sequence[tuple[int, int, bool]]) -> Spelling:
        tokenizer = self._tokenizer
        ids = [tokenizer.characters.char_to_id(char) for char in chars]
        step, first = 1, 0
        if tokenizer.add_blank:
            ids = tokenizer.intersperse_blank_char(ids)
            step, first = 2, 1
        if tokenizer.use_eos_bos:
            ids = tokenizer.pad_with_bos_eos(ids)
            first += 1
        found = tuple(Start(at, first + step * index, exact) for at, index, exact in starts)
        return Spelling(tuple(ids), found)


def _ipa(ipa: str) -> str:
    return " ".join(ipa.translate(_IPA).split())
