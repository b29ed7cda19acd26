"""Numbered copies: a stored package whose own metadata holds the number of the copy (R6).

Only a text of the package differs; sound is what it is in every copy. The same number gives the
same bytes, so that a download can be taken up again, and every length is known beforehand.
"""

import hashlib
from collections.abc import Callable
from typing import BinaryIO

from audiolib.delivery import stamps
from audiolib.delivery.archive import ArchiveError, exchanged
from audiolib.delivery.spliced import Span, Spliced
from audiolib.delivery.stamps import PlaceError, Stamp
from audiolib.errors import AudiolibError

_VERSION = 1
"""Of the way in which numbers are written; another one gives other bytes."""

_MEMBERS: dict[str, tuple[str, Callable[[bytes, Stamp, int], bytes]]] = {
    "daisy202": ("ncc.html", stamps.ncc),
    "daisy3": (".opf", stamps.opf),
    "epub3": (".opf", stamps.package_document),
    "audiobook": ("publication.json", stamps.manifest),
    "readium": ("manifest.json", stamps.manifest),
    "mp3": (".m3u8", stamps.playlist),
}
"""In which member of the archive the number stands, by the end of its name."""
FORMATS = frozenset(_MEMBERS) | {"m4b", "readalong", "webvtt"}
"""Formats whose files hold the number; of others it stands in the file's name alone."""


class NoPlaceError(AudiolibError):
    """A stored package without the place for a copy's number; it is not what its format asks."""

    code = "delivery-no-place"

    def __init__(self, format_: str) -> None:
        super().__init__(format_)
        self.format = format_


def stamped(format_: str, file: BinaryIO, size: int, stamp: Stamp) -> Spliced:
    """A package of `size` bytes as the copy of a number; unchanged in a format not of `FORMATS`.

    Raises:
        NoPlaceError: the package is damaged.
    """
    try:
        if format_ in _MEMBERS:
            return _archive(format_, file, stamp)
        match format_:
            case "m4b":
                return Spliced((Span(0, size), stamps.xmp_box(stamp)))
            case "readalong":
                return _behind(file, b"{", size, stamps.beginning(stamp))
            case "webvtt":
                return _behind(file, b"\n\n", size, stamps.note(stamp))
    except (ArchiveError, PlaceError) as error:
        raise NoPlaceError(format_) from error
    return Spliced((Span(0, size),))


def tag(digest: str, stamp: Stamp) -> str:
    """What stands for the bytes of a copy, as a content key does, without reading them."""
    told = "\n".join((str(_VERSION), digest, *stamp.facts().values()))
    return hashlib.sha256(told.encode()).hexdigest()


def _archive(format_: str, file: BinaryIO, stamp: Stamp) -> Spliced:
    ending, write = _MEMBERS[format_]
    return exchanged(file, ending, lambda content, others: write(content, stamp, others))


def _behind(file: BinaryIO, place: bytes, size: int, more: bytes) -> Spliced:
    """More bytes behind the first `place`, which is near the beginning."""
    file.seek(0)
    at = file.read(1 << 16).find(place)
    if at < 0:
        raise PlaceError(place.decode())
    at += len(place)
    return Spliced((Span(0, at), more, Span(at, size)))
