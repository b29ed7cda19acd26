"""Which groups of phonemes say which words, where an engine joins some words and cuts others.

espeak-ng, which phonemises for neural engines too, speaks English `in the` as one group (ɪnðə) and
`1984` as three, and tells nothing of it. So every word is phonemised alone too, and the two rows
are laid side by side at the least cost, by dynamic programming over words.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_MOST_JOINED = 4
"""Words that are spoken as one group at most."""

_ROOM, _KEPT = 4.0, 8
"""Ways that cost so much more than the cheapest are given up; so many go on at most."""

_UNHEARD = frozenset("ˈˌːˑ.,;:!?'\"-()")
_VOWELS = frozenset("aeiouyæøœɐɑɒɔɘəɚɛɜɝɞɤɨɪɯɵɶʉʊʌʏᵻε")


@dataclass(frozen=True, slots=True)
class Begin:
    """Where a word begins: its number, the group, and the symbol in it."""

    word: int
    group: int
    symbol: int = 0
    exact: bool = True


@dataclass(frozen=True, slots=True)
class _Way:
    """How the words before came to their groups, at what cost."""

    cost: float
    groups: int
    before: "_Way | None" = None
    begins: tuple[Begin, ...] = ()


def begins(words: Sequence[Sequence[str]], groups: Sequence[str]) -> tuple[Begin, ...]:
    """Where each word begins, in order; a word that no group says is left out.

    Args:
        words: Of each, the groups it is spoken as alone.
        groups: What is spoken, in order.
    """
    bare = [_bare(group) for group in groups]
    alone = [(_bare("".join(word)), len(word)) for word in words]
    layers: list[dict[int, _Way]] = [{} for _ in range(len(words) + 1)]
    layers[0][0] = _Way(0.0, 0)
    for number, layer in enumerate(layers):
        if number < len(alone):
            for way in _cheapest(layer):
                for reached, step in _steps(number, way, alone, bare, groups):
                    _settle(layers[reached], step)
    last = min(layers[-1].values(), key=lambda w: w.cost + sum(map(len, bare[w.groups :])))
    return tuple(_told(last))


def _cheapest(layer: dict[int, _Way]) -> list[_Way]:
    ways = sorted(layer.values(), key=lambda way: way.cost)[:_KEPT]
    return [way for way in ways if way.cost <= ways[0].cost + _ROOM]


def _settle(layer: dict[int, _Way], way: _Way) -> None:
    known = layer.get(way.groups)
    if known is None or way.cost < known.cost:
        layer[way.groups] = way


def _steps(
    number: int,
    way: _Way,
    alone: Sequence[tuple[str, int]],
    bare: Sequence[str],
    groups: Sequence[str],
) -> Iterator[tuple[int, _Way]]:
    """The ways on from a word: the layer that each reaches, and the way."""
    sound, parts = alone[number]
    at = way.groups
    yield number + 1, _Way(way.cost + (1 + len(sound) if sound else 0), at, way)
    for count in range(1, parts + 2):
        if at + count > len(bare):
            break
        whole = "".join(bare[at : at + count])
        if _is_near(sound, whole):
            cost = way.cost + _distance(sound, whole)
            yield number + 1, _Way(cost, at + count, way, (Begin(number, at),))
    if at < len(bare) and len(bare[at]) > len(sound):
        for count in range(2, _MOST_JOINED + 1):
            sounds = [sound for sound, _parts in alone[number : number + count]]
            if len(sounds) < count or not all(sounds):
                break
            if not _is_near("".join(sounds), bare[at]):
                continue
            cost = way.cost + _distance("".join(sounds), bare[at])
            joined = tuple(_inside(number, at, sounds, groups[at]))
            yield number + count, _Way(cost, at + 1, way, joined)


def _told(way: _Way | None) -> list[Begin]:
    found: list[Begin] = []
    while way is not None:
        found[:0] = way.begins
        way = way.before
    return found


def _inside(word: int, group: int, sounds: Sequence[str], whole: str) -> Iterator[Begin]:
    """Words that share a group: each begins where its own sounds fit best."""
    heard = [at for at, symbol in enumerate(whole) if symbol not in _UNHEARD]
    rest = _bare(whole)
    at = 0
    for index, sound in enumerate(sounds):
        if at >= len(rest):
            return
        yield Begin(word + index, group, heard[at] if at else 0, exact=index == 0)
        later = "".join(sounds[index + 1 :])
        ends = range(at + 1, len(rest) + 1)
        at = min(
            ends,
            key=lambda end, at=at, sound=sound, later=later: (  # type: ignore[misc]
                _distance(sound, rest[at:end]) + _distance(later, rest[end:])
            ),
        )


def _is_near(one: str, other: str) -> bool:
    """Whether two rows of sounds are of a length at all."""
    return abs(len(one) - len(other)) <= _ROOM + min(len(one), len(other)) // 2


def _bare(group: str) -> str:
    """The sounds of a group, without stress, length and signs."""
    return "".join(c for c in group if c not in _UNHEARD and not c.isspace())


@lru_cache(maxsize=1 << 15)
def _distance(one: str, other: str) -> float:
    """What it costs to make one of the other: a sound for one of its kind costs less."""
    if one == other:
        return 0.0
    row = [float(n) for n in range(len(other) + 1)]
    for count, sound in enumerate(one, 1):
        before, row[0] = row[0], float(count)
        for index, said in enumerate(other, 1):
            changed = before + _change(sound, said)
            before = row[index]
            row[index] = min(changed, before + 1, row[index - 1] + 1)
    return row[-1]


def _change(one: str, other: str) -> float:
    if one == other:
        return 0.0
    if unicodedata.category(one)[0] == unicodedata.category(other)[0] == "L":
        return 0.6 if (one in _VOWELS) == (other in _VOWELS) else 1.4
    return 0.8
