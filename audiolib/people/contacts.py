"""Names, e-mail addresses and telephone numbers as people type them, and as they are kept."""

import re
import unicodedata

from audiolib.people.passwords import digits_of

LONGEST = 200
_MAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}@[\w-]+(?:\.[\w-]+)+")
_SAME_DIGITS = 9
"""Of a telephone number, without the country's: `+84 912…` and `0912…` are one."""


def name_of(text: str) -> str:
    """A name in one form of its letters, on one line, without what nobody can see."""
    plain = unicodedata.normalize("NFC", text)
    seen = "".join(
        c if unicodedata.category(c)[0] not in "CZ" or c == "\u200c" else " " for c in plain
    )
    return " ".join(seen.split())[:LONGEST]


def contact_of(text: str) -> str:
    """An e-mail address or telephone number as it is kept; empty where it is neither."""
    plain = name_of(unicodedata.normalize("NFKC", text))
    if "@" in plain:
        return plain.casefold() if _MAIL.fullmatch(plain) else ""
    plus = "+" if plain.startswith("+") else ""
    digits = digits_of(re.sub(r"[+()/]", "", plain))
    return plus + digits if 7 <= len(digits) <= 15 else ""


def is_mail(contact: str) -> bool:
    """Whether a contact is an e-mail address."""
    return "@" in contact


def ending(contact: str) -> str:
    """What two ways to write the same contact have in common; empty for none."""
    return contact if is_mail(contact) else contact.lstrip("+")[-_SAME_DIGITS:]
