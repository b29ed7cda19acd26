"""HTML and XHTML from strangers as one kind of tree, and how to ask its elements."""

import re
from functools import lru_cache
from html.entities import html5

from lxml import etree, html

from audiolib.errors import SourceDamagedError, SourceHostileError, SourceTooLargeError
from audiolib.sources.limits import LIMITS
from audiolib.sources.text import Decoded, decode
from audiolib.xml import Element, parse

_NAMESPACES = {
    "epub": "http://www.idpf.org/2007/ops",
    "ssml": "http://www.w3.org/2001/10/synthesis",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "xlink": "http://www.w3.org/1999/xlink",
}
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]*;)")
_SUBSET = re.compile(rb"(<!DOCTYPE[^\[>]*)\[(.*?)\]\s*>", re.DOTALL)
_GENERAL_ENTITY = re.compile(rb"<!ENTITY\s+[^%\s]")
_XML_ENTITIES = {b"amp;", b"lt;", b"gt;", b"quot;", b"apos;"}


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def name(element: Element) -> str:
    """The element's name without namespace, in lower case; empty for what is no element."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def get(element: Element, attribute: str) -> str:
    """An attribute by the name HTML writes (`epub:type`, `lang`), empty where missing."""
    value = element.get(attribute)
    if value is None and ":" in attribute:
        prefix, _, local = attribute.partition(":")
        value = element.get(f"{{{_NAMESPACES[prefix]}}}{local}")
    return (value or "").strip()


def language(element: Element) -> str:
    """The language that the element itself declares."""
    return get(element, "xml:lang") or get(element, "lang")


def types(element: Element) -> set[str]:
    """What the element says it is: terms of `epub:type`, without prefix, and of DPUB-ARIA roles."""
    found = {term.rpartition(":")[2].lower() for term in get(element, "epub:type").split()}
    for role in get(element, "role").lower().split():
        found.add(role.removeprefix("doc-"))
    return found


def classes(element: Element) -> set[str]:
    """The element's classes, in lower case."""
    return set((element.get("class") or "").lower().split())


def anchor(element: Element) -> str:
    """The id by which others may point at the element."""
    return (
        get(element, "id")
        or get(element, "xml:id")
        or (get(element, "name") if name(element) == "a" else "")
    )


def text_of(element: Element) -> str:
    """All words inside, white space closed up."""
    return " ".join("".join(element.itertext()).split())


def parse_html(content: bytes, file: str, place: str = "") -> Element:
    """The `html` element of a document, however its markup may be broken.

    The encoding is that of its BOM, else the declared one where it holds, else a guess.

    Raises:
        SourceTooLargeError: the document is over the limit.
        SourceHostileError: its elements lie deeper than any honest document's.
        SourceDamagedError: there is no markup in it.
    """
    if len(content) > LIMITS.text:
        raise SourceTooLargeError(file, place, LIMITS.text)
    return parse_html_text(decoded(content).text, file, place)


def decoded(content: bytes) -> Decoded:
    """The text of a document, its encoding told as for `parse_html`."""
    return decode(content, declared=_declared_encoding(content))


def parse_html_text(text: str, file: str, place: str = "") -> Element:
    """As `parse_html`, of text that is decoded already."""
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    # libxml2 reads a text that holds U+0000 only up to there.
    encoded = text.replace("\0", "\ufffd").encode("utf-8", "replace")
    try:
        root = html.document_fromstring(encoded, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise SourceDamagedError(file, place, str(error)) from error
    if any(e.type_name == "ERR_RESOURCE_LIMIT" for e in parser.error_log):
        raise SourceHostileError(file, place, "elements lie too deep inside each other")
    return root


def parse_xhtml(content: bytes, file: str, place: str = "") -> Element:
    """The root of an XHTML document, HTML's own entities understood.

    Raises:
        SourceDamagedError: it is not well-formed.
        SourceHostileError: it declares entities.
    """
    if len(content) > LIMITS.text:
        raise SourceTooLargeError(file, place, LIMITS.text)
    return parse(_ENTITY.sub(_as_character, content), file, place)


def without_parameters(content: bytes) -> bytes:
    """A document without the parameter entities that switch parts of its DTD on, unread."""
    match = _SUBSET.search(content[:65536])
    if match and not _GENERAL_ENTITY.search(match[2]):
        return content[: match.start()] + match[1] + b">" + content[match.end() :]
    return content


def _as_character(match: re.Match[bytes]) -> bytes:
    entity = match[1]
    character = html5.get(entity.decode("ascii"))
    if entity in _XML_ENTITIES or character is None:
        return match[0]
    return "".join(f"&#{ord(c)};" for c in character).encode("ascii")


def _declared_encoding(content: bytes) -> str:
    """The encoding that a document names in its first kilobytes (HTML §13.2.3.2), or nothing."""
    head = content[:4096].lower()
    match = re.search(rb"""(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.\-]+)""", head)
    return match[1].decode("ascii") if match else ""
