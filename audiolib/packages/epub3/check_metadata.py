"""Checks what an EPUB says of itself, and whether that is true."""

from collections.abc import Iterator

from audiolib.findings import Finding
from audiolib.packages.epub3.check_text import nav_targets, page_breaks
from audiolib.packages.epub3.findings import found
from audiolib.packages.epub3.read import NS, SMIL, XHTML, Opened, target
from audiolib.xml import Element

_REQUIRED = ("identifier", "title", "language")
_ACCESS = (
    "schema:accessMode",
    "schema:accessModeSufficient",
    "schema:accessibilityFeature",
    "schema:accessibilityHazard",
    "schema:accessibilitySummary",
)


def check_metadata(book: Opened) -> Iterator[Finding]:
    """Required metadata, accessibility metadata, disclosure of a synthetic voice."""
    metadata = book.root.find("opf:metadata", NS)
    for name in _REQUIRED:
        element = None if metadata is None else metadata.find(f"dc:{name}", NS)
        if element is None or not (element.text or "").strip():
            yield found("ep3-007", book.package, term=f"dc:{name}")
    if not book.metas("dcterms:modified"):
        yield found("ep3-007", book.package, term="dcterms:modified")
    for name in _ACCESS:
        if not any(book.metas(name)):
            yield found("ep3-023", book.package, term=name)
    if any(book.metas("dcterms:conformsTo")) and not any(book.metas("a11y:certifiedBy")):
        yield found("ep3-030", book.package)
    refined = (m for m in book.root.iterfind("opf:metadata/opf:meta", NS) if m.get("refines"))
    synthetic = any(m.get("property") == "audiolib:synthetic" and m.text == "true" for m in refined)
    if synthetic and not any(book.metas("media:narrator")):
        yield found("ep3-025", book.package)
    yield from _claims(book)


def _claims(book: Opened) -> Iterator[Finding]:
    features = set(book.metas("schema:accessibilityFeature"))
    if "synchronizedAudioText" in features:
        yield from _all_text_sounds(book)
    if "alternativeText" in features:
        for part in book.reading():
            tree = book.trees.get(part.name)
            for picture in () if tree is None else tree.iterfind(".//h:img", NS):
                if not (picture.get("alt") or "").strip():
                    src = picture.get("src") or ""
                    yield found("ep3-018", part.name, picture.get("id") or "", picture=src)
    if features & {"pageNavigation", "pageBreakMarkers"}:
        listed = nav_targets(book, "page-list")
        if not listed or not any(True for _ in page_breaks(book)):
            yield found("ep3-019", book.package)


def _all_text_sounds(book: Opened) -> Iterator[Finding]:
    """Every text of the reading order lies in an element that its overlay plays."""
    for part in book.reading():
        tree = book.trees.get(part.name)
        if tree is None or part.media_type != XHTML:
            continue
        body = tree.find("h:body", NS)
        played = _played(book, part.overlay)
        silent = [] if body is None else list(_silent(body, played))
        if silent:
            name, words = silent[0]
            yield found("ep3-017", part.name, name, text=words[:80], count=len(silent))


def _played(book: Opened, overlay: str) -> set[tuple[str, str]]:
    part = book.parts.get(overlay)
    tree = book.trees.get(part.name) if part and part.media_type == SMIL else None
    if part is None or tree is None:
        return set()
    return {fragment_of(part.name, e) for e in tree.iterfind(".//smil:par/smil:text", NS)}


def fragment_of(file: str, text: Element) -> tuple[str, str]:
    """What a `text` of an overlay points at."""
    return target(file, text.get("src") or "")


def _silent(body: Element, played: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Ids and words of elements whose own words no clip says."""
    names = {fragment for _, fragment in played}
    waiting = [body]
    while waiting:
        element = waiting.pop()
        if element.get("id") in names and element is not body:
            continue  # all that is inside sounds
        own = [element.text, *(child.tail for child in element)]
        words = " ".join("".join(text or "" for text in own).split())
        if words:
            yield element.get("id") or "", words
        waiting += reversed([child for child in element if isinstance(child.tag, str)])
