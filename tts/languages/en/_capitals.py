"""Runs of capitals: words that are shouted, acronyms that are read, initials that are spelt."""

import re

from tts._rules import Language, Reading, Rule
from tts.languages.en._tables import short_words, table

_RUN = r"[A-ZÀ-ÖØ-Þ]"
_VOWEL = re.compile(r"[AEIOUYÀ-ÖØ-Ý]")
_ONSET = "(?:[BCDFGHJ-NP-TVWZ]|[BCFGP]L|[BCDFGPT]R|[CPST]H|S[CKLMNPTW]|TW|QU)?"
_SAID = re.compile(
    rf"{_ONSET}(?<=[A-Z])[AEIOU]{{1,2}}[BCDFGHJ-NP-TV-Z]{{1,2}}[AEIOUY]?|"
    r"[AEIO][BCDFGKLMNPRSTVZ][AEIOU][BCDFGKLMNPRSTVZ]?|"
    rf"{_ONSET}(?<=[A-Z])[AEIOU][BCDFGHJ-NP-TVWXZ]{{1,2}}[AEIOU]{{1,2}}[BCDFGK-NP-TXZ]?"
)
"""Capitals that can be said as a word, by the run of their vowels."""
_CLUSTER = re.compile(r"[BCDFGHJKLMNPQRSTVWXZ]{4}|\A[BCDFGHJKLMNPQRSTVWXZ]{3}")
_BESIDE_LAST = re.compile(r"([^\W\d_]+)[\"'“”‘’,:;—–.!?\s\u00a0-]{0,4}\Z")
_BESIDE_NEXT = re.compile(r"[\"'“”‘’,:;—–.!?\s\u00a0-]{0,4}([^\W\d_]+)")
_OPENING = " \n\t\u00a0\u2060\"'“‘„«‹([_*—–"
"""What may stand between the beginning and its first word."""
_VERBS = table("verbs_of_it")
_STRESSED = table("stressed")
"""Short words that are stressed in running prose; others in capitals are initials there."""
_SPELT = table("spelt")


def rules(language: Language) -> tuple[Rule, ...]:
    """What is said for capitals in a row."""
    say = _Capitals(language)
    mixed = "|".join(
        re.escape(k)
        for k in sorted(language.abbreviations["acronyms"], key=len, reverse=True)
        if not k.isupper()
    )
    return (
        Rule("acronym.mixed", rf"(?<![\w.])(?P<w>{mixed})(?P<s>[’']s)?(?![\w@])", say.mixed,
             "nothing"),
        Rule("acronym.and", r"(?<![\w&.])(?P<a>[A-Z]{1,3})\s?&\s?(?P<b>[A-Z]{1,3})"
             r"(?P<s>[’']?s)?(?![\w&])", say.joined, "any"),
        Rule("acronym.spaced", r"(?<![\w.])(?:[A-Z]\s){2,8}[A-Z](?![\w’'.])", say.spaced, "any"),
        Rule("acronym", rf"(?<![\w.&@])(?P<q>(?<=[‘']))?(?P<w>{_RUN}{{2,}})"
             rf"(?P<s>s[’']?|[’']s|(?(q)(?!)|(?<=S)[’'](?!\w)))?(?![\w@])(?!\.[A-Za-z])",
             say.run, "upper"),
        Rule("acronym.hyphen", rf"(?<=-)(?P<w>{_RUN}{{2,}})(?P<s>s[’']?|[’']s)?(?![\w@])", say.run,
             "upper"),
    )  # fmt: skip


class _Capitals:
    def __init__(self, language: Language) -> None:
        self._known: dict[str, str] = language.abbreviations["acronyms"]
        self._read = frozenset(language.abbreviations["words"]["read"])
        self._ipa = language.words["letters_ipa"]
        self._titles = frozenset(
            k.rstrip(".") for k in language.abbreviations["always"] if k.rstrip(".").isupper()
        )
        self._words = short_words()

    def mixed(self, m: re.Match[str]) -> Reading:
        return self._known[m["w"]] + (m["s"] or "")

    def joined(self, m: re.Match[str]) -> Reading:
        return self._spelt(m["a"] + "&" + m["b"], m["s"] or "")

    def spaced(self, m: re.Match[str]) -> Reading:
        """Letters set apart: a word that was spread, or initials."""
        joined = m[0].replace(" ", "")
        return (
            joined if joined in self._words or (len(joined) > 5 and _VOWEL.search(joined)) else None
        )

    def run(self, m: re.Match[str]) -> Reading:
        run, suffix = m["w"], m["s"] or ""
        if run in self._titles:
            return None
        shouted = self._is_shouted(m)
        if run in _SPELT and not shouted:
            opens = not m.string[: m.start()].strip(_OPENING)
            if run == "IT" and opens and self._next(m) in _VERBS:
                return "It"
            return self._spelt(run, suffix, 0.9)
        stressed = shouted or len(run) != 3 or run in _STRESSED
        if run in self._words and stressed and (shouted or not suffix):
            return self._word(m, run) + suffix
        if run in self._known:
            return self._known[run] + self._many(suffix), 0.95
        if run in self._read:
            return m[0]
        if not _VOWEL.search(run):
            return self._spelt(run, suffix, 0.95)
        if shouted and len(run) > 2:
            return (self._word(m, run) + suffix, 0.9) if len(run) < 4 else m[0]
        return self._unknown(m, run, suffix)

    def _unknown(self, m: re.Match[str], run: str, suffix: str) -> Reading:
        if len(run) > 5 and not _CLUSTER.search(run):
            return m[0]
        if not run.isascii() or (len(run) > 3 and _SAID.fullmatch(run)):
            return m[0]
        if len(run) > 8:
            return m[0]
        return self._spelt(run, suffix, 0.9 if len(run) < 4 else 0.8)

    def _word(self, m: re.Match[str], run: str) -> str:
        """A short word in small letters: engines spell what is short and all capitals."""
        if len(run) > 3:
            return run
        return run.lower() if m.string[: m.start()].strip(_OPENING) else run.capitalize()

    def _next(self, m: re.Match[str]) -> str:
        found = _BESIDE_NEXT.match(m.string, m.end())
        return found[1] if found else ""

    def _is_shouted(self, m: re.Match[str]) -> bool:
        """Whether the words around are in capitals too, as in a heading, and are no acronyms."""
        text = m.string
        before = _BESIDE_LAST.search(text, max(0, m.start() - 28), m.start())
        after = _BESIDE_NEXT.match(text, m.end())
        return any(self._is_heading_word(found[1]) for found in (before, after) if found)

    def _is_heading_word(self, word: str) -> bool:
        if len(word) < 2 or not word.isupper() or word in self._known or word in self._read:
            return False
        return (word in self._words and word not in _SPELT) or (
            len(word) > 5 and bool(_VOWEL.search(word)) and not _CLUSTER.search(word)
        )

    def _many(self, suffix: str) -> str:
        return {"s": "'s", "'": "'s", "’": "’s"}.get(
            suffix, suffix.replace("s’", "'s").replace("s'", "'s")
        )

    def _spelt(self, run: str, suffix: str, sure: float = 1.0) -> Reading:
        said = " ".join("and" if c == "&" else c for c in run) + self._many(suffix)
        if "A" not in run:
            return said, sure
        ipa = " ".join("ænd" if c == "&" else self._ipa.get(c.lower(), c.lower()) for c in run)
        return said, sure, ipa + ("z" if suffix.strip("'’") else "")
