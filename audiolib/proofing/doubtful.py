"""Suspicious words, the most doubtful first: by the recogniser, the language, and the signs."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from audiolib.intake.doubts import Doubt
from audiolib.proofing.edits import ConfirmText
from audiolib.proofing.reasons import (
    WORD,
    Language,
    Token,
    inner,
    is_vi,
    reasons_of,
    stops,
    usual_of,
)
from audiolib.proofing.spelling import Context, Spelling, folded
from audiolib.publication import MarkKind, Publication, Section, Text, children

SURE = 90
"""Confidence from which on a recognised word is not doubted for it."""
SURE_BY_LANGUAGE = {"fa": 80}
"""Persian is recognised with less confidence where it is right (measured on corpus pages)."""
_CLEAR = 45
"""Confidence from which on a word is read, if not surely."""
_LOOKALIKE = 0.4
"""The doubt of a word that was read into a far more frequent one, by the look of its letters."""
_SEEN = 2
"""Times that a word was read surely elsewhere, from which on it is a word of the text."""
LEAST = 0.2
"""Scores below are not told."""
STREAK = 40
"""Fewest signs of a text that is told where it stands twice in a row."""

_TOKEN = re.compile(r"\S+")
_ADDRESS = re.compile(r"https?:|www\.|@|\w\.\w{2,}/")

_DASHES = frozenset("-‐–—―")
_SPECK = 35
"""Confidence up to which a dash may be a speck: which kind of dash it is changes no sound."""
_UNSPELT = (MarkKind.NOTEREF, MarkKind.CODE, MarkKind.MATH)


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


def doubtful(
    publication: Publication,
    doubts: Sequence[Doubt] = (),
    confirmed: Iterable[ConfirmText] = (),
) -> tuple[Suspect, ...]:
    """What somebody should look at, the most doubtful first; what was confirmed is left out."""
    tokens = list(_tokens(publication))
    seen = _by_block(doubts)
    right = {(c.block, at) for c in confirmed for at in range(c.begin, c.end)}
    words: dict[str, list[str]] = defaultdict(list)
    hardly: dict[str, list[str]] = defaultdict(list)
    sure: Counter[str] = Counter()
    for token in tokens:
        confidence = _confidence(token, seen)
        for match in WORD.finditer(token.text):
            # What was hardly read teaches nothing about the language.
            taught = words if confidence < 0 or confidence >= 70 else hardly
            taught[token.lang].append(match[0])
            if confidence >= SURE_BY_LANGUAGE.get(token.lang, SURE):
                sure[folded(match[0])] += 1
    language = Language(
        {lang: Spelling(lang, words[lang], hardly[lang]) for lang in {*words, *hardly}},
        Context(WORD.findall(text.text) for text, lang in _texts(publication) if is_vi(lang)),
        sure,
        Counter(folded(token.text) for token in tokens if stops(token)),
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


def _tokens(publication: Publication) -> Iterator[Token]:
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
            yield Token(text.id, begin, match[0], own.partition("-")[0], before, after)


def _by_block(doubts: Iterable[Doubt]) -> Mapping[str, Mapping[int, int]]:
    """The least confidence of what lies at each place, by block and place of the first sign."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for doubt in doubts:
        for at in range(doubt.begin, doubt.end):
            place = found[doubt.block]
            place[at] = min(doubt.confidence, place.get(at, 100))
    return found


def _confidence(token: Token, seen: Mapping[str, Mapping[int, int]]) -> int:
    block = seen.get(token.block)
    if not block:
        return -1
    return min((block[at] for at in range(token.begin, token.end) if at in block), default=-1)


def _suspect(token: Token, confidence: int, language: Language) -> Suspect | None:
    if _ADDRESS.search(token.text):
        return None
    reasons = dict(reasons_of(token, language))
    spelling = language.spellings.get(token.lang)
    least = SURE_BY_LANGUAGE.get(token.lang, SURE)
    if confidence >= least:
        # Of 93 words that were read surely and stand in unusual company, none was wrong.
        reasons.pop("context", None)
    if 0 <= confidence < least and not _is_read(token, confidence, language):
        reasons["confidence"] = 0.25 + 0.65 * (least - confidence) / least
    elif (
        confidence >= 0
        and "spelling" in reasons
        and (_is_usual(token, language.sure) or not (spelling and spelling.has_words))
    ):
        # A recogniser that is sure had a dictionary of its own; a name is read so more than once.
        reasons["spelling"] /= 3
    if confidence >= 0 and spelling and WORD.fullmatch(token.text):
        lookalike = 0.0 if spelling.is_usual(token.text) else _LOOKALIKE
        reasons["spelling"] = max(lookalike, reasons.get("spelling", 0.0))
    left = 1.0
    for score in reasons.values():
        left *= 1 - score
    if 1 - left < LEAST:
        return None
    reason = max(reasons, key=lambda r: (reasons[r], r != "confidence"))
    begin, end = inner(token)
    word = token.text[begin:end]
    told = spelling.suggestions(word) if spelling and WORD.search(word) else ()
    if reason == "stop":
        begin, end = end, len(token.text)
        word, told = token.text[begin:end], (",", "")
    elif reason == "context" and (usual := usual_of(token, language.context)):
        told = tuple(dict.fromkeys((usual, *told)))[:5]
    return Suspect(
        token.block, token.begin + begin, token.begin + end, word, reason,
        round(1 - left, 3), told, confidence,
    )  # fmt: skip


def _is_read(token: Token, confidence: int, language: Language) -> bool:
    """Whether a word that was not read surely is right all the same.

    Of 400 words without a mark that the dictionary of Russian or Ukrainian knows, or that were read
    surely elsewhere, twelve were wrong; beside a mark it is the mark that is read wrongly.
    """
    if _DASHES.issuperset(token.text):
        return confidence > _SPECK
    if confidence < _CLEAR or not WORD.fullmatch(token.text) or len(token.text) < 2:
        return False
    spelling = language.spellings.get(token.lang)
    low = folded(token.text)
    if token.lang == "vi" or spelling is None or not spelling.is_usual(low):
        return False
    seen = 1 if token.lang == "fa" else _SEEN
    return language.sure[low] >= seen or (len(low) > 2 and spelling.knows(low))


def _is_usual(token: Token, sure: Counter[str]) -> bool:
    """Whether the same word was read surely elsewhere: then it is a name, or foreign."""
    return all(sure[folded(m[0])] >= 3 for m in WORD.finditer(token.text))


def _repeated(publication: Publication) -> Iterator[Suspect]:
    """Long texts that stand twice in a row: a page taken twice, or a line read twice."""
    last = ""
    for text, _ in _texts(publication):
        key = folded(" ".join(WORD.findall(text.text)))
        if len(key) >= STREAK and key == last:
            yield Suspect(text.id, 0, len(text.text), text.text, "repeated", 0.6)
        last = key
