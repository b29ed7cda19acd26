"""HTML pages: their headings as sections, everything else as blocks, their head as metadata."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from audiolib.errors import SourceEmptyError, SourceHostileError
from audiolib.findings import Finding
from audiolib.publication import Contributor, Metadata, Publication, Resource, texts
from audiolib.sources import Keep, Reading, gutenberg
from audiolib.sources.contents import tidied
from audiolib.sources.files import beside, bytes_of
from audiolib.sources.healing import converted_fonts, of_legacy
from audiolib.sources.html_blocks import Blocks
from audiolib.sources.html_document import Document
from audiolib.sources.html_fonts import settle
from audiolib.sources.html_tree import (
    classes,
    decoded,
    get,
    language,
    name,
    parse_html_text,
    text_of,
)
from audiolib.sources.legacy import Ledger
from audiolib.sources.limits import LIMITS
from audiolib.sources.outline import Outline
from audiolib.sources.pictures import Pictures
from audiolib.sources.txt import doubts
from audiolib.xml import Element

_ROLES = {"author": "aut", "creator": "aut", "translator": "trl", "contributor": "ctb"}


def read_html(path: Path, keep: Keep) -> Reading:
    """A draft of a page of HTML or XHTML, however broken its markup."""
    text = decoded(bytes_of(path, LIMITS.text))
    root = parse_html_text(text.text, str(path))
    return draft(root, path, keep, findings=doubts(text, path.name))


def draft(
    root: Element,
    path: Path,
    keep: Keep,
    metadata: Metadata | None = None,
    findings: Iterable[Finding] = (),
) -> Reading:
    """A draft of a parsed page; `metadata` where it stands elsewhere, as before Markdown.

    Raises:
        SourceEmptyError: nothing in it could be read aloud.
        SourceTooLargeError: a table or picture is over its limit.
    """
    kept: list[Resource] = []

    def remember(named: str, kind: str, content: bytes) -> Resource:
        kept.append(keep(named, kind, content))
        return kept[-1]

    pictures = Pictures(str(path), path.name, remember, lambda named: beside(path, named))
    document = Document(
        place=path.name,
        picture=pictures,
        alias=lambda own: own,
        target=_target,
        lang=declared_language(root),
    )
    ledger = Ledger()
    settle(root, ledger)
    described = of_legacy(metadata or head(root), ledger)
    body = next((e for e in root.iter() if name(e) == "body"), root)
    framed = _unframe(body)
    outline = Outline()
    document.look_for_notes(body)
    blocks = Blocks(document, str(path))
    try:
        blocks.flow(body, outline)
    except RecursionError as error:
        raise SourceHostileError(str(path), reason="nested too deep") from error
    if framed:
        described = _merged(gutenberg.described(framed), described)
    described = replace(described, language=described.language or document.lang)
    sections = tidied(outline.sections(), described)
    publication = Publication(
        metadata=described,
        sections=sections,
        resources=tuple({resource.href: resource for resource in kept}.values()),
    )
    if next(texts(publication), None) is None:
        raise SourceEmptyError(str(path), reason="no text in the page")
    legacy = converted_fonts(ledger, path.name, "html-legacy-font")
    return Reading(publication, (*findings, *document.findings, *pictures.findings, *legacy))


def head(root: Element) -> Metadata:
    """What the head of a page says: title, authors, Dublin Core."""
    said: dict[str, list[str]] = {}
    for element in root.iter():
        kind = name(element)
        if kind == "body":
            break
        if kind == "title":
            said.setdefault("page", []).append(text_of(element))
        elif kind == "meta" and (content := " ".join(get(element, "content").split())):
            named = (get(element, "name") or get(element, "property")).lower()
            said.setdefault(named.rpartition(".")[2].rpartition(":")[2], []).append(content)
    contributors = tuple(
        dict.fromkeys(
            Contributor(person, role)
            for label, role in _ROLES.items()
            for person in said.get(label, ())
        )
    )
    first = {label: found[0] for label, found in said.items()}
    return Metadata(
        identifier=first.get("identifier", ""),
        title=first.get("page", "") or first.get("title", ""),
        language=declared_language(root),
        contributors=contributors,
        rights=first.get("rights", "") or first.get("license", ""),
        description=first.get("description", ""),
        subjects=tuple(said.get("subject", ())),
    )


def declared_language(root: Element) -> str:
    """The language of the whole page: of `html`, of `body`, or of a `meta` in its head."""
    for element in root.iter():
        if name(element) in ("html", "body") and language(element):
            return language(element)
        if name(element) == "meta" and element.get("content"):
            named = (get(element, "name") or get(element, "http-equiv")).lower()
            if named in ("content-language", "dc.language", "dcterms.language"):
                return get(element, "content").split(",")[0].strip()
        if name(element) == "p":
            break
    return ""


def _target(href: str) -> str:
    """Where a link leads: another place of the page, or the web; scripts lead nowhere."""
    parts = urlsplit(href.strip())
    if parts.scheme.lower() in ("http", "https", "mailto", "tel"):
        return href.strip()
    if not (parts.scheme or parts.netloc or parts.path) and parts.fragment:
        return "#" + unquote(parts.fragment)
    return ""


def _unframe(body: Element) -> dict[str, str]:
    """Cut off what Project Gutenberg puts around a text, and give what it says there."""
    fields: dict[str, str] = {}
    for element in list(body.iter("*")):
        own = get(element, "id").lower()
        if own in ("pg-header", "pg-footer") or "pg-boilerplate" in classes(element):
            fields = fields or gutenberg.said("\n".join(_lines(element)))
            _remove(element)
    marks = [e for e in body.iter() if name(e) in ("pre", "p", "div", "span") and len(e) < 20]
    for element in marks:
        words = "".join(element.itertext())
        if len(words) < 20_000 and gutenberg.begins(words):
            fields = fields or gutenberg.said(words)
            _remove_before(element, body)
            break
    for element in reversed(marks):
        words = "".join(element.itertext())
        if gutenberg.ends(words) and body in element.iterancestors():
            _remove_after(element, body)
            break
    return fields


def _lines(element: Element) -> list[str]:
    return [text_of(e) for e in element.iter() if name(e) in ("p", "div", "li")]


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        element.tail = None
        parent.remove(element)


def _remove_before(element: Element, body: Element) -> None:
    """Remove an element and all before it."""
    at: Element = element
    while at is not body and (parent := at.getparent()) is not None:
        for sibling in list(at.itersiblings(preceding=True)):
            parent.remove(sibling)
        parent.text = None
        at = parent
    _remove(element)


def _remove_after(element: Element, body: Element) -> None:
    """Remove an element and all after it."""
    at: Element = element
    while at is not body and (parent := at.getparent()) is not None:
        for sibling in list(at.itersiblings()):
            parent.remove(sibling)
        at.tail = None
        at = parent
    _remove(element)


def _merged(first: Metadata, second: Metadata) -> Metadata:
    """The first metadata, with the second's where it says nothing."""
    return replace(
        second,
        title=first.title or second.title,
        language=first.language or second.language,
        contributors=first.contributors or second.contributors,
        date=first.date or second.date,
    )
