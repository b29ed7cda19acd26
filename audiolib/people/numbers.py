"""Numbers that people read out, hear and type: cards and receipts, with a check digit.

The check digit follows ISO 7064, MOD 11,10: it finds every wrong digit, and nearly every two that
changed places.
"""

import secrets

from audiolib.people.passwords import digits_of

CARD_DIGITS = 10
RECEIPT_DIGITS = 12


def new_card_number() -> str:
    """A number by chance, never with 0 in front, which tables lose."""
    return _new(CARD_DIGITS)


def new_receipt() -> str:
    """A receipt's number by chance, out of ninety thousand million."""
    return _new(RECEIPT_DIGITS)


def card_number(typed: str) -> str:
    """A card's number as it is kept, of one as people type it; empty where no card can have it."""
    return _checked(typed, CARD_DIGITS)


def receipt_number(typed: str) -> str:
    """A receipt's number as it is kept; empty where no receipt can have it."""
    return _checked(typed, RECEIPT_DIGITS)


def grouped(number: str) -> str:
    """A number in groups that are easily remembered and read aloud: 3-3-4, 4-4-4."""
    sizes = (3, 3) if len(number) == CARD_DIGITS else (4, 4)
    first, second = sizes[0], sum(sizes)
    return f"{number[:first]} {number[first:second]} {number[second:]}".strip()


def check_digit(digits: str) -> str:
    """The digit that ISO 7064, MOD 11,10 puts behind others."""
    product = 10
    for digit in digits:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return str((11 - product) % 10)


def _new(length: int) -> str:
    lowest = 10 ** (length - 2)
    digits = str(lowest + secrets.randbelow(9 * lowest))
    return digits + check_digit(digits)


def _checked(typed: str, length: int) -> str:
    digits = digits_of(typed)
    right = len(digits) == length and check_digit(digits[:-1]) == digits[-1]
    return digits if right else ""
