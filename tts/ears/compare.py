"""Heard words beside expected ones: what is missing, said twice, or something else."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from tts.language import language
from tts.normalise import spoken

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MATCH, _MISSING, _ADDED, _OTHER = range(4)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was heard of a phrase.

    Args:
        words: How many were expected.
        missing: How many were not heard at all.
        repeated: How many were heard once more, right after themselves.
        longest: The longest run of words that differ, in expected and added words.
        wrong: Words missing, added or other, as a part of those expected.
    """

    words: int
    missing: int
    repeated: int
    longest: int
    wrong: float

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should listen: most of it missing, said twice, or something else."""
        if not self.words:
            return self.longest >= 4
        lost = self.missing >= 2 and self.missing >= 0.6 * self.words
        twice = self.repeated >= 2 and self.repeated >= 0.5 * self.words
        other = self.longest >= 3 and self.wrong >= 0.5
        return lost or twice or other


def words_of(text: str, lang: str) -> tuple[str, ...]:
    """The words of a text as they are compared: as they are spoken, in small letters, unmarked."""
    said = spoken(text, language(lang, fallback=True))[0]
    plain = unicodedata.normalize("NFC", said.casefold())
    return tuple(re.sub("['’]", "", word) for word in _WORD.findall(plain))


def compare(expected: Sequence[Sequence[str]], heard: Sequence[str]) -> tuple[Verdict, ...]:
    """A verdict on each phrase of a stretch of speech in which all of them were heard.

    Args:
        expected: The words of each phrase.
        heard: All words that were heard.
    """
    flat = [word for phrase in expected for word in phrase]
    owners = [number for number, phrase in enumerate(expected) for _ in phrase]
    steps = _aligned(flat, heard)
    found: list[list[tuple[int, str]]] = [[] for _ in expected]
    owner = 0
    for added, run in groupby(steps, key=lambda step: step[0] == _ADDED):
        members = list(run)
        if added and found:
            following = owners[members[0][1]] if members[0][1] < len(owners) else owner
            said = [word for _, _, word in members]
            # Words said twice may stand before or behind the ones that they repeat.
            mine = max((owner, following), key=lambda p: sum(word in expected[p] for word in said))
            found[mine] += [(_ADDED, word) for word in said]
            continue
        for step, index, word in members:
            owner = owners[index]
            found[owner].append((step, word))
    return tuple(_verdict(list(phrase), mine) for phrase, mine in zip(expected, found, strict=True))


def _verdict(phrase: list[str], mine: Sequence[tuple[int, str]]) -> Verdict:
    missing = sum(step == _MISSING for step, _ in mine)
    wrong = sum(step != _MATCH for step, _ in mine)
    longest = run = 0
    added: list[str] = []
    repeated = 0
    for step, word in [*mine, (_MATCH, "")]:
        run = run + 1 if step != _MATCH else 0
        longest = max(longest, run)
        if step == _ADDED:
            added.append(word)
        elif added:
            repeated += _again(added, phrase)
            added = []
    return Verdict(len(phrase), missing, repeated, longest, wrong / max(1, len(phrase)))


def _again(added: Sequence[str], phrase: Sequence[str]) -> int:
    """How many added words are words of the phrase, in its order."""
    known = set(phrase)
    same = [word for word in added if word in known]
    return len(same) if len(same) >= 2 and len(same) >= 0.6 * len(added) else 0


def _aligned(expected: Sequence[str], heard: Sequence[str]) -> list[tuple[int, int, str]]:
    """The cheapest way from expected to heard words: (step, index of the expected, word)."""
    n, m = len(expected), len(heard)
    costs = [[float(j) for j in range(m + 1)]]
    for i in range(1, n + 1):
        before, row = costs[-1], [float(i)]
        for j in range(1, m + 1):
            other = before[j - 1] + 1.5 * _unlike(expected[i - 1], heard[j - 1])
            row.append(min(other, before[j] + 1, row[j - 1] + 1))
        costs.append(row)
    steps: list[tuple[int, int, str]] = []
    i, j = n, m
    while i or j:
        unlike = _unlike(expected[i - 1], heard[j - 1]) if i and j else 1.0
        if i and j and abs(costs[i][j] - costs[i - 1][j - 1] - 1.5 * unlike) < 1e-9:
            steps.append((_MATCH if unlike < 0.5 else _OTHER, i - 1, heard[j - 1]))
            i, j = i - 1, j - 1
        elif i and abs(costs[i][j] - costs[i - 1][j] - 1) < 1e-9:
            steps.append((_MISSING, i - 1, expected[i - 1]))
            i -= 1
        else:
            steps.append((_ADDED, i, heard[j - 1]))
            j -= 1
    return steps[::-1]


def _unlike(one: str, other: str) -> float:
    """0 for the same word, 1 for one that has nothing of it; recognisers mishear endings."""
    if one == other:
        return 0.0
    longer = max(len(one), len(other))
    if min(len(one), len(other)) < 3 or abs(len(one) - len(other)) > longer / 2:
        return 1.0
    before = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j - 1] + (a != b), before[j] + 1, row[j - 1] + 1))
        before = row
    return min(1.0, before[-1] / longer)
