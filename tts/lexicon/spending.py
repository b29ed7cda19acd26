"""What the regular expressions of a lexicon cost together, which has an end too."""

from tts.errors import SlowPatternError
from tts.lexicon._patterns import BUDGET, SIGHT, ending_with, pattern
from tts.lexicon.entry import Entry

_A_LOOK = 200
"""What it takes to look at an entry at all, in steps."""
_AT_A_WORD = SIGHT // 4
"""Places that are tried to the left of a word, for each character of the text."""


class Spending:
    """What the expressions of a lexicon cost together."""

    def __init__(self) -> None:
        self._all = 0
        self._beside: dict[str, int] = {}

    def add(self, entry: Entry) -> None:
        """Count an entry's expressions.

        Raises:
            LexiconPatternError: one is refused, or this entry is one too many.
        """
        if entry.match == "regex":
            self._all += pattern(entry.grapheme).cost
            if self._all > BUDGET:
                raise SlowPatternError(entry.grapheme)
        if not entry.has_context:
            return
        cost = _A_LOOK + sum(pattern(w).cost for w in (entry.followed, entry.not_followed) if w)
        for written in (entry.preceded, entry.not_preceded):
            if written:
                ending_with(written)
                cost += pattern(written).cost * _AT_A_WORD
        if entry.match == "regex":
            self._all += cost
        small = entry.grapheme.lower()
        self._beside[small] = self._beside.get(small, 0) + cost
        if max(self._all, self._beside[small]) > BUDGET:
            raise SlowPatternError(entry.grapheme)
