"""The bodies of a FictionBook as XHTML (FictionBook 2.1 schema)."""

from audiolib.sources.html_tree import get
from audiolib.sources.xhtml import is_blank, made, noteref, write
from audiolib.xml import Element

_INLINE = {
    "emphasis": "em", "strong": "strong", "strikethrough": "span", "sub": "sub", "sup": "sup",
    "code": "code", "style": "span",
}  # fmt: skip
_DEEPEST = 6
_NOTES = ("notes", "comments", "footnotes")


def local(element: Element) -> str:
    """The name of an element, whatever its namespace; empty for what is none."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


class Mapping:
    """Maps one book; `pictures` are `data:` addresses by the ids of its binaries."""

    def __init__(self, root: Element, pictures: dict[str, str]) -> None:
        self._pictures = pictures
        bodies = [child for child in root if local(child) == "body"]
        self._texts = [b for b in bodies if get(b, "name").lower() not in _NOTES]
        self._notes = {
            get(section, "id"): section
            for body in bodies
            if body not in self._texts
            for section in body.iter()
            if local(section) == "section" and get(section, "id")
        }
        self._annexes = [b for b in bodies if b not in self._texts]
        self._used: set[str] = set()
        self._waiting: list[Element] = []

    def into(self, page: Element) -> None:
        """Put the whole book into the body of a page."""
        for body in self._texts or self._annexes:
            named = [child for child in body if local(child) == "title"]
            self._section(body, page, 1 if named else 0)
        if self._texts:
            self._left_notes(page)

    def _left_notes(self, page: Element) -> None:
        """Notes that nothing refers to, lest they be lost."""
        left = [key for key in self._notes if key not in self._used]
        if left:
            section = made("section", types="endnotes")
            for key in left:
                section.append(self._aside(key, ""))
            page.append(section)

    def _section(self, element: Element, into: Element, depth: int) -> None:
        for child in element:
            match local(child):
                case "":
                    continue
                case "title":
                    self._title(child, into, depth)
                case "section":
                    section = made("section", id=get(child, "id"), lang=get(child, "xml:lang"))
                    self._section(child, section, min(depth + 1, _DEEPEST))
                    if len(section):
                        into.append(section)
                case _:
                    self._block(child, into)

    def _title(self, element: Element, into: Element, depth: int) -> None:
        """A title, its lines run together as one heading."""
        heading = made(f"h{max(1, depth)}" if depth else "p", id=get(element, "id"))
        for child in element:
            if local(child) == "p":
                if not is_blank(heading):
                    last = "".join(heading.itertext()).rstrip()[-1:]
                    write(heading, " " if last in ".!?…:—–," else ". ")
                self._fill(heading, child)
        if not is_blank(heading):
            into.append(heading)
        self._flush(into)

    def _block(self, element: Element, into: Element) -> None:
        match local(element):
            case "p":
                self._paragraph("p", element, into)
            case "subtitle":
                words = " ".join("".join(element.itertext()).split())
                if words and not any(c.isalnum() for c in words):
                    into.append(made("hr"))
                else:
                    paragraph = made("p", id=get(element, "id"))
                    strong = made("strong")
                    self._fill(strong, element)
                    paragraph.append(strong)
                    into.append(paragraph)
            case "empty-line":
                before = into[-1] if len(into) else None
                if before is not None and before.tag == "p":
                    into.append(made("hr"))
            case "image":
                self._image(element, into)
            case "poem":
                self._poem(element, into)
            case "cite" | "epigraph" | "annotation":
                self._quote(element, into)
            case "table":
                self._table(element, into)
            case "text-author" | "date":
                self._paragraph("p", element, into)
        self._flush(into)

    def _paragraph(self, tag: str, element: Element, into: Element) -> None:
        paragraph = made(tag, id=get(element, "id"), lang=get(element, "xml:lang"))
        self._fill(paragraph, element)
        if not is_blank(paragraph):
            into.append(paragraph)

    def _quote(self, element: Element, into: Element) -> None:
        quote = made("blockquote", id=get(element, "id"), lang=get(element, "xml:lang"))
        for child in element:
            if local(child):
                self._block(child, quote)
        if len(quote):
            into.append(quote)

    def _poem(self, element: Element, into: Element) -> None:
        for child in element:
            match local(child):
                case "stanza":
                    self._stanza(child, into)
                case "title" | "subtitle":
                    self._title(child, into, 0)
                case "v":
                    self._stanza(element, into)
                    return
                case "":
                    pass
                case _:
                    self._block(child, into)

    def _stanza(self, element: Element, into: Element) -> None:
        stanza = made("div", class_="stanza", lang=get(element, "xml:lang"))
        for child in element:
            if local(child) == "v":
                line = made("p", id=get(child, "id"))
                self._fill(line, child)
                stanza.append(line)
            elif local(child) in ("title", "subtitle"):
                self._title(child, into, 0)
        if len(stanza):
            into.append(stanza)
            self._flush(into)

    def _table(self, element: Element, into: Element) -> None:
        table = made("table", id=get(element, "id"))
        for row in element:
            if local(row) != "tr":
                continue
            made_row = made("tr")
            for cell in row:
                if local(cell) in ("td", "th"):
                    spans = {key: get(cell, key) for key in ("colspan", "rowspan")}
                    made_cell = made(local(cell), **spans)
                    self._fill(made_cell, cell)
                    made_row.append(made_cell)
            table.append(made_row)
        into.append(table)

    def _image(self, element: Element, into: Element) -> None:
        source = self._pictures.get(_target(element), "")
        said = get(element, "alt") or get(element, "title")
        if source or said:
            figure = made("figure", id=get(element, "id"))
            image = made("img", src=source or f"#{_target(element)}")
            if said:
                image.set("alt", said)
            figure.append(image)
            into.append(figure)

    def _fill(self, target: Element, element: Element) -> None:
        write(target, element.text)
        for child in element:
            self._inline(target, child)
            write(target, child.tail)

    def _inline(self, target: Element, element: Element) -> None:
        name = local(element)
        if name == "a":
            self._link(target, element)
        elif name == "image":
            self._image(element, target)
        elif name in ("p", "v", "text-author"):
            if target.text or len(target):
                target.append(made("br"))
            self._fill(target, element)
        elif name:
            inner = made(_INLINE.get(name, "span"), lang=get(element, "xml:lang"))
            self._fill(inner, element)
            target.append(inner)

    def _link(self, target: Element, element: Element) -> None:
        """A link; one into the body of notes is a reference, whatever its type says."""
        key = _target(element)
        label = " ".join("".join(element.itertext()).split())
        if key in self._notes:
            if key not in self._used:
                self._used.add(key)
                self._waiting.append(self._aside(key, label))
            target.append(noteref(key, label.strip("[]{}()") or "*"))
            return
        link = made("a", href=_href(element))
        self._fill(link, element)
        target.append(link)

    def _aside(self, key: str, label: str) -> Element:
        """A note; a title that only repeats its number is left out."""
        self._used.add(key)
        section = self._notes[key]
        aside = made("aside", types="footnote", id=key, lang=get(section, "xml:lang"))
        waiting, self._waiting = self._waiting, []
        for child in section:
            if local(child) == "title":
                words = " ".join("".join(child.itertext()).split())
                if not (words.strip("[](). ").isdecimal() or words.strip("[]() ") == label):
                    self._title(child, aside, 0)
            elif local(child) == "section":
                self._section(child, aside, _DEEPEST)
            elif local(child):
                self._block(child, aside)
        self._waiting = waiting
        return aside

    def _flush(self, into: Element) -> None:
        for aside in self._waiting:
            if len(aside):
                into.append(aside)
        self._waiting = []


def _href(element: Element) -> str:
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2].rpartition(":")[2].lower() == "href":
            return str(value).strip()
    return ""


def _target(element: Element) -> str:
    return _href(element).removeprefix("#")
