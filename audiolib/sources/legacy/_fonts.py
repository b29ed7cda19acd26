"""Fonts whose names tell an old encoding (`.VnTime`, `VNI-Times`, `VPS Times`)."""

import re
from dataclasses import dataclass
from functools import lru_cache

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_SCRIPT = re.compile(r"\s+(?:CE|Cyr|Greek|Tur|Baltic|\([A-Za-z ]+\))$")
_STYLE = re.compile(r"(?:[,\- ]*(?:Bold|Italic|Regular|Oblique|Normal|MT|PS))+$", re.IGNORECASE)
_KINDS = (
    ("tcvn3", re.compile(r"^(?:\.?Vn(?=[A-Z0-9])|\.VN|TCVN)")),
    ("vni", re.compile(r"^(?:VNI(?=[-_ A-Z])|Vni[-_ ])")),
    ("vps", re.compile(r"^VPS(?=[A-Z _-])")),
    ("viscii", re.compile(r"^(?:VISCII|VI (?=[A-Z][a-z]))")),
)


@dataclass(frozen=True, slots=True)
class Font:
    """The encoding of a font; `capitals` where it draws small letters as capitals."""

    name: str
    encoding: str
    capitals: bool = False


@lru_cache(maxsize=512)
def font_of(name: str) -> Font | None:
    """What a font's name says of an old encoding; None where it says nothing."""
    bare = _SCRIPT.sub("", _SUBSET.sub("", name.strip()))
    for encoding, pattern in _KINDS:
        if pattern.match(bare):
            capitals = encoding == "tcvn3" and _STYLE.sub("", bare).rstrip().endswith("H")
            return Font(bare.partition(",")[0], encoding, capitals)
    return None


def is_legacy_font(name: str) -> bool:
    """Whether a font of that name holds other letters than its text says."""
    return font_of(name) is not None
