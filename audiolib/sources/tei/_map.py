"""The text of a TEI document as XHTML (TEI P5 Guidelines §§3, 4, 6, 7)."""

from collections.abc import Iterable

from audiolib.sources.html_tree import get
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
        self._inline = Inline(self._refer, self._picture)

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
                    self._block(child, body, 1, "bodymatter")

    def _matter(self, element: Element, body: Element, matter: str) -> None:
        """Front or back matter; what stands there outside of divisions gets a section."""
        loose: Element | None = None
        for child in element:
            if local(child) in DIVISIONS:
                loose = None
                self._block(child, body, 1, matter)
            elif local(child) == "pb":
                self._page(child, body)
            elif local(child):
                if loose is None:
                    kind = "titlepage" if local(child) == "titlePage" else ""
                    loose = made("section", types=f"{matter} {kind}".strip())
                    body.append(loose)
                self._block(child, loose, 1, matter)

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
                self._block(child, into, depth, matter)
            self._loose(child.tail, element, into)

    def _loose(self, text: str | None, element: Element, into: Element) -> None:
        """Words between blocks, which no valid document has."""
        if text and text.strip() and local(element) in BLOCKS:
            into.append(made("p", text))

    def _block(self, element: Element, into: Element, depth: int, matter: str = "") -> None:
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
            getattr(self, _WAYS[name])(element, into, depth)
        elif name in HOLDERS:
            holder = made("blockquote") if name in ("epigraph", "floatingText") else into
            self._blocks(element, holder, depth)
            if holder is not into and len(holder):
                into.append(holder)
        else:
            self._paragraph(element, into, depth)
        self._flush(into)

    def _division(self, element: Element, into: Element, depth: int, matter: str) -> None:
        said = (get(element, "type") or get(element, "subtype")).lower()
        kind = KINDS.get(said, "")
        terms = f"{matter} {kind}".strip() if depth == 1 else kind
        section = self._marked("section", element, types=terms)
        self._blocks(element, section, min(depth + 1, _DEEPEST))
        if len(section):
            into.append(section)

    def _heading(self, element: Element, into: Element, depth: int) -> None:
        parent = element.getparent()
        in_division = parent is not None and local(parent) in (*DIVISIONS, "body", "front", "back")
        level = f"h{max(1, depth - 1)}" if in_division else "p"
        heading = self._marked(level, element)
        before = element.getprevious()
        if in_division and before is not None and local(before) == "head":
            heading.tag = "p"  # a heading of several lines: the first names the section
        self._inline.fill(heading, element)
        if not is_blank(heading):
            into.append(heading)

    def _paragraph(self, element: Element, into: Element, depth: int) -> None:
        """A paragraph, parted where blocks stand inside it."""
        paragraph = self._marked("p", element)
        write(paragraph, element.text)
        for child in element:
            if local(child) in BLOCKS and local(child) not in ("bibl", "l", "stage", "quote"):
                self._end(paragraph, into)
                self._block(child, into, depth)
                paragraph = made("p", lang=language(element))
            elif local(child) == "quote" and any(local(e) in BLOCKS for e in child):
                self._end(paragraph, into)
                self._quote(child, into, depth)
                paragraph = made("p", lang=language(element))
            else:
                self._inline.element(paragraph, child)
            write(paragraph, child.tail)
        self._end(paragraph, into)

    def _end(self, paragraph: Element, into: Element) -> None:
        if not is_blank(paragraph):
            into.append(paragraph)
            self._flush(into)

    def _page(self, element: Element, into: Element) -> None:
        if label := get(element, "n"):
            into.append(pagebreak(label, get(element, "xml:id")))

    def _milestone(self, element: Element, into: Element) -> None:
        unit = get(element, "unit").lower()
        if unit == "page" and get(element, "n"):
            self._page(element, into)
        elif unit in ("", "section", "unspecified", "subchapter", "absatz", "scene", "stars"):
            into.append(made("hr"))

    def _group(self, element: Element, into: Element, depth: int) -> None:
        """A poem, or a stanza of one."""
        inner = any(local(child) == "lg" for child in element)
        group = self._marked("div", element, class_="poem" if inner else "stanza")
        for child in element:
            if local(child) == "l":
                self._line(child, group)
            elif local(child) == "head":
                self._heading(child, into, depth)
            elif local(child) in ("pb", "milestone"):
                self._page(child, into if not len(group) else group)
            elif local(child):
                self._block(child, group if inner else into, depth)
        if len(group):
            into.append(group)

    def _line(self, element: Element, into: Element) -> None:
        line = self._marked("p", element)
        self._inline.fill(line, element)
        if not is_blank(line):
            into.append(line)

    def _speech(self, element: Element, into: Element, depth: int) -> None:
        """The name of who speaks begins the first paragraph, as plays in EPUB have it."""
        speaker: Element | None = None
        lines: list[Element] = []

        def end() -> None:
            nonlocal speaker, lines
            if lines or speaker is not None:
                self._said(speaker, lines, into)
            speaker, lines = None, []

        for child in _flat(element):
            name = local(child)
            if name == "speaker":
                speaker = made("span", class_="speaker")
                self._inline.fill(speaker, child)
            elif name == "l":
                lines.append(child)
            elif name in ("p", "ab") and not lines:
                self._said(speaker, [child], into)
                speaker = None
            elif name == "stage" and speaker is not None and not lines:
                write(speaker, " ")
                speaker.append(self._stage_words(child))
            else:
                end()
                self._block(child, into, depth)
        end()

    def _said(self, speaker: Element | None, parts: list[Element], into: Element) -> None:
        verse = any(local(part) == "l" for part in parts)
        paragraph = made("p", class_="verse" if verse else "")
        if speaker is not None:
            paragraph.append(speaker)
            write(paragraph, " ")
        for at, part in enumerate(parts):
            if at:
                paragraph.append(made("br"))
            self._inline.fill(paragraph, part)
        into.append(paragraph)
        self._flush(into)

    def _stage_words(self, element: Element) -> Element:
        words = self._marked("em", element)
        self._inline.fill(words, element)
        return words

    def _stage(self, element: Element, into: Element, depth: int) -> None:
        paragraph = made("p")
        paragraph.append(self._stage_words(element))
        if "".join(paragraph.itertext()).strip():
            into.append(paragraph)

    def _quote(self, element: Element, into: Element, depth: int) -> None:
        quote = self._marked("blockquote", element)
        if any(local(child) in BLOCKS for child in element):
            self._blocks(element, quote, depth)
        else:
            self._paragraph(element, quote, depth)
        if len(quote):
            into.append(quote)

    def _list(self, element: Element, into: Element, depth: int) -> None:
        """A list; labels of its entries are words of theirs."""
        said = f"{get(element, 'type')} {get(element, 'rend')}".lower()
        ordered = any(word in said for word in ("ordered", "number", "enumer"))
        found = self._marked("ol" if ordered else "ul", element)
        label: Element | None = None
        for child in element:
            name = local(child)
            if name == "head":
                self._paragraph(child, into, depth)
            elif name == "label":
                label = child
            elif name in ("item", "castItem", "castGroup", "role"):
                entry = made("li", lang=language(child))
                self._entry(child, entry, label, depth)
                label = None
                found.append(entry)
        if len(found):
            into.append(found)

    def _entry(self, item: Element, entry: Element, label: Element | None, depth: int) -> None:
        if any(local(child) in BLOCKS for child in item):
            if label is not None:
                self._paragraph(label, entry, depth)
            self._paragraph(item, entry, depth)
            return
        if label is not None:
            self._inline.fill(entry, label)
            write(entry, " ")
        self._inline.fill(entry, item)
        self._flush(entry)

    def _table(self, element: Element, into: Element, depth: int) -> None:
        table = self._marked("table", element)
        for child in element:
            if local(child) == "head":
                caption = made("caption")
                self._inline.fill(caption, child)
                table.insert(0, caption)
            elif local(child) == "row":
                row = made("tr")
                head = get(child, "role") == "label"
                for cell in child:
                    if local(cell) == "cell":
                        is_head = head or get(cell, "role") == "label"
                        made_cell = made(
                            "th" if is_head else "td",
                            colspan=get(cell, "cols"),
                            rowspan=get(cell, "rows"),
                        )
                        self._entry(cell, made_cell, None, depth)
                        row.append(made_cell)
                table.append(row)
        into.append(table)

    def _figure(self, element: Element, into: Element, depth: int) -> None:
        into.append(self._picture(element))

    def _picture(self, element: Element) -> Element:
        """A figure with what is said of it."""
        figure = made("figure", id=get(element, "xml:id"))
        said = " ".join(
            " ".join("".join(child.itertext()).split())
            for child in element
            if local(child) == "figDesc"
        )
        graphics = [e for e in element.iter() if local(e) == "graphic"]
        for graphic in graphics[:1]:
            image = made("img", src=get(graphic, "url"), alt=said)
            figure.append(image)
        caption = made("figcaption")
        for child in element:
            if local(child) in ("head", "p", "caption", "ab"):
                self._paragraph(child, caption, 1)
            elif local(child) == "figure":
                figure.append(self._picture(child))
        if said and not graphics:
            caption.append(made("p", said))
        if len(caption):
            figure.append(caption)
        return figure

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
            self._inline.fill(aside, note)
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

    def _flush(self, into: Element) -> None:
        for aside in self._waiting:
            if len(aside) or aside.text:
                into.append(aside)
        self._waiting = []

    def _marked(self, tag: str, element: Element, **attributes: str) -> Element:
        own = get(element, "xml:id") or get(element, "id")
        return made(tag, id=own, lang=language(element), **attributes)


_WAYS = {
    "lg": "_group", "sp": "_speech", "stage": "_stage", "quote": "_quote", "cit": "_quote",
    "list": "_list", "castList": "_list", "table": "_table", "figure": "_figure",
}  # fmt: skip


def _flat(speech: Element) -> Iterable[Element]:
    """What a speech holds, its groups of lines opened."""
    for child in speech:
        if local(child) == "lg" and all(local(line) in ("l", "") for line in child):
            yield from (line for line in child if local(line) == "l")
        elif local(child):
            yield child


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
