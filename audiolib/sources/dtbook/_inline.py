"""The running text of DTBook: emphasis, languages, references, page numbers."""

from dataclasses import dataclass, field

from audiolib.findings import Severity
from audiolib.publication import MarkKind, PageBreak
from audiolib.sources.dtbook._context import Context
from audiolib.sources.html_document import same_language
from audiolib.sources.html_tree import get, language, name, text_of
from audiolib.sources.inline import Run
from audiolib.sources.limits import LIMITS
from audiolib.xml import Element

KINDS = {
    "em": MarkKind.EMPHASIS,
    "dfn": MarkKind.EMPHASIS,
    "strong": MarkKind.STRONG,
    "sub": MarkKind.SUBSCRIPT,
    "sup": MarkKind.SUPERSCRIPT,
    "code": MarkKind.CODE,
    "kbd": MarkKind.CODE,
    "samp": MarkKind.CODE,
}
INLINE = {
    *KINDS,
    *("abbr", "acronym", "a", "cite", "q", "span", "bdo", "sent", "w", "linenum", "noteref"),
    *("annoref", "br", "pagenum", "math", "lic"),
}


@dataclass(slots=True)
class Inline:
    """Gathers the words of one block."""

    context: Context
    lang: str = ""
    run: Run = field(default_factory=Run)
    depth: int = 0

    def text(self, text: str | None) -> None:
        if text:
            self.run.add(text)

    def children(self, element: Element) -> None:
        self.text(element.text)
        for child in element:
            self.element(child)
            self.text(child.tail)

    def element(self, element: Element) -> None:
        """Gather one element, without what follows it."""
        kind = name(element)
        if not kind:
            return
        if kind == "pagenum":
            if label := text_of(element):
                self.run.page(PageBreak(label=label, aliases=_names(element)))
            return
        if kind != "w":
            # Words have ids too, tens of thousands of them, at which nothing ever points.
            self.run.alias(*_names(element))
        if kind == "br":
            self.run.line()
        elif kind == "linenum":
            self.context.line_numbers += 1
        elif kind == "math":
            self._math(element)
        elif self.depth >= LIMITS.depth:
            self.text("".join(element.itertext()))
        else:
            self._marked(element, kind)

    def _marked(self, element: Element, kind: str) -> None:
        """An element that may mean several things at once, marked from the outside in."""
        run, context = self.run, self.context
        begun: list[tuple[list[int], MarkKind, dict[str, str | None]]] = []
        lang = context.language(element, self.lang)
        here, around = lang or context.lang, self.lang or context.lang
        if language(element) and here and not same_language(here, around):
            begun.append((run.begin(), MarkKind.LANGUAGE, {"lang": here}))
        if kind in ("noteref", "annoref"):
            if target := get(element, "idref").lstrip("#"):
                begun.append((run.begin(), MarkKind.NOTEREF, {"href": f"#{target}"}))
        elif kind == "a":
            if target := _target(element):
                begun.append((run.begin(), MarkKind.LINK, {"href": target}))
        elif kind in ("abbr", "acronym"):
            said = get(element, "title")
            meaning = MarkKind.ALIAS if said else MarkKind.ABBREVIATION
            begun.append((run.begin(), meaning, {"value": said or None}))
        elif kind in KINDS:
            begun.append((run.begin(), KINDS[kind], {}))
        outer, self.lang, self.depth = self.lang, lang, self.depth + 1
        self.children(element)
        self.lang, self.depth = outer, self.depth - 1
        for start, meaning, facts in reversed(begun):
            run.end(start, meaning, **facts)

    def _math(self, element: Element) -> None:
        """A formula by its alternative text; without one, its signs and a finding."""
        said = " ".join(get(element, "alttext").split())
        if not said:
            said = text_of(element)
            self.context.find("math-no-text", Severity.WARNING, element, text=said[:80])
        if said:
            start = self.run.begin()
            self.text(f" {said} ")
            self.run.end(start, MarkKind.MATH)


def _names(element: Element) -> tuple[str, ...]:
    own = get(element, "id")
    return (own,) if own else ()


def _target(element: Element) -> str:
    """Where a link leads: another place of the book, or the web."""
    href = get(element, "href")
    web = href.lower().startswith(("http://", "https://", "mailto:", "tel:"))
    return href if web or (href.startswith("#") and len(href) > 1) else ""
