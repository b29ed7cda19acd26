"""The text of a TEI document as XHTML (TEI P5 Guidelines §§3, 4, 6, 7)."""

from collections.abc import Callable

from audiolib.sources.html_tree import get
from audiolib.sources.tei._drama import speech, stage
from audiolib.sources.tei._groups import figure, list_of, picture, table
from audiolib.sources.tei._inline import Inline, language, local
from audiolib.sources.tei._names import BLOCKS, DIVISIONS, HOLDERS, KINDS, SKIPPED
from audiolib.sources.xhtml import is_blank, made, noteref, pagebreak, write
from audiolib.xml import Element

_DEEPEST = 6


class Mapping:
    """Maps one text; notes stand after the block that first refers to them."""

    def __init__(self, text: Element) -> None:
        self._notes = {
            get(note, "xml:id") or get(note, "id"): note
            for note in text.iter()
            if local(note) == "note"
        }
        self._referred = {
            get(reference, "target").removeprefix("#")
            for reference in text.iter()
            if local(reference) == "ref"
        }
        self._used: set[Element] = set()
        self._waiting: list[Element] = []
        self._count = 0
        self._inline = Inline(self._refer, lambda element: picture(self, element))

    def into(self, text: Element, body: Element) -> None:
        """Put a whole text into the body of a page."""
        for child in text:
            match local(child):
                case "front":
                    self._matter(child, body, "frontmatter")
                case "back":
                    self._matter(child, body, "backmatter")
                case "group":
                    for inner in child:
                        if local(inner) == "text":
                            self.into(inner, body)
                case "":
                    pass
                case _:
                    self.block(child, body, 1, "bodymatter")

    def _matter(self, element: Element, body: Element, matter: str) -> None:
        """Front or back matter; what stands there outside of divisions gets a section."""
        loose: Element | None = None
        for child in element:
            if local(child) in DIVISIONS:
                loose = None
                self.block(child, body, 1, matter)
            elif local(child) == "pb":
                self._page(child, body)
            elif local(child):
                if loose is None:
                    kind = "titlepage" if local(child) == "titlePage" else ""
                    loose = made("section", types=f"{matter} {kind}".strip())
                    body.append(loose)
                self.block(child, loose, 1, matter)

    def _blocks(self, element: Element, into: Element, depth: int, matter: str = "") -> None:
        """All that lies inside an element; runs of loose lines are a stanza."""
        self._loose(element.text, element, into)
        stanza: Element | None = None
        for child in element:
            if local(child) == "l":
                if stanza is None:
                    stanza = made("div", class_="stanza")
                    into.append(stanza)
                self._line(child, stanza)
            else:
                stanza = None
                self.block(child, into, depth, matter)
            self._loose(child.tail, element, into)

    def _loose(self, text: str | None, element: Element, into: Element) -> None:
        """Words between blocks, which no valid document has."""
        if text and text.strip() and local(element) in BLOCKS:
            into.append(made("p", text))

    def block(self, element: Element, into: Element, depth: int, matter: str = "") -> None:
        name = local(element)
        if not name or name in SKIPPED:
            return
        if name in DIVISIONS:
            self._division(element, into, depth, matter)
        elif name == "head":
            self._heading(element, into, depth)
        elif name == "pb":
            self._page(element, into)
        elif name == "milestone":
            self._milestone(element, into)
        elif name == "note":
            self._standing_note(element, into)
        elif name in _WAYS:
            _WAYS[name](self, element, into, depth)
        elif name in HOLDERS:
            holder = made("blockquote") if name in ("epigraph", "floatingText") else into
            self._blocks(element, holder, depth)
            if holder is not into and len(holder):
                into.append(holder)
        else:
            self.paragraph(element, into, depth)
        self.flush(into)

    def _division(self, element: Element, into: Element, depth: int, matter: str) -> None:
        said = (get(element, "type") or get(element, "subtype")).lower()
        kind = KINDS.get(said, "")
        terms = f"{matter} {kind}".strip() if depth == 1 else kind
        section = self.marked("section", element, types=terms)
        self._blocks(element, section, min(depth + 1, _DEEPEST))
        if len(section):
            into.append(section)

    def _heading(self, element: Element, into: Element, depth: int) -> None:
        parent = element.getparent()
        in_division = parent is not None and local(parent) in (*DIVISIONS, "body", "front", "back")
        level = f"h{max(1, depth - 1)}" if in_division else "p"
        heading = self.marked(level, element)
        before = element.getprevious()
        if in_division and before is not None and local(before) == "head":
            heading.tag = "p"  # a heading of several lines: the first names the section
        self.fill(heading, element)
        if not is_blank(heading):
            into.append(heading)

    def fill(self, target: Element, element: Element) -> None:
        """All running text that lies inside an element."""
        self._inline.fill(target, element)

    def paragraph(self, element: Element, into: Element, depth: int) -> None:
        """A paragraph, parted where blocks stand inside it."""
        paragraph = self.marked("p", element)
        write(paragraph, element.text)
        for child in element:
            if local(child) in BLOCKS and local(child) not in ("bibl", "l", "stage", "quote"):
                self._end(paragraph, into)
                self.block(child, into, depth)
                paragraph = made("p", lang=language(element))
            elif local(child) == "quote" and any(local(e) in BLOCKS for e in child):
                self._end(paragraph, into)
                self.quote(child, into, depth)
                paragraph = made("p", lang=language(element))
            else:
                self._inline.element(paragraph, child)
            write(paragraph, child.tail)
        self._end(paragraph, into)

    def _end(self, paragraph: Element, into: Element) -> None:
        if not is_blank(paragraph):
            into.append(paragraph)
            self.flush(into)

    def _page(self, element: Element, into: Element) -> None:
        if label := get(element, "n"):
            into.append(pagebreak(label, get(element, "xml:id")))

    def _milestone(self, element: Element, into: Element) -> None:
        unit = get(element, "unit").lower()
        if unit == "page" and get(element, "n"):
            self._page(element, into)
        elif unit in ("", "section", "unspecified", "subchapter", "absatz", "scene", "stars"):
            into.append(made("hr"))

    def group(self, element: Element, into: Element, depth: int) -> None:
        """A poem, or a stanza of one."""
        inner = any(local(child) == "lg" for child in element)
        group = self.marked("div", element, class_="poem" if inner else "stanza")
        for child in element:
            if local(child) == "l":
                self._line(child, group)
            elif local(child) == "head":
                self._heading(child, into, depth)
            elif local(child) in ("pb", "milestone"):
                self._page(child, into if not len(group) else group)
            elif local(child):
                self.block(child, group if inner else into, depth)
        if len(group):
            into.append(group)

    def _line(self, element: Element, into: Element) -> None:
        line = self.marked("p", element)
        self.fill(line, element)
        if not is_blank(line):
            into.append(line)

    def quote(self, element: Element, into: Element, depth: int) -> None:
        quote = self.marked("blockquote", element)
        if any(local(child) in BLOCKS for child in element):
            self._blocks(element, quote, depth)
        else:
            self.paragraph(element, quote, depth)
        if len(quote):
            into.append(quote)

    # Notes

    def _refer(self, element: Element) -> Element | None:
        """The reference that a note in the text, or a `ref` to a note, is."""
        note = element
        label = get(element, "n")
        if local(element) == "ref":
            target = self._notes.get(get(element, "target").removeprefix("#"))
            if target is None:
                return None
            note, label = target, " ".join("".join(element.itertext()).split())
        self._count += 1
        label = label or str(self._count)
        name = get(note, "xml:id") or get(note, "id") or f"note-{self._count}"
        if note not in self._used:
            self._used.add(note)
            self._waiting.append(self._aside(note, name, label))
        return noteref(name, label)

    def _aside(self, note: Element, name: str, label: str) -> Element:
        end = get(note, "place").lower() in ("end", "back") or _inside(note, "back")
        aside = made("aside", types="endnote" if end else "footnote", id=name, lang=language(note))
        waiting, self._waiting = self._waiting, []
        if any(local(child) in BLOCKS for child in note):
            self._blocks(note, aside, 1)
        else:
            self.fill(aside, note)
        self._waiting = waiting
        _without_label(aside, label)
        return aside

    def _standing_note(self, element: Element, into: Element) -> None:
        """A note that stands for itself; one that was read where it is referred to is done."""
        if element in self._used or get(element, "xml:id") in self._referred:
            return
        self._used.add(element)
        name = get(element, "xml:id") or get(element, "id")
        into.append(self._aside(element, name, get(element, "n")))

    def flush(self, into: Element) -> None:
        for aside in self._waiting:
            if len(aside) or aside.text:
                into.append(aside)
        self._waiting = []

    def marked(self, tag: str, element: Element, **attributes: str) -> Element:
        own = get(element, "xml:id") or get(element, "id")
        return made(tag, id=own, lang=language(element), **attributes)


_WAYS: dict[str, Callable[[Mapping, Element, Element, int], None]] = {
    "lg": Mapping.group,
    "quote": Mapping.quote,
    "cit": Mapping.quote,
    "sp": speech,
    "stage": stage,
    "list": list_of,
    "castList": list_of,
    "table": table,
    "figure": figure,
}


def _inside(element: Element, name: str) -> bool:
    return any(local(ancestor) == name for ancestor in element.iterancestors())


def _without_label(aside: Element, label: str) -> None:
    """A note that repeats its number before its words loses it: the reference has said it."""
    first = aside
    while len(first) and not (first.text or "").strip():
        first = first[0]
    words = (first.text or "").lstrip()
    for start in (label, f"[{label}]", f"({label})", f"{label})", f"{label}."):
        if label and words.startswith(start) and not words[len(start) :][:1].isalnum():
            first.text = words[len(start) :].lstrip(" .)\t\n")
            return
