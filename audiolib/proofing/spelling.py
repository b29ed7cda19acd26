"""Whether a word is one of its language, as far as anything here can tell, and what it may be."""

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from audiolib.lexicons.letters import Letters
from audiolib.proofing import persian
from audiolib.proofing.syllables import bare, by_letters, syllables

MOST = 5
"""Suggestions for a word."""
USUAL = 3
"""Times from which on a word of the book is a word."""
NEAR = 8
"""Times that a word must be as frequent as a rare one beside it, to be what that should be."""

_CYRILLIC = (
    ("д", "л"), ("щ", "ш"), ("ц", "п"), ("ц", "и"), ("и", "н"), ("п", "н"), ("е", "с"),
    ("о", "с"), ("в", "з"), ("ї", "і"), ("г", "т"), ("ы", "н"), ("ь", "ы"), ("д", "п"),
)  # fmt: skip
RARER = 8
"""Times that a look-alike of a word is more frequent, from which on the word is doubted."""

_PARTICLES = frozenset({"нибудь", "либо", "то", "таки", "ка", "де", "небудь", "но"})
"""What Russian and Ukrainian words have behind a hyphen."""

_LATIN = (
    ("rn", "m"), ("cl", "d"), ("ii", "u"), ("vv", "w"), ("0", "o"), ("1", "l"), ("1", "i"),
    ("l", "i"), ("5", "s"), ("8", "b"), ("c", "e"), ("h", "b"), ("n", "u"), ("t", "l"),
    ("f", "t"), ("q", "g"), ("6", "b"), ("|", "l"), ("!", "l"),
)  # fmt: skip


class Context:
    """Words that differ from their usual form in the same company: *Xà tỉnh* among many *Xà tinh*.

    `words` are a text's words in order; what is unlike only in its accents is compared.
    """

    def __init__(self, texts: Iterable[Sequence[str]]) -> None:
        self._seen: dict[tuple[str, str, int], Counter[str]] = defaultdict(Counter)
        for words in texts:
            low = [folded(word) for word in words]
            for one, other in pairwise(low):
                self._seen[one, bare(other), 1][other] += 1
                self._seen[other, bare(one), -1][one] += 1

    def usual(self, before: str, word: str, after: str) -> str | None:
        """The form that is usual between these neighbours, where it is another one."""
        low = folded(word)
        for near, side in ((before, 1), (after, -1)):
            forms = self._seen.get((folded(near), bare(low), side)) if near else None
            if not forms or len(forms) < 2:
                continue
            form, count = forms.most_common(1)[0]
            if form != low and count >= 3 * forms[low]:
                return _cased(form, word)
        return None


class Spelling:
    """What one language's words of a publication tell of each other; `words` as they stand there.

    `hardly` are more of its words, which teach nothing: they were hardly read.

    Vietnamese knows every syllable; Russian and Ukrainian have a dictionary; other languages have
    the words of the book itself and the letters that usually follow one another in them.
    """

    def __init__(self, lang: str, words: Iterable[str], hardly: Iterable[str] = ()) -> None:
        self._lang = lang.partition("-")[0]
        words, self._hardly = list(words), frozenset(map(folded, hardly))
        self._counts = Counter(folded(word) for word in words)
        small = (word for word in words if word == word.lower() and len(word) > 1)
        self._letters = None if self.has_words else Letters(small)
        self._near: dict[str, list[str]] | None = None
        self._strokes: dict[str, list[str]] | None = None
        self._listed: frozenset[str] | None = None
        self._pairs = _CYRILLIC if self._lang in ("ru", "uk") else _LATIN
        self._doubts: dict[str, float] = {}
        self._told: dict[str, tuple[str, ...]] = {}

    @property
    def has_words(self) -> bool:
        """Whether there is more to go by than the book itself."""
        return self._lang in ("vi", "ru", "uk")

    def doubt(self, word: str) -> float:
        """How little a word looks like one of its language, from 0 to 1."""
        known = self._doubts.get(word)
        if known is None:
            known = self._doubts[word] = self._doubt(word, folded(word))
        return known

    def _doubt(self, word: str, low: str) -> float:
        count = self._counts[low]
        if len(low) < 2 and self._lang != "vi":
            return 0.0
        if self.has_words:
            if self._knows(low) or all(self._knows(part) for part in low.split("-") if part):
                return 0.0
            doubt = 0.55 if word[:1].isupper() else 0.9
            return doubt if count < USUAL else doubt / 2
        if count >= USUAL:
            return 0.0
        strange = self._letters.strangeness(low) if self._letters and word == low else 0.0
        beside = any(self._counts[other] >= NEAR * count for other in self._beside(low))
        return max(0.6 * strange, 0.5 if beside and len(low) > 4 else 0.0)

    def knows(self, word: str) -> bool:
        """Whether a dictionary has the word; never where there is none."""
        if self._lang == "fa":
            if self._listed is None:
                self._listed = persian.known({*self._counts, *self._hardly})
            return folded(word) in self._listed
        return self.has_words and self._knows(folded(word))

    def is_usual(self, word: str) -> bool:
        """Whether no look-alike of the word is far more frequent in the text."""
        low = folded(word)
        count = max(1, self._counts[low])
        if self._lang == "fa":
            near: Iterable[str] = self._of_strokes(low)
        else:
            near = _retold(low, self._pairs) if self._lang in ("ru", "uk") else ()
        least = RARER if count == 1 else RARER // 2 * count
        return len(low) < 2 or all(self._counts[other] < least for other in near)

    def suggestions(self, word: str) -> tuple[str, ...]:
        """What a word may have been, the likeliest first, in its capitals."""
        known = self._told.get(word)
        if known is None:
            known = self._told[word] = self._suggestions(word, folded(word))
        return known

    def _suggestions(self, word: str, low: str) -> tuple[str, ...]:
        if self._lang == "vi":
            found = self._syllables(low)
        else:
            found = [o for o in self._beside(low) if self._counts[o] >= 2]
            found += [o for o in _retold(low, self._pairs) if self._is_word(o)]
            if self._lang == "fa":
                found += self._of_strokes(low)
        ranked = sorted(dict.fromkeys(found), key=lambda o: (self._away(low, o), o))
        kept = [o for o in ranked if o != low][:MOST]
        return tuple(_cased(other, word) for other in kept)

    def _is_word(self, low: str) -> bool:
        if self._lang in ("ru", "uk"):
            return self._knows(low)
        return self._counts[low] >= 2

    def _knows(self, low: str) -> bool:
        if self._lang == "vi":
            return low in syllables() or (len(low) == 1 and not low.isalpha())
        if low in _PARTICLES or _is_known(self._lang, low):
            return True
        # The older ending of the instrumental, as in classics: `нравственностию`.
        return low.endswith("ию") and _is_known(self._lang, f"{low[:-2]}ью")

    def _syllables(self, low: str) -> list[str]:
        letters = bare(low)
        same = by_letters()
        found = list(same.get(letters, ()))
        # Accents are lost far oftener than letters.
        for other in _retold(letters, _LATIN) if found else _changed(letters):
            found += same.get(other, ())
        return found

    def _away(self, low: str, other: str) -> tuple[float, int]:
        """Fewer changes come first, then what the book has oftener."""
        count = self._counts[other]
        return (_distance(_apart(low), _apart(other)) - math.log2(1 + count) / 10, -count)

    def _of_strokes(self, low: str) -> list[str]:
        """Other words of the text that have the same strokes, whatever their dots."""
        if self._strokes is None:
            self._strokes = defaultdict(list)
            for word in self._counts:
                self._strokes[word.translate(persian.STROKES)].append(word)
        return [o for o in self._strokes.get(low.translate(persian.STROKES), ()) if o != low]

    def _beside(self, low: str) -> list[str]:
        """Words of the book that differ from this one by a letter."""
        if self._near is None:
            self._near = {}
            for word in self._counts:
                for less in _shortened(word):
                    self._near.setdefault(less, []).append(word)
        found = (o for less in _shortened(low) for o in self._near.get(less, ()))
        return [o for o in dict.fromkeys(found) if o != low and abs(len(o) - len(low)) < 2]


def folded(word: str) -> str:
    """A word as it is counted: small letters, one kind of apostrophe."""
    return word.lower().replace("’", "'").replace("ʼ", "'")


def _shortened(word: str) -> Iterator[str]:
    yield word
    if len(word) > 3:
        for at in range(len(word)):
            yield word[:at] + word[at + 1 :]


def _retold(word: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The word with one look-alike read for another."""
    for one, other in pairs:
        for old, new in ((one, other), (other, one)):
            at = word.find(old)
            while at >= 0:
                yield word[:at] + new + word[at + len(old) :]
                at = word.find(old, at + 1)


def _changed(letters: str) -> Iterator[str]:
    """Bare letters with one gone, one changed, one put in, or two that changed places."""
    yield from _retold(letters, _LATIN)
    alphabet = "abcdeghiklmnopqrstuvxy"
    for at in range(len(letters) + 1):
        head, tail = letters[:at], letters[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for sign in alphabet:
            yield head + sign + tail
            if tail:
                yield head + sign + tail[1:]


def _apart(word: str) -> str:
    return unicodedata.normalize("NFD", word.replace("đ", "d\u0335"))


def _distance(one: str, other: str) -> float:
    """How far a word is from another: accents count half of what letters do."""
    weights = [0.5 if unicodedata.combining(sign) else 1.2 for sign in other]
    row = [sum(weights[:n]) for n in range(len(other) + 1)]
    for a in one:
        own = 0.5 if unicodedata.combining(a) else 1.2
        last, row[0] = row[0], row[0] + own
        for j, (b, weight) in enumerate(zip(other, weights, strict=True), 1):
            change = 0.0 if a == b else max(own, weight)
            last, row[j] = row[j], min(row[j] + own, row[j - 1] + weight, last + change)
    return row[-1]


def _cased(other: str, word: str) -> str:
    if word.isupper() and len(word) > 1:
        return other.upper()
    return other[:1].upper() + other[1:] if word[:1].isupper() else other


@lru_cache(maxsize=2)
def _dictionary(lang: str) -> Any:
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang=lang)


@lru_cache(maxsize=65536)
def _is_known(lang: str, low: str) -> bool:
    return bool(_dictionary(lang).word_is_known(low))
