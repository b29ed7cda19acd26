"""Text of an old encoding becomes Unicode."""

import re
import unicodedata
from functools import cache

from audiolib.sources.legacy._syllables import is_syllable
from audiolib.sources.legacy._tables import table

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN, _CODE = re.compile(r"\S+"), re.compile(r"\d.*/|/.*\d")
_SIGNS = {byte: bytes([byte]).decode("cp1252", "ignore") or " " for byte in range(0x80, 0xA0)}
"""Quotation marks and dashes, which these encodings share with windows-1252."""
_HYPHENED = re.compile(
    r"(?<![\w-])-u(?= (?:tiên|đãi|điểm|việt|tú|thế))"
    r"|(?<!\w)(?:[^\W\d_]+-|-[^\W\d_])[^\W\d_]*(?:-[^\W\d_]*)*"
)
_OPEN = {"t", "nh", "th", "ch", "s", "d", "h", "ng", "tr", "kh", "l", "c"}
"""Onsets that are words with ư alone: tư, như, thư, chư …"""
_SMALL = re.compile(r"[^\x00-\x7f]")
_MINUS = re.compile("(?<=[\\d\\s(])[\u2212\u2219](?=[\\d\\s,.])|(?<![^\\s(])[\u2212\u2219](?=\\d)")
_DASHES = re.compile("(?<!\\S)[\u00ad\u2212\u2219]+(?!\\S)")


def converted(text: str, encoding: str, *, capitals: bool = False) -> str:
    """The Unicode text, NFC; `capitals` where the font draws small letters as capitals."""
    if encoding == "cp1258":
        return _from_1258(text)
    letters = table(encoding)
    if encoding in ("tcvn3", "vni"):
        text = text.translate(_SIGNS)
    kept: set[int] = set()
    if encoding == "tcvn3":
        kept = {m.start() for m in _MINUS.finditer(text)}
        kept |= {at for m in _DASHES.finditer(text) for at in range(*m.span())}

    def letter(match: re.Match[str]) -> str:
        return match[0] if match.start() in kept else letters[match[0]]

    plain = _pattern(encoding).sub(letter, text)
    found = unicodedata.normalize("NFC", plain.replace("\u00ad", ""))
    if encoding == "tcvn3" and "-" in found:
        found = _HYPHENED.sub(_without_hyphens, found)
    if capitals:
        return _TOKEN.sub(_high, found)
    return _even(found) if encoding == "tcvn3" else found


@cache
def _pattern(encoding: str) -> re.Pattern[str]:
    """Every key of the table, pairs before single letters."""
    keys = sorted(table(encoding), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, keys)))


def _high(match: re.Match[str]) -> str:
    """A word in capitals; numbers of documents (115/2004/QĐ-TTg) keep the case they mean."""
    return match[0] if _CODE.search(match[0]) else match[0].upper()


def _without_hyphens(match: re.Match[str]) -> str:
    """A word whose ư a PDF calls a hyphen (WinAnsiEncoding, ISO 32000-1 annex D.2)."""
    if match[0] == "-u":
        return "ưu"
    pieces = match[0].split("-")
    word = pieces[0]
    for at, piece in enumerate(pieces[1:]):
        before, new = word.rpartition("-")[2], f"{word.rpartition('-')[2]}ư{piece}"
        whole = is_syllable(before) and (is_syllable(piece) or not piece)
        if not piece and before.lower() not in _OPEN:
            word = f"{word}-"
        elif is_syllable(new) and not whole and (before or not is_syllable(piece) or at):
            word = word[: len(word) - len(before)] + new
        else:
            word = f"{word}-{piece}"
    return word


def _even(text: str) -> str:
    """Words of capitals in all capitals: those with tones TCVN3 has only small."""
    found = list(_WORD.finditer(text))
    words = [match[0] for match in found]
    for at, word in enumerate(words):
        plain = _SMALL.sub("", word)
        if plain.isupper() and not word.isupper():
            beside = [w for w in (words[at - 1] if at else "", *words[at + 1 : at + 2]) if w]
            if len(plain) > 1 or (beside and all(map(_is_high, beside))):
                words[at] = word.upper()
    pieces: list[str] = []
    end = 0
    for match, word in zip(found, words, strict=True):
        pieces += (text[end : match.start()], word)
        end = match.end()
    return "".join((*pieces, text[end:]))


def _is_high(word: str) -> bool:
    """Whether a word of two letters or more has only capitals among its plain letters."""
    plain = _SMALL.sub("", word)
    return len(word) > 1 and plain.isupper() and (len(plain) > 1 or word.isupper())


def _from_1258(text: str) -> str:
    """Text of windows-1258 that was read as windows-1252 or Latin-1."""
    content = b"".join(map(_byte, text))
    if len(content) != len(text):
        return text
    return unicodedata.normalize("NFC", content.decode("cp1258", "replace"))


def _byte(letter: str) -> bytes:
    return letter.encode("latin-1" if letter < "\u0100" else "cp1252", "ignore")
