"""Persian words: by their strokes without dots, and without what grammar puts before and behind."""

from collections.abc import Iterable, Iterator

from tts.pronounced import pronounced

STROKES = str.maketrans("پتثنیئچجخذزژشضظغقگآأؤ", "ببببببحححدررسصطعفکااو")
"""Letters without the dots that a scan loses or doubles."""
_ENDINGS = """
    ها های هایی ان م ت ش ی ام ات اش ایم اند یم ید ند د تر ترین را ست است مان تان شان ای
"""
_BEHIND = tuple(_ENDINGS.split())
_BEFORE = ("می", "نمی", "ن", "بی", "ب", "هم", "در", "بر")
_SHORTEST = 2
_JOINER = "\u200c"


def known(words: Iterable[str]) -> frozenset[str]:
    """Those words that the pronunciation dictionary has, whole or by one of their stems."""
    by_word = {word: frozenset(_stems(word)) for word in words}
    listed = pronounced(frozenset().union(*by_word.values()), "fa")
    return frozenset(word for word, stems in by_word.items() if not stems.isdisjoint(listed))


def _stems(word: str) -> Iterator[str]:
    """The word, and what is left of it without an ending, a prefix, or both."""
    whole = word.replace(_JOINER, "")
    yield whole
    yield from _without_ending(whole)
    for prefix in _BEFORE:
        rest = whole[len(prefix) :]
        if whole.startswith(prefix) and len(rest) >= _SHORTEST:
            yield rest
            yield from _without_ending(rest)


def _without_ending(word: str) -> Iterator[str]:
    for ending in _BEHIND:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            yield word[: -len(ending)]
