"""Whole numbers as forms and addresses tell them."""

_MOST = 2**63 - 1
"""What a row's number can be."""


def whole(told: str) -> int | None:
    """The number that a text tells in ASCII digits; None for all else, and for what is too large.

    A number of thousands of digits is refused before it is reckoned.
    """
    if not told.isascii() or not told.isdigit() or len(told) > len(str(_MOST)):
        return None
    number = int(told)
    return number if number <= _MOST else None
