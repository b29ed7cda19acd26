"""Files of MARC 21 records: ISO 2709 and MARCXML, both ways; a damaged record stops no other."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO

from lxml import etree
from pymarc import Field, Indicators, Leader, Record, Subfield

from audiolib import xml
from audiolib.catalogue.exchange.errors import RecordDamagedError
from audiolib.catalogue.exchange.forms import iso2709

NAMESPACE = "http://www.loc.gov/MARC21/slim"
_RECORD = f"{{{NAMESPACE}}}record"
RECORDS = (_RECORD, "record")
"""Elements of MARCXML, with the namespace or without."""
XML_BEGIN = f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{NAMESPACE}">\n'.encode()
XML_END = b"</collection>\n"
_NEEDED = {"001", "003", "005", "006", "007", "008", "040", "041", "245", "336", "337", "338"}
_FIELD_MOST, _RECORD_MOST = 9_999, 99_999
"""Bytes that a directory of ISO 2709 can count."""
_FORBIDDEN = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What XML 1.0 can't hold."""
_SEPARATORS = re.compile("[\\x1d-\\x1f]")


def as_iso2709(records: Iterable[Record]) -> bytes:
    """Records one after the other, UTF-8.

    Raises:
        RecordDamagedError: a field or record is too long for the format.
    """
    parts: list[bytes] = []
    for number, record in enumerate(records, 1):
        for field in record.fields:
            _unseparated(field)
            if len(field.as_marc("utf-8")) > _FIELD_MOST:
                raise RecordDamagedError(number, f"{field.tag} > {_FIELD_MOST}")
        made = record.as_marc()
        if len(made) > _RECORD_MOST:
            raise RecordDamagedError(number, f"> {_RECORD_MOST}")
        parts.append(made)
    return b"".join(parts)


def as_marcxml(records: Iterable[Record]) -> bytes:
    """A MARCXML collection."""
    return b"".join((XML_BEGIN, *map(marcxml, records), XML_END))


def marcxml(record: Record) -> bytes:
    """A record of a MARCXML collection."""
    shown = etree.Element(_RECORD, nsmap={None: NAMESPACE})
    _child(shown, "leader").text = str(record.leader)
    for field in record.fields:
        if field.control_field:
            _child(shown, "controlfield", tag=field.tag).text = _clean(field.data or "")
            continue
        first, second = field.indicators or (" ", " ")
        told = _child(shown, "datafield", tag=field.tag, ind1=first, ind2=second)
        for part in field.subfields:
            _child(told, "subfield", code=part.code).text = _clean(part.value)
    return etree.tostring(shown, encoding="UTF-8", pretty_print=True)


def fitting(record: Record) -> Record:
    """A record that ISO 2709 can hold: the largest fields that it can do without are left out."""
    while True:
        try:
            as_iso2709([record])
        except RecordDamagedError:
            notes = [field for field in record.fields if field.tag not in _NEEDED]
            largest = max(notes, key=_size, default=None)
            if largest is None:
                raise
            record.fields = [field for field in record.fields if field is not largest]
        else:
            return record


def _size(field: Field) -> int:
    return len(field.as_marc("utf-8"))


def read(content: bytes, file: str) -> Iterator[Record | RecordDamagedError]:
    """The records of a file in either form, with an error in the place of a damaged one.

    Raises:
        SourceDamagedError, SourceHostileError: MARCXML that is none.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        yield from records_of(xml.parse(content, file).iter(*RECORDS))
    else:
        yield from (record for _number, record in iso2709.read(BytesIO(content)))


def is_record(shown: xml.Element) -> bool:
    """Whether an element holds fields itself: other formats put their own `record` around one."""
    names = (etree.QName(child).localname for child in shown if isinstance(child.tag, str))
    return any(name in ("leader", "controlfield", "datafield") for name in names)


def records_of(shown: Iterable[xml.Element]) -> Iterator[Record | RecordDamagedError]:
    """Elements of MARCXML as records, with an error in the place of a damaged one."""
    for number, element in enumerate(filter(is_record, shown), 1):
        try:
            yield record_of(element)
        except (ValueError, KeyError) as error:
            yield RecordDamagedError(number, str(error))


def record_of(shown: xml.Element) -> Record:
    """An element of MARCXML as a record.

    Raises:
        KeyError, ValueError: a field has no tag, or a part no code.
    """
    record = Record()
    for child in shown:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child).localname
        if name == "leader":
            record.leader = Leader(f"{child.text or '':24.24}")
        elif name == "controlfield":
            record.fields.append(Field(child.attrib["tag"], data=child.text or ""))
        elif name == "datafield":
            indicators = Indicators(child.get("ind1") or " ", child.get("ind2") or " ")
            parts = [Subfield(part.attrib["code"], part.text or "") for part in child]
            record.fields.append(Field(child.attrib["tag"], indicators, parts))
    return record


def _child(parent: xml.Element, name: str, **told: str) -> xml.Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{name}", told)


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def _unseparated(field: Field) -> None:
    """Take out the signs that end fields and records, which no text of ours needs."""
    if field.control_field:
        field.data = _SEPARATORS.sub(" ", field.data or "")
    else:
        field.subfields = [Subfield(p.code, _SEPARATORS.sub(" ", p.value)) for p in field.subfields]
