"""What Vietnamese says for numbers, dates, decrees and the like."""

from functools import lru_cache

from tts._rules import Language, Rule
from tts.languages.vi._abbreviations import abbreviations
from tts.languages.vi._codes import codes
from tts.languages.vi._dates import dates
from tts.languages.vi._letters import lettered, letters, slips
from tts.languages.vi._money import money, shares
from tts.languages.vi._notes import notes
from tts.languages.vi._numbers import VietnameseNumbers
from tts.languages.vi._phones import phones
from tts.languages.vi._pictures import pictures
from tts.languages.vi._quantities import measures, plain, versions
from tts.languages.vi._ratios import houses, ratios, scores
from tts.languages.vi._roman import levels, romans
from tts.languages.vi._scripture import scripture
from tts.languages.vi._short import short
from tts.languages.vi._times import times
from tts.languages.vi._units import loads, units


@lru_cache(maxsize=16)
def numbers(language: Language) -> VietnameseNumbers:
    """How Vietnamese says numbers, in the words of the language's variant."""
    return VietnameseNumbers(language.words)


def rules(language: Language) -> tuple[Rule, ...]:
    """The rules of Vietnamese, the most particular first."""
    said = numbers(language)
    return (
        *slips(said),
        *codes(language, said),
        *notes(language, said),
        *scripture(language, said),
        *dates(language, said),
        *short(language, said),
        *loads(said),
        *times(language, said),
        *phones(said),
        *houses(said),
        *money(language, said),
        *versions(said),
        *levels(language, said),
        *scores(said),
        *measures(language, said),
        *lettered(language, said),
        *ratios(language, said),
        *units(language),
        *shares(language, said),
        *plain(language, said),
        *romans(language, said),
        *abbreviations(language),
        *letters(language, said),
        *pictures(language, said),
    )
