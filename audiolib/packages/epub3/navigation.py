"""The navigation document, and the NCX that readers of EPUB 2 need instead."""

from collections.abc import Iterator, Mapping
from html import escape

from audiolib.packages.accessibility import pages
from audiolib.packages.accessibility_texts import Texts, direction, texts
from audiolib.packages.epub3.layout import Document
from audiolib.packages.epub3.markup import DECLARATION, element
from audiolib.packages.epub3.outline import Entry, entries, outline
from audiolib.packages.epub3.semantics import LANDMARKS
from audiolib.publication import Matter, PageBreak, Publication


class Navigation:
    """Where the headings and pages of a publication are; `places` gives the file of each id."""

    def __init__(
        self,
        publication: Publication,
        documents: tuple[Document, ...],
        places: Mapping[str, str],
        *,
        cover: bool,
    ) -> None:
        self._publication = publication
        self._documents = documents
        self._places = places
        self._cover = cover
        self._outline = outline(publication)
        self._pages = [page for page in pages(publication) if page.phrase in places]

    def nav(self) -> str:
        """`nav.xhtml` (EPUB 3.3 §7)."""
        metadata = self._publication.metadata
        lang, words = metadata.language, texts(metadata.language)
        return (
            f"{DECLARATION}<!DOCTYPE html>\n"
            '<html xmlns="http://www.w3.org/1999/xhtml" '
            'xmlns:epub="http://www.idpf.org/2007/ops" '
            f'lang="{lang}" xml:lang="{lang}" dir="{direction(lang)}">\n<head>\n'
            f'<meta charset="utf-8"/>\n{element("title", metadata.title)}'
            '<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n<body>\n'
            f"{self._toc(words)}{self._page_list(words)}{self._landmarks(words)}"
            "</body>\n</html>\n"
        )

    def ncx(self) -> str:
        """`toc.ncx` (OPF 2.0.1 §2.4.1)."""
        metadata = self._publication.metadata
        listed = list(entries(self._outline))
        order = {
            href: number
            for number, href in enumerate(
                dict.fromkeys([self._href(e) for e in listed] or [self._beginning()]), 1
            )
        }
        points = "".join(self._point(entry, order) for entry in self._outline)
        if not points:
            points = _nav_point("n1", 1, metadata.title, self._beginning(), "")
        depth = max((entry.level for entry in listed), default=1)
        numbers = [int(p.label) for p in self._pages if p.label.isascii() and p.label.isdigit()]
        return (
            f'{DECLARATION}<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" '
            f'xml:lang="{metadata.language}">\n<head>\n'
            + _meta("dtb:uid", metadata.identifier)
            + _meta("dtb:depth", str(depth))
            + _meta("dtb:totalPageCount", str(len(self._pages)))
            + _meta("dtb:maxPageNumber", str(max(numbers, default=0)))
            + f"</head>\n<docTitle>{_text(metadata.title)}</docTitle>\n"
            + "".join(f"<docAuthor>{_text(a)}</docAuthor>\n" for a in metadata.authors)
            + f"<navMap>\n{points}</navMap>\n{self._targets(len(order))}</ncx>\n"
        )

    def _href(self, entry: Entry) -> str:
        name = entry.heading.id or entry.section.id
        return f"text/{self._places[name]}#{name}"

    def _beginning(self) -> str:
        return f"text/{self._documents[0].name}"

    def _toc(self, words: Texts) -> str:
        listed = self._list(self._outline)
        if not listed:
            title = escape(self._publication.metadata.title, quote=False)
            listed = f'<ol>\n<li><a href="{self._beginning()}">{title}</a></li>\n</ol>\n'
        return (
            f'<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="toc-title">\n'
            f'<h1 id="toc-title">{words.contents}</h1>\n{listed}</nav>\n'
        )

    def _list(self, tree: tuple[Entry, ...]) -> str:
        if not tree:
            return ""
        return "<ol>\n" + "".join(self._listed(entry) for entry in tree) + "</ol>\n"

    def _listed(self, entry: Entry) -> str:
        lang = entry.heading.lang
        shown = f' lang="{lang}" xml:lang="{lang}"' if lang else ""
        label = escape(entry.label, quote=False)
        return (
            f'<li><a href="{self._href(entry)}"{shown}>{label}</a>'
            f"{self._list(entry.children)}</li>\n"
        )

    def _page_list(self, words: Texts) -> str:
        if not self._pages:
            return ""
        listed = "".join(
            f'<li><a href="text/{self._places[p.phrase]}#{p.phrase}">'
            f"{escape(p.label, quote=False)}</a></li>\n"
            for p in self._pages
        )
        return (
            '<nav epub:type="page-list" role="doc-pagelist" id="pages" '
            f'aria-labelledby="pages-title">\n<h2 id="pages-title">{words.pages}</h2>\n'
            f"<ol>\n{listed}</ol>\n</nav>\n"
        )

    def _landmarks(self, words: Texts) -> str:
        listed = "".join(
            f'<li><a epub:type="{kind}" href="{href}">{escape(label, quote=False)}</a></li>\n'
            for kind, href, label in self._marks(words)
        )
        return (
            '<nav epub:type="landmarks" id="landmarks" aria-labelledby="landmarks-title">\n'
            f'<h2 id="landmarks-title">{words.landmarks}</h2>\n<ol>\n{listed}</ol>\n</nav>\n'
        )

    def _marks(self, words: Texts) -> Iterator[tuple[str, str, str]]:
        if self._cover:
            yield "cover", "text/cover.xhtml", words.cover
        body = next((d for d in self._documents if d.matter is Matter.BODY), self._documents[0])
        yield "bodymatter", f"text/{body.name}", words.beginning
        told: set[str] = set()
        for entry in entries(self._outline):
            kind = entry.section.kind
            if kind in LANDMARKS and kind not in told:
                told.add(kind)
                yield kind, self._href(entry), entry.label

    def _point(self, entry: Entry, order: Mapping[str, int]) -> str:
        inside = "".join(self._point(child, order) for child in entry.children)
        href = self._href(entry)
        name = f"n{entry.heading.id or entry.section.id}"
        return _nav_point(name, order[href], entry.label, href, inside)

    def _targets(self, points: int) -> str:
        if not self._pages:
            return ""
        listed = "".join(self._target(p, n) for n, p in enumerate(self._pages, points + 1))
        title = texts(self._publication.metadata.language).pages
        return f"<pageList>\n<navLabel>{_text(title)}</navLabel>\n{listed}</pageList>\n"

    def _target(self, page: PageBreak, order: int) -> str:
        number = page.label if page.label.isascii() and page.label.isdigit() else "0"
        kind, value = ("normal", f' value="{int(number)}"') if int(number) else ("special", "")
        return (
            f'<pageTarget id="g{page.phrase}" type="{kind}"{value} playOrder="{order}">'
            f"<navLabel>{_text(page.label)}</navLabel>"
            f'<content src="text/{self._places[page.phrase]}#{page.phrase}"/></pageTarget>\n'
        )


def _nav_point(name: str, order: int, label: str, href: str, inside: str) -> str:
    return (
        f'<navPoint id="{name}" playOrder="{order}"><navLabel>{_text(label)}</navLabel>'
        f'<content src="{href}"/>\n{inside}</navPoint>\n'
    )


def _text(text: str) -> str:
    return f"<text>{escape(text, quote=False)}</text>"


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape(content)}"/>\n'
