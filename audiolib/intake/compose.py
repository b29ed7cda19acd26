"""Recognised pages become a draft: heads and page numbers out, lines joined, headings found.

The layout rules are those of text PDFs (`audiolib.sources.pdf`); here are only what recognition
does differently: sizes of type that waver, specks read as signs, boxes in pixels.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from audiolib.findings import Finding, Place, Severity
from audiolib.intake.heads import even_heads
from audiolib.intake.numerals import count_on
from audiolib.intake.ocr import PageRead
from audiolib.intake.type_size import Usual
from audiolib.intake.words import TextLine, Word
from audiolib.publication import Metadata, Publication
from audiolib.publication import texts as words_in
from audiolib.sources.contents import tidied
from audiolib.sources.pdf import Line, Sheet, arranged, is_right_to_left, line_at, strip_margins

_POINTS = 72
_GAP = 1.6
"""White space, in ems, that parts two fragments of one line: a column's edge or a cell's."""
_REACH = 20
"""Pages over which a number is counted on: single figures are easily missed."""
_LOW = 60
_SURELY_SPECK = 35
_DASHES = frozenset("-–—―")


@dataclass(frozen=True, slots=True)
class Composed:
    """A draft, as `audiolib.identify` takes it, and what is doubtful of it.

    `labels` are the printed numbers of the pages, in their order; counted on where none is
    printed.
    """

    publication: Publication
    findings: tuple[Finding, ...]
    labels: tuple[str, ...]


def compose(pages: Sequence[PageRead], metadata: Metadata) -> Composed:
    """The draft of a book from its pages in order."""
    usual = Usual(pages)
    sheets = [_sheet(number, page, usual) for number, page in enumerate(pages)]
    findings = list(_findings(pages, sheets))
    count_on(sheets)
    even_heads(sheets)
    labels = strip_margins(sheets, _REACH)
    sections = arranged(sheets, labels, styled=False)
    publication = Publication(metadata=metadata, sections=tidied(sections, metadata))
    if next(words_in(publication), None) is None:
        findings.append(Finding("intake-no-text", Severity.ERROR))
    told = tuple(_labelled(finding, labels) for finding in findings)
    return Composed(publication, told, tuple(labels[sheet.number] for sheet in sheets))


def _sheet(number: int, page: PageRead, usual: Usual) -> Sheet:
    """A page in points, its words as fragments of lines."""
    scale = _POINTS / page.dpi
    made = Sheet(number, page.width * scale, page.height * scale)
    for line, size in zip(page.lines, usual.sizes(page), strict=True):
        words = kept(line)
        if words:
            sized = replace(line, words=words, size=size)
            made.lines += _fragments(number, sized, scale)
    return made


def kept(line: TextLine) -> tuple[Word, ...]:
    """The words of a line without what was read into specks and shadows."""
    words = tuple(word for word in line.words if not _is_speck(word, line))
    letters = sum(c.isalnum() for word in words for c in word.text)
    if letters < 3 and all(word.confidence < _LOW for word in words):
        # A shadow at the edge is read as a letter or two that nobody is sure of.
        return ()
    return words


def _is_speck(word: Word, line: TextLine) -> bool:
    if any(c.isalnum() for c in word.text):
        return False
    if _DASHES.issuperset(word.text) and word.box.right - word.box.left > 0.25 * line.size:
        return word.confidence < _SURELY_SPECK
    return word.confidence < _LOW


def _fragments(number: int, line: TextLine, scale: float) -> Iterator[Line]:
    """Runs of words without a wide gap, as lines of the layout rules."""
    turned = is_right_to_left(line.text)
    wide = _GAP * line.size
    run: list[Word] = []
    for word in line.words:
        if run:
            last = run[-1].box
            gap = last.left - word.box.right if turned else word.box.left - last.right
            if gap > wide:
                yield _fragment(number, line, run, scale)
                run = []
        run.append(word)
    yield _fragment(number, line, run, scale)


def _fragment(number: int, line: TextLine, run: Sequence[Word], scale: float) -> Line:
    left, right = min(w.box.left for w in run), max(w.box.right for w in run)
    made = line_at(number, left * scale, right * scale, line.base * scale, line.size * scale)
    made.pieces = [(" ".join(word.text for word in run), 0)]
    return made


def _findings(pages: Sequence[PageRead], sheets: Sequence[Sheet]) -> Iterator[Finding]:
    for sheet, page in zip(sheets, pages, strict=True):
        place = Place(page=str(sheet.number))
        for finding in page.findings:
            yield Finding(finding.code, finding.severity, place, finding.facts)
        left_out = sum(len(line.words) - len(kept(line)) for line in page.lines)
        if left_out:
            yield Finding("intake-specks", Severity.NOTE, place, {"count": left_out})
        if sheet.lines and page.confidence < _LOW:
            yield Finding(
                "intake-poorly-read",
                Severity.WARNING,
                place,
                {"confidence": round(page.confidence)},
            )


def _labelled(finding: Finding, labels: dict[int, str]) -> Finding:
    """A finding with the printed page instead of the sheet's number; the sheet is a fact."""
    if not finding.place.page:
        return finding
    sheet = int(finding.place.page)
    place = Place(page=labels.get(sheet, str(sheet + 1)))
    return Finding(finding.code, finding.severity, place, {"sheet": sheet + 1, **finding.facts})
