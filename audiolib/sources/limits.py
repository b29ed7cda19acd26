"""How much a source may hold before it is refused; honest books stay far below."""

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds in bytes where nothing else is said."""

    file: int = 2048 * MIB
    """A source as it lies on the disk; readers of plain text take `text` instead."""
    text: int = 64 * MIB
    """One document of text or markup: some forty novels."""
    line: int = MIB
    """One line of a plain text."""
    members: int = 20_000
    """Files in an archive, counted."""
    directory: int = 16 * MIB
    """The table of contents of an archive."""
    member: int = 256 * MIB
    """One file of an archive, expanded."""
    total: int = 2048 * MIB
    """All files of an archive that are read, expanded."""
    ratio: int = 200
    """Bytes expanded for one byte packed, counted above `spared`."""
    spared: int = 8 * MIB
    """What a file may expand to before its ratio counts: short repetitive files pack very well."""
    image: int = 32 * MIB
    """One picture."""
    depth: int = 200
    """Elements inside each other, counted; what lies deeper is read as if it lay at this depth."""
    cells: int = 100_000
    """Cells of one table, counted."""


LIMITS = Limits()
