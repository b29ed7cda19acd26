"""Numbers of copies: short, to be read over the telephone, with a sign that shows typing errors.

Crockford's base 32; the last sign checks the others by a sum over the field of 32 elements, which
finds every wrong sign and every two neighbours that changed places.
"""

import secrets

from audiolib.rights.errors import CopyNumberError

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
"""With the sign that checks; 55 bits are drawn by lot."""
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
_FIELD = 0b100101
"""x⁵ + x² + 1, which x generates."""


def new() -> str:
    """A number that nobody can guess, as `7ZK4-M2QP-X0B3`."""
    drawn = "".join(secrets.choice(SIGNS) for _ in range(LENGTH - 1))
    return grouped(drawn + SIGNS[_times_x(_remainder(drawn))])


def checked(number: str) -> str:
    """A number as it is stored, however it was typed.

    Raises:
        CopyNumberError: it was mistyped.
    """
    plain = number.strip().upper().translate(_READ_AS)
    if len(plain) != LENGTH or set(plain) - set(SIGNS) or _remainder(plain):
        raise CopyNumberError(number)
    return grouped(plain)


def grouped(plain: str) -> str:
    """Four signs and four signs, with hyphens between."""
    return "-".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def _remainder(plain: str) -> int:
    """Horner's rule: 0 where the last sign fits those before it."""
    rest = 0
    for sign in plain:
        rest = _times_x(rest) ^ SIGNS.index(sign)
    return rest


def _times_x(element: int) -> int:
    doubled = element << 1
    return doubled ^ _FIELD if doubled & 0b100000 else doubled
