"""What stands before the sound in an M4B file.

Sources: ISO/IEC 14496-12 (boxes), 14496-14 §5.6 (`esds`), the QuickTime File Format (text track,
`chap`), and for `ilst` and `chpl`, which no standard tells, what Apple's and Nero's programs do.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from media._m4a import Sizes
from media._mp4 import U32, box, descriptor, full, timed
from media.encode import AAC_FRAME
from media.pcm import Milliseconds

NERO_CHAPTERS = 255
"""As many as the Nero list can count."""

TAGS = {
    "title": b"\xa9nam",
    "artist": b"\xa9ART",
    "album_artist": b"aART",
    "album": b"\xa9alb",
    "composer": b"\xa9wrt",
    "narrator": b"\xa9nrt",
    "genre": b"\xa9gen",
    "date": b"\xa9day",
    "comment": b"\xa9cmt",
    "description": b"desc",
    "copyright": b"cprt",
    "publisher": b"\xa9pub",
    "encoder": b"\xa9too",
}
"""Names of tags, and the atoms they are written to."""

_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
_PER_CHUNK = 32
_TEXT, _JPEG, _PNG, _INTEGER = 1, 13, 14, 21
_AUDIOBOOK = b"\x02"
_AUDIO_TRACK, _TEXT_TRACK = 1, 2

Titles = Sequence[tuple[Milliseconds, str]]


@dataclass(frozen=True, slots=True, eq=False)
class Movie:
    """The sound that the head is for: `samples` is its length without the priming frame."""

    rate: int
    samples: int
    config: bytes
    sizes: Sizes
    lang: str


def head(movie: Movie, chapters: Titles, tags: Mapping[str, str], cover: bytes) -> Iterator[bytes]:
    """The bytes up to the first AAC frame; the frames follow, and nothing after them."""
    titles = [_title(title) for _, title in chapters]
    texts = b"".join(titles)
    payload = len(texts) + int(movie.sizes.sum(dtype=np.int64))
    long = payload > U32 - (1 << 28)
    kind = box(b"ftyp", b"M4B \0\0\2\0M4B M4A mp42isom")
    durations = _durations(movie, chapters) if chapters else []
    extra = _user(chapters, tags, cover)

    def moov(begin: int) -> bytes:
        sound = _sound(movie, begin + len(texts), long, bool(titles))
        names = _names(movie, titles, durations, begin, long) if titles else b""
        return box(b"moov", _movie_header(movie), sound, names, extra)

    mdat = struct.pack(">I4sQ", 1, b"mdat", 16 + payload) if long else struct.pack(
        ">I4s", 8 + payload, b"mdat"
    )  # fmt: skip
    size = len(moov(0))  # does not depend on the offsets in it
    yield from (kind, moov(len(kind) + size + len(mdat)), mdat, texts)


def _movie_header(movie: Movie) -> bytes:
    tail = struct.pack(">IH10x", 0x10000, 0x100) + _MATRIX + bytes(24) + struct.pack(">I", 3)
    return timed(b"mvhd", (0, True), (0, True), (movie.rate, False), (movie.samples, True),
                 tail=tail)  # fmt: skip


def _track_header(number: int, samples: int, volume: int, flags: int) -> bytes:
    tail = struct.pack(">8xHHH2x", 0, 0, volume) + _MATRIX + bytes(8)
    return timed(b"tkhd", (0, True), (0, True), (number, False), (0, False), (samples, True),
                 tail=tail, flags=flags)  # fmt: skip


def _media(movie: Movie, samples: int, handler: bytes, kind: bytes, table: bytes) -> bytes:
    code = [ord(letter) - 0x60 for letter in movie.lang]
    lang = struct.pack(">HH", code[0] << 10 | code[1] << 5 | code[2], 0)
    header = timed(b"mdhd", (0, True), (0, True), (movie.rate, False), (samples, True), tail=lang)
    name = full(b"hdlr", bytes(4), handler, bytes(12), b"\0")
    here = box(b"dinf", full(b"dref", struct.pack(">I", 1), full(b"url ", flags=1)))
    return box(b"mdia", header, name, box(b"minf", kind, here, table))


def _sound(movie: Movie, begin: int, long: bool, named: bool) -> bytes:
    count = len(movie.sizes)
    length = count * AAC_FRAME
    # The edit leaves the priming frame out.
    edit = timed(b"elst", (1, False), (movie.samples, True), (AAC_FRAME, True),
                 tail=struct.pack(">I", 0x10000))  # fmt: skip
    table = box(
        b"stbl",
        full(b"stsd", struct.pack(">I", 1), _aac_entry(movie)),
        full(b"stts", struct.pack(">3I", 1, count, AAC_FRAME)),
        _chunks(count, _PER_CHUNK),
        full(b"stsz", struct.pack(">2I", 0, count), movie.sizes.astype(">u4").tobytes()),
        _chunk_offsets(movie.sizes, begin, _PER_CHUNK, long),
        # Each frame needs the one before it (14496-12 §10.1).
        full(b"sgpd", struct.pack(">4s2Ih", b"roll", 2, 1, -1), version=1),
        full(b"sbgp", struct.pack(">4s3I", b"roll", 1, count, 1)),
    )
    return box(
        b"trak",
        _track_header(_AUDIO_TRACK, movie.samples, 0x100, 7),
        box(b"edts", edit),
        box(b"tref", box(b"chap", struct.pack(">I", _TEXT_TRACK))) if named else b"",
        _media(movie, length, b"soun", full(b"smhd", bytes(4)), table),
    )


def _aac_entry(movie: Movie) -> bytes:
    length = len(movie.sizes) * AAC_FRAME
    bitrate = int(movie.sizes.sum(dtype=np.int64)) * 8 * movie.rate // max(length, 1)
    decoder = struct.pack(">BB3xII", 0x40, 0x15, bitrate, bitrate) + descriptor(5, movie.config)
    elementary = descriptor(3, bytes(3) + descriptor(4, decoder) + descriptor(6, b"\2"))
    entry = struct.pack(">6xH8xHH4xI", 1, 1, 16, movie.rate << 16)
    return box(b"mp4a", entry, full(b"esds", elementary))


def _names(
    movie: Movie, titles: Sequence[bytes], durations: Sequence[int], begin: int, long: bool
) -> bytes:
    """The text track that Apple's players read chapters from."""
    sizes = np.array([len(title) for title in titles], dtype=np.uint32)
    style = struct.pack(">II6x8x8xHH3x6xB", 0, 0, 0, 0, 0)
    entry = box(b"text", struct.pack(">6xH", 1), style)
    table = box(
        b"stbl",
        full(b"stsd", struct.pack(">I", 1), entry),
        full(
            b"stts",
            struct.pack(">I", len(durations)),
            b"".join(struct.pack(">2I", 1, duration) for duration in durations),
        ),
        _chunks(len(titles), 1),
        full(b"stsz", struct.pack(">2I", 0, len(titles)), sizes.astype(">u4").tobytes()),
        _chunk_offsets(sizes, begin, 1, long),
    )
    graphics = full(b"gmin", struct.pack(">H3HHH", 0x40, 0x8000, 0x8000, 0x8000, 0, 0))
    kind = box(b"gmhd", graphics, box(b"text", _MATRIX))
    # Not enabled: it is read, not shown.
    header = _track_header(_TEXT_TRACK, movie.samples, 0, 2)
    return box(b"trak", header, _media(movie, movie.samples, b"text", kind, table))


def _title(title: str) -> bytes:
    """A sample of the text track: UTF-8 with its length, and a box that says it is UTF-8."""
    text = _cut(title, 1024)
    return struct.pack(">H", len(text)) + text + box(b"encd", struct.pack(">I", 0x100))


def _durations(movie: Movie, chapters: Titles) -> list[int]:
    begins = [(begin * movie.rate + 500) // 1000 for begin, _ in chapters]
    begins[:1] = [0]
    return [end - begin for begin, end in pairwise([*begins, movie.samples])]


def _chunks(count: int, per_chunk: int) -> bytes:
    whole, rest = divmod(count, per_chunk)
    runs = [struct.pack(">3I", 1, per_chunk, 1)] if whole else []
    runs += [struct.pack(">3I", whole + 1, rest, 1)] if rest else []
    return full(b"stsc", struct.pack(">I", len(runs)), *runs)


def _chunk_offsets(sizes: Sizes, begin: int, per_chunk: int, long: bool) -> bytes:
    before = np.cumsum(sizes, dtype=np.int64) - sizes
    offsets = before[::per_chunk] + begin
    kind, width = (b"co64", ">u8") if long else (b"stco", ">u4")
    return full(kind, struct.pack(">I", len(offsets)), offsets.astype(width).tobytes())


def _user(chapters: Titles, tags: Mapping[str, str], cover: bytes) -> bytes:
    entries = [
        _tag(atom, _TEXT, tags[name].encode()) for name, atom in TAGS.items() if tags.get(name)
    ]
    entries.append(_tag(b"stik", _INTEGER, _AUDIOBOOK))
    if cover:
        entries.append(_tag(b"covr", _JPEG if cover.startswith(b"\xff\xd8") else _PNG, cover))
    handler = full(b"hdlr", bytes(4), b"mdirappl", bytes(8), b"\0")
    meta = full(b"meta", handler, box(b"ilst", *entries))
    return box(b"udta", meta, _nero(chapters) if chapters else b"")


def _tag(atom: bytes, kind: int, value: bytes) -> bytes:
    return box(atom, box(b"data", struct.pack(">II", kind, 0), value))


def _nero(chapters: Titles) -> bytes:
    """The list that most other players read: times in units of 100 ns."""
    listed: list[bytes] = []
    for begin, title in chapters[:NERO_CHAPTERS]:
        name = _cut(title, 255)
        listed.append(struct.pack(">QB", begin * 10_000 if listed else 0, len(name)) + name)
    return full(b"chpl", bytes(4), bytes((len(listed),)), *listed, version=1)


def _cut(text: str, size: int) -> bytes:
    """UTF-8 of at most `size` bytes, no character broken."""
    return text.encode()[:size].decode("utf-8", "ignore").encode()
