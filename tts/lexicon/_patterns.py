"""Regular expressions whose cost is known before they run.

Python's engine goes back and tries again; what it may have to try at one place of a text is counted
here on the parsed expression, as an upper bound. A repetition without end gets one. So the time of
an expression that is let through grows with the text and with nothing else.
"""

import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from re import _compiler, _parser  # type: ignore[attr-defined]
from typing import Any

from tts.errors import ForeignPatternError, LexiconPatternError, SlowPatternError
from tts.lexicon._characters import Characters, characters, meet

LONGEST = 500
"""Characters of an expression."""
MOST = 64
"""What `*`, `+` and `{n,}` repeat at most."""
SIGHT = 32
"""Characters to the left of a word that are looked at."""
COST = 4_000
"""Steps that an expression may need at one place of a text."""
BUDGET = 50_000
"""Steps of all expressions of one lexicon together, and of all contexts of one grapheme."""
_OVER = 10 * BUDGET
_PROPERTIES = {r"\p{L}": r"[^\W\d_]", r"\p{N}": r"\d", r"\p{Nd}": r"\d"}
_PROPERTY = re.compile(r"\\p\{(?:L|Nd?)\}")

Tree = Sequence[tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class Pattern:
    """An expression that may run, and how many steps it may need at one place."""

    compiled: re.Pattern[str]
    cost: int


@lru_cache(maxsize=4096)
def pattern(written: str) -> Pattern:
    r"""The expression, with an end to each of its repetitions.

    Understood is what Python, Java and XPath have in common: characters, classes, groups, `|`,
    repetitions, `^ $ \b`, looks ahead and behind; `\p{L}`, `\p{N}` and `\p{Nd}` outside classes.

    Raises:
        LexiconPatternError: it is wrong, has back references or flags, or could be slow.
    """
    if len(written) > LONGEST:
        raise SlowPatternError(written[:80] + "…")
    translated = _PROPERTY.sub(lambda m: _PROPERTIES[m[0]], written)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            tree = _parser.parse(translated)
    except (re.error, RecursionError, OverflowError, Warning) as error:
        raise LexiconPatternError(written) from error
    if tree.state.flags & ~re.UNICODE.value:
        raise ForeignPatternError(written)
    try:
        _bound(tree)
        cost = _work(tree, (), 0)[1]
        compiled = _compiler.compile(tree)
    except _ForeignError as error:
        raise ForeignPatternError(written) from error
    except re.error as error:
        raise LexiconPatternError(written) from error
    if cost > COST:
        raise SlowPatternError(written)
    return Pattern(compiled, cost)


@lru_cache(maxsize=4096)
def ending_with(written: str) -> re.Pattern[str]:
    """The expression of what stands to the left: it must end where it is asked."""
    pattern(written)
    return pattern(f"(?:{written})$").compiled


class _ForeignError(Exception):
    """A construct that is not understood here."""


_SINGLE = {_parser.LITERAL, _parser.NOT_LITERAL, _parser.ANY, _parser.IN}
_REPEATS = {_parser.MAX_REPEAT, _parser.MIN_REPEAT}
_LOOKS = {_parser.ASSERT, _parser.ASSERT_NOT}


def _bound(tree: Any) -> None:
    """Give every repetition an end."""
    for index, (op, value) in enumerate(tree):
        if op in _REPEATS:
            least, most, body = value
            if least > MOST:
                raise _ForeignError
            tree[index] = (op, (least, min(int(most), MOST), body))
            _bound(body)
        elif op is _parser.SUBPATTERN:
            if value[1] or value[2]:  # flags of its own
                raise _ForeignError
            _bound(value[3])
        elif op is _parser.BRANCH:
            for branch in value[1]:
                _bound(branch)
        elif op in _LOOKS:
            _bound(value[1])
        elif op not in _SINGLE and op is not _parser.AT:
            raise _ForeignError


def _work(tree: Tree, after: Characters | None, behind: int) -> tuple[int, int]:
    """In how many ways a sequence may match at one place, and the steps to try them all.

    Args:
        tree: The sequence.
        after: What may come first behind it, None where that may be anything; where the expression
            ends, nothing can fail any more, so nothing follows.
        behind: Steps that show at once that what is behind it does not go on.
    """
    ways, steps = 1, 1
    for index, (op, value) in enumerate(tree):
        rest = tree[index + 1 :]
        more, own = _work_of(op, value, _first(rest, after), _entry(rest, behind))
        steps = min(steps + ways * own, _OVER)
        ways = min(ways * more, _OVER)
    return ways, steps


def _work_of(op: Any, value: Any, after: Characters | None, behind: int) -> tuple[int, int]:
    if op is _parser.SUBPATTERN:
        return _work(value[3], after, behind)
    if op is _parser.BRANCH:
        each = [_work(branch, after, behind) for branch in value[1]]
        firsts = [_first(branch, after) for branch in value[1]]
        ways = [way for way, _steps in each]
        together = max(ways) if _are_apart(firsts) else sum(ways)
        return together, sum(steps for _way, steps in each)
    if op in _LOOKS:
        return 1, _work(value[1], (), 0)[1]
    if op in _REPEATS:
        least, most, body = value
        return _repeated(least, most, body, after, behind)
    return 1, 1


def _repeated(
    least: int, most: int, body: Tree, after: Characters | None, behind: int
) -> tuple[int, int]:
    first = _first(body, None)
    if first is None and most > 1:
        raise _ForeignError  # what is repeated may be nothing
    inner = None if first is None or after is None else first + after
    ways, steps = _work(body, inner, behind + _entry(body, 0))
    total_ways, total_steps, power = int(least == 0), 1, 1
    for count in range(1, most + 1):
        total_steps = min(total_steps + power * steps, _OVER)
        power = min(power * ways, _OVER)
        if count >= least:
            total_ways = min(total_ways + power, _OVER)
    # Where nothing that goes on with the repetition may also follow it, there is one way out; at
    # every other, what is behind fails at once.
    alone = first is not None and after is not None and not meet(first, after)
    if alone and ways == 1:
        total_ways = 1
    return total_ways, min(total_steps + (most + 1) * (behind + 1), _OVER)


def _entry(tree: Tree, behind: int) -> int:
    """The most steps that it takes to see that a sequence does not begin at a place."""
    steps = 0
    for op, value in tree:
        steps += _leaves(op, value)
        if _width(op, value):
            return steps
    return steps + behind


def _leaves(op: Any, value: Any) -> int:
    if op is _parser.SUBPATTERN:
        return sum(_leaves(*one) for one in value[3])
    if op is _parser.BRANCH:
        return sum(_leaves(*one) for branch in value[1] for one in branch)
    if op in _LOOKS:
        return _work(value[1], (), 0)[1]
    if op in _REPEATS:
        return 1 + sum(_leaves(*one) for one in value[2])
    return 1


def _first(tree: Tree, after: Characters | None) -> Characters | None:
    """What a sequence may begin with; None where that is anything, or it may be nothing."""
    found: Characters = ()
    for op, value in tree:
        if op is _parser.AT or op in _LOOKS:
            continue
        if op in _SINGLE:
            return found + characters(op, value)
        if op is _parser.SUBPATTERN:
            own = _first(value[3], ())
        elif op is _parser.BRANCH:
            own = _union([_first(branch, ()) for branch in value[1]])
        else:
            own = _first(value[2], ())
        if own is None:
            return None
        found += own
        if _width(op, value) > 0:
            return found
    return None if after is None else found + after


def _width(op: Any, value: Any) -> int:
    """The least number of characters that it matches, as far as that is above nothing."""
    if op in _SINGLE:
        return 1
    if op is _parser.SUBPATTERN:
        return _least(value[3])
    if op is _parser.BRANCH:
        return min(_least(branch) for branch in value[1])
    if op in _REPEATS:
        return min(int(value[0]), 1) * _least(value[2])
    return 0


def _least(tree: Tree) -> int:
    return sum(_width(op, value) for op, value in tree)


def _union(parts: Sequence[Characters | None]) -> Characters | None:
    found: Characters = ()
    for part in parts:
        if part is None:
            return None
        found += part
    return found


def _are_apart(firsts: Sequence[Characters | None]) -> bool:
    for index, one in enumerate(firsts):
        for other in firsts[index + 1 :]:
            if one is None or other is None or meet(one, other):
                return False
    return True
