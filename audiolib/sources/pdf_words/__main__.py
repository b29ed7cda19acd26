"""A PDF as words with their boxes, written as lines of JSON by a process of its own.

    python -m audiolib.sources.pdf_words FILE

PDFium is native code that reads strangers' files: here it may crash, grow or hang without harm
to anyone. The first line tells of the document, each further one of a page, the last is `null`.
"""

import contextlib
import ctypes
import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from audiolib.sources.legacy import Ledger
from audiolib.sources.pdf_words import MEMORY, OUTLINE, PAGES, SECONDS_A_PAGE, TEXT
from audiolib.sources.pdf_words._words import words_of_page

_PASSWORD, _SECURITY = 4, 5


def main(arguments: list[str]) -> int:
    """Write what the PDF of the first argument holds."""
    _bound()
    write = sys.stdout.write
    try:
        document = pdfium.PdfDocument(Path(arguments[0]))
    except pdfium.PdfiumError as error:
        locked = error.err_code in (_PASSWORD, _SECURITY)
        write(json.dumps({"error": "encrypted" if locked else "damaged", "reason": str(error)}))
        return 0
    count = len(document)
    if count > PAGES:
        write(json.dumps({"error": "large", "reason": str(count)}))
        return 0
    with _clock():
        write(json.dumps(_document(document, count)) + "\n")
    ledger = Ledger()
    for number in range(count):
        with _clock():
            write(json.dumps(_page(document, number, ledger)) + "\n")
    write(json.dumps({"ledger": _told(ledger)}) + "\n")
    write("null\n")
    return 0


def _told(ledger: Ledger) -> dict[str, Any]:
    """What became of words in fonts of old encodings."""
    counted = {"words": ledger.words, "before": ledger.before}
    return {**counted, "fonts": ledger.fonts, "after": ledger.after, "total": ledger.total}


def _bound() -> None:
    """Take the limits upon ourselves; where the system has none, the parent's patience remains."""
    try:
        import resource
    except ImportError:
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextlib.contextmanager
def _clock() -> Iterator[None]:
    """Ends the process, even inside PDFium, when a step takes more CPU time than is honest."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, SECONDS_A_PAGE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _document(document: Any, count: int) -> dict[str, Any]:
    metadata = {k: v[:TEXT] for k, v in document.get_metadata_dict().items() if v}
    return {
        "pages": count,
        "metadata": metadata,
        "language": _utf16(lambda buffer, size: c.FPDFCatalog_GetLanguage(document, buffer, size)),
        "outline": list(_outline(document)),
    }


def _utf16(call: Any) -> str:
    """What one of PDFium's functions gives that count in bytes, or in units of UTF-16."""
    size = call(None, 0)
    if not 2 < size <= 4 * TEXT:
        return ""
    buffer = (ctypes.c_ushort * (size + 1))()
    call(buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").split("\0", 1)[0]


def _outline(document: Any) -> Iterator[tuple[int, str, int]]:
    """Depth from 0, title, page from 0 or -1."""
    for number, entry in enumerate(document.get_toc()):
        if number >= OUTLINE:
            return
        target = entry.get_dest()
        page = target.get_index() if target else None
        yield entry.level, entry.get_title()[:TEXT], -1 if page is None else page


def _page(document: Any, number: int, ledger: Ledger) -> dict[str, Any]:
    """One page; one that PDFium can't load is told as broken."""
    try:
        page = document[number]
    except pdfium.PdfiumError as error:
        return {"number": number, "broken": str(error)}
    try:
        text = page.get_textpage()
        try:
            label = document.get_page_label(number)[:20]
            return {"number": number, "label": label, **words_of_page(page, text, ledger)}
        finally:
            text.close()
    except pdfium.PdfiumError as error:
        return {"number": number, "broken": str(error)}
    finally:
        page.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
