"""Text with its phrases, marks and page breaks as inline markup."""

from audiolib.content import LineNode, MarkNode, Node, PageNode, PhraseNode, nodes
from audiolib.publication import Mark, MarkKind, PageBreak, Text
from audiolib.stored.markup import Attributes, escape, join, start
from audiolib.stored.names import ANCHORS, MARK_TAGS


def inline(text: Text) -> str:
    """The content of the element that holds the text.

    Raises:
        ValueError: its ranges cross, or leave it.
    """
    return _Inline().nodes(nodes(text), linked=False)


def page(page: PageBreak, name: str) -> str:
    """A page break, as an element of the given name."""
    return start(name, _page_attributes(page)) + f"</{name}>"


def _page_attributes(page: PageBreak) -> Attributes:
    yield "id", page.phrase or None
    yield "epub:type", "pagebreak"
    yield "role", "doc-pagebreak"
    yield "aria-label", page.label
    yield "data-alias", join(page.aliases)


def languages(lang: str | None) -> Attributes:
    """The language, as HTML and as XML name it."""
    yield "lang", lang
    yield "xml:lang", lang


class _Inline:
    def __init__(self) -> None:
        self._parts: dict[Mark, int] = {}

    def nodes(self, nodes: tuple[Node, ...], linked: bool) -> str:
        return "".join(self._node(node, linked) for node in nodes)

    def _node(self, node: Node, linked: bool) -> str:
        match node:
            case str():
                return escape(node)
            case PhraseNode(phrase=phrase):
                generated = "generated" if phrase.origin == "generated" else None
                attributes = [
                    ("class", "sent"),
                    ("id", phrase.id or None),
                    ("data-origin", generated),
                ]
                return f"{start('span', attributes)}{self.nodes(node.children, linked)}</span>"
            case MarkNode():
                return self._mark(node, linked)
            case LineNode():
                line = self.nodes(node.children, linked)
                return f'<span class="line">{line}</span><br/>\n'
            case PageNode():
                return page(node.page, "span")

    def _mark(self, node: MarkNode, linked: bool) -> str:
        mark = node.mark
        anchor = mark.kind in ANCHORS and not linked
        name = "a" if anchor else MARK_TAGS.get(mark.kind, "span")
        content = self.nodes(node.children, linked or anchor)
        return f"{start(name, self._attributes(node, name))}{content}</{name}>"

    def _attributes(self, node: MarkNode, name: str) -> Attributes:
        """An `a` may not lie in another one, so that the inner one is a span."""
        mark = node.mark
        yield "class", mark.kind.value if name == "span" else None
        yield "id", mark.id if node.first else None
        if mark.kind is MarkKind.NOTEREF:
            yield "epub:type", "noteref"
            yield "role", "doc-noteref"
        yield "href" if name == "a" else "data-href", mark.href
        yield "title" if name == "abbr" else "data-value", mark.value
        yield from languages(mark.lang)
        if not (node.first and node.last):
            yield "data-part", str(self._parts.setdefault(mark, len(self._parts) + 1))
