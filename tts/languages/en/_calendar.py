"""Names of months and days cut short that stand without a day's number: Jan.–Mar., Sat & Sun."""

import re

from tts._rules import Language, Reading, Rule
from tts.languages.en._context import ends_sentence

_WHEN = (
    r"(?<!\w)(?i:in|since|until|till|from|to|by|during|late|early|mid|last|next|this|every|on|"
    r"after|before|through|each)[\s-]"
)
_LINK = r"\s?(?:[-–—/&]|and|or|to|through|thru|until)\s?"


def rules(language: Language) -> tuple[Rule, ...]:
    """Whatever is a month or a day by its short name alone."""
    names = language.words["months"]["names"].split()
    months = {short: next(n for n in names if n.startswith(short[:3]))
              for short in language.words["months"]["short"].split()}  # fmt: skip
    days = language.words["weekdays"]
    starters = frozenset(language.abbreviations["ends"]["starters"])
    month, day = "|".join(sorted(months, key=len, reverse=True)), "|".join(days)

    def say(m: re.Match[str]) -> Reading:
        short = m["say"].rstrip(".")
        said = months.get(short) or days[short]
        ended = m["say"].endswith(".") and ends_sentence(m.string, m.end(), starters)
        return (said + "." if ended else said), 0.9

    def joined(m: re.Match[str]) -> Reading:
        """Two of a kind with what links them."""
        table = months if m["a"] in months else days
        link = m["k"].strip()
        word = {"&": " and ", "/": " or "}.get(link, f" {link} " if link.isalpha() else " to ")
        ended = m[0].endswith(".") and ends_sentence(m.string, m.end(), starters)
        return f"{table[m['a']]}{word}{table[m['b']]}{'.' if ended else ''}", 0.9

    return (
        Rule("date.months", rf"(?<![\w.])(?P<a>{month})\.?(?P<k>{_LINK})(?P<b>{month})(?!\w)\.?"
             r"(?!\s?\d{1,2}(?!\d))", joined, "nothing"),
        Rule("date.days", rf"(?<![\w.])(?P<a>{day})\.?(?P<k>{_LINK})(?P<b>{day})(?!\w)"
             r"\.?", joined, "nothing"),
        Rule("date.month-alone", r"(?<![\w.])(?P<say>(?:Feb|Apr|Aug|Sept?|Oct|Nov|Dec)\.)"
             r"(?=[\s,;:)]|\Z)(?!\s\d)", say, "dot"),
        Rule("date.month-alone", r"(?<![\w.])(?P<say>Sept)(?![\w.])", say, "nothing"),
        Rule("date.month-alone", rf"{_WHEN}(?P<say>(?:Jan|Feb|Apr|Aug|Oct|Nov|Dec)(?![\w.])|"
             r"(?:Jan|Mar)\.)(?=[\s,;:)]|\Z)(?!\s\d)", say, "nothing"),
        Rule("date.day-alone", r"(?<![\w.])(?P<say>(?:Tues|Thurs|Thur|Wed|Fri)\.)"
             r"(?=[\s,;:)]|\Z)", say, "dot"),
        Rule("date.day-alone", rf"(?<![\w.])(?P<say>(?:{day})\.)"
             r"(?=\s(?:morning|afternoon|evening|night|noon|at\s(?:\d|noon|midnight)|"
             r"through\s|only\b))", say, "dot"),
        Rule("date.day-alone", rf"{_WHEN}(?P<say>(?:{day})\.?)(?=[\s,;:)]|\Z)"
             r"(?!\s(?:[A-Z]|\d))", say, "nothing"),
    )  # fmt: skip
