"""Characters that a language has no sound for: to be found before anything is synthesised."""

import re
import unicodedata
from functools import lru_cache

from tts._digits import NUMERIC
from tts._rules import Language
from tts.language import language

_LATIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_HARMLESS = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufe0f\u0301"
)
"""Soft hyphen, joiners, direction marks, and the acute that marks stress."""


def strangers(text: str, lang: str | Language) -> tuple[tuple[int, str], ...]:
    """Characters no rule and no letter of the language accounts for, with their places.

    Letters of the alphabet, a to z, digits, punctuation, white space and the symbols of the
    language's table are at home; so are marks without a sound (joiners, soft hyphen). A language
    without a folder knows no strangers among letters, only symbols.
    """
    known = language(lang, fallback=True) if isinstance(lang, str) else lang
    odd = _pattern(known)
    return tuple(
        (m.start(), m[0])
        for m in odd.finditer(text)
        if not (known.folder and _is_at_home(m[0])) and not _is_free(m[0], known)
    )


@lru_cache(maxsize=64)
def _pattern(lang: Language) -> re.Pattern[str]:
    letters = (lang.alphabet | _LATIN) if lang.folder else _LATIN
    home = letters | frozenset(lang.symbols) | _HARMLESS
    safe = "".join(sorted(re.escape(c) for c in home if len(c) == 1))
    return re.compile(rf"[^\s{NUMERIC}.,;:!?…'\"“”‘’„«»()\[\]{{}}—–،؛؟۔{safe}-]")


def _is_at_home(character: str) -> bool:
    return unicodedata.category(character)[0] in "PZ"


def _is_free(character: str, lang: Language) -> bool:
    """Without a folder letters can't be judged; punctuation never needs a sound."""
    return not lang.folder and unicodedata.category(character)[0] in "LMPZ"
