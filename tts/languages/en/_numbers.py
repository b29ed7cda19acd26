"""English number words: cardinals, ordinals, years, runs of digits."""

import re
from functools import lru_cache

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven",
    "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
    "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = (
    "_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy",
    "eighty", "ninety",
)  # fmt: skip
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))
_ODD = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_FOREIGN = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d{1,2}")
_LONGEST = 15


@lru_cache(maxsize=4096)
def cardinal(n: int) -> str:
    """One thousand two hundred and five."""
    if n < 20:
        return _ONES[n]
    if n < 100:
        return _TENS[n // 10] + (f"-{_ONES[n % 10]}" if n % 10 else "")
    if n < 1000:
        rest = f" and {cardinal(n % 100)}" if n % 100 else ""
        return f"{_ONES[n // 100]} hundred{rest}"
    size, name = next(scale for scale in _SCALES if n >= scale[0])
    over = n % size
    link = " and " if over < 100 else " "
    return f"{cardinal(n // size)} {name}" + (link + cardinal(over) if over else "")


@lru_cache(maxsize=1024)
def ordinal(n: int) -> str:
    """Twenty-first."""
    head, mark, last = re.fullmatch(r"(.*?)([ -]?)([a-z]+)", cardinal(n)).groups()  # type: ignore[union-attr]
    return (
        head + mark + (_ODD.get(last) or (last[:-1] + "ieth" if last[-1] == "y" else last + "th"))
    )


def two(n: int) -> str:
    """Two digits in a row: oh-five, twelve."""
    return f"oh-{_ONES[n]}" if 0 < n < 10 else cardinal(n)


def year(n: int) -> str:
    """Nineteen thirteen, two thousand and five, four seventy-six."""
    if n < 100 or n >= 10_000 or n % 1000 == 0 or 2000 < n < 2010 or 1000 < n < 1010:
        return cardinal(n)
    if n % 100 == 0:
        return f"{cardinal(n // 100)} hundred"
    return f"{cardinal(n // 100)} {two(n % 100)}"


def model(written: str) -> str:
    """The number of a type, a road or a flight: three eighty, one oh one, twelve thirty-four."""
    n = int(written)
    if written[0] == "0" or len(written) not in (3, 4):
        return run(written)
    if len(written) == 4:
        return year(n).replace("oh-", "oh ")
    if n % 100 == 0:
        return cardinal(n)
    return f"{cardinal(n // 100)} {two(n % 100)}".replace("oh-", "oh ")


def plural(said: str) -> str:
    """Twenty → twenties, ninety → nineties, hundred → hundreds."""
    return said[:-1] + "ies" if said.endswith("y") else said + ("es" if said.endswith("x") else "s")


def digits(written: str) -> str:
    """Digit by digit."""
    return " ".join(_ONES[int(d)] for d in written if d.isdigit())


def run(written: str) -> str:
    """A run of digits: leading zeros and very long ones digit by digit."""
    if len(written) > _LONGEST or (len(written) > 1 and written[0] == "0"):
        return digits(written)
    return cardinal(int(written))


def number(written: str) -> str:
    """Anything of digits, commas and points."""
    plain = re.sub(r"[\s\u00a0\u202f\u2009]", "", written)
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    elif _FOREIGN.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    whole, point, part = plain.partition(".")
    if point and part.isdigit() and (whole.isdigit() or not whole):
        head = run(whole) if whole else ""
        return f"{head} point {digits(part)}".strip()
    words = plain.replace(",", " ").replace(".", " point ").split()
    return " ".join(w if w.isalpha() else run(w) for w in words)


def count(n: int, one: str, more: str) -> str:
    """One hour, two hours."""
    return f"{cardinal(n)} {one if n == 1 else more}"


def whole(written: str) -> int:
    """The value of grouped thousands."""
    return int(re.sub(r"\D", "", written))


class EnglishNumbers:
    """How English says numbers, as every language offers it."""

    integer = staticmethod(cardinal)
    number = staticmethod(number)
    digits = staticmethod(digits)
