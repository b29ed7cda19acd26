"""Sections as a flat outline: headings of a level each, and what stands below them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from audiolib.publication import Block, Heading, Matter, PageBreak, Section


@dataclass(slots=True)
class Entry:
    """A section without the sections inside it, at its depth.

    `goes_on` says that these blocks stand behind sections inside the one that `shell` is.
    """

    depth: int
    shell: Section
    blocks: list[Block]
    matter: Matter
    generated: bool
    goes_on: bool = False


@dataclass(slots=True)
class _Open:
    shell: Section
    generated: bool
    content: list["Block | _Open"] = field(default_factory=list)

    def closed(self) -> Section:
        content = (c.closed() if isinstance(c, _Open) else c for c in self.content)
        return replace(self.shell, content=tuple(content))


def flat(sections: Sequence[Section]) -> list[Entry]:
    """The sections in the order of the document."""
    return [entry for section in sections for entry in _flat(section, 1, section)]


def _flat(section: Section, depth: int, root: Section) -> Iterator[Entry]:
    generated = root.origin == "generated"
    entry = Entry(depth, section, [], root.matter, generated)
    waiting: Entry | None = entry
    for child in section.content:
        if isinstance(child, Section):
            if waiting:
                yield waiting
            waiting = None
            yield from _flat(child, depth + 1, root)
        else:
            waiting = waiting or Entry(depth, section, [], root.matter, generated, goes_on=True)
            waiting.blocks.append(child)
    if waiting:
        yield waiting


def without_section(
    sections: Sequence[Section], gone: Section, pages: Sequence[PageBreak]
) -> tuple[Section, ...] | None:
    """The sections without one of the first level, whose page breaks go to the one beside it.

    None where there is no other one.
    """
    at = next(n for n, section in enumerate(sections) if section is gone)
    left = [*sections[:at], *sections[at + 1 :]]
    for beside in (at - 1, at):
        if 0 <= beside < len(left) and left[beside].origin != "generated":
            before, behind = (pages, ()) if beside == at else ((), pages)
            heir = left[beside]
            left[beside] = replace(heir, content=(*before, *heir.content, *behind))
            return tuple(left)
    return None


def nested(entries: Sequence[Entry]) -> tuple[Section, ...]:
    """The sections of an outline, none deeper than one below what stands before it."""
    top: list[_Open] = []
    stack: list[_Open] = []
    for entry in entries:
        if entry.goes_on:
            while len(stack) > 1 and (
                stack[-1].shell is not entry.shell and len(stack) > entry.depth
            ):
                stack.pop()
            stack[-1].content += entry.blocks
            continue
        while stack and (len(stack) >= entry.depth or stack[0].generated != entry.generated):
            stack.pop()
        opened = _Open(entry.shell, entry.generated, list(entry.blocks))
        if stack:
            stack[-1].content.append(opened)
        else:
            opened.shell = replace(entry.shell, matter=entry.matter)
            top.append(opened)
        stack.append(opened)
    return tuple(opened.closed() for opened in top)


def with_heading(
    sections: Sequence[Section], text: Block, heading: Heading, level: int, id_: str
) -> tuple[Section, ...]:
    """A paragraph of a section's own made the heading of a new section `id_`."""
    entries: list[Entry] = []
    for entry in flat(sections):
        at = next((n for n, block in enumerate(entry.blocks) if block is text), None)
        if at is None:
            entries.append(entry)
            continue
        while at and isinstance(entry.blocks[at - 1], PageBreak):
            at -= 1
        before, behind = entry.blocks[:at], entry.blocks[at:]
        behind = [heading if block is text else block for block in behind]
        if before or entry.goes_on:
            if before:
                entries.append(replace(entry, blocks=before))
            shell = Section(id=id_, content=())
            entries.append(Entry(level, shell, behind, entry.matter, entry.generated))
        else:
            # The first words of a section without a heading name that section.
            entries.append(replace(entry, depth=level, blocks=behind))
    return nested(entries)


def at_level(sections: Sequence[Section], heading: Heading, level: int) -> tuple[Section, ...]:
    """A heading put on another level."""
    entries = flat(sections)
    for entry in entries:
        if not entry.goes_on and any(block is heading for block in entry.blocks):
            entry.depth = level
    return nested(entries)


def without_heading(
    sections: Sequence[Section], heading: Heading, new: Sequence[Block]
) -> tuple[Section, ...]:
    """A heading made other blocks: its section goes on in the one before it, if there is one."""
    entries: list[Entry] = []
    merged: dict[int, Entry] = {}
    for entry in flat(sections):
        if entry.goes_on and id(entry.shell) in merged:
            entry = replace(entry, goes_on=True, shell=merged[id(entry.shell)].shell)
        if entry.goes_on or not any(block is heading for block in entry.blocks):
            entries.append(entry)
            continue
        at = next(n for n, block in enumerate(entry.blocks) if block is heading)
        entry.blocks[at : at + 1] = new
        before = entries[-1] if entries else None
        if before and (before.matter, before.generated) == (entry.matter, entry.generated):
            before.blocks += entry.blocks
            merged[id(entry.shell)] = before
        elif entry.blocks:
            entries.append(entry)
    return nested(entries)
