"""The reader of PDFs that hold text."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from audiolib.errors import NoTextLayerError, SourceDamagedError, SourceEmptyError
from audiolib.findings import Finding, Place, Severity
from audiolib.publication import Contributor, Metadata, PageBreak, Publication, Section
from audiolib.publication import texts as words
from audiolib.sources import Keep, Reading
from audiolib.sources.contents import tidied
from audiolib.sources.healing import converted_fonts, of_legacy, told
from audiolib.sources.legacy import converted, encoding_of
from audiolib.sources.outline import folded
from audiolib.sources.pdf._child import Document, Entry, extract
from audiolib.sources.pdf._draft import Vocabulary
from audiolib.sources.pdf._flow import measure, narrow, widen
from audiolib.sources.pdf._headings import find_titles
from audiolib.sources.pdf._margins import strip_margins
from audiolib.sources.pdf._notes import take_notes
from audiolib.sources.pdf._paragraphs import Ragged
from audiolib.sources.pdf._rows import lines
from audiolib.sources.pdf._sheet import Line, Sheet
from audiolib.sources.pdf._tables import find_grids
from audiolib.sources.pdf._texts import Texts
from audiolib.sources.pdf._tree import sections
from audiolib.sources.pdf_frame import unframed

_FEW = 25
"""Letters that a scanned page may bear, a library's stamp for one, without being text."""
_SCAN = 0.6
"""The part of a page that a picture covers in a scan."""
_FILE_NAME = re.compile(
    r"\.(?:docx?|rtf|odt|indd|pdf|qxd|tex|html?|pptx?)\b|^microsoft word\b|^untitled",
    re.IGNORECASE,
)
_DATE = re.compile(r"^(?:D:)?(\d{4})(\d{2})?(\d{2})?")


def read_pdf(path: Path, keep: Keep) -> Reading:
    """The draft of a PDF's text; pictures are not kept, each is a finding.

    Raises:
        NoTextLayerError: its pages are pictures.
        SourceError: it can't be read.
    """
    document = extract(path)
    sheets = document.sheets
    findings = list(_findings(path.name, sheets))
    _refuse_without_text(path, sheets)
    legacy = [*converted_fonts(document.legacy, path.name, "pdf-legacy-font")]
    if not document.legacy.fonts:
        legacy += _converted(path.name, sheets)
    labels = strip_margins(sheets)
    metadata, found = unframed(_metadata(document), arranged(sheets, labels, document.outline))
    metadata = of_legacy(metadata, document.legacy)
    publication = Publication(metadata=metadata, sections=tidied(found, metadata))
    if next(words(publication), None) is None:
        raise SourceEmptyError(str(path), reason="nothing but heads and feet")
    return Reading(publication, (*_labelled(findings, labels), *legacy))


def _refuse_without_text(path: Path, sheets: Sequence[Sheet]) -> None:
    letters = sum(sheet.letters for sheet in sheets)
    if all(sheet.broken for sheet in sheets):
        raise SourceDamagedError(str(path), reason=sheets[0].broken if sheets else "no pages")
    pictures = sum(_is_scan(sheet) for sheet in sheets)
    if pictures and (pictures > 0.9 * len(sheets) or letters < _FEW):
        raise NoTextLayerError(str(path), reason=f"{pictures} of {len(sheets)} pages are pictures")
    if not letters:
        raise SourceEmptyError(str(path))


def _is_scan(sheet: Sheet) -> bool:
    return sheet.letters < _FEW and sum(sheet.pictures) >= _SCAN


def arranged(
    sheets: Sequence[Sheet],
    labels: Mapping[int, str],
    outline: Sequence[Entry] = (),
    *,
    styled: bool = True,
) -> tuple[Section, ...]:
    """Sections of the lines of all sheets, whose heads and feet are out; takes the lines.

    `styled`: the lines tell their type; a scan's do so only roughly, so white space says more.
    """
    pages = [lines(sheet) for sheet in sheets]
    numbers = [sheet.number for sheet in sheets]
    for sheet in sheets:
        sheet.lines = []
    widen(line for page in pages for line in page)
    body = measure([line for page in pages for line in page])
    for page in pages:
        narrow(page, body)
    notes = take_notes(pages, body)
    flow: list[Line] = [line for page in pages for line in page]
    breaks: dict[int, list[PageBreak]] = {}
    waiting: list[PageBreak] = []
    for number, page in zip(numbers, pages, strict=True):
        waiting.append(PageBreak(label=labels[number]))
        if page:
            breaks[id(page[0])] = waiting
            waiting = []
    vocabulary = Vocabulary(flow)
    titles = find_titles(flow, body, outline, styled=styled)
    headed = {at for title in titles for at in range(title.begin, title.end)}
    names = {folded(" ".join(line.text for line in flow[t.begin : t.end])) for t in titles}
    texts = Texts(body, vocabulary, Ragged(flow, body), notes, breaks, names)
    return sections(flow, titles, find_grids(flow, body, headed), texts, waiting)


def _metadata(document: Document) -> Metadata:
    said = {key: _clean(value) for key, value in document.metadata.items()}
    title = said.get("Title", "")
    if _FILE_NAME.search(title):
        title = ""
    author = said.get("Author", "")
    date = _DATE.match(said.get("CreationDate", ""))
    return Metadata(
        identifier="",
        title=title,
        language=document.language.strip()[:35],
        contributors=(Contributor(author),) if _is_name(author) else (),
        date="-".join(part for part in date.groups() if part) if date else "",
        subjects=tuple(filter(None, (_clean(s) for s in said.get("Keywords", "").split(",")))),
    )


def _is_name(author: str) -> bool:
    """Whether an author is a person's full name, rather than the account that made the file."""
    return len(author.split()) >= 2 and any(c.isalpha() for c in author)


def _clean(text: str) -> str:
    kept = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _findings(file: str, sheets: Sequence[Sheet]) -> Iterator[Finding]:
    for sheet in sheets:
        place = Place(file=file, page=str(sheet.number))
        if sheet.broken:
            yield Finding("pdf-page-broken", Severity.WARNING, place, {"reason": sheet.broken})
        elif sheet.letters < _FEW and sheet.pictures:
            yield Finding("pdf-page-no-text", Severity.WARNING, place)
        elif count := sum(share < _SCAN for share in sheet.pictures):
            yield Finding("pdf-figure", Severity.WARNING, place, {"count": count})
        for code, count in (
            ("pdf-turned", sheet.turned),
            ("pdf-unmapped", sheet.unmapped),
            ("pdf-page-cut", sheet.cut),
        ):
            if count:
                yield Finding(code, Severity.WARNING, place, {"count": count})


def _converted(file: str, sheets: Sequence[Sheet]) -> Iterator[Finding]:
    """Convert a document whose fonts have lost their names on the way; its letters tell enough."""
    lines = [line for sheet in sheets for line in sheet.lines]
    evidence = encoding_of(line.text for line in lines)
    if evidence.encoding:
        for line in lines:
            line.pieces = [(converted(text, evidence.encoding), s) for text, s in line.pieces]
        yield told(file, evidence.encoding, evidence.before, evidence.after)


def _labelled(findings: Sequence[Finding], labels: dict[int, str]) -> Iterator[Finding]:
    """Findings with the printed page instead of the sheet's number; the sheet is a fact."""
    for finding in findings:
        sheet = int(finding.place.page)
        place = Place(file=finding.place.file, page=labels.get(sheet, str(sheet + 1)))
        facts = {"sheet": sheet + 1, **finding.facts}
        yield Finding(finding.code, finding.severity, place, facts)
