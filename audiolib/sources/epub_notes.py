"""Notes of an EPUB whose references stand in other files."""

from collections.abc import Callable, Mapping

from audiolib.sources.html_document import (
    Document,
    anchors,
    is_note_name,
    looks_like_reference,
    note_block,
)
from audiolib.sources.html_tree import anchor, get, name, types
from audiolib.xml import Element

Resolve = Callable[[str, str], tuple[str, str]]
"""(path of a document, href in it) -> path in the archive and fragment."""


def look_across(
    roots: Mapping[str, Element], documents: Mapping[str, Document], resolve: Resolve
) -> None:
    """Find notes, references and ways back between files; those within one are found there."""
    by_id = {
        path: {anchor(e): e for e in reversed(list(root.iter("*"))) if anchor(e)}
        for path, root in roots.items()
    }
    for path, root in roots.items():
        for link in root.iter("*"):
            if name(link) != "a" or not get(link, "href"):
                continue
            there, fragment = resolve(path, get(link, "href"))
            target = by_id.get(there, {}).get(fragment)
            if there == path or target is None or "backlink" in types(link):
                continue
            block = note_block(target)
            said = "noteref" in types(link)
            if block is None or not (said or looks_like_reference(link)):
                continue
            own = anchors(link)
            ways = [e for e in block.iter("*") if name(e) == "a" and get(e, "href")]
            back = [e for e in ways if _leads(resolve(there, get(e, "href")), path, own)]
            if said or (back and not _opens(link)) or is_note_name(fragment):
                documents[path].references.add(link)
                documents[there].notes.add(block)
                documents[there].backlinks.update(back)


def _leads(target: tuple[str, str], path: str, own: set[str]) -> bool:
    return target[0] == path and target[1] in own


def _opens(link: Element) -> bool:
    """Whether a link begins its block, as the way back at the head of a note does."""
    parent = link.getparent()
    if parent is None or (parent.text or "").strip():
        return False
    if link.getprevious() is not None:
        return False
    block = note_block(link)
    return block is parent or (block is not None and not (block.text or "").strip())
