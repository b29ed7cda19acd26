"""Punctuation as espeak-ng keeps silent about it, one code point for one.

espeak-ng says the name of a sign that does not stand where it expects one: `so ,then` and `!so`
are read with "comma" and "exclamation", and its Ukrainian voice names every quotation mark and
ellipsis. Scanned text is full of such signs. Signs that people read aloud (`%`, `&`, `@`) are left
as they are; a language's rules have put them in words before.
"""

import re
import unicodedata

from tts.engines._words import SPOKEN_PUNCTUATION

_RUN = re.compile(r"[^\w\s]+|_+")
_MARKS = frozenset(".,:;!?…،؛؟۔")
_HYPHENS = frozenset("-‐‑")
_DASHES = frozenset("‒–—―")
_QUOTES = frozenset("\"'«»‹›“”„‟‘’‚‛()[]{}")
_SAFE = frozenset(".,:;!?")
_LETTERLIKE = frozenset("'’‘")
_IN_NUMBERS = frozenset(".,:/٫٬'’")
_INSTEAD = {"‼": "!", "⁉": "?", "⁈": "?", "⁇": "?"}
_DOUBLED = re.compile("([\u064b-\u0650])(\u0651)")
"""A vowel sign and a shadda, as NFC orders them: espeak-ng names a shadda that comes second."""
_COMBINING = frozenset({"Mn", "Mc", "Me"})
_UKRAINIAN = str.maketrans({"«": "“", "»": "“", '"': "“", "[": "(", "]": ")", "{": "(", "}": ")"})


def quiet(text: str, voice: str) -> str:
    """`text` with no sign that would be named; of the same length.

    Args:
        text: What is to be spoken.
        voice: Its name, which begins with its language.
    """
    ukrainian = voice == "uk"

    def signs(match: re.Match[str]) -> str:
        run = match.group()
        begin, end = match.span()
        before = text[begin - 1] if begin else ""
        after = text[end] if end < len(text) else ""
        ended = not after or after.isspace()
        if ended and before.isalnum() and (run in _MARKS or run == "..."):
            return run if not ukrainian or run in _SAFE else f".{' ' * (len(run) - 1)}"
        if len(run) == 1 and before.isalnum() and after.isalnum():
            return _inside(text, begin)
        attached = bool(before) and not before.isspace()
        said = _run(run, after, attached, attached and ended)
        return said.translate(_UKRAINIAN) if ukrainian else said

    text = _DOUBLED.sub(r"\2\1", text)
    return _RUN.sub(signs, text)


def _inside(text: str, at: int) -> str:
    """A single sign between two letters or digits."""
    sign = text[at]
    if sign in _LETTERLIKE or sign in _DASHES or not unicodedata.category(sign).startswith("P"):
        return sign
    if sign in _HYPHENS:
        return "-"
    if sign in _IN_NUMBERS and text[at - 1].isdigit() and text[at + 1].isdigit():
        return sign
    initial = text[at - 1].isupper() and not text[at - 2 : at - 1].isalnum()
    if sign == "." and initial:
        return sign
    return sign if sign in SPOKEN_PUNCTUATION else " "


def _run(run: str, after: str, attached: bool, closing: bool) -> str:
    """Signs side by side, or one at the edge of a word.

    Behind a word one mark is enough, and it comes first: behind a bracket it would be named.
    """
    rest = "".join(_beside(sign, attached) for sign in run)
    if run[-1] in _HYPHENS and not attached and after.isdigit():
        return f"{rest[:-1]}-"
    if rest.count("-") > 1:
        rest = rest.replace("-", "—", 1)
    rest = rest.replace("-", " ")
    marks = [_INSTEAD.get(sign, sign) for sign in run if sign in _MARKS or sign in _INSTEAD]
    if not marks or not closing:
        return rest
    mark = next((m for m in marks if m in "?؟"), "!" if "!" in marks else marks[0])
    return (("." if mark == "…" else mark) + rest.replace(" ", "")).ljust(len(run))


def _beside(sign: str, attached: bool) -> str:
    """A sign that is no mark, as it may stand; `-` for every hyphen."""
    if sign in _HYPHENS:
        return "-"
    category = unicodedata.category(sign)
    if category in _COMBINING and attached:
        return sign
    if sign in _QUOTES or sign in _DASHES or sign in SPOKEN_PUNCTUATION:
        return sign
    return " " if category[0] == "P" else sign
