"""What is wrong, or doubtful, with an entry before it is put into a lexicon."""

import unicodedata
from collections.abc import Iterator

from audiolib.findings import Finding, Place, Severity
from tts.errors import LexiconPatternError
from tts.lexicon import MATCHES, Entry
from tts.lexicon.ipa import strangers
from tts.lexicon.pls import WORDS
from tts.lexicon.spending import Spending
from tts.lexicon.words import count_words

LONGEST = 200
"""Characters of a word; alias and IPA may have five times as many."""


def faults(entry: Entry, place: Place | None = None) -> Iterator[Finding]:
    """Errors keep the entry out; the rest is told."""
    at = place or Place()
    word: dict[str, str | int | float] = {"word": entry.grapheme[:80]}
    if not any(c.isalnum() or unicodedata.category(c)[0] in "PS" for c in entry.grapheme):
        yield Finding("lexicon-002", Severity.ERROR, at, word)
        return
    if entry.match not in MATCHES:
        known = ", ".join(MATCHES)
        yield Finding(
            "lexicon-005", Severity.ERROR, at, {**word, "match": entry.match, "known": known}
        )
        return
    if not entry.is_filled:
        yield Finding("lexicon-003", Severity.ERROR, at, word)
    if _is_odd(entry):
        yield Finding("lexicon-006", Severity.ERROR, at, {**word, "limit": LONGEST})
    if odd := strangers(entry.ipa.replace("*", "") if entry.match == "forms" else entry.ipa):
        yield Finding(
            "lexicon-004", Severity.ERROR, at, {**word, "ipa": entry.ipa, "odd": " ".join(odd)}
        )
    try:
        Spending().add(entry)
    except LexiconPatternError as error:
        facts = {"pattern": error.pattern, "place": f"{at.file}:{at.line}" if at.line else at.file}
        yield Finding(error.code, Severity.ERROR, at, facts)
    if entry.match == "forms" and "*" not in entry.alias + entry.ipa:
        yield Finding("lexicon-007", Severity.NOTE, at, word)


def _is_odd(entry: Entry) -> bool:
    texts = (entry.alias, entry.ipa, entry.note, entry.author)
    if entry.match != "regex" and (
        len(entry.grapheme) > LONGEST or count_words(entry.grapheme) > WORDS
    ):
        return True
    if any(len(text) > 5 * LONGEST for text in texts):
        return True
    return any(
        unicodedata.category(c) in ("Cc", "Cs") or c in "\ufffe\uffff"
        for text in (*entry.where, *texts)
        for c in text
    )
