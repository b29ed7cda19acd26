"""Vietnamese in encodings older than Unicode, told by the names of fonts or by the letters."""

import re
from collections.abc import Iterable

_FONT = re.compile(r"^(?:\.?Vn(?=[A-Z])|VNI[-_ ]|VPS|VISCII|TCVN)")
# What stands for ă â ê ô ơ ư đ and their tones in TCVN3 is punctuation in Latin-1, or a capital
# amid small letters.
_TCVN3 = re.compile(
    r"(?<=[^\W\d_])[\xa8-\xae\xb5-\xb9]|[\xa8-\xae\xb5-\xb9](?=[^\W\d_])"
    r"|[a-z][\xc0-\xde](?=[a-z]|\W|$)"
)
# VNI writes a vowel, then its mark as a letter of its own.
_VNI = re.compile(r"[aeouyAEOUY][øûõùïäåâáàéèêëüØÛÕÙÏÄÅÂÁÀÉÈÊËÜ]")
_WORD = re.compile(r"\S*[^\W\d_]\S*")
_LEAST = 20
"""Words below which a text proves nothing."""


def is_legacy_font(name: str) -> bool:
    """Whether a font of that name holds other letters than its text says."""
    return bool(_FONT.match(name))


def legacy_encoding(texts: Iterable[str]) -> str:
    """The encoding that the letters of a text betray: `TCVN3` or `VNI`, empty for none."""
    words = [word for text in texts for word in _WORD.findall(text) if not word.isascii()]
    total = max(len(words), _LEAST)
    for name, pattern in (("TCVN3", _TCVN3), ("VNI", _VNI)):
        if sum(bool(pattern.search(word)) for word in words) > 0.5 * total:
            return name
    return ""
