"""Blocks of two readings of a source that say the same, wherever they stand."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from audiolib.merge.align import Pair, align, gaps, once
from audiolib.merge.parts import Part, name, nodes
from audiolib.publication import Break, Figure, Section, Text

Leaf = Text | Figure | Break
"""Blocks that say something themselves; what holds blocks is known by what it holds."""


@dataclass(slots=True)
class Match:
    """What has been found so far: parts of the newer publication, and their older likes.

    Args:
        new: Leaves of the newer publication, in the order of the document.
        old: Leaves of the older one.
        frame: Pairs of indices of equal leaves that rise on both sides.
        moved: Pairs of equal leaves that stand elsewhere now.
        likes: The older part, by the identity of the newer one.
        taken: Identities of older parts that have a newer like.
    """

    new: list[Leaf]
    old: list[Leaf]
    frame: list[Pair] = field(default_factory=list)
    moved: list[Pair] = field(default_factory=list)
    likes: dict[int, Part] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def pair(self, new: Part, old: Part) -> bool:
        """Note that two parts are alike, unless one of them has another like."""
        if id(new) in self.likes or id(old) in self.taken:
            return False
        self.likes[id(new)] = old
        self.taken.add(id(old))
        return True

    def names(self) -> dict[int, str]:
        return {key: name(old) for key, old in self.likes.items()}

    def gaps(self) -> Iterator[tuple[list[Text], list[Text]]]:
        """Texts without a like between the pairs of the frame: the older ones, the newer ones."""
        for old, new in gaps(self.frame, len(self.old), len(self.new)):
            olds = [self.old[i] for i in old if id(self.old[i]) not in self.taken]
            news = [self.new[j] for j in new if id(self.new[j]) not in self.likes]
            yield texts(olds), texts(news)


def match_blocks(sections: Sequence[Section], older: Sequence[Section]) -> Match:
    """Leaves that are equal: in order first; then those moved, where none other is equal to them.

    What stands beside a moved leaf moves with it, so that a moved section keeps its repeated lines.
    """
    match = Match(_leaves(sections), _leaves(older))
    olds, news = [_key(leaf) for leaf in match.old], [_key(leaf) for leaf in match.new]
    match.frame = align(olds, news)
    for i, j in match.frame:
        match.pair(match.new[j], match.old[i])
    match.moved = list(_moved(match, olds, news))
    return match


def _moved(match: Match, olds: list[Hashable], news: list[Hashable]) -> Iterator[Pair]:
    old_left = [i for i, leaf in enumerate(match.old) if id(leaf) not in match.taken]
    new_left = [j for j, leaf in enumerate(match.new) if id(leaf) not in match.likes]
    here = once([news[j] for j in new_left])
    there = once([olds[i] for i in old_left])
    anchors = [
        (old_left[at], new_left[here[key]])
        for key, at in there.items()
        if key in here and isinstance(match.old[old_left[at]], Text)
    ]
    for i, j in anchors:
        for step in (1, -1):
            a, b = (i, j) if step == 1 else (i - 1, j - 1)
            while (
                0 <= a < len(olds)
                and 0 <= b < len(news)
                and olds[a] == news[b]
                and match.pair(match.new[b], match.old[a])
            ):
                yield a, b
                a, b = a + step, b + step


def _leaves(sections: Sequence[Section]) -> list[Leaf]:
    return [part for part in nodes(sections) if isinstance(part, Text | Figure | Break)]


def _key(leaf: Leaf) -> Hashable:
    match leaf:
        case Text(text=words):
            return type(leaf).__name__, words
        case Figure(href=href):
            return "Figure", href
    return ("Break",)


def texts(leaves: list[Leaf]) -> list[Text]:
    """Those of the leaves that hold words."""
    return [leaf for leaf in leaves if isinstance(leaf, Text)]
