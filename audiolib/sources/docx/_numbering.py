"""The numbers and bullets that Word puts before paragraphs (ECMA-376-1 §17.9)."""

import re
from dataclasses import dataclass, field

from audiolib.sources.docx._package import child, is_on, number, tag, value
from audiolib.sources.docx_numbers import write_number
from audiolib.xml import Element

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_BULLETS = ("bullet", "none", "")


@dataclass(slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int = -1
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """An abstract numbering: its levels and how far each has counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before a paragraph: its level from 0, and the number, empty for a bullet."""

    level: int
    text: str
    bulleted: bool


class Numbering:
    """Counts through the lists of one document, paragraph by paragraph."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, _List] = {}
        self._lists: dict[str, _List] = {}
        self._overrides: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        elements = [] if root is None else list(root)
        for element in elements:
            if tag(element) == "w:abstractNum":
                self._abstract[value(element, "w:abstractNumId")] = _list_of(element)
        for element in elements:
            if tag(element) == "w:num":
                self._add(element)

    def _add(self, element: Element) -> None:
        name = value(element, "w:numId")
        abstract = self._abstract.get(value(child(element, "w:abstractNumId")))
        if abstract is None:
            return
        self._lists[name] = abstract
        overrides: dict[int, int] = {}
        for override in element:
            if tag(override) != "w:lvlOverride":
                continue
            at = number(override, "w:ilvl")
            if child(override, "w:startOverride") is not None:
                overrides[at] = number(child(override, "w:startOverride"), default=1)
            if (level := child(override, "w:lvl")) is not None:
                levels = {**self._lists[name].levels, at: _level_of(level)}
                self._lists[name] = _List(levels, abstract.counts)
        self._overrides[name] = overrides

    def next(self, name: str, level: int) -> Label | None:
        """The label of the next paragraph of a list, or None where there is no such list."""
        numbered = self._lists.get(name)
        if numbered is None or not 0 <= level < _LEVELS:
            return None
        own = numbered.levels.get(level, _Level(text=f"%{level + 1}."))
        counts = numbered.counts
        override = self._overrides.get(name, {}).get(level)
        if override is not None and (name, level) not in self._started:
            counts[level] = override
        else:
            counts[level] = counts[level] + 1 if level in counts else own.start
        self._started.add((name, level))
        for deeper in range(level + 1, _LEVELS):
            restart = numbered.levels.get(deeper, _Level()).restart
            if restart < 0 or level < restart:
                counts.pop(deeper, None)
        if own.format in _BULLETS:
            return Label(level, "", own.format == "bullet")
        return Label(level, self._written(numbered, own), bulleted=False)

    def _written(self, numbered: _List, own: _Level) -> str:
        def counted(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = numbered.levels.get(at, _Level())
            count = numbered.counts.get(at, other.start)
            return write_number(count, "decimal" if own.legal else other.format)

        return _PLACE.sub(counted, own.text).strip()


def _list_of(element: Element) -> _List:
    levels = {
        number(level, "w:ilvl"): _level_of(level) for level in element if tag(level) == "w:lvl"
    }
    return _List(levels)


def _level_of(element: Element) -> _Level:
    return _Level(
        format=value(child(element, "w:numFmt")) or "decimal",
        text=value(child(element, "w:lvlText"))[:100],
        start=number(child(element, "w:start"), default=1),
        restart=number(child(element, "w:lvlRestart"), default=-1),
        legal=is_on(child(element, "w:isLgl")),
    )
