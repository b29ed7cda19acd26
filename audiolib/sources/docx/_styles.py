"""What the styles of a document say of its paragraphs and runs (ECMA-376-1 §17.7)."""

import re
from dataclasses import dataclass, replace

from audiolib.sources.docx._package import child, is_on, number, tag, value
from audiolib.sources.legacy import is_legacy_font
from audiolib.xml import Element

_HEADING = re.compile(
    r"^(?:heading|tiêu đề|đề mục|заголовок|عنوان|سرصفحه|überschrift|titre|título|标题|見出し)"
    r"\s*(\d)$"
)
_TITLE = {"title", "tên sách", "название", "назва", "titel", "titre"}
_QUOTE = re.compile(r"^(?:intense quote|quote|block text|trích dẫn|цитата|block quotation)\b")
_VERSE = re.compile(r"(?:^|\b)(?:verse|poem|poetry|stanza|thơ|вірш|стих|شعر)")
_CAPTION = re.compile(
    r"^(?:caption|image caption|table caption|chú thích|підпис|название объекта)$"
)
_PAGE = re.compile(r"^page ?number \(daisy\)$")
_LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Format:
    """The look of a run; None where nothing is said."""

    bold: bool | None = None
    italic: bool | None = None
    position: str | None = None
    lang: str | None = None
    lang_rtl: str | None = None
    font: str | None = None
    hidden: bool | None = None
    rtl: bool | None = None
    page: bool | None = None

    def over(self, below: "Format") -> "Format":
        """This look on top of another: what it doesn't say, the other does."""
        if self is PLAIN or below is PLAIN:
            return below if self is PLAIN else self
        return Format(
            bold=below.bold if self.bold is None else self.bold,
            italic=below.italic if self.italic is None else self.italic,
            position=below.position if self.position is None else self.position,
            lang=below.lang if self.lang is None else self.lang,
            lang_rtl=below.lang_rtl if self.lang_rtl is None else self.lang_rtl,
            font=below.font if self.font is None else self.font,
            hidden=below.hidden if self.hidden is None else self.hidden,
            rtl=below.rtl if self.rtl is None else self.rtl,
            page=below.page if self.page is None else self.page,
        )


PLAIN = Format()


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all it inherits. `level` is 0-based; None: no heading."""

    name: str = ""
    level: int | None = None
    numbering: str = ""
    list_level: int = 0
    look: Format = PLAIN

    @property
    def is_title(self) -> bool:
        return self.name in _TITLE

    @property
    def is_quote(self) -> bool:
        return bool(_QUOTE.match(self.name))

    @property
    def is_verse(self) -> bool:
        return bool(_VERSE.search(self.name))

    @property
    def is_caption(self) -> bool:
        return bool(_CAPTION.match(self.name))

    @property
    def is_page(self) -> bool:
        """The style by which the DAISY add-in for Word tells page numbers."""
        return bool(_PAGE.match(self.name))


class Styles:
    """The styles of one document."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self.default = Style()
        self.look = PLAIN
        if root is None:
            return
        self.look = look_of(child(root, "w:docDefaults", "w:rPrDefault", "w:rPr"))
        for element in root:
            if tag(element) == "w:style":
                name = value(element, "w:styleId")
                self._elements.setdefault(name, element)
                is_default = value(element, "w:default").lower() in ("1", "true", "on")
                if is_default and value(element, "w:type") == "paragraph":
                    self.default = self.get(name)

    def get(self, name: str) -> Style:
        """The style of that id with what it inherits; the default's for an unknown one."""
        if name not in self._known:
            self._known[name] = self._resolved(name)
        return self._known[name]

    def _resolved(self, name: str) -> Style:
        chain: list[Element] = []
        while name in self._elements and len(chain) < _LONGEST_CHAIN:
            if self._elements[name] in chain:
                break
            chain.append(self._elements[name])
            name = value(child(chain[-1], "w:basedOn"))
        style = self.default if not chain else Style()
        for element in reversed(chain):
            style = _layered(style, element)
        return style


def _layered(below: Style, element: Element) -> Style:
    """A style's own words on top of those of the style it is based on."""
    named = " ".join(value(child(element, "w:name")).lower().split())
    paragraph = child(element, "w:pPr")
    level = below.level
    if match := _HEADING.match(named):
        level = int(match[1]) - 1
    outline = child(paragraph, "w:outlineLvl")
    if outline is not None:
        told = number(outline, default=9)
        level = told if 0 <= told <= 8 else None
    numbering = child(paragraph, "w:numPr")
    look = look_of(child(element, "w:rPr")).over(below.look)
    if _PAGE.match(named):
        look = replace(look, page=True)
    return Style(
        name=named,
        level=level,
        numbering=value(child(numbering, "w:numId")) or below.numbering,
        list_level=number(child(numbering, "w:ilvl"), default=below.list_level),
        look=look,
    )


def look_of(properties: Element | None) -> Format:
    """What the properties of a run say."""
    if properties is None:
        return PLAIN
    said: dict[str, str | bool] = {}
    for element in properties:
        match tag(element):
            case "w:b":
                said["bold"] = is_on(element)
            case "w:i":
                said["italic"] = is_on(element)
            case "w:vertAlign":
                said["position"] = value(element)
            case "w:lang":
                said |= _languages(element)
            case "w:rFonts":
                font, wide = value(element, "w:ascii"), value(element, "w:hAnsi")
                if font or wide:
                    # Letters beyond ASCII, which old encodings are made of, take the second.
                    said["font"] = wide if not font or is_legacy_font(wide) else font
            case "w:vanish":
                said["hidden"] = is_on(element)
            case "w:rtl":
                said["rtl"] = is_on(element)
    return Format(**said) if said else PLAIN  # type: ignore[arg-type]


def _languages(element: Element) -> dict[str, str]:
    found = {"lang": value(element), "lang_rtl": value(element, "w:bidi")}
    return {key: lang for key, lang in found.items() if lang and not lang.startswith("x-")}
