"""What a language is made of, and its rules: classes of things said otherwise than written."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, Protocol

Reading = str | tuple[str, float] | tuple[str, float, str] | None
"""What is said, with a confidence from 0 to 1, and with its sound in IPA where engines would else
misread it; None: not mine."""

Needs = Literal["digit", "upper", "dot", "any", "nothing"]
"""What a text must hold for a rule to be tried: a digit, capitals in a row, a full stop inside
or an address, an unusual mark."""

LETTER = r"[^\W\d_]"
BEFORE = r"(?<!\d)(?<!\d[.,])"
"""Before a number: never inside a longer one, which also keeps searching linear."""


@dataclass(frozen=True)
class Rule:
    """A regular expression and what is said for a match.

    The span is the group `say` where it has one, else the whole match: so it may look at the words
    around. Digits of every script come as 0-9. `needs` names what a text must hold for the rule to
    be tried. It is compiled when it is first tried: most texts try few of them.
    """

    name: str
    expression: str
    say: Callable[[re.Match[str]], Reading]
    needs: Needs = "digit"
    flags: int = 0

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.expression, self.flags)


class Numbers(Protocol):
    """How a language says numbers; digits come as 0-9."""

    def integer(self, n: int) -> str:
        """The cardinal of 0 and above, below 10**15, in its plain form."""
        ...

    def number(self, written: str) -> str:
        """A number as the language writes it: grouped thousands, decimals, anything of digits."""
        ...

    def digits(self, written: str) -> str:
        """Digit by digit."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """What is known of a language; one object a tag.

    Args:
        tag: BCP 47, as asked for. A private subtag chooses a variant (`vi-VN-x-south`).
        folder: The name of its folder; empty for a language without rules.
        name: Its own name for itself.
        direction: How its script runs.
        alphabet: Its letters, small and capital, with those of its usual loans; NFC.
        abbreviations: The tables of `abbreviations.toml`.
        symbols: What is said for a symbol; an empty word keeps it silent.
        letters: The names of small letters.
        words: The words its rules need (`numbers.toml`), with those of the variant.
        pauses: Silences in milliseconds.
        furniture: The templates of spoken furniture.
        sample: A passage that a voice's gain and pace are measured on.
        homographs: Small-lettered words that only their sense tells how to read.
        numbers: How it says numbers; None without rules.
        rules: Its rules, the most particular first.
    """

    tag: str
    folder: str
    name: str
    direction: Literal["ltr", "rtl"] = "ltr"
    alphabet: frozenset[str] = frozenset()
    abbreviations: Mapping[str, Any] = field(default_factory=dict)
    symbols: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Any] = field(default_factory=dict)
    pauses: Mapping[str, int] = field(default_factory=dict)
    furniture: Mapping[str, Any] = field(default_factory=dict)
    sample: str = ""
    homographs: frozenset[str] = frozenset()
    numbers: Numbers | None = None
    rules: tuple[Rule, ...] = ()
