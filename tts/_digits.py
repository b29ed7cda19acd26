"""Digits of every script, and Roman numerals."""

import re
import unicodedata

NUMERIC = (
    r"\d\xb2\xb3\xb9\xbc-\xbe\u0bf0-\u0bf2\u1369-\u137c\u19da\u2070\u2074-\u2079\u2080-\u2089"
    r"\u2150-\u2189\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3192-\u3195\u3220-\u3229\u3248-\u324f"
    r"\u3251-\u325f\u3280-\u3289\u32b1-\u32bf\ua830-\ua835\U00010a40-\U00010a48"
    r"\U00010e60-\U00010e7e\U00011052-\U00011065\U0001d7ce-\U0001d7ff\U0001f100-\U0001f10c"
)
"""Inside a character class: every character that stands for a number and is no letter."""

_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\Z")
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


_PERSIAN = {"ي": "ی", "ك": "ک"}
"""Letters of Arabic keyboards, for rules that name the Persian ones."""


def western(text: str) -> str:
    """`text` with every decimal digit as 0-9, Arabic ye and kaf as Persian; no offset moves."""
    if text.isascii():
        return text
    found = set(text)
    table = {ord(c): str(unicodedata.decimal(c)) for c in found if c.isdecimal()}
    table |= {ord(c): _PERSIAN[c] for c in _PERSIAN.keys() & found}
    return text.translate(table) if table else text


def roman(numeral: str) -> int | None:
    """The value of a well-formed Roman numeral in capitals (Cyrillic І and Х count), else None."""
    numeral = numeral.translate(_LOOKALIKE)
    if not numeral or not _ROMAN.match(numeral):
        return None
    values = [_ROMAN_VALUE[letter] for letter in numeral]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))


_LOOKALIKE = str.maketrans("ІХСМ", "IXCM")
ROMAN = "[IVXLCDMІХСМ]"
"""A letter of a Roman numeral; Cyrillic typists use their own І, Х, С and М."""


def value(character: str) -> tuple[int, int]:
    """A numeric character as a fraction: numerator and denominator."""
    try:
        ratio = unicodedata.numeric(character).as_integer_ratio()
    except ValueError:
        return (0, 1)
    if ratio[1] in (1, 2, 4, 8):
        return ratio
    for denominator in (3, 5, 6, 7, 9, 10, 12, 16, 20, 32, 40, 64, 80, 160, 320):
        numerator = round(unicodedata.numeric(character) * denominator)
        if abs(numerator / denominator - unicodedata.numeric(character)) < 1e-9:
            return (numerator, denominator)
    return (round(unicodedata.numeric(character)), 1)
