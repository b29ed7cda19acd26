"""The pages of a PDF of scans as image files, written by a process of its own.

    python -m audiolib.intake.pdf_pages FILE FOLDER

PDFium is native code that reads strangers' files: here it may crash, grow or hang without harm to
anyone. The first line of the output tells of the document; each line of input asks for the next
page and is answered by one line of JSON.
"""

import contextlib
import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from audiolib.intake.pixels import PIXELS

_IMAGES = (c.FPDF_PAGEOBJ_IMAGE,)
MEMORY = 2 << 30
"""Bytes of address space: a page of 80 million pixels, and its copy."""
SECONDS_A_PAGE = 60
PAGES = 5000
_PASSWORD, _SECURITY = 4, 5
_LEAST, _USUAL, _MOST = 100, 300, 600
"""Dots per inch."""
_PIXELS = 60_000_000
_COVERS = 0.6
"""The part of a page that the picture of a scan covers."""
_LETTERS = 25
_BILEVEL = frozenset(("CCITTFaxDecode", "JBIG2Decode"))
"""How pictures of a bit a pixel are packed."""
_BITS = 24
"""Of a pixel of the largest picture that is unpacked."""


def main(arguments: list[str]) -> int:
    """Write what is asked for of the PDF of the first argument into the folder of the second."""
    _bound()
    try:
        document = pdfium.PdfDocument(Path(arguments[0]))
    except pdfium.PdfiumError as error:
        locked = error.err_code in (_PASSWORD, _SECURITY)
        _tell({"error": "encrypted" if locked else "damaged", "reason": str(error)})
        return 0
    count = len(document)
    if count > PAGES:
        _tell({"error": "large", "reason": str(count)})
        return 0
    with _clock(SECONDS_A_PAGE):
        _tell({"pages": count, "text": _is_text(document, count)})
    for number in range(count):
        if not sys.stdin.readline():
            return 0
        with _clock(SECONDS_A_PAGE):
            _tell(_page(document, number, Path(arguments[1])))
    return 0


def _tell(values: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


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
def _clock(seconds: float) -> Iterator[None]:
    """Ends the process, even inside PDFium, when a step takes more CPU time than is honest."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _is_text(document: Any, count: int) -> bool:
    """Whether most pages, of twenty that are looked at, have letters and no picture over them."""
    looked = range(0, count, max(1, count // 20))
    written = 0
    for number in looked:
        with contextlib.suppress(pdfium.PdfiumError):
            page = document[number]
            letters = page.get_textpage().count_chars()
            written += letters >= _LETTERS and _largest(page)[1] < _COVERS
            page.close()
    return 2 * written > len(looked)


def _page(document: Any, number: int, folder: Path) -> dict[str, Any]:
    """Writes one page; one that can't be drawn, or not with its picture, is told as broken."""
    try:
        page = document[number]
        if any(_is_too_large(picture) for picture in page.get_objects(_IMAGES, max_depth=15)):
            return {"large": True}
        picture, share = _largest(page)
        dpi = _dpi(page, picture) if share >= _COVERS else _USUAL
        target = folder / f"{number + 1:05}"
        if share > 0.95 and (content := _as_it_is(page, picture)):
            target = target.with_suffix(".jpg")
            target.write_bytes(content)
        else:
            target = target.with_suffix(".png")
            image = _drawn(page, dpi)
            if picture is not None and image.getextrema() == (255, 255) and not _opens(picture):
                return {"broken": "picture not unpacked"}
            image.save(target, "PNG", compress_level=3, dpi=(dpi, dpi))
        page.close()
    except (pdfium.PdfiumError, OSError, ValueError, MemoryError) as error:
        return {"broken": str(error)[:200]}
    return {"file": target.name, "dpi": dpi}


def _largest(page: Any) -> tuple[Any, float]:
    """The largest picture of a page, and the part of the page that it covers."""
    width, height = page.get_size()
    best, share = None, 0.0
    for number, found in enumerate(page.get_objects(_IMAGES, max_depth=3)):
        left, bottom, right, top = found.get_bounds()
        covered = abs((right - left) * (top - bottom)) / max(1.0, width * height)
        if covered > share:
            best, share = found, min(covered, 1.0)
        if number >= 100:
            break
    return best, share


def _is_too_large(picture: Any) -> bool:
    """Whether a picture has more pixels than a page may have, whatever its bytes are worth."""
    wide, high = picture.get_px_size()
    filters = picture.get_filters()
    bits = 1 if filters and filters[-1] in _BILEVEL else _BITS
    return int(wide * high * bits) > _BITS * PIXELS


def _opens(picture: Any) -> bool:
    """Whether PDFium can unpack a picture: it leaves out of a page what it can't, and is silent."""
    try:
        picture.get_bitmap().close()
    except pdfium.PdfiumError:
        return False
    return True


def _dpi(page: Any, picture: Any) -> int:
    """The picture's own dots per inch of the page, within what a page may have."""
    left, bottom, right, top = picture.get_bounds()
    wide, high = picture.get_px_size()
    across = max(wide, high) * 72 / max(right - left, top - bottom, 1.0)
    width, height = page.get_size()
    most = (_PIXELS * 72 * 72 / max(1.0, width * height)) ** 0.5
    return int(max(_LEAST, min(round(across), _MOST, most)))


def _as_it_is(page: Any, picture: Any) -> bytes:
    """The JPEG of a page that is nothing but that, unturned; else nothing."""
    if page.get_rotation() or picture.get_filters() != ["DCTDecode"]:
        return b""
    if sum(1 for _ in page.get_objects(max_depth=3)) > 1:
        return b""
    a, b, cc, d, _, _ = picture.get_matrix().get()
    if abs(b) > 0.01 * abs(a) or abs(cc) > 0.01 * abs(d) or a < 0 or d < 0:
        return b""
    # CMYK in a PDF is often stored upside down in value; drawn, it is right.
    if picture.get_metadata().colorspace not in (
        c.FPDF_COLORSPACE_DEVICERGB,
        c.FPDF_COLORSPACE_DEVICEGRAY,
    ):
        return b""
    return bytes(picture.get_data(decode_simple=False))


def _drawn(page: Any, dpi: int) -> Any:
    """The page drawn, grey where it has no colour to speak of."""
    image = page.render(scale=dpi / 72, draw_annots=False).to_pil().convert("RGB")
    small = image.reduce(8).convert("HSV").getchannel("S")
    coloured = sum(small.histogram()[64:])
    return image if coloured > 0.02 * small.width * small.height else image.convert("L")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
