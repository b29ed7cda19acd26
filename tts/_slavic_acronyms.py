"""Acronyms of Russian and Ukrainian: by the names of their letters, or read as words."""

import re

from tts._rules import Language, Reading, Rule
from tts._slavic_words import Words

_CAPITAL = "А-ЯЁІЇЄҐ"
_VOWELS = "АЕЁИОУЫЭЮЯІЇЄ"


def acronym_rules(language: Language, words: Words) -> tuple[Rule, ...]:
    """Runs of Cyrillic capitals that are no words."""
    say = _Acronyms(language, words)
    listed = "|".join(map(re.escape, sorted(say.listed, key=len, reverse=True)))
    endings = language.abbreviations["words"]["endings"]
    return (
        Rule("acronym", rf"(?<![\w.&@])(?:(?P<listed>{listed})|(?P<run>[{_CAPITAL}]{{2,7}}))"
             rf"(?P<end>-?(?:{endings}))?(?![\w@])", say.run, "upper"),
        Rule("letter.series",
             rf"(?i:(?<!\w)(?:витамин|вітамін)[а-яі]{{0,3}})\s(?P<say>[A-Z{_CAPITAL}]"
             rf"(?:(?:,\s|\s(?:и|і|й|та|або|или)\s)[A-Z{_CAPITAL}](?!\w)){{1,6}})", say.series,
             "nothing"),
        Rule("letter.named", rf"(?i:(?<!\w)(?:{language.words['codes']['letter_after']}))\s[«\"„]?"
             rf"(?P<say>[{_CAPITAL}{_CAPITAL.lower()}A-Z])(?=[»\"“”]?(?:[)\s,.;:?!…]|\Z))",
             say.letter, "nothing"),
        Rule("letter.listed", rf"(?m)^(?P<say>[{_CAPITAL.lower()}])(?=\)\s)", say.letter,
             "nothing"),
    )  # fmt: skip


class _Acronyms:
    """What is said for acronyms; one object a language."""

    def __init__(self, language: Language, words: Words) -> None:
        tables = language.abbreviations
        self.listed: dict[str, str] = tables.get("acronyms", {})
        self._read = frozenset(tables["words"]["read"])
        self._spelt = frozenset(tables["words"].get("spelt", ()))
        self._letters = language.letters
        self._named: dict[str, str] = language.words["latin"]
        self._words = words

    def run(self, m: re.Match[str]) -> Reading:
        ending = (m["end"] or "").lstrip("-")
        if _SYLLABLES.match(m.string, m.start()) or _SYLLABLES_BACK.search(
            m.string, max(0, m.start() - 24), m.end()
        ):
            return None
        if m["listed"]:
            return self.listed[m["listed"]] + ending
        run: str = m["run"]
        if run in self._read:
            return None if "-" not in (m["end"] or "") else run + ending
        if run in self._spelt:
            return self.spelt(run) + ending
        vowels = sum(c in _VOWELS for c in run)
        if vowels == 0:
            return self.spelt(run) + ending
        if self._is_shouted(m) or self._is_word(run):
            return None
        if _is_sayable(run):
            return (run + ending, 0.7) if m["end"] else None
        return self.spelt(run) + ending, 0.7

    def spelt(self, run: str) -> str:
        return " ".join(self._letters.get(c.lower(), c) for c in run)

    def _is_word(self, run: str) -> bool:
        """Whether the dictionary has it as a common word, and no proper acronym."""
        if not self._words.is_known(run.lower()) or self._words.is_acronym(run):
            return False
        if len(run) > 3:
            return True
        return len(run) == 3 and any(f.part != "noun" for f in self._words.forms(run.lower()))

    def _is_shouted(self, m: re.Match[str]) -> bool:
        """Whether a neighbour is a word in capitals, as in a heading: then this is one too."""
        before = _SHOUTED_BEFORE.search(m.string, max(0, m.start() - 24), m.start())
        after = _SHOUTED_AFTER.match(m.string, m.end(), m.end() + 24)
        return any(
            found and found[1].isupper() and self._is_word(found[1]) for found in (before, after)
        )

    def series(self, m: re.Match[str]) -> Reading:
        """Vitamins A, D and E."""
        return _LETTER.sub(
            lambda x: self._named.get(x[0]) or self._letters.get(x[0].lower(), x[0]), m["say"]
        ), 0.9

    def letter(self, m: re.Match[str]) -> Reading:
        written: str = m["say"]
        if written in _SMALL_WORDS and re.match(r"\s[\w«]", m.string[m.end() : m.end() + 2]):
            return None  # група з 15 осіб
        medical = m[0].lower().startswith(("витамин", "вітамін", "гепатит"))
        name = self._named.get(written) if medical or written.isascii() else None
        name = name or self._letters.get(written.lower())
        return (name, 0.8) if name and name != written else None


_LETTER = re.compile(rf"(?<!\w)[A-Z{_CAPITAL}](?!\w)")
_SMALL_WORDS = tuple("авзикосуяійо")
_SHOUTED_BEFORE = re.compile(r"(?<!\w)([^\W\d_]{4,})[\s\"«(,—-]{1,3}\Z")
_SHOUTED_AFTER = re.compile(r"[\s\"»),—-]{1,3}([^\W\d_]{4,})")
_SYLLABLE = rf"[^\W\d_{_VOWELS}]?[{_VOWELS}]"
_SYLLABLES = re.compile(rf"(?:{_SYLLABLE}-){{2,}}{_SYLLABLE}(?!\w)")
_SYLLABLES_BACK = re.compile(rf"(?<!\w)(?:{_SYLLABLE}-){{2,}}{_SYLLABLE}\Z")
"""А-БА-БА-ГА: parted into what can be said."""
_SAYABLE_LONG = re.compile(
    rf"[^{_VOWELS}]{{0,2}}(?:[{_VOWELS}]{{1,2}}[^{_VOWELS}]{{1,3}})+[{_VOWELS}]?\Z"
)
_SAYABLE = re.compile(rf"[^{_VOWELS}]{{0,2}}(?:[{_VOWELS}][^{_VOWELS}]{{1,2}})+[{_VOWELS}]?\Z")


def _is_sayable(run: str) -> bool:
    """Whether vowels and consonants alternate so that a run is read as a word: НАТО, ГУЛАГ."""
    if len(run) >= 5 and _SAYABLE_LONG.match(run):
        return True
    return len(run) >= 3 and bool(_SAYABLE.match(run)) and not (len(run) == 3 and run[0] in _VOWELS)
