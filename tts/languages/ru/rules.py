"""What Russian says for numbers and dates: the shared rules with its own words."""

from functools import lru_cache

from tts._rules import Language, Rule
from tts._slavic import SlavicNumbers
from tts._slavic_rules import slavic_rules


@lru_cache(maxsize=16)
def numbers(language: Language) -> SlavicNumbers:
    """How Russian says numbers."""
    return SlavicNumbers(language.words)


def rules(language: Language) -> tuple[Rule, ...]:
    """The rules of Russian, the most particular first."""
    return slavic_rules(language, numbers(language))
