"""Sets of characters as regular expressions name them, and whether two have one in common."""

import re
from dataclasses import dataclass
from re import _parser  # type: ignore[attr-defined]
from typing import Any


@dataclass(frozen=True, slots=True)
class Some:
    """Code points from `low` to `high`, or all of a `kind`, or all but those of `but`."""

    low: int = 0
    high: int = -1
    kind: str = ""
    but: "Characters" = ()


Characters = tuple[Some, ...]
_KINDS = {
    _parser.CATEGORY_DIGIT: r"\d",
    _parser.CATEGORY_NOT_DIGIT: r"\D",
    _parser.CATEGORY_SPACE: r"\s",
    _parser.CATEGORY_NOT_SPACE: r"\S",
    _parser.CATEGORY_WORD: r"\w",
    _parser.CATEGORY_NOT_WORD: r"\W",
}
_OF_EACH_KIND = " 0a-"
"""White space, a digit, another letter, a sign: every kind is made of some of these four."""
_FEW = 256
_ALL = Some(0, 0x10FFFF)


def characters(op: Any, value: Any) -> Characters:
    """What one parsed item of an expression matches."""
    if op is _parser.LITERAL:
        return (Some(value, value),)
    if op is _parser.NOT_LITERAL:
        return (Some(but=(Some(value, value),)),)
    if op is _parser.ANY:
        return (_ALL,)
    found = []
    negated = False
    for kind, inner in value:
        if kind is _parser.NEGATE:
            negated = True
        elif kind is _parser.LITERAL:
            found.append(Some(inner, inner))
        elif kind is _parser.RANGE:
            found.append(Some(*inner))
        else:
            found.append(Some(kind=_KINDS[inner]))
    return (Some(but=tuple(found)),) if negated else tuple(found)


def meet(one: Characters, other: Characters) -> bool:
    """Whether a character may be in both; where that is laborious to find out, yes."""
    return any(_meet(a, b) for a in one for b in other)


def _meet(a: Some, b: Some) -> bool:
    if a.kind and b.kind:
        return any(_has(a, c) and _has(b, c) for c in _OF_EACH_KIND)
    for one, other in ((a, b), (b, a)):
        if one.low <= one.high:
            if one.high - one.low < _FEW:
                return any(_has(other, chr(c)) for c in range(one.low, one.high + 1))
            if other.low <= other.high:
                return max(one.low, other.low) <= min(one.high, other.high)
    if a.but and b.kind:
        return not any(s.kind == b.kind for s in a.but)
    if b.but and a.kind:
        return not any(s.kind == a.kind for s in b.but)
    return True


def _has(some: Some, character: str) -> bool:
    if some.kind:
        return re.match(some.kind, character) is not None
    if some.but:
        return not any(_has(s, character) for s in some.but)
    return some.low <= ord(character) <= some.high
