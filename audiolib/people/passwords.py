"""Passwords and PINs: what is taken, how it is kept, whether it is right.

Only argon2id hashes are kept (RFC 9106). The memory is that of the OWASP cheat sheet's second
choice, so that twenty people who come in at once fit into a small machine.
"""

import re
import secrets
import unicodedata
from functools import cache
from importlib import resources
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from audiolib.people.errors import PasswordCommonError, PasswordShortError, PinTrivialError

SHORTEST, LONGEST = 10, 200
PIN_DIGITS = 6
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_YEAR = re.compile(r"(?:19|20)\d\d")


def kept(secret: str) -> str:
    """The hash of a password or PIN, with its salt and parameters."""
    return _HASHER.hash(plain(secret))


def is_right(secret: str, hashed: str) -> bool:
    """Whether a secret is the one of a hash; takes the same time where there is no hash."""
    wanted = hashed or _nobody()
    try:
        return _HASHER.verify(wanted, plain(secret)[:LONGEST]) and bool(hashed)
    except (VerificationError, InvalidHashError):
        return False


def wants_rehash(hashed: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(hashed)


def check_password(password: str, *, login: str = "", name: str = "") -> None:
    """Take any password that is long and not among the first that somebody would guess.

    Raises:
        PasswordShortError: it has fewer than `SHORTEST` characters, or more than `LONGEST`.
        PasswordCommonError: it is known, a pattern, or hardly more than the person's name.
    """
    given = plain(password)
    if not SHORTEST <= len(given) <= LONGEST:
        raise PasswordShortError(SHORTEST, LONGEST)
    bare = _bare(given)
    own = {_bare(word) for word in (login, name, *login.split("@"), *name.split()) if word}
    left = bare
    for word in sorted(own, key=len, reverse=True):
        left = left.replace(word, "") if len(word) > 2 else left
    few = len(set(bare)) < 5 or len(left) < 4 or (left.isdigit() and len(left) < 6)
    if few or bare in _common() or _is_pattern(bare):
        raise PasswordCommonError()


def check_pin(pin: str, *, birth_year: int | None = None) -> str:
    """A PIN as its digits; any but those that somebody would try first.

    Raises:
        PinTrivialError: other than six digits, a pattern, or the year of birth and two digits.
    """
    digits = digits_of(pin)
    if len(digits) != PIN_DIGITS or _is_trivial(digits):
        raise PinTrivialError(PIN_DIGITS)
    if birth_year is not None and str(birth_year) in digits:
        raise PinTrivialError(PIN_DIGITS)
    return digits


def new_pin() -> str:
    """A PIN by chance, none of those that are tried first."""
    while True:
        digits = f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}}"
        if not _is_trivial(digits) and not _YEAR.search(digits):
            return digits


def new_password() -> str:
    """A password by chance that can be read out: four groups of four, without similar letters."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def digits_of(text: str) -> str:
    """The digits of a number as a person types it, whatever script, spaces or dashes.

    Empty where there is anything else in it.
    """
    bare = re.sub(r"[\s.\-\u2010-\u2015\u200b-\u200f]", "", text)
    if len(bare) > LONGEST or not all(character.isdecimal() for character in bare):
        return ""
    return "".join(str(unicodedata.decimal(character)) for character in bare)


def plain(secret: str) -> str:
    """A secret as it is compared: one form of the same letters, whatever keyboard made them."""
    return unicodedata.normalize("NFC", secret)


def _bare(text: str) -> str:
    """A text without marks, case, spaces and signs: what a guesser sees in it."""
    folded = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(character for character in folded if character.isalnum())


def _is_trivial(digits: str) -> bool:
    """One digit again and again, a pattern repeated, steps of one, or the same backwards."""
    return _is_pattern(digits) or digits == digits[::-1] or _is_pairs(digits)


def _is_pairs(digits: str) -> bool:
    """Pairs whose digits are the same: 112233."""
    return all(a == b for a, b in zip(digits[::2], digits[1::2], strict=True))


def _is_pattern(text: str) -> bool:
    """A period of at most a third (half, up to six characters) repeated, or steps of one."""
    if not text:
        return True
    longest = len(text) // 2 if len(text) <= PIN_DIGITS else len(text) // 3
    for period in range(1, longest + 1):
        if (text[:period] * len(text))[: len(text)] == text:
            return True
    steps = {ord(b) - ord(a) for a, b in pairwise(text)}
    return steps <= {1, -9} or steps <= {-1, 9}


@cache
def _nobody() -> str:
    """A hash that no secret has, to spend time on."""
    return kept(secrets.token_urlsafe())


@cache
def _common() -> frozenset[str]:
    """The first guesses, of ten characters and more, bare."""
    text = (resources.files("audiolib.people") / "common.txt").read_text(encoding="utf-8")
    return frozenset(_bare(line) for line in text.splitlines() if line and line[0] != "#")
