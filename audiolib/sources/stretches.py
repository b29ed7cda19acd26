"""Stretches of another language in the same script as the text around them.

Vietnamese and English are told word by word, as most English words are no Vietnamese syllables;
Ukrainian and Russian, Persian and Arabic by sentence and by quotation, from their letters and
commonest words. What is not plain stays in the language of the text.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from audiolib.sources.common_words import COMMON
from audiolib.sources.legacy import is_syllable

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ\u200c-][^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ\u1e00-\u1eff]+(?:['’ʼ-][A-Za-zÀ-ÖØ-öø-ɏ\u1e00-\u1eff]+)*")
_SENTENCE = re.compile(r"(?:[.!?…؟۔]+[\"”»)\]]*\s+|\n+|\s[—–]\s)")
_QUOTED = re.compile(r"«([^«»]{3,600})»|“([^“”]{3,600})”|„([^„“”]{3,600})[“”]|\"([^\"]{3,600})\"")
_VIETNAMESE = re.compile(r"[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_LETTERS = {
    "uk": re.compile("[іїєґІЇЄҐ]|['’ʼ](?=[яюєїЯЮЄЇ])"),
    "ru": re.compile("[ыэъёЫЭЪЁ]"),
    "fa": re.compile("[پچژگکی\u200c]"),
    "ar": re.compile("[ةأإؤ\u064b-\u0652]|(?<!\\w)[وبفك]?ال(?=\\w{3})"),
}
_RIVALS = {"uk": "ru", "ru": "uk", "fa": "ar", "ar": "fa"}
_PARTS = re.compile(r"[\n«»“”\"()\d]")
"""Signs that part one stretch from the next: lines, quotation marks, numbers."""
_GAP = re.compile(r"[\n.!?;:]|.{4}", re.DOTALL)
_OPENING, _CLOSING = tuple('«“„"(‘'), tuple('»”")’')
_FEW = 3
"""Words; fewer are marked only where their letters prove the language."""


class Stretch(NamedTuple):
    """A stretch of a text and its language."""

    begin: int
    end: int
    lang: str


def stretches(text: str, own: str) -> list[Stretch]:
    """The stretches of a text in `own` that are plainly of another language of its script."""
    primary = own.partition("-")[0]
    if primary == "vi":
        return list(_foreign(text))
    if primary in _RIVALS:
        return list(_joined(text, primary, _of_rival(text, primary, _RIVALS[primary])))
    return list(_vietnamese(text, primary)) if _VIETNAMESE.search(text) else []


def speaks(text: str, language: str, least: int = 3) -> bool:
    """Whether a text shows that it is in a language, by `least` signs or more."""
    primary = language.partition("-")[0]
    if primary == "vi":
        return sum(_kind(m[0]) == "vi" for m in _LATIN.finditer(text)) >= min(least, 2)
    letters = len(_LETTERS[primary].findall(text)) if primary in _LETTERS else 0
    common = COMMON.get(primary, frozenset())
    return letters + 2 * sum(m[0].lower() in common for m in _WORD.finditer(text)) >= least


def _of_rival(text: str, own: str, rival: str) -> Iterator[Stretch]:
    """Quotations and sentences of the language that shares most letters with the text's own."""
    if not _LETTERS[rival].search(text) and not _has_common(text, rival):
        return
    taken: list[tuple[int, int]] = []
    for match in _QUOTED.finditer(text):
        number = match.lastindex or 0
        begin, end = match.span(number)
        if _is_rival(text[begin:end], own, rival):
            yield Stretch(begin, end, rival)
            taken.append((begin, end))
    begin = 0
    for end, following in [*(match.span() for match in _SENTENCE.finditer(text)), (len(text),) * 2]:
        rest = _without(text, begin, end, taken)
        if _is_rival(rest, own, rival):
            yield Stretch(begin, _last(text, begin, following), rival)
        begin = following


def _without(text: str, begin: int, end: int, taken: Sequence[tuple[int, int]]) -> str:
    """A sentence without the quotations that are settled already."""
    for first, last in taken:
        if begin <= first and last <= end:
            text = text[:first] + " " * (last - first) + text[last:]
    return text[begin:end]


def _is_rival(text: str, own: str, rival: str) -> bool:
    """Whether words are the rival's: it has evidence, and the text's own language next to none."""
    words = _WORD.findall(text)
    letters = len(_LETTERS[rival].findall(text))
    if len(words) < (2 if letters else _FEW):
        return False
    theirs = letters + 2 * sum(word.lower() in COMMON[rival] for word in words)
    ours = len(_LETTERS[own].findall(text)) + 2 * sum(w.lower() in COMMON[own] for w in words)
    return theirs >= 2 and theirs > 4 * ours


def _has_common(text: str, language: str) -> bool:
    return any(word.lower() in COMMON[language] for word in _WORD.findall(text))


def _joined(text: str, own: str, found: Iterator[Stretch]) -> Iterator[Stretch]:
    """Stretches in order, one where nothing of the text's own stands between two.

    Those inside others are left out.
    """
    last: Stretch | None = None
    for stretch in sorted(found, key=lambda s: (s.begin, -s.end)):
        if last is not None and stretch.begin < last.end:
            continue
        if last is not None and not speaks(text[last.end : stretch.begin], own, least=1):
            last = last._replace(end=stretch.end)
            continue
        if last is not None:
            yield last
        last = stretch
    if last is not None:
        yield last


def _last(text: str, begin: int, end: int) -> int:
    """The end of a stretch without white space and dashes after it."""
    return begin + len(text[begin:end].rstrip(" \t\n—–"))


class _Word(NamedTuple):
    begin: int
    end: int
    text: str
    kind: str


def _foreign(text: str) -> Iterator[Stretch]:
    """Runs in a Vietnamese text that are not Vietnamese: prose, not names and not codes."""
    run: list[_Word] = []
    for match in _LATIN.finditer(text):
        word = _Word(match.start(), match.end(), match[0], _kind(match[0]))
        if run and _parts(text[run[-1].end : word.begin]):
            yield from _of_foreign(run)
            run = []
        if word.kind != "vi":
            run.append(word)
        elif run:
            yield from _of_foreign(run)
            run = []
    yield from _of_foreign(run)


def _parts(between: str) -> bool:
    """Whether what stands between two words parts stretches; addresses are no prose either."""
    return bool(_PARTS.search(between)) or between in (".", "/", "@", "_", "\\", "://")


def _of_foreign(run: list[_Word]) -> Iterator[Stretch]:
    """A run between words that can only be foreign, where it is prose."""
    first, last = 0, len(run)
    while first < last and not _anchors(run[first]):
        first += 1
    while first < last and not _anchors(run[last - 1]):
        last -= 1
    if _is_prose(run[first:last]):
        yield Stretch(run[first].begin, run[last - 1].end, "en")


def _kind(word: str) -> str:
    """`vi`: plainly Vietnamese; `other`: no syllable of it; empty: may be either."""
    pieces = re.split(r"['’ʼ\u200c-]", word)
    if all(is_syllable(piece) for piece in pieces):
        return "" if word.isascii() else "vi"
    return "other"


def _anchors(word: _Word) -> bool:
    """Whether a run may begin or end with a word: a foreign one, or one common in English."""
    return word.kind == "other" or word.text.lower() in COMMON["en"]


def _is_prose(run: Sequence[_Word]) -> bool:
    """Whether words are sentences or phrases, and no names, codes or scraps."""
    if len(run) < _FEW:
        return False
    foreign = [word for word in run if word.kind == "other"]
    small = [word for word in foreign if word.text.islower() and len(word.text) > 2]
    common = [word for word in run if word.text.lower() in COMMON["en"]]
    return len(foreign) * 3 >= len(run) and (len(small) >= 2 or (bool(small) and bool(common)))


def _vietnamese(text: str, own: str) -> Iterator[Stretch]:
    """Runs of Vietnamese syllables in another Latin text, from one that bears its signs."""
    usual = COMMON.get(own, frozenset())
    run: list[_Word] = []
    for match in _LATIN.finditer(text):
        word = match[0]
        fits = all(is_syllable(piece) for piece in word.split("-"))
        near = not run or not _GAP.search(text, run[-1].end, match.start())
        kind = "vi" if fits and not word.isascii() else ""
        if fits and (kind or word.lower() not in usual) and near:
            run.append(_Word(match.start(), match.end(), word, kind))
            continue
        yield from _of_run(run, text)
        run = [_Word(match.start(), match.end(), word, kind)] if fits and kind else []
    yield from _of_run(run, text)


def _of_run(run: list[_Word], text: str) -> Iterator[Stretch]:
    """The part of a run around its Vietnamese words; names keep a capital neighbour."""
    marked = [at for at, word in enumerate(run) if word.kind]
    if not marked or not any(_VIETNAMESE.search(run[at].text) for at in marked):
        return
    first, last = marked[0], marked[-1]
    while first and run[first - 1].text[0].isupper():
        first -= 1
    while last + 1 < len(run) and run[last + 1].text[0].isupper():
        last += 1
    if text[max(0, run[0].begin - 1) : run[0].begin] in _OPENING:
        first = 0
    if text[run[-1].end : run[-1].end + 1] in _CLOSING:
        last = len(run) - 1
    yield Stretch(run[first].begin, run[last].end, "vi")
