"""The old encoding of a text without fonts: the one whose conversion gives Vietnamese syllables."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from audiolib.sources.legacy._convert import converted
from audiolib.sources.legacy._syllables import is_syllable
from audiolib.sources.legacy._tables import NAMES

_TOKEN = re.compile(r"[^ \t\r\n\f]+")
_WORD = re.compile(r"[^\W\d_]+")
_EDGE = " \t\r\n\f\"'.,;:!?()[]{}<>/\\*-–—…“”‘’«»0123456789_%&+=#@|~`^$"
_FEW, _MANY = 5, 4000
_SURE = 0.75
_GAIN = 0.3
_HIGH = re.compile(r"[^\x00-\x7f]")
_LOW = re.compile(r"[\x02-\x06\x10-\x15\x19\x1c-\x1e]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a text looks before and after a conversion: shares of syllables, 0 to 1."""

    encoding: str = ""
    words: int = 0
    before: float = 0.0
    after: float = 0.0


def encoding_of(texts: Iterable[str]) -> Evidence:
    """The old encoding that most of a text is in, and the evidence; no encoding for none."""
    tokens = _tokens(texts)
    words = tokens.total()
    if words < _FEW:
        return Evidence()
    before = _share(tokens, "", words)
    if before > 1 - _GAIN:
        return Evidence(words=words, before=before, after=before)
    shares = {name: _share(tokens, name, words) for name in (*NAMES, "cp1258")}
    best = max(shares, key=lambda name: shares[name])
    if shares[best] < _SURE or shares[best] < before + _GAIN:
        return Evidence(words=words, before=before, after=before)
    return Evidence(best, words, before, shares[best])


def weigh(text: str, encoding: str, *, capitals: bool = False) -> Evidence:
    """The evidence for one encoding, of whatever length the text is."""
    tokens = _tokens((text,))
    words = tokens.total()
    if not words:
        return Evidence(encoding)
    return Evidence(encoding, words, _share(tokens, "", words), _share(tokens, encoding, words))


def of_bytes(content: bytes) -> Evidence:
    """The old encoding of bytes that are not UTF-8."""
    return encoding_of((content.decode("latin-1"),))


def _tokens(texts: Iterable[str]) -> Counter[str]:
    """Words with letters beyond ASCII, which alone tell encodings apart."""
    found: Counter[str] = Counter()
    count = 0
    for text in texts:
        if text.isascii() and not _LOW.search(text):
            continue
        for match in _TOKEN.finditer(unicodedata.normalize("NFC", text)):
            token = match[0].strip(_EDGE)
            high = _HIGH.search(token)
            if len(token) > 1 and (_LOW.search(token) if high is None else _may_be(high[0])):
                found[token] += 1
                count += 1
        if count > _MANY:
            break
    return found


def _may_be(letter: str) -> bool:
    """Whether a letter may be Vietnamese, or a misread one: of Latin or windows-1252."""
    return letter < "\u0250" or "\u1e00" <= letter < "\u1f00" or "\u2000" <= letter < "\u2300"


def _share(tokens: Counter[str], encoding: str, words: int) -> float:
    """The share of tokens whose words are all syllables, converted first."""
    right = 0
    for token, count in tokens.items():
        plain = converted(token, encoding) if encoding else token
        found = _WORD.findall(plain)
        if found and all(map(is_syllable, found)) and not _symbols(plain):
            right += count
    return right / words


def _symbols(text: str) -> bool:
    """Whether signs are among the letters that no Vietnamese word has."""
    return any("\x7f" < c < "\u0100" and not c.isalpha() and c not in "«»°·§\u00a0" for c in text)
