"""Why a word may be wrong: its signs, its letters, its spelling, its company; each with a score."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from audiolib.proofing.spelling import Context, Spelling, folded

REASONS = (
    "confidence",
    "spelling",
    "digit",
    "scripts",
    "sign",
    "hyphen",
    "capitals",
    "repeated",
    "stop",
    "context",
)
"""Why a stretch is doubted; the message of each is `doubtful-<reason>`."""

ABBREVIATED = 3
"""Times that a word stands with a full stop inside sentences, from which on that belongs to it."""

_LETTER = r"[^\W\d_]"
_MARKS = "\u0300-\u036f\u0483-\u0487\u064b-\u065f\u0670\u200c"
WORD = re.compile(
    rf"{_LETTER}(?:{_LETTER}|[{_MARKS}])*(?:['’ʼ-]{_LETTER}(?:{_LETTER}|[{_MARKS}])*)*"
)
_PARTS = re.compile(r"[-–/.,:+&()]+")
_NUMBERED = re.compile(
    rf"\d*|{_LETTER}*|\d+{_LETTER}{{1,3}}|[^\W\d_a-zà-ỹ]{{1,3}}\d+[A-Z]?|\d+[hgx×]\d+{_LETTER}?"
)
"""What a part of a code, a time or a measure looks like: `128`, `NQ`, `3rd`, `A4`, `7h30`."""
_ODD = re.compile(r"[|~^_¬¦§«»©®°¢£¥{}\\<>=]")
_ODD_ALONE = frozenset("|~^_¬¦©®¢¥{}\\<>=")
_PAIRED = frozenset("–—-…•*·&+=%/§№°“”\"'«»()[]$€£×÷")
_JOINED = re.compile(rf"{_LETTER}{{2,}}[.;:!?]({_LETTER}{{2,}})")
_FOREIGN = {"vi": frozenset("fjwzøïÿœæçñåäöüëîûß")}
"""Letters that the words of a language do not have, but a name of another one may."""


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch without white space, with what stands on either side."""

    block: str
    begin: int
    text: str
    lang: str
    before: str
    after: str

    @property
    def end(self) -> int:
        return self.begin + len(self.text)


@dataclass(frozen=True, slots=True)
class Language:
    """What the words of a publication tell of each other.

    `stopped` counts words with a full stop that a small letter follows: abbreviations, mostly.
    """

    spellings: Mapping[str, Spelling]
    context: Context
    sure: Counter[str]
    stopped: Counter[str]


def reasons_of(token: Token, language: Language) -> Iterator[tuple[str, float]]:
    """Each reason to doubt a word, with how much, from 0 to 1."""
    text = token.text
    begin, end = inner(token)
    core = text[begin:end]
    if not any(sign.isalnum() for sign in core):
        if any(sign in _ODD_ALONE for sign in text) or not set(text) <= _PAIRED:
            yield "sign", 0.6
        return
    if _ODD.search(core):
        yield "sign", 0.5
    if _is_joined(core) or _is_mixed(core, token.lang):
        yield "sign", 0.7
    if text.endswith(("-", "\u00ad", "¬")) and len(core) > 1 and core[-1].isalpha():
        yield "hyphen", 0.5 if token.after else 0.7
    scripts = {_script(sign) for sign in core if sign.isalpha()}
    if len(scripts) > 1 and "-" not in core and "/" not in core:
        yield "scripts", 0.9
    if any(sign.isdigit() for sign in core):
        letters = any(sign.isalpha() for sign in core)
        if letters and not all(_NUMBERED.fullmatch(part) for part in _PARTS.split(core)):
            yield "digit", 0.7
        return
    if _jumps(core):
        yield "capitals", 0.6
    spelling = language.spellings.get(token.lang)
    if stops(token):
        if language.stopped[folded(token.text)] >= ABBREVIATED:
            return
        if len(core) > 1:
            yield "stop", 0.45
    if usual_of(token, language.context):
        yield "context", 0.4
    if spelling and len(scripts) == 1 and scripts == {_own_script(token.lang)}:
        words = [m[0] for m in WORD.finditer(core)]
        if token.lang == "vi":
            words = [part for word in words for part in re.split("['’ʼ-]", word)]
        if not core.isupper() or len(core) > 5:
            yield "spelling", max((spelling.doubt(word) for word in words), default=0.0)


def inner(token: Token) -> tuple[int, int]:
    """The token without the punctuation around it; all of it where it is nothing else."""
    signs = [at for at, sign in enumerate(token.text) if sign.isalnum()]
    return (signs[0], signs[-1] + 1) if signs else (0, len(token.text))


def is_vi(lang: str) -> bool:
    """Whether a language is Vietnamese, whatever its region."""
    return lang.partition("-")[0] == "vi"


def stops(token: Token) -> bool:
    """Whether a full stop ends the word, and the next one goes on in small letters."""
    begin, end = inner(token)
    return token.text[end:] in (".", ".”", ".»") and begin < end and token.after[:1].islower()


def usual_of(token: Token, context: Context) -> str | None:
    """What usually stands between the words before and behind."""
    if not is_vi(token.lang):
        return None
    words = [WORD.findall(near) for near in (token.before, token.text, token.after)]
    if len(words[1]) != 1:
        return None
    # What a sentence or clause parts is no company.
    before = words[0][-1] if words[0] and token.before[-1:].isalnum() else ""
    after = words[2][0] if words[2] and token.text[-1:].isalnum() else ""
    return context.usual(before, words[1][0], after)


def _is_joined(core: str) -> bool:
    """Whether a stop stands inside, and both sides are words: `có.nhà`, not `v.v` or `TP.HCM`."""
    found = _JOINED.fullmatch(core)
    return bool(found and found[1].islower() and core[0].islower() is core[1].islower())


def _is_mixed(core: str, lang: str) -> bool:
    """Whether a word has a letter that its language lacks beside one that only it has: `øì`."""
    low = core.lower()
    strange = _FOREIGN.get(lang, frozenset())
    if strange.isdisjoint(low):
        return False
    own = set(low) - strange
    return any(sign > "\u007f" and sign.isalpha() for sign in own) and low.isalpha()


def _jumps(core: str) -> bool:
    """Whether capitals stand inside a word in small letters."""
    small = any(sign.islower() for sign in core)
    return small and any(b.isupper() and a.islower() for a, b in pairwise(core) if a.isalpha())


def _own_script(lang: str) -> str:
    return {"ru": "CYRILLIC", "uk": "CYRILLIC", "fa": "ARABIC"}.get(lang, "LATIN")


@lru_cache(maxsize=4096)
def _script(sign: str) -> str:
    return unicodedata.name(sign, "").partition(" ")[0]
