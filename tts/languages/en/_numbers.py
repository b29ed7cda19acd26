"""English number words; ordinals and years are num2words's."""

import re
from functools import lru_cache


@lru_cache(maxsize=4096)
def _words(n: int, to: str) -> str:
    from num2words import num2words  # heavy, and needed by texts with numbers only

    return str(num2words(n, lang="en", to=to)).replace(",", "")


class EnglishNumbers:
    """Says numbers."""

    def integer(self, n: int) -> str:
        return _words(n, "cardinal")

    def ordinal(self, n: int) -> str:
        return _words(n, "ordinal")

    def year(self, n: int) -> str:
        """Nineteen thirteen, two thousand and five, four seventy-six."""
        if 100 < n < 1000 and n % 100:
            return f"{_words(n // 100, 'cardinal')} {self.two(n % 100)}"
        return _words(n, "year")

    def two(self, n: int) -> str:
        """Two digits in a row: oh-five, twelve."""
        return f"oh {_words(n, 'cardinal')}" if 0 < n < 10 else _words(n, "cardinal")

    def count(self, n: int, one: str, more: str) -> str:
        return f"{_words(n, 'cardinal')} {one if n == 1 else more}"

    def digits(self, written: str) -> str:
        return " ".join(_words(int(d), "cardinal") for d in written if d.isdigit())

    def number(self, written: str) -> str:
        plain = re.sub(r"[\s\u00a0\u202f\u2009]", "", written)
        if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
            plain = plain.replace(",", "")
        whole, point, part = plain.partition(".")
        if point and part.isdigit() and whole.isdigit():
            return f"{self._run(whole)} point {self.digits(part)}"
        return " ".join(
            p if p.isalpha() else self._run(p)
            for p in plain.replace(",", " ").replace(".", " point ").split()
        )

    def _run(self, run: str) -> str:
        """A run of digits: leading zeros and very long ones digit by digit."""
        if len(run) > 15 or (len(run) > 1 and run[0] == "0"):
            return self.digits(run)
        return _words(int(run), "cardinal")
