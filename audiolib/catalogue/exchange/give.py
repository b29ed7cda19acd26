"""Records of many works as a file that goes out while it is made."""

import codecs
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlmodel import Session

from audiolib.catalogue import repository as catalogue
from audiolib.catalogue.exchange import repository
from audiolib.catalogue.exchange.forms import dublin_core, marc_files, sheet
from audiolib.catalogue.exchange.forms.marc import record
from audiolib.catalogue.exchange.forms.spreadsheet import cells, headings
from audiolib.catalogue.exchange.gather import Library, gather_all
from audiolib.catalogue.exchange.told import Told
from audiolib.catalogue.model import WorkDraft

_AT_ONCE = 200
_CHUNK = 1 << 16
Gathered = Iterator[tuple[WorkDraft, Told]]
Open = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, slots=True)
class Form:
    """A form that records go out in: how they are written, and what the file is."""

    write: Callable[[Gathered, str], Iterator[bytes]]
    media_type: str
    suffix: str


def give(
    form: str, open_: Open, among: Callable[[Session], ColumnElement[bool]], library: Library
) -> Iterator[bytes]:
    """The works that a condition names, in a form of `FORMS`; a short transaction for each part.

    Args:
        form: One of `FORMS`.
        open_: Begins a transaction.
        among: The condition; asked for in each transaction.
        library: Who gives the records.
    """
    return FORMS[form].write(_gathered(open_, among, library), library.language)


def _gathered(
    open_: Open, among: Callable[[Session], ColumnElement[bool]], library: Library
) -> Gathered:
    last = 0
    while True:
        with open_() as session:
            numbers = catalogue.after(session, last, among(session), _AT_ONCE)
            works = repository.works(session, numbers)
            told = gather_all(session, [works[n] for n in numbers if n in works], library)
        yield from told
        if len(numbers) < _AT_ONCE:
            return
        last = numbers[-1]


def _iso2709(works: Gathered, _language: str) -> Iterator[bytes]:
    for draft, told in works:
        yield marc_files.as_iso2709([marc_files.fitting(record(draft, told))])


def _marcxml(works: Gathered, _language: str) -> Iterator[bytes]:
    yield marc_files.XML_BEGIN
    for draft, told in works:
        yield marc_files.marcxml(record(draft, told))
    yield marc_files.XML_END


def _dublin_core(
    write: Callable[[WorkDraft, Told], bytes],
) -> Callable[[Gathered, str], Iterator[bytes]]:
    def written(works: Gathered, _language: str) -> Iterator[bytes]:
        yield dublin_core.XML_BEGIN + b"<records>\n"
        for draft, told in works:
            yield write(draft, told)
        yield b"</records>\n"

    return written


def _rows(works: Gathered, language: str) -> Iterable[Sequence[str]]:
    yield headings(language)
    for draft, _told in works:
        yield cells(draft)


def _csv(works: Gathered, language: str) -> Iterator[bytes]:
    yield codecs.BOM_UTF8
    for row in _rows(works, language):
        yield sheet.csv_line(row)


def _xlsx(works: Gathered, language: str) -> Iterator[bytes]:
    """A zip is known when its end is: it is made on disk, and goes out then."""
    with tempfile.TemporaryFile() as made:
        sheet.write_xlsx(_rows(works, language), made)
        made.seek(0)
        while part := made.read(_CHUNK):
            yield part


FORMS = {
    "marc": Form(_iso2709, "application/marc", ".mrc"),
    "marcxml": Form(_marcxml, "application/marcxml+xml", ".marc.xml"),
    "oai_dc": Form(_dublin_core(dublin_core.oai_dc_element), "application/xml", ".dc.xml"),
    "dcterms": Form(_dublin_core(dublin_core.dcterms_element), "application/xml", ".dcterms.xml"),
    "csv": Form(_csv, "text/csv; charset=utf-8", ".csv"),
    "xlsx": Form(
        _xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"
    ),
}
