"""Images from strangers become upright grey pixels, or an error that says what is wrong."""

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from audiolib.errors import (
    SourceDamagedError,
    SourceHostileError,
    SourceTooLargeError,
)
from audiolib.intake.errors import HeicError, PictureKindError, PictureTooLargeError

Grey = NDArray[np.uint8]
"""Rows and columns of grey, 0 black and 255 white."""

PIXELS = 80_000_000
"""Of one page: A3 at 600 dpi has 70 million."""
BYTES = 256 << 20
"""Of one file of a page."""
FRAMES = 3000
KINDS = {
    "JPEG": ("image/jpeg", "jpg"),
    "PNG": ("image/png", "png"),
    "TIFF": ("image/tiff", "tif"),
    "WEBP": ("image/webp", "webp"),
}
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
# Pillow's readers raise all of these on bytes that are not what they claim to be.
_DAMAGE = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError)


def opened(content: bytes, file: str, place: str = "") -> Image.Image:
    """An image whose kind and size are looked at, and no pixel of it decoded yet.

    Raises:
        SourceError: HEIC, damaged, of an unknown kind, or too large.
    """
    if len(content) > BYTES:
        raise SourceTooLargeError(file, place, BYTES)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise HeicError(file, place)
    try:
        image = Image.open(io.BytesIO(content), formats=list(KINDS))
    except UnidentifiedImageError as error:
        raise PictureKindError(file, place) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureTooLargeError(file, place, PIXELS // 1_000_000) from error
    except _DAMAGE as error:
        raise SourceDamagedError(file, place, str(error)[:200]) from error
    check_size(image, file, place)
    if image.format == "JPEG" and 8 * len(content) < image.width * image.height // 64:
        # Huffman codes have a bit at least, and each block of 64 pixels has one.
        raise SourceDamagedError(file, place, f"{len(content)} bytes for {image.size} pixels")
    return image


def grey(content: bytes, file: str, place: str = "") -> Grey:
    """The pixels of the first frame, upright as its EXIF says, whatever its colours were.

    Raises:
        SourceError: see `opened`; also where the picture is cut off.
    """
    image = opened(content, file, place)
    return grey_of(image, file, place)


def grey_of(image: Image.Image, file: str, place: str = "") -> Grey:
    """The pixels of an opened image's present frame."""
    try:
        check_size(image, file, place)
        image.load()
        upright = ImageOps.exif_transpose(image)
    except (Image.DecompressionBombError, MemoryError) as error:
        raise SourceHostileError(file, place, str(error)[:200]) from error
    except _DAMAGE as error:
        raise SourceDamagedError(file, place, str(error)[:200]) from error
    return _grey(upright)


def dpi_of(image: Image.Image) -> int:
    """The dots per inch that an image declares; 0 where it says nothing, or nothing sensible."""
    declared: Any = image.info.get("dpi")
    try:
        across, down = (float(value) for value in declared[:2])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 0
    # 72 and 96 are what programs write that do not know.
    if not 96 < across <= 2400 or not 0.5 < across / max(down, 1.0) < 2:
        return 0
    return round(across)


def size_of(image: Image.Image) -> tuple[int, int]:
    """Width and height as the image stands once its EXIF orientation is heeded."""
    try:
        turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    except _DAMAGE:
        turned = False
    return (image.height, image.width) if turned else image.size


def png(pixels: Grey, dpi: int = 0) -> bytes:
    """Pixels as PNG, lossless."""
    out = io.BytesIO()
    resolution = {"dpi": (dpi, dpi)} if dpi else {}
    Image.fromarray(pixels).save(out, "PNG", compress_level=3, **resolution)
    return out.getvalue()


def check_size(image: Image.Image, file: str, place: str) -> None:
    """Refuse an image, or the present frame of one, before its pixels are made.

    Raises:
        SourceTooLargeError, SourceDamagedError: it has more pixels than a page, or hardly any.
    """
    width, height = image.size
    if width * height > PIXELS or max(width, height) > 60_000:
        raise PictureTooLargeError(file, place, PIXELS // 1_000_000)
    if min(width, height) < 16:
        raise SourceDamagedError(file, place, f"{width} x {height} pixels")


def _grey(image: Image.Image) -> Grey:
    if image.mode.startswith("I") or image.mode == "F":
        return _from_wide(np.asarray(image, dtype=np.float32))
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        over = image.convert("RGBA")
        ground = Image.new("RGBA", over.size, "white")
        ground.alpha_composite(over)
        image = ground
    return np.asarray(image.convert("L"), dtype=np.uint8)


def _from_wide(values: NDArray[np.float32]) -> Grey:
    """Pixels of more than eight bits."""
    values = np.nan_to_num(values, nan=255.0, posinf=65535.0, neginf=0.0)
    highest = float(values.max(initial=0.0))
    scale = 1.0 if highest <= 255 else 255.0 / max(65535.0, highest)
    if 0 < highest <= 1:
        scale = 255.0
    pixels: Grey = np.clip(values * scale, 0, 255).astype(np.uint8)
    return pixels
