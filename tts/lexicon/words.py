"""The words of a text as lexicons see them: case, apostrophes, white space."""

import re
import unicodedata

LETTERS = "\\w\u0300-\u036f\u0483-\u0487\u064b-\u065f\u0670\u200c\u200d"
WORD = re.compile(rf"[{LETTERS}]+|[^\w\s]")
WORD_WITH_APOSTROPHES = re.compile(rf"[{LETTERS}]+(?:'[{LETTERS}]+)*|[^\w\s]")
INSIDE = re.compile(f"[{LETTERS}]")
SPACES = re.compile(r"\s+")


_TONED = re.compile(f"(?:[oO][àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<![qQ])[uU][ỳýỷỹỵỲÝỶỸỴ])(?![{LETTERS}])")


def folded(text: str, primary: str = "") -> str:
    """A text with one apostrophe, one ye and one kaf, as long as it was.

    Vietnamese has its tone marks where the older spelling puts them: hòa for hoà.
    """
    for written, usual in (("’", "'"), ("ʼ", "'"), ("ي", "ی"), ("ك", "ک")):
        text = text.replace(written, usual)
    return _TONED.sub(_older, text) if primary == "vi" else text


def _older(match: re.Match[str]) -> str:
    apart = unicodedata.normalize("NFD", match[0][1])
    return unicodedata.normalize("NFC", match[0][0] + apart[1:]) + apart[0]


def spellings(grapheme: str, primary: str) -> tuple[str, ...]:
    """A word, and how it is also written: Russian ё is mostly e."""
    if primary != "ru" or not ("ё" in grapheme or "Ё" in grapheme):
        return (grapheme,)
    return grapheme, grapheme.replace("ё", "е").replace("Ё", "Е")


def plain(text: str) -> str:
    """NFC, with single spaces and none at the edges."""
    return SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def count_words(text: str) -> int:
    """Words and signs of a text."""
    return len(WORD.findall(text))


def small_letters(text: str) -> str:
    """A text in small letters, as long as it was."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
