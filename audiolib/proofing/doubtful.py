"""Suspicious words, the most doubtful first: by the recogniser, the language, and the signs."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from audiolib.intake.doubts import Doubt
from audiolib.proofing.edits import ConfirmText
from audiolib.proofing.spelling import Context, Spelling, folded
from audiolib.publication import MarkKind, Publication, Section, Text, children

SURE = 90
"""Confidence from which on a recognised word is not doubted for it."""
SURE_BY_LANGUAGE = {"fa": 80}
"""Persian is recognised with less confidence where it is right (measured on corpus pages)."""
LEAST = 0.2
"""Scores below are not told."""
STREAK = 40
"""Fewest signs of a text that is told where it stands twice in a row."""

ABBREVIATED = 3
"""Times that a word stands with a full stop inside sentences, from which on that belongs to it."""

_LETTER = r"[^\W\d_]"
_MARKS = "\u0300-\u036f\u0483-\u0487\u064b-\u065f\u0670\u200c"
_WORD = re.compile(
    rf"{_LETTER}(?:{_LETTER}|[{_MARKS}])*(?:['’ʼ-]{_LETTER}(?:{_LETTER}|[{_MARKS}])*)*"
)
_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"https?:|www\.|@|\w\.\w{2,}/")
_PARTS = re.compile(r"[-–/.,:+&()]+")
_NUMBERED = re.compile(
    rf"\d*|{_LETTER}*|\d+{_LETTER}{{1,3}}|[^\W\d_a-zà-ỹ]{{1,3}}\d+[A-Z]?|\d+[hgx×]\d+{_LETTER}?"
)
"""What a part of a code, a time or a measure looks like: `128`, `NQ`, `3rd`, `A4`, `7h30`."""
_ODD = re.compile(r"[|~^_¬¦§«»©®°¢£¥{}\\<>=]")
_ODD_ALONE = frozenset("|~^_¬¦©®¢¥{}\\<>=")
_PAIRED = frozenset("–—-…•*·&+=%/§№°“”\"'«»()[]$€£×÷")

_DASHES = frozenset("-‐–—―")
_SPECK = 35
"""Confidence up to which a dash may be a speck: which kind of dash it is changes no sound."""
_JOINED = re.compile(rf"{_LETTER}{{2,}}[.;:!?]({_LETTER}{{2,}})")
_FOREIGN = {"vi": frozenset("fjwzøïÿœæçñåäöüëîûß")}
"""Letters that the words of a language do not have, but a name of another one may."""

_UNSPELT = (MarkKind.NOTEREF, MarkKind.CODE, MarkKind.MATH)

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


@dataclass(frozen=True, slots=True)
class Suspect:
    """A stretch of a text that may be wrong: `score` from 0 to 1, `reason` the chief one.

    `confidence` is the recogniser's, -1 where there was none.
    """

    block: str
    begin: int
    end: int
    words: str
    reason: str
    score: float
    suggestions: tuple[str, ...] = ()
    confidence: int = -1

    @property
    def code(self) -> str:
        """The code of the sentence that says why."""
        return f"doubtful-{self.reason}"


@dataclass(frozen=True, slots=True)
class _Token:
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
class _Language:
    """What the words of a publication tell of each other.

    `stopped` counts words with a full stop that a small letter follows: abbreviations, mostly.
    """

    spellings: Mapping[str, Spelling]
    context: Context
    sure: Counter[str]
    stopped: Counter[str]


def doubtful(
    publication: Publication,
    doubts: Sequence[Doubt] = (),
    confirmed: Iterable[ConfirmText] = (),
) -> tuple[Suspect, ...]:
    """What somebody should look at, the most doubtful first; what was confirmed is left out."""
    tokens = list(_tokens(publication))
    seen = _by_block(doubts)
    right = {(c.block, at) for c in confirmed for at in range(c.begin, c.end)}
    words = defaultdict(list)
    sure: Counter[str] = Counter()
    for token in tokens:
        confidence = _confidence(token, seen)
        for match in _WORD.finditer(token.text):
            # What was hardly read teaches nothing about the language.
            if confidence < 0 or confidence >= 70:
                words[token.lang].append(match[0])
            if confidence >= SURE:
                sure[folded(match[0])] += 1
    language = _Language(
        {lang: Spelling(lang, known) for lang, known in words.items()},
        Context(_WORD.findall(text.text) for text, lang in _texts(publication) if _is_vi(lang)),
        sure,
        Counter(folded(token.text) for token in tokens if _stops(token)),
    )
    found = [
        suspect
        for token in tokens
        if (token.block, token.begin) not in right
        and (suspect := _suspect(token, _confidence(token, seen), language))
    ]
    found += _repeated(publication)
    order = {text.id: n for n, (text, _) in enumerate(_texts(publication))}
    return tuple(sorted(found, key=lambda s: (-s.score, order[s.block], s.begin)))


def _texts(publication: Publication) -> Iterator[tuple[Text, str]]:
    """Every text that is not generated, with its language."""
    above = publication.metadata.language
    waiting: list[tuple[Any, str]] = [
        (s, above) for s in reversed(publication.sections) if s.origin == "source"
    ]
    while waiting:
        node, lang = waiting.pop()
        lang = getattr(node, "lang", None) or lang
        if isinstance(node, Text):
            if not (node.phrases and node.phrases[0].origin == "generated"):
                yield node, lang
        elif not isinstance(node, Section) or node.origin == "source":
            waiting += [(child, lang) for child in reversed(children(node))]


def _tokens(publication: Publication) -> Iterator[_Token]:
    for text, lang in _texts(publication):
        skipped = [
            m for m in text.marks if m.kind in (MarkKind.NOTEREF, MarkKind.CODE, MarkKind.MATH)
        ]
        spoken = [m for m in text.marks if m.kind is MarkKind.LANGUAGE]
        matches = list(_TOKEN.finditer(text.text))
        for number, match in enumerate(matches):
            begin = match.start()
            if any(m.begin <= begin < m.end for m in skipped):
                continue
            own = next((m.lang for m in spoken if m.begin <= begin < m.end), None) or lang
            before = matches[number - 1][0] if number else ""
            after = matches[number + 1][0] if number + 1 < len(matches) else ""
            yield _Token(text.id, begin, match[0], own.partition("-")[0], before, after)


def _by_block(doubts: Iterable[Doubt]) -> Mapping[str, Mapping[int, int]]:
    """The least confidence of what lies at each place, by block and place of the first sign."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for doubt in doubts:
        for at in range(doubt.begin, doubt.end):
            place = found[doubt.block]
            place[at] = min(doubt.confidence, place.get(at, 100))
    return found


def _confidence(token: _Token, seen: Mapping[str, Mapping[int, int]]) -> int:
    block = seen.get(token.block)
    if not block:
        return -1
    return min((block[at] for at in range(token.begin, token.end) if at in block), default=-1)


def _suspect(token: _Token, confidence: int, language: _Language) -> Suspect | None:
    if _ADDRESS.search(token.text):
        return None
    reasons = dict(_reasons(token, language))
    spelling = language.spellings.get(token.lang)
    least = SURE_BY_LANGUAGE.get(token.lang, SURE)
    if confidence >= least:
        # Of 93 words that were read surely and stand in unusual company, none was wrong.
        reasons.pop("context", None)
    if 0 <= confidence < least and not (_DASHES.issuperset(token.text) and confidence > _SPECK):
        reasons["confidence"] = 0.25 + 0.65 * (least - confidence) / least
    elif (
        confidence >= 0
        and "spelling" in reasons
        and (_is_usual(token, language.sure) or not (spelling and spelling.has_words))
    ):
        # A recogniser that is sure had a dictionary of its own; a name is read so more than once.
        reasons["spelling"] /= 3
    left = 1.0
    for score in reasons.values():
        left *= 1 - score
    if 1 - left < LEAST:
        return None
    reason = max(reasons, key=lambda r: (reasons[r], r != "confidence"))
    begin, end = _inner(token)
    word = token.text[begin:end]
    told = spelling.suggestions(word) if spelling and _WORD.search(word) else ()
    if reason == "stop":
        begin, end = end, len(token.text)
        word, told = token.text[begin:end], (",", "")
    elif reason == "context" and (usual := _usual(token, language.context)):
        told = tuple(dict.fromkeys((usual, *told)))[:5]
    return Suspect(
        token.block, token.begin + begin, token.begin + end, word, reason,
        round(1 - left, 3), told, confidence,
    )  # fmt: skip


def _is_usual(token: _Token, sure: Counter[str]) -> bool:
    """Whether the same word was read surely elsewhere: then it is a name, or foreign."""
    return all(sure[folded(m[0])] >= 3 for m in _WORD.finditer(token.text))


def _inner(token: _Token) -> tuple[int, int]:
    """The token without the punctuation around it; all of it where it is nothing else."""
    signs = [at for at, sign in enumerate(token.text) if sign.isalnum()]
    return (signs[0], signs[-1] + 1) if signs else (0, len(token.text))


def _is_vi(lang: str) -> bool:
    return lang.partition("-")[0] == "vi"


def _stops(token: _Token) -> bool:
    """Whether a full stop ends the word, and the next one goes on in small letters."""
    begin, end = _inner(token)
    return token.text[end:] in (".", ".”", ".»") and begin < end and token.after[:1].islower()


def _usual(token: _Token, context: Context) -> str | None:
    if not _is_vi(token.lang):
        return None
    words = [_WORD.findall(near) for near in (token.before, token.text, token.after)]
    if len(words[1]) != 1:
        return None
    # What a sentence or clause parts is no company.
    before = words[0][-1] if words[0] and token.before[-1:].isalnum() else ""
    after = words[2][0] if words[2] and token.text[-1:].isalnum() else ""
    return context.usual(before, words[1][0], after)


def _reasons(token: _Token, language: _Language) -> Iterator[tuple[str, float]]:
    text = token.text
    begin, end = _inner(token)
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
    if _stops(token):
        if language.stopped[folded(token.text)] >= ABBREVIATED:
            return
        if len(core) > 1:
            yield "stop", 0.45
    if _usual(token, language.context):
        yield "context", 0.4
    if spelling and len(scripts) == 1 and scripts == {_own_script(token.lang)}:
        words = [m[0] for m in _WORD.finditer(core)]
        if token.lang == "vi":
            words = [part for word in words for part in re.split("['’ʼ-]", word)]
        if not core.isupper() or len(core) > 5:
            yield "spelling", max((spelling.doubt(word) for word in words), default=0.0)


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


def _repeated(publication: Publication) -> Iterator[Suspect]:
    """Long texts that stand twice in a row: a page taken twice, or a line read twice."""
    last = ""
    for text, _ in _texts(publication):
        key = folded(" ".join(_WORD.findall(text.text)))
        if len(key) >= STREAK and key == last:
            yield Suspect(text.id, 0, len(text.text), text.text, "repeated", 0.6)
        last = key
