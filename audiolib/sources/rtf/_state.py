"""What holds inside a group of RTF, and goes back to what it was where the group ends."""

from dataclasses import dataclass, field, replace
from locale import windows_locale

from audiolib.sources.docx import Shape, Typeface


@dataclass(slots=True)
class State:
    """The formats of characters and paragraphs, and where text goes to."""

    target: str = "text"
    """`text`, `skip`, or the name of a destination that is gathered."""
    starred: bool = False
    unicode_skip: int = 1
    font: int = -1
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    position: str = ""
    lang: int = 0
    rtl: bool = False
    style: int = -1
    """The style of characters."""
    deleted: bool = False
    paragraph: "Layout" = field(default_factory=lambda: Layout())

    def inner(self) -> "State":
        """The state that a group begins with."""
        return replace(self, starred=False)

    def plain(self) -> None:
        r"""Forget the formats of characters (`\plain`)."""
        self.font, self.bold, self.italic, self.hidden = -1, False, False, False
        self.position, self.rtl, self.style, self.deleted = "", False, -1, False
        self.lang = 0

    def look(self, font: str, lang: int) -> Typeface:
        """The characters' look, with the font's name and the document's language."""
        return Typeface(
            font=font,
            bold=self.bold,
            italic=self.italic,
            hidden=self.hidden,
            position=self.position,
            lang=tag_of(self.lang or lang),
            rtl=self.rtl,
            style=f"c{self.style}" if self.style >= 0 else "",
        )


@dataclass(frozen=True, slots=True)
class Layout:
    """The formats of a paragraph."""

    style: int = 0
    outline: int = -1
    numbering: int = 0
    level: int = 0
    table: int = 0

    def shape(self) -> Shape:
        return Shape(
            style=f"s{self.style}",
            outline=self.outline,
            numbering=str(self.numbering) if self.numbering else "",
            level=self.level,
            table=self.table,
        )


def tag_of(code: int) -> str:
    """The language tag of a Windows language code; empty for none and for "no proofing"."""
    if code in (0, 0x400, 0x7F, 0xFFFF):
        return ""
    return windows_locale.get(code, "").replace("_", "-")
