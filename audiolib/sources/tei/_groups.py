"""Lists, tables and figures of TEI (TEI P5 Guidelines §§3.8, 14)."""

from audiolib.sources.html_tree import get
from audiolib.sources.tei._inline import Maps, language, local
from audiolib.sources.tei._names import BLOCKS
from audiolib.sources.xhtml import made, write
from audiolib.xml import Element


def list_of(maps: Maps, element: Element, into: Element, depth: int) -> None:
    """A list; labels of its entries are words of theirs."""
    said = f"{get(element, 'type')} {get(element, 'rend')}".lower()
    ordered = any(word in said for word in ("ordered", "number", "enumer"))
    found = maps.marked("ol" if ordered else "ul", element)
    label: Element | None = None
    for child in element:
        name = local(child)
        if name == "head":
            maps.paragraph(child, into, depth)
        elif name == "label":
            label = child
        elif name in ("item", "castItem", "castGroup", "role"):
            entry = made("li", lang=language(child))
            _entry(maps, child, entry, label, depth)
            label = None
            found.append(entry)
    if len(found):
        into.append(found)


def _entry(maps: Maps, item: Element, entry: Element, label: Element | None, depth: int) -> None:
    if any(local(child) in BLOCKS for child in item):
        if label is not None:
            maps.paragraph(label, entry, depth)
        maps.paragraph(item, entry, depth)
        return
    if label is not None:
        maps.fill(entry, label)
        write(entry, " ")
    maps.fill(entry, item)
    maps.flush(entry)


def table(maps: Maps, element: Element, into: Element, depth: int) -> None:
    """A table with its heading as caption."""
    found = maps.marked("table", element)
    for child in element:
        if local(child) == "head":
            caption = made("caption")
            maps.fill(caption, child)
            found.insert(0, caption)
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
                    _entry(maps, cell, made_cell, None, depth)
                    row.append(made_cell)
            found.append(row)
    into.append(found)


def figure(maps: Maps, element: Element, into: Element, depth: int) -> None:
    """A figure that stands as a block."""
    into.append(picture(maps, element))


def picture(maps: Maps, element: Element) -> Element:
    """A figure with what is said of it."""
    found = made("figure", id=get(element, "xml:id"))
    said = " ".join(
        " ".join("".join(child.itertext()).split())
        for child in element
        if local(child) == "figDesc"
    )
    graphics = [e for e in element.iter() if local(e) == "graphic"]
    for graphic in graphics[:1]:
        image = made("img", src=get(graphic, "url"), alt=said)
        found.append(image)
    caption = made("figcaption")
    for child in element:
        if local(child) in ("head", "p", "caption", "ab"):
            maps.paragraph(child, caption, 1)
        elif local(child) == "figure":
            found.append(picture(maps, child))
    if said and not graphics:
        caption.append(made("p", said))
    if len(caption):
        found.append(caption)
    return found
