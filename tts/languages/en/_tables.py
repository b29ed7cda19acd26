"""Lists of words that the rules of English go by."""

import tomllib
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def _tables() -> dict[str, str]:
    text = resources.files(__package__).joinpath("context.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def table(name: str) -> frozenset[str]:
    """A list of `context.toml`."""
    return frozenset(_tables()[name].split())


@lru_cache(maxsize=1)
def short_words() -> frozenset[str]:
    """Words of up to five letters, in capitals, that may be written so and are no initials."""
    text = resources.files(__package__).joinpath("words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word.upper() for line in lines for word in line.split())
