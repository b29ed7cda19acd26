"""What a person's work at the pages costs, by a model of seconds that is stated, not felt.

Keystroke-level model (Card, Moran, Newell, "The Keystroke-Level Model for User Performance Time
with Interactive Systems", Communications of the ACM 23, 1980): a key 0.28 s (an average typist who
is no secretary, 40 words a minute), mental preparation 1.35 s. A doubtful word is looked at with
one preparation, two fixations of 0.23 s (word, picture) and some three words around it at 250 a
minute (0.72 s): 2.5 s. A further place of the same word wants no new preparation: 1.2 s. A page is
taken in in 3 s. A decision (what to do next, or what a form asks) is given half a minute. Sound is
heard as long as it lasts.
"""

import unicodedata
from dataclasses import dataclass, field

KEY_S = 0.28
PREPARED_S = 1.35
LOOK_S = 2.5
AGAIN_S = 1.2
PAGE_S = 3.0
DECISION_S = 30.0


@dataclass
class Effort:
    """Seconds by step, and what was counted."""

    seconds: dict[str, float] = field(default_factory=dict)
    keys: int = 0
    decisions: list[str] = field(default_factory=list)
    places: int = 0
    typed: int = 0
    heard_s: float = 0.0

    def spend(self, step: str, seconds: float) -> None:
        self.seconds[step] = self.seconds.get(step, 0.0) + seconds

    def press(self, step: str, keys: int) -> None:
        self.keys += keys
        self.spend(step, keys * KEY_S)

    def page(self, step: str) -> None:
        """A page is opened and taken in."""
        self.spend(step, PAGE_S)

    def decide(self, step: str, what: str, keys: int) -> None:
        """Something is decided, and told by some keys."""
        self.decisions.append(what)
        self.spend(step, DECISION_S)
        self.press(step, keys)

    def look(self, step: str, *, again: bool = False) -> None:
        """A doubtful word is compared with its picture; one key goes on to the next."""
        self.places += 1
        self.spend(step, AGAIN_S if again else LOOK_S)
        self.press(step, 1)

    def mend(self, step: str, word: str) -> None:
        """Something is typed in the place of a word, which is selected already."""
        self.typed += 1
        self.spend(step, PREPARED_S)
        self.press(step, max(1, strokes(word)))

    def listen(self, step: str, seconds: float) -> None:
        """A sentence is played and heard to its end, and found right: four keys."""
        self.heard_s += seconds
        self.spend(step, seconds + PREPARED_S)
        self.press(step, 4)

    @property
    def minutes(self) -> float:
        return sum(self.seconds.values()) / 60


def strokes(word: str) -> int:
    """Keys that type a word: an accent is a key more (Telex), a capital too."""
    count = 0
    for sign in unicodedata.normalize("NFD", word):
        count += 1 + sign.isupper() + (sign in "đĐ")
    return count
