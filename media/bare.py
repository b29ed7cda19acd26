"""An MP3 file without what surrounds its frames, every frame that sounds kept byte for byte.

Sources: ID3v2.4 §3.1; the Xing header and LAME's extension of it ("Mp3 Info Tag rev 1"), whose
delay and padding decoders honour by leaving samples out.
"""

from dataclasses import dataclass
from pathlib import Path

from media.errors import UnreadableSoundError
from media.mp3 import Mp3Layout, layout
from media.pcm import Samples

_BLOCK = 1 << 20
_DECODER_DELAY = 529
"""Samples that a decoder itself is late (528 + 1), which those who honour LAME's tag leave out."""
_TAIL = 4096
"""Bytes behind the frames that may be a tag of some kind; more is sound that can't be followed."""
_TAGS = (b"TAG", b"APETAGEX", b"LYRICSBEGIN", b"3DI")


@dataclass(frozen=True, slots=True)
class Bare:
    """A bare file, and how many samples later than in the file with its tag everything sounds."""

    layout: Mp3Layout
    shift: Samples


def strip(path: Path, target: Path) -> Bare | None:
    """Copy the frames of a CBR file; None where it is none, and must be decoded to be kept.

    Times in the source count from the first sample that a decoder gives which honours the tag:
    without it the decoder gives `shift` samples more in front.
    """
    try:
        found = layout(path)
    except UnreadableSoundError:
        return None
    if not _ends_with_frames(path, found):
        return None
    begin, shift = found.begin, 0
    if found.xing:
        head = _read(path, found.begin, 1024)
        begin += _frame_size(head, found)
        shift = _left_out(head)
    with path.open("rb") as source, target.open("wb") as out:
        source.seek(begin)
        left = found.end - begin
        while left > 0 and (block := source.read(min(left, _BLOCK))):
            out.write(block)
            left -= len(block)
    try:
        bare = layout(target)
    except UnreadableSoundError:
        return None
    return Bare(bare, Samples(shift)) if bare.is_bare else None


def heard(path: Path, found: Mp3Layout) -> Samples:
    """How many samples a decoder gives of a file that honours its tag."""
    if not found.xing:
        return found.samples
    per_frame = found.samples // max(1, found.frames)
    delay, padding = _told(_read(path, found.begin, 1024))
    return Samples(max(0, found.samples - per_frame - delay - padding))


def _ends_with_frames(path: Path, found: Mp3Layout) -> bool:
    """Whether nothing but tags stands behind the last frame that could be followed."""
    rest = found.size - found.end
    if rest == 0:
        return True
    tail = _read(path, found.end, min(rest, _TAIL))
    return rest <= _TAIL or tail.startswith(_TAGS) or not tail.strip(b"\0")


def _frame_size(head: bytes, found: Mp3Layout) -> int:
    """Bytes of the first frame, from its header (ISO/IEC 11172-3 §2.4.2.3)."""
    version = head[1] >> 3 & 3
    kbps = (_V1 if version == 3 else _V2)[head[2] >> 4]
    padding = head[2] >> 1 & 1
    return (144_000 if version == 3 else 72_000) * kbps // found.rate + padding


def _left_out(head: bytes) -> int:
    """Samples that decoders leave out at the beginning for LAME's tag; 0 where it tells none."""
    delay, padding = _told(head)
    return delay + _DECODER_DELAY if delay or padding else 0


def _told(head: bytes) -> tuple[int, int]:
    """Delay and padding that LAME's tag tells, in samples; nothing where there is no such tag."""
    at = max(head.find(b"Info", 0, 64), head.find(b"Xing", 0, 64))
    if at < 0:
        return 0, 0
    flags = int.from_bytes(head[at + 4 : at + 8], "big")
    lame = at + 8 + 4 * (flags & 1) + 4 * (flags >> 1 & 1) + 100 * (flags >> 2 & 1)
    lame += 4 * (flags >> 3 & 1)
    encoder = head[lame : lame + 9]
    if len(encoder) < 9 or not encoder.strip(b"\0 "):
        return 0, 0
    fields = int.from_bytes(head[lame + 21 : lame + 24], "big")
    return fields >> 12, fields & 0xFFF


def _read(path: Path, at: int, size: int) -> bytes:
    with path.open("rb") as file:
        file.seek(at)
        return file.read(size)


_V1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_V2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
