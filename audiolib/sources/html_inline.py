"""Running text of HTML: words with their marks, page breaks, note references, small pictures."""

from dataclasses import dataclass, field

from audiolib.findings import Severity
from audiolib.publication import Figure, MarkKind, Note, NoteKind, PageBreak, Paragraph
from audiolib.sources.html_document import Document, same_language
from audiolib.sources.html_tree import anchor, classes, get, language, name, text_of, types
from audiolib.sources.inline import Run
from audiolib.sources.limits import LIMITS
from audiolib.xml import Element
from tts.lexicon import xsampa

_KINDS = {
    "em": MarkKind.EMPHASIS,
    "i": MarkKind.EMPHASIS,
    "cite": MarkKind.EMPHASIS,
    "dfn": MarkKind.EMPHASIS,
    "var": MarkKind.EMPHASIS,
    "u": MarkKind.EMPHASIS,
    "strong": MarkKind.STRONG,
    "b": MarkKind.STRONG,
    "sub": MarkKind.SUBSCRIPT,
    "sup": MarkKind.SUPERSCRIPT,
    "code": MarkKind.CODE,
    "kbd": MarkKind.CODE,
    "samp": MarkKind.CODE,
    "tt": MarkKind.CODE,
}
SKIPPED = {
    *("script", "style", "template", "head", "noscript", "nav", "button", "input", "select"),
    *("textarea", "iframe", "object", "embed", "canvas", "map", "audio", "video", "link", "meta"),
    *("title", "col", "colgroup", "datalist", "dialog", "form-control", "rp", "rt"),
}
_PAGE_CLASSES = {"pagenum", "pageno", "pagenumber", "page-number", "pagebreak", "page-break"}


@dataclass(slots=True)
class Inline:
    """Gathers the running text of one block; pictures wait in `figures` until it ends."""

    document: Document
    lang: str = ""
    keep_lines: bool = False
    run: Run = field(default_factory=Run)
    figures: list[Figure | Note] = field(default_factory=list)
    depth: int = 0

    def children(self, element: Element) -> None:
        """Gather all that lies inside an element."""
        self.text(element.text)
        for child in element:
            self.element(child)
            self.text(child.tail)

    def text(self, text: str | None) -> None:
        if text:
            self.run.add(text, keep_lines=self.keep_lines)

    def element(self, element: Element) -> None:
        """Gather one element, without what follows it."""
        kind = name(element)
        if not kind:
            if element.text and element.tag is not None and "&" in element.text:
                self.text(element.text)  # an entity that nobody declared, as it is written
            return
        if is_skipped(element):
            return
        label = page_label(element)
        if label is not None:
            self.page(element, label)
            return
        self.run.alias(*self._aliases(element))
        if self.depth >= LIMITS.depth:
            self.text("".join(element.itertext()))
        elif kind == "br":
            self.run.line()
        elif kind == "wbr" or element in self.document.backlinks:
            return
        elif kind in ("img", "image"):
            self._picture(element)
        elif kind == "svg":
            self.text(_svg_name(element))
        elif kind == "math":
            self._math(element)
        else:
            self._marked(element, kind)

    def page(self, element: Element, label: str) -> None:
        """A page of print begins here."""
        aliases = tuple(self._aliases(element))
        self.run.page(PageBreak(label=label, aliases=aliases))

    def _aliases(self, element: Element) -> list[str]:
        own = anchor(element)
        return [self.document.alias(own)] if own else []

    def _marked(self, element: Element, kind: str) -> None:
        """An element that may mean several things at once, marked from the outside in."""
        document, run = self.document, self.run
        begun: list[tuple[list[int], MarkKind, dict[str, str | None]]] = []
        lang = document.language(element, self.lang)
        here, around = lang or document.lang, self.lang or document.lang
        if language(element) and here and not same_language(here, around):
            begun.append((run.begin(), MarkKind.LANGUAGE, {"lang": here}))
        if element in document.references:
            target = document.target(get(element, "href"))
            if target:
                begun.append((run.begin(), MarkKind.NOTEREF, {"href": target}))
        elif kind == "a" and (href := get(element, "href")):
            target = document.target(href)
            if target:
                begun.append((run.begin(), MarkKind.LINK, {"href": target}))
        if phonemes := _ipa(element, document):
            begun.append((run.begin(), MarkKind.PHONEME, {"value": phonemes}))
        if kind in ("abbr", "acronym"):
            said = get(element, "title")
            meaning = MarkKind.ALIAS if said else MarkKind.ABBREVIATION
            begun.append((run.begin(), meaning, {"value": said or None}))
        elif kind in _KINDS:
            begun.append((run.begin(), _KINDS[kind], {}))
        outer, self.lang, self.depth = self.lang, lang, self.depth + 1
        if kind == "q":
            self.text("“")
        self.children(element)
        if kind == "q":
            self.text("”")
        self.lang, self.depth = outer, self.depth - 1
        for start, meaning, facts in reversed(begun):
            run.end(start, meaning, **facts)

    def _picture(self, element: Element) -> None:
        """A picture in running text: a letter or sign as its alt text, else a figure after it."""
        alt = " ".join(get(element, "alt").split())
        if alt and len(alt) <= 2:
            self.text(alt)  # an ornamented initial, or a sign there is no letter for
            return
        if not alt and element.get("alt") is not None and self.run.length:
            return  # declared to be decoration, amid words
        figure = picture(element, self.document, self.lang)
        if figure is not None:
            self.figures.append(figure)

    def _math(self, element: Element) -> None:
        """A formula by its alternative text; without one, its signs and a finding."""
        said = _formula(element)
        if not said:
            said = text_of(element)
            self.document.find("html-math-no-text", Severity.WARNING, element, text=said[:80])
        if said:
            start = self.run.begin()
            self.text(f" {said} ")
            self.run.end(start, MarkKind.MATH)


def picture(element: Element, document: Document, lang: str) -> Figure | Note | None:
    """The figure of an `img`, its bytes kept; only its description where the picture is missing."""
    source = get(element, "src") or get(element, "xlink:href") or get(element, "href")
    resource = document.picture(source) if source else None
    alt = element.get("alt")
    words = " ".join((alt or get(element, "aria-label") or "").split())
    decoration = alt is not None or "presentation" in types(element)
    if not words and not decoration:
        document.find("html-no-alt", Severity.WARNING, element, image=source[:120])
    own = anchor(element)
    aliases = (document.alias(own),) if own else ()
    described = Paragraph(text=words, lang=lang or None) if words else None
    if resource is not None:
        return Figure(href=resource.href, alt=described, aliases=aliases)
    if described is None:
        return None
    return Note(kind=NoteKind.PRODUCER, blocks=(described,), aliases=aliases)


def is_skipped(element: Element) -> bool:
    """Whether nothing inside is for readers: code, controls, what the author has hidden."""
    kind = name(element)
    style = "".join(get(element, "style").lower().split())
    return (
        kind in SKIPPED
        or element.get("hidden") is not None
        or "display:none" in style
        or (get(element, "aria-hidden").lower() == "true" and kind != "img" and not anchor(element))
    )


def page_label(element: Element) -> str | None:
    """The number of the print page that begins at an element; None where none does."""
    if "pagebreak" in types(element) or (classes(element) & _PAGE_CLASSES and name(element) != "p"):
        said = get(element, "title") or get(element, "aria-label") or text_of(element)
        words = said.strip("[]{}()-–. ").split()
        number = words[-1].rstrip(".") if words and words[0].lower() in _PAGE_WORDS else said
        number = number.strip("[]{}()-–. ")
        return number if number and len(number) <= 20 else None
    return None


_PAGE_WORDS = {"page", "p", "p.", "pg", "pg.", "trang", "tr", "tr.", "стор", "стор.", "стр", "стр."}
_PAGE_WORDS |= {"сторінка", "страница", "с.", "صفحه", "ص"}


def _formula(element: Element) -> str:
    said = get(element, "alttext") or get(element, "aria-label")
    if not said:
        for inner in element.iter():
            if name(inner) == "annotation" and "tex" not in get(inner, "encoding").lower():
                return text_of(inner)
    return " ".join(said.split())


def _svg_name(element: Element) -> str:
    """The name of a drawing in the text (SVG 2 §5.7), where it has one."""
    said = get(element, "aria-label")
    titles = (text_of(child) for child in element if name(child) == "title")
    return said or next(titles, "")


def _ipa(element: Element, document: Document) -> str:
    """The phonemes that SSML attributes give, in IPA or X-SAMPA (EPUB TTS 1.0 §2.1), as IPA."""
    phonemes = get(element, "ssml:ph")
    nearest: Element | None = element if phonemes else None
    while nearest is not None:
        if alphabet := get(nearest, "ssml:alphabet"):
            if alphabet.lower() == "x-sampa":
                phonemes, _odd = xsampa.ipa(phonemes)
            elif alphabet.lower() != "ipa":
                phonemes = ""
            if not phonemes:
                document.find("html-phoneme-alphabet", Severity.NOTE, element, alphabet=alphabet)
            break
        nearest = nearest.getparent()
    return phonemes
