"""Whether a word can be a Vietnamese syllable: onset, rime and tone, without a list of words."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIMES = """
a ac ach ai am an ang anh ao ap at au ay
ăc ăm ăn ăng ăp ăt
âc âm ân âng âp ât âu ây
e ec em en eng eo ep et
ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet
oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt
ơ ơi ơm ơn ơp ơt
u ua uân uâng uâc uât uây uc ui um un ung uôc uôi uôm uôn uông uôt up ut
uê uêch uên uênh uêt uơ uy uya uych uyên uyêt uyn uynh uyp uyt uyu
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
y yêm yên yêng yêt yêu
"""
_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))
_STOPPED = re.compile("(?:c|ch|p|t)$")
_SHARP = frozenset("\u0301\u0323")
_FRONT = tuple("ieêy")
_ABBREVIATION = re.compile(r"[a-z]?[A-ZĐƯƠÂĂÊÔ]+")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _known() -> frozenset[str]:
    """Every syllable as spelling allows it, without its tone."""
    rimes = _RIMES.split()
    found = {rime for rime in rimes if rime not in ("iêc", "iêp")}
    for onset in _ONSETS.split():
        found |= {onset + rime for rime in rimes if _meet(onset, rime)}
    found |= {"qu" + rime for rime in ("ych", "yn", "ynh", "yt")}
    found |= {"gi" + rime[1:] for rime in rimes if rime.startswith("i")}
    return frozenset(found)


def _meet(onset: str, rime: str) -> bool:
    """Whether an onset is written before a rime (c and k, g and gh, ng and ngh, q)."""
    if onset in ("k", "gh", "ngh"):
        return rime.startswith(_FRONT)
    if onset in ("c", "g", "ng"):
        return not rime.startswith(_FRONT) and (onset, rime[:2]) not in (("c", "oa"), ("c", "oe"))
    if onset == "qu":
        return rime[0] in "aăâeêiyơô" and rime[:2] not in ("ia", "iê")
    if onset == "gi":
        return not rime.startswith(("i", "y"))
    return not rime.startswith("yê")


def is_syllable(word: str) -> bool:
    """Whether one word, of letters only, is spelt as a Vietnamese syllable can be."""
    word = unicodedata.normalize("NFC", word)
    return _is_syllable(word if word.islower() else word.lower())


@lru_cache(maxsize=1 << 16)
def _is_syllable(word: str) -> bool:
    if len(word) > 8:
        return False
    parts = unicodedata.normalize("NFD", word)
    bare = unicodedata.normalize("NFC", parts.translate(_TONES))
    tones = len(parts) - len(parts.translate(_TONES))
    if bare not in _known() or tones > 1:
        return False
    return not _STOPPED.search(bare) or (tones == 1 and bool(_SHARP & set(parts)))


def syllables(text: str) -> tuple[int, int]:
    """How many words with a letter beyond ASCII are syllables, and how many there are."""
    right = total = 0
    for word in _counted(text):
        total += 1
        right += is_syllable(word)
    return right, total


def doubtful(text: str) -> list[str]:
    """The words with a Vietnamese letter that are no syllables, in their order."""
    return [word for word in _counted(text) if not is_syllable(word)]


def _counted(text: str) -> Iterator[str]:
    """Words with a letter beyond ASCII; neither abbreviations (QĐ, TSCĐ) nor letters alone."""
    for match in _WORD.finditer(unicodedata.normalize("NFC", text)):
        word = match[0]
        if len(word) > 1 and not word.isascii() and not _ABBREVIATION.fullmatch(word):
            yield word
