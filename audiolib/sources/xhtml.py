"""XHTML that other vocabularies are turned into: the EPUB content profile, which we read anyway."""

from lxml import etree

from audiolib.xml import Element

_EPUB = "{http://www.idpf.org/2007/ops}type"


def made(name: str, text: str = "", /, **attributes: str) -> Element:
    """An element; `types` is its `epub:type`, `class_` and `lang` as their names say."""
    element = etree.Element(name)
    element.text = text or None
    for key, value in attributes.items():
        if value:
            element.set(_EPUB if key == "types" else key.rstrip("_"), value)
    return element


def page() -> tuple[Element, Element]:
    """An empty page and its body."""
    root = made("html")
    body = made("body")
    root.append(body)
    return root, body


def write(element: Element, text: str | None) -> None:
    """Add characters after whatever an element holds."""
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def is_blank(element: Element) -> bool:
    """Whether there is nothing in an element: no words, no picture, no page, no name of a place."""
    return not len(element) and not (element.text or "").strip()


def noteref(target: str, label: str) -> Element:
    """A reference to a note."""
    return made("a", label, types="noteref", href=f"#{target}")


def pagebreak(label: str, name: str = "") -> Element:
    """A page of print begins here."""
    return made("span", types="pagebreak", title=label, id=name)
