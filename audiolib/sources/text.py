"""Bytes become text: by byte order mark, UTF-8, what is declared, Vietnamese letters, a guess."""

import codecs
import re
from dataclasses import dataclass, replace

import chardet

from audiolib.sources import legacy, mojibake, votes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 128 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_VAGUE = {"", "ascii", "cp1252", "iso8859-1", "x-user-defined", "cp1258"}
"""What Vietnamese pages declared for want of a name for their own encoding."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with its encoding; `confidence` is 1 where it is certain, else the guess's, 0 to 1.

    `lost` counts the bytes that stand for no character, each now U+FFFD. `before` is the share of
    Vietnamese syllables in a text of an old encoding as it was, 0 to 1; `confidence` that after.
    `misread` is the encoding that somebody took its UTF-8 for, and saved it so.
    """

    text: str
    encoding: str
    confidence: float = 1.0
    lost: int = 0
    before: float = 1.0
    misread: str = ""

    @property
    def is_legacy(self) -> bool:
        """Whether it was in a Vietnamese encoding from before Unicode."""
        return self.before < 1


def decode(content: bytes, declared: str = "") -> Decoded:
    """The text of a file whose encoding may be unknown; never fails."""
    decoded = _decode(content, declared)
    if decoded.is_legacy or decoded.text.isascii():
        return decoded
    if misread := mojibake.encoding_of((decoded.text[:_SAMPLE],)):
        return replace(decoded, text=mojibake.repaired(decoded.text, misread), misread=misread)
    return _as_unicode(decoded.text, decoded.text) or decoded


def _decode(content: bytes, declared: str) -> Decoded:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _lossy(content[len(mark) :], encoding, 1.0)
    if wide := _wide(content):
        return _lossy(content, wide, 0.9)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    usual = _name(declared)
    if usual not in _VAGUE and (text := _strict(content, declared)) is not None:
        return Decoded(text, usual)
    # A few damaged bytes do not make UTF-8 another encoding: others have no such long sequences.
    damaged = content.decode("utf-8", "replace")
    lost = damaged.count("\ufffd")
    if lost * 20 < sum(1 for c in damaged[:_SAMPLE] if c > "\x7f"):
        return Decoded(damaged, "utf-8", 1.0, lost)
    plain = content.decode("latin-1")
    if vietnamese := _as_unicode(plain[:_SAMPLE], plain):
        return vietnamese
    if declared and (text := _strict(content, declared)) is not None:
        return Decoded(text, usual)
    guess = chardet.detect(content[:_SAMPLE])
    encoding = str(guess.get("encoding") or "cp1252")
    confidence = float(guess.get("confidence") or 0.0)
    if among := votes.family(encoding):
        likeliest, clear = votes.likeliest(content, among)
        if _strict(content[:_SAMPLE], likeliest) == _strict(content[:_SAMPLE], encoding):
            confidence = max(confidence, 0.95 if clear else 0.0)
        elif clear:
            encoding, confidence = likeliest, min(confidence, 0.7)
    return _lossy(content, encoding, confidence)


def _as_unicode(sample: str, text: str) -> Decoded | None:
    """A text in an old Vietnamese encoding, converted; None where it is in none."""
    evidence = legacy.encoding_of((sample[:_SAMPLE],))
    if not evidence.encoding:
        return None
    whole = legacy.converted(text, evidence.encoding)
    return Decoded(whole, evidence.encoding, evidence.after, before=min(evidence.before, 0.99))


def _name(declared: str) -> str:
    try:
        return codecs.lookup(declared).name if declared else ""
    except LookupError:
        return declared.lower()


def is_text(content: bytes) -> bool:
    """Whether bytes look like text in some encoding, judged by their beginning."""
    if any(content.startswith(mark) for mark, _ in _MARKS):
        return True
    head = content[:_SAMPLE]
    if b"\0" in head:
        return bool(_wide(content))
    return len(_CONTROL.findall(head.decode("latin-1"))) * 100 <= len(head)


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: spaces and ends of lines give bytes of 0, all on one side of pairs."""
    head = content[:_SAMPLE]
    left, right = head[::2].count(0), head[1::2].count(0)
    for one, other, encoding in ((left, right, "utf-16-be"), (right, left, "utf-16-le")):
        if one * 50 > len(head) and other == 0 and len(content) % 2 == 0:
            text = _strict(head[: len(head) // 2 * 2], encoding)
            if text is not None and not _CONTROL.search(text):
                return encoding
    return ""


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _lossy(content: bytes, encoding: str, confidence: float) -> Decoded:
    try:
        text = content.decode(encoding, "replace")
    except LookupError:
        text, encoding = content.decode("cp1252", "replace"), "cp1252"
    return Decoded(text, encoding.lower(), confidence, text.count("\ufffd"))
