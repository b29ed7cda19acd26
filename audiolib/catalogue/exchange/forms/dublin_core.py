"""Works as Dublin Core, both ways: `oai_dc` for every exchange, `dcterms` for what it can't say."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from audiolib import xml
from audiolib.catalogue.exchange.forms.notes import notes
from audiolib.catalogue.exchange.told import Told
from audiolib.catalogue.model import Person, WorkDraft
from audiolib.tables.catalogue import Audience

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
XML_BEGIN = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_TERM = (f"{{{DC}}}", f"{{{DCTERMS}}}")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TYPE = f"{{{XSI}}}type"
_AGENTS = {"aut": "creator"}
_FORBIDDEN = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_ISBN = "urn:isbn:"
_ROLE = re.compile(r"(?P<name>.*\S)\s+\[(?P<role>[a-z]{3})\]", re.DOTALL)


def oai_dc(draft: WorkDraft, told: Told) -> bytes:
    """The fifteen elements, in the container of OAI-PMH, as a file of their own."""
    return XML_BEGIN + oai_dc_element(draft, told)


def oai_dc_element(draft: WorkDraft, told: Told) -> bytes:
    """The fifteen elements, in the container of OAI-PMH."""
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", SCHEMA)
    for name, text, lang in _simple(draft, told):
        _put(root, DC, name, text, lang)
    return _written(root)


def dcterms(draft: WorkDraft, told: Told) -> bytes:
    """The terms of DCMI, as a file of their own."""
    return XML_BEGIN + dcterms_element(draft, told)


def dcterms_element(draft: WorkDraft, told: Told) -> bytes:
    """The terms of DCMI: what `oai_dc` says, told apart and with its encodings."""
    root = etree.Element("metadata", nsmap={"dc": DC, "dcterms": DCTERMS, "xsi": XSI})
    for name, text, lang in _terms(draft, told):
        name, _, encoding = name.partition("@")
        shown = _put(root, DCTERMS, name, text, lang)
        if shown is not None and encoding:
            shown.set(_TYPE, f"dcterms:{encoding}")
    return _written(root)


def read(content: bytes, file: str) -> WorkDraft:
    """A record of either kind as a draft; roles in brackets and ISBNs are ours.

    Raises:
        SourceDamagedError, SourceHostileError: it is no XML that can be read.
    """
    return draft_of(
        [element for record in records_of(xml.parse(content, file).iter()) for element in record]
    )


def records_of(shown: Iterable[xml.Element]) -> Iterator[list[xml.Element]]:
    """The elements of Dublin Core in elements that ended, those right inside one as one record."""
    for element in shown:
        if not is_term(element) and (found := [child for child in element if is_term(child)]):
            yield found


def is_term(element: xml.Element) -> bool:
    """Whether an element is of Dublin Core."""
    return isinstance(element.tag, str) and element.tag.startswith(_TERM)


def draft_of(record: Iterable[xml.Element]) -> WorkDraft:
    """The elements of one record as a draft."""
    told: dict[str, list[tuple[str, str]]] = {}
    for shown in record:
        if text := " ".join((shown.text or "").split()):
            name = etree.QName(shown).localname
            told.setdefault(name, []).append((text, shown.get(_TYPE, "")))
    return _draft(told)


def _draft(told: dict[str, list[tuple[str, str]]]) -> WorkDraft:
    def first(*names: str) -> str:
        return next((told[name][0][0] for name in names if name in told), "")

    def every(name: str) -> list[str]:
        return [text for text, _type in told.get(name, ())]

    title, _, subtitle = first("title").partition(" : ")
    people = [Person(name) for name in every("creator")]
    people += [_contributor(text) for text in every("contributor")]
    audience, ages = _audience(every("audience"))
    numbers = (
        _number(text) for text in (*every("identifier"), *every("relation"), *every("isFormatOf"))
    )
    return WorkDraft(
        title=title,
        subtitle=first("alternative") or subtitle,
        language=first("language"),
        people=tuple(people),
        summary=first("abstract", "description"),
        audience=audience,
        age_from=ages[0],
        age_to=ages[1],
        first_published=_year(first("issued", "date")),
        subjects=tuple(dict.fromkeys(("", text) for text in every("subject"))),
        series=first("isPartOf"),
        identifiers=tuple(dict.fromkeys(filter(None, numbers))),
    )


def _simple(draft: WorkDraft, told: Told) -> Iterator[tuple[str, str, str]]:
    yield "title", " : ".join(filter(None, (draft.title, draft.subtitle))), draft.language
    yield from _people(draft)
    for _scheme, term in draft.subjects:
        yield "subject", term, ""
    yield "description", draft.summary, draft.language
    yield "publisher", told.agency, ""
    yield "date", _dated(draft), ""
    yield "type", "Sound", ""
    for media_type in told.media_types:
        yield "format", media_type, ""
    yield "identifier", told.address, ""
    yield "language", draft.language, ""
    for number in _isbns(draft):
        yield "relation", f"{_ISBN}{number}", ""
    yield "rights", told.rights, told.language
    yield "rights", told.access, told.language


def _terms(draft: WorkDraft, told: Told) -> Iterator[tuple[str, str, str]]:
    say = notes(told.language)
    yield "title", draft.title, draft.language
    yield "alternative", draft.subtitle, draft.language
    yield from _people(draft)
    for _scheme, term in draft.subjects:
        yield "subject", term, ""
    yield "abstract", draft.summary, draft.language
    yield "publisher", told.agency, ""
    yield "issued@W3CDTF", _dated(draft), ""
    yield "modified@W3CDTF", f"{told.changed:%Y-%m-%d}", ""
    yield "type@DCMIType", "Sound", ""
    if told.duration_ms:
        seconds = round(told.duration_ms / 1000)
        yield "extent", f"PT{seconds // 3600}H{seconds // 60 % 60}M{seconds % 60}S", ""
    for media_type in told.media_types:
        yield "format@IMT", media_type, ""
    yield "identifier@URI", told.address, ""
    yield "language@RFC5646", draft.language, ""
    yield "isPartOf", draft.series, ""
    for number in _isbns(draft):
        yield "isFormatOf@URI", f"{_ISBN}{number}", ""
    yield "audience", draft.audience.value, ""
    if draft.age_from is not None or draft.age_to is not None:
        yield "audience", f"{_blank(draft.age_from)}-{_blank(draft.age_to)}", ""
    yield "rights", told.rights, told.language
    yield "accessRights", told.access, told.language
    if told.voice_kind:
        voices = ", ".join(told.narrators) or "?"
        yield "provenance", say(f"narrated-{told.voice_kind}", voices=voices), told.language


def _people(draft: WorkDraft) -> Iterator[tuple[str, str, str]]:
    for person in draft.people:
        name = _AGENTS.get(person.role)
        if name:
            yield name, person.name, ""
        else:
            yield "contributor", f"{person.name} [{person.role}]", ""


def _contributor(text: str) -> Person:
    found = _ROLE.fullmatch(text)
    return Person(found["name"], found["role"]) if found else Person(text, "ctb")


def _isbns(draft: WorkDraft) -> list[str]:
    return [value for kind, value in draft.identifiers if kind == "isbn"]


def _number(text: str) -> tuple[str, str] | None:
    if text.lower().startswith(_ISBN):
        return "isbn", text[len(_ISBN) :].replace("-", "").upper()
    return ("uri", text) if text.startswith(("http://", "https://", "urn:")) else None


def _dated(draft: WorkDraft) -> str:
    return f"{draft.first_published:04d}" if draft.first_published else ""


def _year(text: str) -> int | None:
    found = re.match(r"\d{4}", text)
    return int(found[0]) or None if found else None


def _audience(told: list[str]) -> tuple[Audience, tuple[int | None, int | None]]:
    audience = Audience.GENERAL
    ages: tuple[int | None, int | None] = (None, None)
    for text in told:
        if text in set(Audience):
            audience = Audience(text)
        elif found := re.fullmatch(r"(\d{0,3})-(\d{0,3})", text):
            first, last = (int(age) if age else None for age in found.groups())
            ages = first, last
    return audience, ages


def _blank(age: int | None) -> str:
    return "" if age is None else str(age)


def _put(root: xml.Element, space: str, name: str, text: str, lang: str) -> xml.Element | None:
    if not text:
        return None
    shown = etree.SubElement(root, f"{{{space}}}{name}")
    shown.text = _FORBIDDEN.sub("", text)
    if lang:
        shown.set(_XML_LANG, lang)
    return shown


def _written(root: Any) -> bytes:
    return etree.tostring(root, encoding="UTF-8", pretty_print=True)
