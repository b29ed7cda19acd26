"""Rules that Russian and Ukrainian share; their words come from the folders."""

from functools import lru_cache

from tts._rules import Language, Rule
from tts._slavic import SlavicNumbers
from tts._slavic_acronyms import acronym_rules
from tts._slavic_codes import code_rules
from tts._slavic_counts import count_rules
from tts._slavic_dates import date_rules
from tts._slavic_fractions import fraction_rules
from tts._slavic_grammar import Grammar
from tts._slavic_initials import initial_rules
from tts._slavic_ranks import rank_rules
from tts._slavic_roman import roman_rules
from tts._slavic_short import short_rules
from tts._slavic_times import time_rules
from tts._slavic_units import unit_rules
from tts._slavic_yo import yo_rules


@lru_cache(maxsize=16)
def slavic_numbers(language: Language) -> SlavicNumbers:
    """How a language says numbers."""
    return SlavicNumbers(language.words)


def slavic_rules(language: Language, numbers: SlavicNumbers) -> tuple[Rule, ...]:
    """The rules, the most particular first."""
    grammar = Grammar(language.folder, language.words, numbers)
    return (
        *date_rules(language, grammar),
        *rank_rules(language, grammar),
        *code_rules(language, grammar),
        *time_rules(language, grammar),
        *short_rules(language, grammar),
        *initial_rules(language),
        *roman_rules(language, grammar),
        *fraction_rules(language, grammar),
        *unit_rules(language, grammar),
        *count_rules(language, grammar),
        *acronym_rules(language, grammar.words),
        *yo_rules(language, grammar.words),
    )
