"""The language of a publication: what staff say, the source declares, its script shows, a guess."""

import math
import re
import unicodedata
from collections.abc import Iterable

import py3langid

from audiolib.findings import Finding, Place, Severity
from audiolib.publication import Publication, texts
from audiolib.sources.scripts import WORD, by_letters, main_script, script_of, vietnamese_share

_SURE = 0.9
_FEW = 4
"""Words; of fewer no guess is made."""
_USUAL = {"Cyrl": "uk", "Arab": "fa"}
_SAMPLE = 20_000
"""Code points that a guess about a whole publication looks at."""
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_LONG = {
    "eng": "en",
    "vie": "vi",
    "ukr": "uk",
    "rus": "ru",
    "fas": "fa",
    "per": "fa",
    "pes": "fa",
    "fra": "fr",
    "fre": "fr",
    "deu": "de",
    "ger": "de",
    "spa": "es",
    "ita": "it",
    "zho": "zh",
    "chi": "zh",
    "lat": "la",
    "pol": "pl",
    "por": "pt",
}


KNOWN = frozenset(
    {
        *("en", "vi", "uk", "ru", "fa", "fr", "de", "es", "it", "pt", "nl", "pl", "cs", "sk", "hu"),
        *("ro", "bg", "sr", "hr", "sl", "sv", "da", "nb", "nn", "no", "fi", "et", "lv", "lt", "el"),
        *("tr", "ar", "he", "ur", "hi", "bn", "ta", "th", "km", "lo", "zh", "ja", "ko", "ka", "hy"),
        *("az", "kk", "ky", "mn", "be", "mk", "id", "ms", "la", "eo"),
    }
)
"""Languages that a guess may give: those that public libraries hold most books in."""


def tag(written: str) -> str:
    """A language tag as BCP 47 writes it; empty where it is none, or says "undetermined"."""
    written = written.strip().replace("_", "-")
    if not _TAG.fullmatch(written):
        return ""
    first, *others = written.split("-")
    first = _LONG.get(first.lower(), first.lower())
    if first in ("und", "mul", "zxx", "mis"):
        return ""
    formed = [
        part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower()
        for part in others
    ]
    return "-".join((first, *formed))


def guess(text: str, among: Iterable[str] = ()) -> tuple[str, float]:
    """The likeliest language by its letter sequences, and how sure that is, 0 to 1."""
    wanted = set(among)
    ranked = [
        (language, float(score))
        for language, score in py3langid.rank(text)
        if not wanted or language in wanted
    ]
    if not ranked:
        return "", 0.0
    best = max(score for _, score in ranked)
    total = sum(math.exp(score - best) for _, score in ranked)
    language = next(language for language, score in ranked if score == best)
    return language, 1 / total


def sample(publication: Publication) -> str:
    """Words from all over a publication, enough to tell its language."""
    found = [text.text for text in texts(publication) if text.lang is None]
    length = sum(map(len, found))
    step = max(1, math.ceil(length / _SAMPLE))
    return unicodedata.normalize("NFC", "\n".join(found[::step]))[: 2 * _SAMPLE]


def decide(
    publication: Publication, given: str | None, prior: str | None, file: str
) -> tuple[str, list[Finding]]:
    """The language of a publication, and what is doubtful about it.

    What staff give wins, even against the letters; then what the catalogue says and what the
    source declares, unless letters prove another; then script and letters; then the guess.
    """
    words = sample(publication)
    shown = proven(words)
    declared = tag(publication.metadata.language)
    if given:
        return tag(given) or given, _contrary(tag(given) or given, shown, file)
    if asked := tag(prior or ""):
        contrary = _contrary(asked, shown, file)
        if contrary or shown or not declared:
            return (_closer(asked, shown), contrary) if shown else _guessed(words, asked, file)
        return _between(words, asked, declared), []
    if declared:
        contrary = _contrary(declared, shown, file)
        return (shown, contrary) if contrary else (declared, [])
    if shown:
        return shown, []
    return _guessed(words, "", file)


def _closer(asked: str, shown: str) -> str:
    """The language that was proved, with the region that was asked for where that is the same."""
    return asked if asked.partition("-")[0] == shown else shown


def _between(words: str, asked: str, declared: str) -> str:
    """The catalogue's language, unless the text is surely in the one that its file declares."""
    one, other = asked.partition("-")[0], declared.partition("-")[0]
    if one == other:
        return asked
    guessed, sure = guess(words, {one, other})
    return declared if guessed == other and sure > _SURE else asked


def _guessed(words: str, prior: str, file: str) -> tuple[str, list[Finding]]:
    """The language by the detector, where nothing proves any."""
    if sum(1 for _ in WORD.finditer(words)) < _FEW:
        if prior:
            return prior, []
        language = _USUAL.get(main_script(words), "en")
        return language, [_finding("lang-unknown", file, language=language)]
    guessed, sure = guess(words, KNOWN)
    script = main_script(words)
    if (
        prior
        and (sure < _SURE or guessed == prior.partition("-")[0])
        and (script_of(prior) == script)
    ):
        return prior, []
    if sure < _SURE or len(words.split()) < 20:
        return guessed, [_finding("lang-doubt", file, language=guessed, percent=round(100 * sure))]
    return guessed, []


def proven(words: str) -> str:
    """The language that script and letters prove for a longer text; empty where they do not."""
    script = main_script(words)
    if script == "Latn":
        return "vi" if vietnamese_share(words) > 0.3 else ""
    return by_letters(words, script)


def _contrary(language: str, shown: str, file: str) -> list[Finding]:
    """A warning where the letters prove another language than the one that was said."""
    if not shown or language.partition("-")[0] == shown:
        return []
    return [_finding("lang-contrary", file, language=language, shown=shown)]


def _finding(code: str, file: str, **facts: str | int) -> Finding:
    return Finding(code, Severity.WARNING, Place(file), facts)
