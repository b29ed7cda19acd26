"""Lists of the older formats of Word as its numbering today (RTF 1.9.1, List Tables; MS-DOC)."""

from dataclasses import dataclass, field

from audiolib.sources.docx._made import add, made
from audiolib.xml import Element

_FORMATS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
    5: "ordinal", 6: "cardinalText", 7: "ordinalText", 22: "decimalZero", 23: "bullet",
    255: "none", 58: "russianLower", 59: "russianUpper",
}  # fmt: skip
_MOST = 2000


@dataclass(slots=True)
class Level:
    """One level: how it counts, from what, and its text with `%1` for counts."""

    format: int = 0
    start: int = 1
    text: str = ""


@dataclass(slots=True)
class Lists:
    """Lists as they are read."""

    levels: dict[int, list[Level]] = field(default_factory=dict)
    """By the id of the list."""
    overrides: dict[int, int] = field(default_factory=dict)
    """The id of the list by the number that paragraphs name."""
    open: list[Level] = field(default_factory=list)
    override: int = 0

    def level(self) -> None:
        if len(self.open) < 9:
            self.open.append(Level())

    def end(self, name: int) -> None:
        """The list that was open ends, and that is its id."""
        if len(self.levels) < _MOST:
            self.levels[name] = self.open
        self.open = []

    def numbering(self) -> Element:
        """The part of a Word document that says the same."""
        root = made("w:numbering")
        for name, levels in self.levels.items():
            abstract = add(root, "w:abstractNum", abstractNumId=str(name))
            for at, level in enumerate(levels):
                own = add(abstract, "w:lvl", ilvl=str(at))
                add(own, "w:start", val=str(level.start))
                add(own, "w:numFmt", val=_FORMATS.get(level.format, "decimal"))
                add(own, "w:lvlText", val=level.text)
        for number, name in self.overrides.items():
            if name in self.levels:
                add(add(root, "w:num", numId=str(number)), "w:abstractNumId", val=str(name))
        return root


def level_text(content: str) -> str:
    """The text of a level: its first sign counts the others, those below 9 stand for levels."""
    signs = content[1 : 1 + ord(content[0])] if content else ""
    return "".join(f"%{ord(c) + 1}" if ord(c) < 9 else c for c in signs)
