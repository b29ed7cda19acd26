"""The running text of TEI as that of XHTML: emphasis, languages, choices, references."""

from collections.abc import Callable
from typing import Protocol

from audiolib.sources.html_tree import get
from audiolib.sources.tei._names import INLINE, QUOTES, SKIPPED, STYLES
from audiolib.sources.xhtml import made, pagebreak, write
from audiolib.xml import Element


def local(element: Element) -> str:
    """The name of an element of TEI, with or without namespace; empty for what is none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def language(element: Element) -> str:
    """The language that an element declares (P5 `xml:lang`, P4 `lang`)."""
    return get(element, "xml:lang") or get(element, "lang")


class Maps(Protocol):
    """What the mapping of a text does for its parts."""

    def block(self, element: Element, into: Element, depth: int, matter: str = "") -> None: ...
    def paragraph(self, element: Element, into: Element, depth: int) -> None: ...
    def fill(self, target: Element, element: Element) -> None: ...
    def flush(self, into: Element) -> None: ...
    def marked(self, tag: str, element: Element, **attributes: str) -> Element: ...


class Inline:
    """Fills XHTML elements with running text; `refer` and `picture` make what needs the rest."""

    def __init__(
        self,
        refer: Callable[[Element], Element | None],
        picture: Callable[[Element], Element],
    ) -> None:
        self._refer = refer
        self._picture = picture

    def fill(self, target: Element, element: Element) -> None:
        """All that lies inside an element."""
        write(target, element.text)
        for child in element:
            self.element(target, child)
            write(target, child.tail)

    def element(self, target: Element, element: Element) -> None:
        """One element, without what follows it."""
        name = local(element)
        if not name or name in SKIPPED:
            return
        match name:
            case "lb":
                self._line(target, element)
            case "pb" | "milestone":
                if (name == "pb" or get(element, "unit") == "page") and get(element, "n"):
                    target.append(pagebreak(get(element, "n"), get(element, "xml:id")))
            case "note":
                reference = self._refer(element)
                if reference is not None:
                    target.append(reference)
            case "ref":
                self._reference(target, element)
            case "choice":
                self._choice(target, element)
            case "gap":
                write(target, "[…]")
            case "anchor":
                target.append(made("span", id=get(element, "xml:id")))
            case "figure":
                target.append(self._picture(element))
            case "graphic":
                target.append(made("img", src=get(element, "url")))
            case "q" | "quote" | "soCalled":
                self._quoted(target, element)
            case "abbr" | "am":
                self._inside(target, element, "abbr" if name == "abbr" else "span")
            case "hi":
                self._inside(target, element, _style(element))
            case _:
                self._inside(target, element, INLINE.get(name, "span"))

    def _inside(self, target: Element, element: Element, tag: str) -> None:
        """An element of its own; one that means nothing is opened."""
        lang, name = language(element), get(element, "xml:id")
        if tag == "span" and not lang and not name:
            self.fill(target, element)
            return
        made_ = made(tag, lang=lang, id=name)
        self.fill(made_, element)
        target.append(made_)

    def _line(self, target: Element, element: Element) -> None:
        """A line of print ends; only in headings and addresses does that mean anything."""
        parent = element.getparent()
        kind = local(parent) if parent is not None else ""
        if kind in ("l", "address", "titlePart", "salute", "signed", "dateline", "epigraph"):
            target.append(made("br"))
        elif get(element, "break") != "no":
            write(target, " ")

    def _reference(self, target: Element, element: Element) -> None:
        note = self._refer(element)
        if note is not None:
            target.append(note)
            return
        link = made("a", href=get(element, "target"), lang=language(element))
        self.fill(link, element)
        target.append(link)

    def _choice(self, target: Element, element: Element) -> None:
        """Two readings: the one of the original is shown, the other is what is spoken."""
        found = {local(child): child for child in element if local(child)}
        for shown, spoken in (("abbr", "expan"), ("orig", "reg"), ("sic", "corr")):
            if shown in found and spoken in found:
                said = " ".join("".join(found[spoken].itertext()).split())
                written = made("abbr", title=said, lang=language(found[shown]))
                self.fill(written, found[shown])
                if " ".join("".join(written.itertext()).split()) == said or not said:
                    written.attrib.pop("title", None)
                    written.tag = "span"
                target.append(written)
                return
        first = next((child for child in element if local(child)), None)
        if first is not None:
            self.element(target, first)

    def _quoted(self, target: Element, element: Element) -> None:
        """Words in quotation marks, which many texts have beside the markup."""
        words = "".join(element.itertext()).strip()
        before = "".join(target.itertext()).rstrip()[-1:]
        marked = words[:1] in QUOTES or (before and before in QUOTES)
        silent = get(element, "rend").lower() in ("none", "indent", "block")
        marks = ("", "") if marked or silent or not words else ("“", "”")
        write(target, marks[0])
        self._inside(target, element, "span")
        write(target, marks[1])


def _style(element: Element) -> str:
    """What a highlighting is; where it does not say how, it is emphasis."""
    said = f"{get(element, 'rend')} {get(element, 'rendition')} {get(element, 'style')}".lower()
    for word in said.replace("#", " ").replace(":", " ").replace(";", " ").split():
        if word in STYLES:
            return STYLES[word]
    plain = ("smallcaps", "small-caps", "sc", "uppercase", "large", "initial", "dropcap", "center")
    return "span" if any(word in said for word in plain) else "em"
