"""Places that only the navigation of an EPUB knows, written into its documents before reading."""

from collections.abc import Iterable, Iterator

from lxml import etree

from audiolib.sources.epub_navigation import Target
from audiolib.sources.html_inline import page_label
from audiolib.sources.html_tree import anchor, name, text_of, types
from audiolib.sources.outline import folded
from audiolib.xml import Element

_LEAVES = {"p", "div", "blockquote", "td", "li", "center", "span", "section", "header"}
_HEADINGS = {f"h{level}" for level in range(1, 7)}


def with_pages(body: Element, targets: Iterable[Target]) -> None:
    """Make page breaks of what the page list points at, where the document does not say so."""
    by_id = {anchor(e): e for e in reversed(list(body.iter("*"))) if anchor(e)}
    for target in targets:
        element = by_id.get(target.fragment) if target.fragment else body
        if element is None or not target.label or page_label(element) is not None:
            continue
        if not text_of(element) and not len(element) and element is not body:
            element.set("role", "doc-pagebreak")
            element.set("aria-label", target.label)
        elif name(element) not in ("table", "tr", "ul", "ol", "img"):
            _insert(element, "span", role="doc-pagebreak", label=target.label)


def with_headings(body: Element, targets: Iterable[Target]) -> list[str]:
    """Make headings of what the table of contents points at, in a document that has none.

    Gives the labels that stood nowhere in the text, and were put at its beginning.
    """
    if any(name(e) in _HEADINGS or "heading" in types(e) for e in body.iter("*")):
        return []
    leaves = list(_leaves(body))
    added: list[str] = []
    for target in targets:
        wanted = folded(target.label)
        at = _from(leaves, body, target.fragment)
        level = f"h{min(target.depth, 6)}"
        found = next((e for e in leaves[at : at + 3] if folded(text_of(e)) == wanted), None)
        if found is not None:
            found.tag = _qualified(body, level)
        elif wanted and not target.fragment and leaves and not added:
            _insert(body, level, text=target.label)
            added.append(target.label)
    return added


def _leaves(body: Element) -> Iterator[Element]:
    """Blocks that hold words and no blocks."""
    kinds = _LEAVES - {"span"}
    for element in body.iter("*"):
        inner = element.iterdescendants("*")
        if name(element) in kinds and text_of(element) and not any(name(e) in kinds for e in inner):
            yield element


def _from(leaves: list[Element], body: Element, fragment: str) -> int:
    """The first block at or after the element with an id."""
    if not fragment:
        return 0
    order = {element: at for at, element in enumerate(body.iter("*"))}
    start = next((order[e] for e in order if anchor(e) == fragment), None)
    if start is None:
        return len(leaves)
    ancestors = {e for e in order if anchor(e) == fragment for e in e.iterancestors()}
    for at, leaf in enumerate(leaves):
        if order[leaf] >= start or leaf in ancestors:
            return at
    return len(leaves)


def _insert(parent: Element, kind: str, *, text: str = "", role: str = "", label: str = "") -> None:
    """Put an element before everything in another."""
    element = etree.Element(_qualified(parent, kind))
    element.text = text or None
    if role:
        element.set("role", role)
        element.set("aria-label", label)
    element.tail, parent.text = parent.text, None
    parent.insert(0, element)


def _qualified(like: Element, kind: str) -> str:
    namespace = etree.QName(like).namespace
    return f"{{{namespace}}}{kind}" if namespace else kind
