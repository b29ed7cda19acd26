"""The styles of an RTF document as those of a Word document (RTF 1.9.1, Style Sheet)."""

from dataclasses import dataclass, field

from audiolib.sources.docx import add, made
from audiolib.xml import Element

_KEPT = ("s", "cs", "sbasedon", "outlinelevel", "b", "i")
_NONE = "222"


@dataclass(slots=True)
class StyleSheet:
    """The styles that were read, and the one that is open."""

    root: Element = field(default_factory=lambda: made("w:styles"))
    said: dict[str, str] = field(default_factory=dict)

    def word(self, word: str, number: int | None) -> None:
        """A word of the style that is open."""
        if word in _KEPT:
            self.said[word] = str(1 if number is None else number)

    def end(self, name: str) -> None:
        """The style that was open ends, and this is its name."""
        said = self.said
        is_character = "cs" in said
        letter, kind = ("c", "character") if is_character else ("s", "paragraph")
        number = said.get("cs") or said.get("s", "0")
        style = add(self.root, "w:style", type=kind, styleId=f"{letter}{number}")
        if letter + number == "s0":
            style.set(style.keys()[0].replace("type", "default"), "1")
        add(style, "w:name", val=name[:100])
        if "sbasedon" in said and said["sbasedon"] not in (_NONE, number):
            add(style, "w:basedOn", val=letter + said["sbasedon"])
        if is_character:
            return
        if "outlinelevel" in said:
            add(add(style, "w:pPr"), "w:outlineLvl", val=said["outlinelevel"])
        look = add(style, "w:rPr")
        for key in ("b", "i"):
            if said.get(key, "0") != "0":
                add(look, f"w:{key}")
