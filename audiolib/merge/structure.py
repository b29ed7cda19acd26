"""What holds blocks, known by what it holds; pages by their label, references by their note."""

from collections import Counter
from collections.abc import Mapping, Sequence

from audiolib.merge.align import align
from audiolib.merge.blocks import Match
from audiolib.merge.parts import Node, inside, nodes, parts
from audiolib.publication import (
    Cell,
    Heading,
    Item,
    List,
    Mark,
    Note,
    PageBreak,
    Section,
    Table,
)

Holders = Mapping[int, Node]
"""The node directly around a node, by the identity of the inner one."""


def match_structure(sections: Sequence[Section], older: Sequence[Section], match: Match) -> None:
    """Find likes for sections, lists, tables, notes and the like, from the inside out."""
    holders = {id(child): node for node in nodes(older) for child in inside(node)}
    for node in nodes(sections):
        if isinstance(node, Section) and node.heading:
            _by_heading(node, node.heading, holders, match)
    for section in sections:
        _from_inside(section, holders, match)
    for node in nodes(sections):
        like = match.likes.get(id(node))
        if isinstance(node, List | Table) and isinstance(like, List | Table):
            _match_by_place(node, like, match)


def match_pages(sections: Sequence[Section], older: Sequence[Section], match: Match) -> None:
    """Find likes for page breaks: those of the same label, in order."""
    news = [part for part in parts(sections) if isinstance(part, PageBreak)]
    olds = [part for part in parts(older) if isinstance(part, PageBreak)]
    for i, j in align([page.label for page in olds], [page.label for page in news]):
        match.pair(news[j], olds[i])


def match_references(
    sections: Sequence[Section],
    older: Sequence[Section],
    notes: Mapping[str, Note],
    names: Mapping[int, str],
) -> dict[int, str]:
    """Ids of references to the same note, in order; `names` holds the ids of notes."""
    news = [part for part in parts(sections) if isinstance(part, Mark)]
    olds = [part for part in parts(older) if isinstance(part, Mark)]
    targets = [notes.get((mark.href or "").removeprefix("#")) for mark in news]
    here = [names.get(id(note), number) for number, note in enumerate(targets)]
    pairs = align([(mark.href or "").removeprefix("#") for mark in olds], here)
    return {id(news[j]): olds[i].id or "" for i, j in pairs}


def _by_heading(section: Section, heading: Heading, holders: Holders, match: Match) -> None:
    """A section is the one that has its heading, whatever else has come in or gone."""
    older = holders.get(id(match.likes.get(id(heading))))
    if isinstance(older, Section):
        match.pair(section, older)


def _from_inside(node: Node, holders: Holders, match: Match) -> None:
    for child in inside(node):
        _from_inside(child, holders, match)
    _weigh(node, holders, match)


def _weigh(node: Node, holders: Holders, match: Match) -> None:
    """Pair a node with the one that held what it holds.

    That is the first such node that no other one has got; of sections, the one that most of it
    comes from.
    """
    weights: Counter[int] = Counter()
    known: dict[int, Node] = {}
    for child in inside(node):
        holder = holders.get(id(match.likes.get(id(child))))
        if holder is not None and type(holder) is type(node):
            known[id(holder)] = holder
            weights[id(holder)] += 1
    if isinstance(node, Section):
        ranked = [known[key] for key, _ in weights.most_common()]
    else:
        ranked = list(known.values())
    any(match.pair(node, holder) for holder in ranked)


def _match_by_place(node: List | Table, like: List | Table, match: Match) -> None:
    """Pair the entries or cells that are left by their number; they may hold no words at all."""
    news = [child for child in inside(node) if isinstance(child, Item | Cell)]
    olds = [child for child in inside(like) if isinstance(child, Item | Cell)]
    for new, old in zip(news, olds, strict=False):
        if type(new) is type(old):
            match.pair(new, old)
