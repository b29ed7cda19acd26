"""Every syllable that Vietnamese spelling allows, made from onsets, rhymes and tones.

Source: the rules of Quốc ngữ spelling (Đoàn Thiện Thuật, "Ngữ âm tiếng Việt"); the tone stands on
the main vowel, and in open `oa`, `oe`, `uy` on either vowel, as both customs are in print.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
STOPPED = (TONES[2], TONES[5])
"""Before p, t, c, ch only the rising and the heavy tone are spoken."""

ONSETS = (
    "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh",
    "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip

_CODAS = {
    "a": "- c ch i m n ng nh o p t u y",
    "ă": "c m n ng p t",
    "â": "c m n ng p t u y",
    "e": "- c m n ng o p t",
    "ê": "- c ch m n ng nh p t u",
    "i": "- ch m n nh p t u",
    "o": "- c i m n ng p t",
    "oo": "c n ng",
    "ô": "- c i m n ng p t",
    "ơ": "- i m n p t",
    "u": "- c i m n ng p t",
    "ư": "- c i m n ng t u",
    "y": "- t",
    "ia": "-",
    "iê": "c m n ng p t u",
    "yê": "m n ng t u",
    "ua": "-",
    "uô": "c i m n ng t",
    "ưa": "-",
    "ươ": "c i m n ng p t u",
    "oa": "- c ch i m n ng nh o p t y",
    "oă": "c m n ng t",
    "oe": "- m n o t",
    "uâ": "n ng t y",
    "uê": "- ch n nh t",
    "uơ": "- n t",
    "uy": "- ch n nh p t u",
    "uya": "-",
    "uyê": "n t",
}
_AFTER_QU = {
    "a": "- c ch i m n ng nh o p t u y",
    "ă": "c m n ng p t",
    "â": "c n ng t u y",
    "e": "- n o t",
    "ê": "- ch n nh t u",
    "i": "- n t",
    "ô": "c",
    "ơ": "- i n t",
    "y": "- ch n nh p t u",
    "yê": "n t",
}
_FRONT = ("e", "ê", "i", "y")
_EITHER = ("oa", "oe", "uy")
"""Open rhymes that bear the tone on their first vowel in the older custom."""


@cache
def syllables() -> frozenset[str]:
    """All of them, in lower case and NFC."""
    return frozenset(_all())


@cache
def by_letters() -> dict[str, tuple[str, ...]]:
    """The syllables that share their letters but for accents: `nguoi` gives `người`."""
    found: dict[str, list[str]] = {}
    for syllable in sorted(syllables()):
        found.setdefault(bare(syllable), []).append(syllable)
    return {letters: tuple(same) for letters, same in found.items()}


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """A word in lower case without any accent, and d for đ."""
    apart = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _all() -> Iterator[str]:
    for onset in ("", *ONSETS):
        for nucleus, codas in (_AFTER_QU if onset == "qu" else _CODAS).items():
            if not _meet(onset, nucleus):
                continue
            for coda in codas.replace("-", " ").split(" ") if codas == "-" else codas.split():
                yield from _toned(onset, nucleus, "" if coda in ("-", "") else coda)
    # In `gi` with an i of the rhyme one i is written.
    for rhyme in ("i", "in", "im", "iêc", "iêm", "iên", "iêng", "iêt", "iêu"):
        nucleus = "iê" if rhyme.startswith("iê") else "i"
        yield from _toned("g", nucleus, rhyme[len(nucleus) :])


def _meet(onset: str, nucleus: str) -> bool:
    """Whether an onset is written so before a nucleus."""
    front = nucleus.startswith(_FRONT)
    if nucleus == "uơ":
        return onset in ("", "h", "kh", "th")
    match onset:
        case "c":
            return not front and not nucleus.startswith(("oa", "oă", "oe", "uâ", "uê", "uy", "uơ"))
        case "k":
            return front and not nucleus.startswith("yê")
        case "g" | "ng":
            return not front
        case "gh" | "ngh":
            return front and not nucleus.startswith("y")
        case "gi":
            return not nucleus.startswith(("i", "y"))
        case "":
            return nucleus != "iê"
        case "qu":
            return True
    return not nucleus.startswith("yê")


def _toned(onset: str, nucleus: str, coda: str) -> Iterator[str]:
    tones = STOPPED if coda in ("p", "t", "c", "ch") else TONES
    places = {_main(nucleus, coda)}
    if not coda and nucleus in _EITHER:
        places.add(0)
    for tone in tones:
        for at in places:
            vowel = unicodedata.normalize("NFC", nucleus[at] + tone)
            yield onset + nucleus[:at] + vowel + nucleus[at + 1 :] + coda


def _main(nucleus: str, coda: str) -> int:
    """Which vowel bears the tone."""
    if nucleus in ("ia", "ua", "ưa", "uya"):
        return len(nucleus) - 2
    return len(nucleus) - 1
