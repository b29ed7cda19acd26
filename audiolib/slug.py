"""Short names for folders and files."""

import re
import unicodedata

LONGEST = 40
_LETTERS = str.maketrans("đðøłßæœı", "ddolsaoi")


def slug(title: str, stem: str) -> str:
    """A title folded to `[a-z0-9-]`, at most 40 long; else the file's stem, else `publication`."""
    return _fold(title) or _fold(stem) or "publication"


def is_slug(name: str) -> bool:
    """Whether a name can be a slug as it is."""
    return re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", name) is not None


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    if len(words) <= LONGEST:
        return words
    cut = words[: LONGEST + 1].rpartition("-")[0] or words[:LONGEST]
    return cut.strip("-")
