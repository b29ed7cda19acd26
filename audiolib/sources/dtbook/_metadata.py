"""What the head of a DTBook says (Z39.86-2005 §3.2, Dublin Core and dtb: terms)."""

import re

from audiolib.publication import Contributor, Metadata, SourceEdition
from audiolib.sources.html_tree import get, name, text_of
from audiolib.xml import Element

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_ROLES = {
    "translator": "trl", "illustrator": "ill", "editor": "edt", "narrator": "nrt",
    "contributor": "ctb", "author": "aut",
}  # fmt: skip


def metadata_of(root: Element, book: Element) -> Metadata:
    """Metadata of the head; the title and authors that the book itself names fill its gaps."""
    said: dict[str, list[str]] = {}
    contributors: list[Contributor] = []
    for element in root.iter():
        if element is book:
            break
        words = " ".join(get(element, "content").split())
        if name(element) != "meta" or not words:
            continue
        term = get(element, "name").lower()
        said.setdefault(term, []).append(words)
        if term in ("dc:creator", "dc:contributor"):
            role = get(element, "role").lower()
            usual = "aut" if term == "dc:creator" else "ctb"
            role = role if len(role) == 3 else _ROLES.get(role, usual)
            contributors.append(Contributor(words, role))
    if not contributors:
        contributors = [Contributor(n) for n in _inside(book, "docauthor")]
    first = {term: values[0] for term, values in said.items()}
    titles = _inside(book, "doctitle")
    return Metadata(
        identifier=first.get("dtb:uid") or first.get("dc:identifier", ""),
        title=first.get("dc:title") or (titles[0] if titles else ""),
        language=first.get("dc:language", ""),
        contributors=tuple(dict.fromkeys(contributors)),
        publisher=first.get("dc:publisher", ""),
        date=_date(first.get("dc:date", "")),
        rights=first.get("dc:rights", ""),
        description=first.get("dc:description", ""),
        subjects=tuple(said.get("dc:subject", ())),
        source=SourceEdition(
            title=first.get("dtb:sourcetitle", ""),
            publisher=first.get("dtb:sourcepublisher", ""),
            date=_date(first.get("dtb:sourcedate", "")),
            identifier=first.get("dc:source", ""),
            rights=first.get("dtb:sourcerights", ""),
        ),
    )


def _inside(book: Element, kind: str) -> list[str]:
    """What the elements of that name in the front matter say."""
    front = next((e for e in book if name(e) == "frontmatter"), book)
    return [words for e in front if name(e) == kind and (words := text_of(e))]


def _date(written: str) -> str:
    match = _DATE.match(written.strip())
    return match[0] if match else ""
