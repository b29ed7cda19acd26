"""References that an edit leaves without their goal, and sections that it leaves empty."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from audiolib.merge.parts import Node, name, nodes
from audiolib.proofing.tree import Path, paths, put
from audiolib.publication import Mark, MarkKind, Publication, Section, Text


def without_empty(publication: Publication, section: str) -> Publication:
    """The publication without a section, if that holds nothing."""
    for path in paths(publication):
        if isinstance(path[-1], Section) and path[-1].id == section and not path[-1].content:
            return put(publication, path, ())
    return publication


def mended(before: Publication, after: Publication, heirs: Mapping[str, str]) -> Publication:
    """The publication without references to what is gone; links lead to its heir, if any."""
    gone = _ids(before) - _ids(after)
    lost = {f"#{id_}": f"#{heirs[id_]}" if id_ in heirs else "" for id_ in gone}
    if not lost:
        return after
    for path in list(paths(after)):
        node = path[-1]
        if isinstance(node, Text) and any(mark.href in lost for mark in node.marks):
            marks = tuple(m for mark in node.marks for m in _led(mark, lost))
            after = put(after, _way(after, node), (replace(node, marks=marks),))
    return after


def _way(publication: Publication, node: Node) -> Path:
    """The way to a node, whatever made it."""
    return next(path for path in paths(publication) if path[-1] is node)


def _led(mark: Mark, lost: Mapping[str, str]) -> Iterable[Mark]:
    heir = lost.get(mark.href or "", mark.href)
    if heir == mark.href:
        yield mark
    elif heir and mark.kind is MarkKind.LINK:
        yield replace(mark, href=heir)


def _ids(publication: Publication) -> set[str]:
    return {name(node) for node in nodes(publication.sections)}
