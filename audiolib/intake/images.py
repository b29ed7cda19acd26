"""What came from a scanner or a telephone becomes page images, each kept in the store."""

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from audiolib.errors import (
    SourceDamagedError,
    SourceEncryptedError,
    SourceError,
    SourceHostileError,
    SourceMissingError,
    SourceTooLargeError,
)
from audiolib.intake import pdf_pages
from audiolib.intake.errors import (
    HeicError,
    NoPagesError,
    PageBrokenError,
    PageTooLargeError,
    PictureKindError,
    TextPdfError,
)
from audiolib.intake.order import natural
from audiolib.intake.pixels import (
    BYTES,
    FRAMES,
    KINDS,
    PIXELS,
    check_size,
    dpi_of,
    grey_of,
    opened,
    png,
    size_of,
)
from audiolib.sources.archive import Archive
from audiolib.sources.limits import LIMITS
from audiolib.store import Store

_SUFFIXES = frozenset((".jpg", ".jpeg", ".jpe", ".png", ".tif", ".tiff", ".webp", ".pdf"))
_HEIC = frozenset((".heic", ".heif", ".avif"))
_PICTURES = frozenset((".gif", ".bmp", ".jp2", ".jxl", ".djvu", ".dng", ".cr2", ".nef", ".psd"))
"""Pictures that are not read."""


@dataclass(frozen=True, slots=True)
class PageImage:
    """A picture of a page as it came: `digest` is its blob, `name` says where it came from.

    `width` and `height` are pixels once it stands upright as its EXIF says; `dpi` is what the file
    declares, 0 where it does not. `place` is the page or frame of a file of several, else empty.
    """

    digest: str
    media_type: str
    name: str
    width: int
    height: int
    dpi: int = 0
    place: str = ""


Refused = Callable[[SourceError], None]
"""Is told of a part of a file that can't be taken in, while the others are."""


def raised(error: SourceError) -> None:
    """Refuse all of a file for a part of it."""
    raise error


def pages_of(path: Path, name: str, store: Store, refused: Refused = raised) -> Iterator[PageImage]:
    """The pages of an image, a TIFF of several, a PDF of scans, a zip file or folder of these.

    Files come in the order of the numbers in their names. Bytes that hold one page are kept as
    they came; pages cut out of a file of several are kept lossless. What was given before an error
    stays in the store.

    Args:
        path: Where the bytes lie.
        name: As the user calls the file; messages name it.
        store: Keeps them.
        refused: Is told of each member of a zip file or folder, and of each page of a PDF or TIFF,
            that can't be taken in; else the first one ends it all.

    Raises:
        SourceError: no image of a page, damaged, hostile, too large; `TextPdfError` where the
            file is a PDF that bears its text itself.
    """
    if path.is_dir():
        yield from _folder(path, name, store, refused)
        return
    try:
        with path.open("rb") as file:
            head = file.read(1024)
    except FileNotFoundError as error:
        raise SourceMissingError(name) from error
    if b"%PDF-" in head:
        yield from _pdf(path, name, store, refused)
    elif head.startswith(b"PK\x03\x04"):
        yield from _archive(path, name, store, refused)
    else:
        if path.stat().st_size > BYTES:
            raise SourceTooLargeError(name, "", BYTES)
        yield from _image(path.read_bytes(), name, store, refused)


def _image(content: bytes, name: str, store: Store, refused: Refused) -> Iterator[PageImage]:
    image = opened(content, name)
    frames = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    if frames > FRAMES:
        raise SourceTooLargeError(name, "", FRAMES)
    if frames == 1:
        grey_of(image, name)  # a picture that is cut off is refused now, not when it is read
        fresh = opened(content, name)
        yield _page(store.put(content), fresh, KINDS[fresh.format or ""][0], name)
        return
    for number in range(frames):
        place = f"{number + 1}"
        try:
            page = _frame(image, number, name, place, store)
        except SourceError as error:
            refused(error)
        else:
            yield page


def _frame(image: Image.Image, number: int, name: str, place: str, store: Store) -> PageImage:
    """A frame of a TIFF as a file of its own, with no pixel changed."""
    try:
        image.seek(number)
        check_size(image, name, place)
        image.load()
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise SourceDamagedError(name, place, str(error)[:200]) from error
    dpi = dpi_of(image)
    if image.mode not in ("1", "L", "RGB", "P"):
        pixels = grey_of(image, name, place)
        digest = store.put(png(pixels, dpi))
        return PageImage(digest, "image/png", name, pixels.shape[1], pixels.shape[0], dpi, place)
    out = io.BytesIO()
    resolution = {"dpi": (dpi, dpi)} if dpi else {}
    image.save(out, "PNG", compress_level=3, exif=image.getexif(), **resolution)
    width, height = size_of(image)
    return PageImage(store.put(out.getvalue()), "image/png", name, width, height, dpi, place)


def _page(
    digest: str, image: Image.Image, media_type: str, name: str, dpi: int = 0, place: str = ""
) -> PageImage:
    width, height = size_of(image)
    return PageImage(digest, media_type, name, width, height, dpi or dpi_of(image), place)


def _folder(folder: Path, name: str, store: Store, refused: Refused) -> Iterator[PageImage]:
    files = [f for f in folder.rglob("*") if f.is_file() and not f.is_symlink()]
    by_name = {f.relative_to(folder).as_posix(): f for f in files}
    for chosen in _pages_among(list(by_name), name, refused):
        try:
            yield from pages_of(by_name[chosen], chosen, store, refused)
        except SourceError as error:
            refused(error)


def _archive(path: Path, name: str, store: Store, refused: Refused) -> Iterator[PageImage]:
    with Archive.open(path) as archive:
        for chosen in _pages_among(archive.names, name, refused):
            try:
                yield from _member(archive, chosen, store, refused)
            except SourceHostileError as error:
                # Bytes that grow without end are no slip of a scanner: nothing more is unpacked.
                raise SourceHostileError(name, chosen, error.reason) from error
            except SourceError as error:
                refused(error)


def _member(archive: Archive, chosen: str, store: Store, refused: Refused) -> Iterator[PageImage]:
    if not chosen.lower().endswith(".pdf"):
        yield from _image(archive.read(chosen, BYTES), chosen, store, refused)
        return
    with tempfile.TemporaryDirectory(prefix="audiolib-intake-") as scratch:
        target = Path(scratch) / "member.pdf"
        archive.save(chosen, target)
        yield from _pdf(target, chosen, store, refused)


def _pages_among(names: Sequence[str], name: str, refused: Refused) -> list[str]:
    """The names that may be page images, in order; what systems put beside them is left out."""
    seen = [n for n in names if not _is_hidden(n)]
    found = [n for n in seen if Path(n).suffix.lower() in _SUFFIXES]
    # Left out in silence, a page would be missing.
    for other in seen:
        suffix = Path(other).suffix.lower()
        if suffix in _HEIC:
            refused(HeicError(other, name))
        elif suffix in _PICTURES:
            refused(PictureKindError(other, name, suffix))
    if not found:
        raise NoPagesError(name)
    return sorted(found, key=natural)


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return "__MACOSX" in parts or any(part.startswith(".") for part in parts)


def _pdf(path: Path, name: str, store: Store, refused: Refused) -> Iterator[PageImage]:
    if path.stat().st_size > LIMITS.file:
        raise SourceTooLargeError(name, "", LIMITS.file)
    with tempfile.TemporaryDirectory(prefix="audiolib-intake-") as scratch:
        module = pdf_pages.__name__
        command = [sys.executable, "-P", "-m", module, str(path.resolve()), scratch]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            try:
                yield from _drawn(process, Path(scratch), name, store, refused)
            finally:
                process.kill()


def _drawn(
    process: "subprocess.Popen[bytes]", scratch: Path, name: str, store: Store, refused: Refused
) -> Iterator[PageImage]:
    head = _answer(process, name, "")
    match head.get("error"):
        case "encrypted":
            raise SourceEncryptedError(name, reason=head["reason"])
        case "large":
            raise SourceTooLargeError(name, f"{head['reason']} pages", pdf_pages.PAGES)
        case "damaged":
            raise SourceDamagedError(name, reason=head["reason"])
    if head["text"]:
        raise TextPdfError(name)
    for number in range(1, head["pages"] + 1):
        told = _asked(process, name, str(number))
        if "large" in told:
            refused(PageTooLargeError(name, str(number), PIXELS // 1_000_000))
            continue
        if "broken" in told:
            refused(PageBrokenError(name, str(number), told["broken"]))
            continue
        file = scratch / told["file"]
        content = file.read_bytes()
        file.unlink()
        image = opened(content, name, str(number))
        kind = KINDS[image.format or ""][0]
        yield _page(store.put(content), image, kind, name, told["dpi"], str(number))


def _asked(process: "subprocess.Popen[bytes]", name: str, place: str) -> dict[str, Any]:
    assert process.stdin is not None  # noqa: S101 (Popen was asked for it)
    try:
        process.stdin.write(b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        pass
    return _answer(process, name, place)


def _answer(process: "subprocess.Popen[bytes]", name: str, place: str) -> dict[str, Any]:
    assert process.stdout is not None  # noqa: S101 (Popen was asked for it)
    line = process.stdout.readline()
    if line.endswith(b"\n"):
        told: dict[str, Any] = json.loads(line)
        return told
    code = process.wait()
    if code < 0:
        # Stopped by a limit it had taken upon itself, or by a fault in native code.
        raise SourceHostileError(name, place, f"the drawing process ended by signal {-code}")
    raise SourceDamagedError(name, place, f"the drawing process ended with {code}")
