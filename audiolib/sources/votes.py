"""A second vote on a guessed encoding: which reading of the bytes looks like words."""

import codecs
import re
from functools import cache

_CYRILLIC = ("cp1251", "koi8-u", "koi8-r", "cp866", "cp1125", "iso8859-5", "mac_cyrillic")
_ARABIC = ("cp1256", "iso8859-6")
_COMMON = frozenset("оаеинтсрвлкмдпуяьыгзбчйхжюїієэъщшцґёфایيرندهومتبسكکلشفقگخجحعصطزپضغثذظآأة")
_FEW = 20
"""Letters below which nothing is judged."""
_SAMPLE = 20_000
_MARGIN = 0.05
_HIGH = re.compile("[^\x00-\x7f]")
_RUN = re.compile("[^\x00-\x7f]+")


def family(encoding: str) -> tuple[str, ...]:
    """Encodings that a guess could have meant as well; none where it stands alone."""
    try:
        name = codecs.lookup(encoding).name.replace("-cyrillic", "_cyrillic")
    except LookupError:
        return ()
    for found in (_CYRILLIC, _ARABIC):
        if name in found:
            return found
    return _CYRILLIC if name in ("kz1048", "ptcp154", "cp855") else ()


def likeliest(content: bytes, among: tuple[str, ...]) -> tuple[str, bool]:
    """The encoding in which bytes look most like words, and whether that is clear.

    Two encodings that read the bytes alike are one; the first of `among` is given.
    """
    sample = content[:_SAMPLE]
    scores: dict[str, float] = {}
    readings: dict[str, str] = {}
    for encoding in among:
        text = sample.decode(encoding, "replace")
        readings[encoding], scores[encoding] = text, _score(text)
    best = max(among, key=lambda encoding: scores[encoding])
    letters = len(_HIGH.findall(readings[best]))
    clear = letters >= _FEW and scores[best] > 0.8
    for encoding in among:
        other = sum(a != b for a, b in zip(readings[encoding], readings[best], strict=False))
        # Encodings that differ in few letters (cp866, cp1125) can only differ a little in these.
        needed = _MARGIN if other > 0.2 * letters else 0.0
        clear = clear and (not other or scores[best] - scores[encoding] > needed)
    return best, clear


def _score(text: str) -> float:
    """How much of what is beyond ASCII stands as in words: small letters, capitals before them."""
    good = total = 0.0
    for match in _RUN.finditer(text):
        run = match[0]
        total += len(run)
        capitals = run.isupper()
        for at, letter in enumerate(run):
            if letter in _COMMON:
                good += _weight(letter)
            elif letter.isupper() and (at == 0 or capitals) and letter.lower() in _COMMON:
                good += 0.9 * _weight(letter.lower())
            elif letter in "«»„“”—–…№،؛؟\u200c\u00a0’":
                good += 0.9
    return good / total if total else 0.0


@cache
def _weight(letter: str) -> float:
    """Letters that are rare in running text count a little less."""
    if letter in "ґёъ":
        return 0.4
    return 1.0 if letter in "оаеинтсрвлкмдпуяіایيرندهومتبسكکلش" else 0.8
