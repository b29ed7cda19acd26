"""XML from strangers: parsed without entities, network or external DTD, within a depth and size.

Every XML file that Audiolib reads comes through here.
"""

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from lxml import etree

from audiolib.errors import SourceDamagedError, SourceHostileError

Element = etree._Element
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "huge_tree": False,
    "remove_pis": True,
}
_ENTITIES = "the document declares entities"
_CHUNK = 1 << 16


def parse(content: bytes, file: str, place: str = "") -> Element:
    """The root element of a document; text that entities stand for is refused, not expanded.

    The five entities of XML itself and character references are read as ever. A DOCTYPE without
    an internal subset is allowed, since most DAISY and EPUB files carry one.

    Raises:
        SourceDamagedError: the document is not well-formed.
        SourceHostileError: it declares entities.
    """
    try:
        root: Element = etree.fromstring(content, etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as error:
        raise SourceDamagedError(file, place, str(error)) from error
    _make_sure_of_entities(root, file, place)
    return root


def walk(
    content: BinaryIO,
    file: str,
    most: int,
    tags: tuple[str, ...] | None = None,
    kept: Callable[[Element], bool] = lambda _element: False,
) -> Iterator[Element]:
    """The elements of a document as they end, each forgotten after it was given.

    The document is read while it is walked, so that it may be as long as it likes.

    Args:
        content: The document.
        file: What errors call it.
        most: Bytes that may come without something that can be forgotten.
        tags: Of the elements that are given; all where None.
        kept: Whether an element is to stay till the one around it ends.

    Raises:
        SourceDamagedError: the document is not well-formed.
        SourceHostileError: it declares entities, or an element has too many bytes.
    """
    parser = etree.XMLPullParser(events=("end",), tag=tags, **_SAFE)
    since, is_begun = 0, False
    while True:
        chunk = content.read(_CHUNK)
        try:
            if chunk:
                parser.feed(chunk)
            else:
                parser.close()
        except etree.XMLSyntaxError as error:
            raise SourceDamagedError(file, "", str(error)) from error
        if not is_begun and b"<!ENTITY" in chunk.replace(b"\0", b""):
            raise SourceHostileError(file, "", _ENTITIES)
        since += len(chunk)
        for _event, element in parser.read_events():
            if not is_begun:
                _make_sure_of_entities(element, file, "")
                is_begun = True
            if isinstance(element.tag, str):
                yield element
                if not kept(element):
                    _forget(element, kept)
                    since = 0
        if not chunk:
            return
        if since > most:
            raise SourceHostileError(file, "", f"more than {most} bytes in one record")


def _forget(element: Element, kept: Callable[[Element], bool]) -> None:
    """Empty an element that has ended, and take out what stands before it and around it."""
    element.clear()
    for node in (element, *element.iterancestors()):
        before, parent = node.getprevious(), node.getparent()
        if before is not None and parent is not None and not kept(before):
            parent.remove(before)


def _make_sure_of_entities(element: Element, file: str, place: str) -> None:
    subset = element.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise SourceHostileError(file, place, _ENTITIES)
