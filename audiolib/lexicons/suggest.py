"""Which words of a publication want a decision: how often they occur, how doubtful they are."""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from audiolib.lexicons.letters import Letters
from audiolib.lexicons.words import Place, Word, collect, small_words
from audiolib.publication import Publication
from audiolib.sources.legacy import is_syllable
from tts import language
from tts.lexicon import Entry, Lexicon, Match, forms

_NAME = 0.35
_FOREIGN = 0.9
_LOAN = 0.5
"""A letter that the language has for loans, and no other word of the text."""
_MIXED = 1.0
_CAPITALS = 0.6
_STRANGE = 0.8
_NAME_OF_SYLLABLES = 0.1
"""A Vietnamese name is read right; only who it is may be of interest."""
_LEAST = 0.1
"""Below this doubt a word is none to ask about."""
_STRANGE_LEAST = 0.3
"""From here on the letters of a word are a reason to doubt it."""
_LETTERS = 4
"""Letters of a word that has a shape to judge."""
_USUAL = 5_000
"""A word in small letters that stands more often than once in so many words is a usual one."""
_STEM = 3
"""Letters that the forms of a name have in common at least."""
_LETTERS_ONLY = re.compile(r"[^\W\d_]{2,}")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_SCRIPTS = (_CYRILLIC, _LATIN, _ARABIC)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word to decide about.

    `reasons` are `name`, `foreign` (letters or script of another language), `shape` (unlike the
    language's words), `mixed` (letters of two scripts in one word), `capitals`, `rule` (a rule
    read it and was not sure). `doubt` is 0 to 1; `score` is doubt × (1 + log₂ count).
    """

    word: str
    lang: str
    match: Match
    count: int
    doubt: float
    reasons: tuple[str, ...]
    forms: tuple[str, ...]
    example: str
    place: Place

    @property
    def score(self) -> float:
        return self.doubt * (1 + math.log2(self.count))

    def entry(self) -> Entry:
        """An entry to fill in."""
        return Entry(
            self.word, lang=self.lang, match=self.match, note=f"{self.count} × “{self.example}”"
        )

    def json(self) -> dict[str, Any]:
        return {
            "word": self.word,
            "lang": self.lang,
            "match": self.match,
            "count": self.count,
            "doubt": self.doubt,
            "score": round(self.score, 3),
            "reasons": list(self.reasons),
            "forms": list(self.forms),
            "example": self.example,
            "section": self.place.section,
            "phrase": self.place.phrase,
        }


def suggest(publication: Publication, lexicons: Mapping[str, Lexicon]) -> list[Suggestion]:
    """The doubtful words of a publication, the one first that matters most.

    Words that a lexicon, the source or a rule that is sure has decided about are left out.
    Inflected forms of a name are one suggestion, where the language has forms.
    """
    words = collect(publication, lexicons)
    found: list[Suggestion] = []
    for lang in sorted({spoken for spoken, _ in words}):
        letters = Letters(small_words(words, lang))
        usual = _vocabulary(lang)
        total = sum(word.count for (spoken, _), word in words.items() if spoken == lang)
        doubtful: dict[str, tuple[Word, float, tuple[str, ...]]] = {}
        for (spoken, key), word in words.items():
            if spoken != lang or key in usual:
                continue
            if reasons := _reasons(key, word, letters, total):
                doubt = round(1 - math.prod(1 - d for d in reasons.values()), 3)
                if doubt < _LEAST:
                    continue
                doubtful[key] = (word, doubt, tuple(sorted(reasons, key=lambda r: -reasons[r])))
        found += _together(doubtful, lang)
    found.sort(key=lambda one: (-one.score, one.word))
    return found


def _reasons(key: str, word: Word, letters: Letters, total: int) -> dict[str, float]:
    """Each reason to doubt a word, and how much by itself; `total` words has the language."""
    reasons: dict[str, float] = {}
    if word.ruled:
        reasons["rule"] = word.ruled
    if sum(1 for script in _SCRIPTS if script.search(key)) > 1:
        reasons["mixed"] = _MIXED
    elif _is_foreign(key, word.lang):
        reasons["foreign"] = _FOREIGN
    elif letters.lacks("".join(c for c in key if c.isalpha())):
        reasons["foreign"] = _LOAN
    elif not word.ruled and (strange := _strangeness(key, word, letters, total)):
        reasons["shape"] = strange
    seen = word.small + word.inside + word.capitals
    if len(key) > 1 and word.inside and word.inside >= seen / 2:
        reasons["name"] = _NAME_OF_SYLLABLES if word.lang == "vi" else _NAME
    if len(key) > 1 and word.capitals and word.capitals >= seen / 2:
        reasons["capitals"] = _CAPITALS
    return reasons


def _strangeness(key: str, word: Word, letters: Letters, total: int) -> float:
    """How unlike the words of its language it is written, 0 to 1."""
    if word.lang == "vi":
        return 0.0 if all(map(is_syllable, key.split())) else _STRANGE
    if len(key) < _LETTERS or word.small > total / _USUAL:
        return 0.0
    strange = _STRANGE * letters.strangeness(_bare(key))
    return strange if strange >= _STRANGE_LEAST else 0.0


@lru_cache(maxsize=16)
def _vocabulary(lang: str) -> frozenset[str]:
    """The words in a language's own tables: months, days, titles, numbers, its sample."""
    known = language(lang, fallback=True)
    texts = [known.sample, *_strings(known.words), *_strings(known.furniture)]
    return frozenset(word.lower() for text in texts for word in _LETTERS_ONLY.findall(text))


def _strings(table: Any) -> Iterable[str]:
    if isinstance(table, str):
        yield table
    elif isinstance(table, dict):
        for value in table.values():
            yield from _strings(value)
    elif isinstance(table, list):
        for value in table:
            yield from _strings(value)


def _is_foreign(key: str, lang: str) -> bool:
    """Whether a word has letters that its language has not."""
    known = language(lang, fallback=True)
    if not known.folder:
        return False
    home = known.alphabet
    return any(c.isalpha() and c not in home for c in unicodedata.normalize("NFC", key))


def _bare(word: str) -> str:
    """A word without stress marks and apostrophes."""
    apart = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(c for c in apart if c not in "\u0301'’ʼ"))


def _together(
    doubtful: Mapping[str, tuple[Word, float, tuple[str, ...]]], lang: str
) -> Iterable[Suggestion]:
    """One suggestion for all forms of a name; other words by themselves."""
    names = [key for key, (_word, _doubt, reasons) in doubtful.items() if "name" in reasons]
    stems = _stems(names, lang)
    groups: dict[str, list[str]] = defaultdict(list)
    for key in doubtful:
        groups[stems.get(key, key)].append(key)
    for stem, keys in groups.items():
        yield _suggestion(stem, sorted(keys, key=lambda k: -doubtful[k][0].count), doubtful, lang)


def _suggestion(
    stem: str,
    keys: Sequence[str],
    doubtful: Mapping[str, tuple[Word, float, tuple[str, ...]]],
    lang: str,
) -> Suggestion:
    words = [doubtful[key][0] for key in keys]
    chief = words[0]
    written = chief.written.most_common(1)[0][0]
    several = len(keys) > 1
    told = f"{written[: len(stem)]}*" if several else written
    reasons = dict.fromkeys(r for key in keys for r in doubtful[key][2])
    return Suggestion(
        told,
        lang,
        "forms" if several else "word",
        sum(word.count for word in words),
        max(doubtful[key][1] for key in keys),
        tuple(reasons),
        tuple(w.written.most_common(1)[0][0] for w in words) if several else (),
        chief.example,
        chief.place,
    )


def _stems(names: Iterable[str], lang: str) -> dict[str, str]:
    """The stem of each name that stands in several forms: the one that most forms share."""
    endings = forms(lang).endings
    shared: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for ending in endings:
            stem = name[: len(name) - len(ending)]
            if name.endswith(ending) and len(stem) >= min(_STEM, len(name) - 1):
                shared[stem].add(name)
    found: dict[str, str] = {}
    for stem in sorted(shared, key=lambda s: (-len(shared[s]), -len(s))):
        together = [name for name in shared[stem] if name not in found]
        if len(together) > 1:
            found.update(dict.fromkeys(together, stem))
    return found
