"""The documents of an EPUB as one tree of sections, nested as its table of contents says."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from audiolib.publication import Block, Matter, Section
from audiolib.sources.epub_navigation import Navigation


@dataclass(frozen=True, slots=True)
class Part:
    """What one document of the reading order gave; `level` is that of its first heading, or 0."""

    path: str
    sections: tuple[Section, ...]
    level: int = 0
    kind: str = ""
    matter: Matter | None = None


@dataclass(slots=True)
class _Node:
    section: Section
    depth: int
    inner: list["_Node"] = field(default_factory=list)
    more: list[Section | Block] = field(default_factory=list)

    def closed(self) -> Section:
        inside = tuple(node.closed() for node in self.inner)
        return replace(self.section, content=(*self.section.content, *self.more, *inside))


def ordered(parts: Sequence[Part], navigation: Navigation) -> tuple[Section, ...]:
    """The sections of all documents in reading order.

    A document without heading, kind or entry in the table of contents goes on with what the one
    before it began, as files cut by size do.
    """
    depths = {target.path: target.depth for target in reversed(navigation.contents)}
    body = _body_starts(parts, navigation)
    top: list[_Node] = []
    branch: list[_Node] = []
    level = 1
    for at, part in enumerate(parts):
        if not part.sections:
            continue
        if not part.level and not part.kind and part.path not in depths and branch:
            for section in part.sections:
                branch[-1].more.extend(section.content)
            continue
        if navigation.nested and part.path in depths:
            depth = depths[part.path]
        elif navigation.nested:
            before = branch[-1].depth if branch else 1
            depth = before + 1 if part.level > level and branch else before
        else:
            depth = part.level or 1
        level = part.level or level
        for section in _named(part, front=at < body):
            while branch and branch[-1].depth >= depth:
                branch.pop()
            node = _Node(section, depth)
            (branch[-1].inner if branch else top).append(node)
            branch.append(node)
    return tuple(node.closed() for node in top)


def _named(part: Part, *, front: bool) -> tuple[Section, ...]:
    """The sections of a document with what is said of the document as a whole."""
    first, *others = part.sections
    matter = part.matter or (Matter.FRONT if front and first.matter is Matter.BODY else None)
    first = replace(first, kind=first.kind or part.kind, matter=matter or first.matter)
    return (first, *(replace(s, matter=matter or s.matter) for s in others))


def _body_starts(parts: Sequence[Part], navigation: Navigation) -> int:
    """The number of the document where the text proper begins; 0 where nothing says so."""
    for at, part in enumerate(parts):
        if navigation.landmarks.get(part.path) in ("bodymatter", "text"):
            return at
    return 0
