"""What the header of a TEI document says (TEI P5 Guidelines §2)."""

import re
from collections.abc import Iterator

from audiolib.publication import Contributor, Metadata, SourceEdition
from audiolib.sources.html_tree import get
from audiolib.sources.tei._inline import language, local
from audiolib.xml import Element

_LIFE = re.compile(r"\s*[(\[][^()\[\]]*\d{3,4}[^()\[\]]*[)\]]\s*$")
_EDITION = re.compile(
    r"\s*[.,]?\s*:\s*(?:an? )?(?:eltec|tei|digital|electronic)\b.*$|\s*:\s*eltec .*$", re.IGNORECASE
)
_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_ROLES = {"translator": "trl", "editor": "edt", "illustrator": "ill", "author": "aut"}


def metadata(root: Element) -> Metadata:
    """Title, authors and rights, those of the print source apart."""
    header = next((e for e in root.iter() if local(e) == "teiHeader"), root)
    statement = _first(header, "titleStmt")
    publication = _first(header, "publicationStmt")
    source = _first(header, "sourceDesc")
    people = [
        Contributor(name, role)
        for person in _all(statement, "author", "editor", "translator")
        if (name := _name(person))
        and (role := _ROLES.get(get(person, "role").lower(), _ROLES[local(person)]))
    ]
    return Metadata(
        identifier=_words(_of(publication, "idno")),
        title=_title(statement),
        language=_language(header, root),
        contributors=tuple(dict.fromkeys(people)),
        date="",
        rights=_rights(publication),
        description=_words(_first(header, "abstract")),
        subjects=tuple(
            dict.fromkeys(
                words
                for group in _all(header, "keywords")
                for term in group.iter()
                if local(term) in ("term", "item") and (words := _words(term))
            )
        ),
        source=_source(source, publication),
    )


def _title(statement: Element | None) -> str:
    titles = _all(statement, "title")
    main = [t for t in titles if get(t, "type").lower() == "main"] or titles[:1]
    sub = [t for t in titles if get(t, "type").lower() in ("sub", "alt", "subordinate")]
    words = _EDITION.sub("", _words(main[0])).rstrip(" .") if main else ""
    more = _words(sub[0]) if sub and get(sub[0], "type").lower() == "sub" else ""
    return f"{words}: {more}" if words and more else words


def _name(person: Element) -> str:
    """A person's name without the years of life."""
    named = [e for e in person.iter() if local(e) in ("persName", "name")]
    return _LIFE.sub("", _words(named[0] if named else person))


def _language(header: Element, root: Element) -> str:
    """The language of the text, else the one that is used most."""
    text = next((e for e in root.iter() if local(e) == "text"), None)
    if text is not None and language(text):
        return language(text)
    used = _all(_first(header, "langUsage"), "language")
    if len(used) == 1:
        return get(used[0], "ident") or get(used[0], "id")
    most = max(used, key=lambda e: int(get(e, "usage")) if get(e, "usage").isdecimal() else -1,
               default=None)  # fmt: skip
    if most is not None and get(most, "usage").isdecimal():
        return get(most, "ident")
    return language(root)


def _rights(publication: Element | None) -> str:
    held = _first(publication, "availability")
    licence = _first(held, "licence")
    if licence is not None:
        return " ".join(" ".join(licence.itertext()).split()) or get(licence, "target")
    return _words(held)[:2000]


def _source(source: Element | None, publication: Element | None) -> SourceEdition:
    bibls = _all(source, "bibl", "biblFull", "biblStruct")
    wanted = ("firstEdition", "printSource", "copyText", "print")
    bibl = next((b for b in bibls for kind in wanted if get(b, "type") == kind), None)
    bibl = bibl if bibl is not None else (bibls[0] if bibls else None)
    dates = _all(bibl, "date")
    date = _DATE.search(get(dates[0], "when") or _words(dates[0])) if dates else None
    return SourceEdition(
        title=_words(_of(bibl, "title")),
        publisher=_words(_of(bibl, "publisher")),
        date=date[0] if date else "",
        identifier=_words(_of(bibl, "idno")),
    )


def _all(element: Element | None, *names: str) -> list[Element]:
    return [] if element is None else [e for e in _inside(element) if local(e) in names]


def _inside(element: Element) -> Iterator[Element]:
    return (e for e in element.iterdescendants() if isinstance(e.tag, str))


def _first(element: Element | None, name: str) -> Element | None:
    return next(iter(_all(element, name)), None)


def _of(element: Element | None, name: str) -> Element | None:
    return _first(element, name)


def _words(element: Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())
