"""Fractions and powers by their signs."""

from tts.languages.en._numbers import number

FRACTIONS = {
    "½": "a half", "¼": "a quarter", "¾": "three quarters", "⅓": "a third", "⅔": "two thirds",
    "⅛": "an eighth", "1/2": "a half", "1/4": "a quarter", "3/4": "three quarters",
    "1/3": "a third", "2/3": "two thirds", "1/8": "an eighth",
}  # fmt: skip
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")


def exponent(written: str) -> str:
    """A power as it is said: six, minus three."""
    plain = written.translate(_RAISED).replace("−", "-")
    return ("minus " if plain.startswith("-") else "") + number(plain.lstrip("+-") or "0")
