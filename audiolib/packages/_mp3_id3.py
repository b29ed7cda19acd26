"""An ID3v2.3 tag with chapters, byte for byte the same each time.

Sources: id3v2.3.0 §3 and §4; ID3v2 Chapter Frame Addendum 1.0 (CHAP, CTOC). mutagen would write the
chapters in an order of its own, and players list them in the order of the file.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from media import Chapter

MOST_CHAPTERS = 255
"""As many as a CTOC frame can count."""

_FRONT_COVER = 3
_ORDERED_ROOT = 0b11
_NO_OFFSET = 0xFFFFFFFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """What a tag tells.

    Args:
        texts: Text frames by their ids (`TIT2`); empty ones are left out.
        comment: The comment.
        lang: ISO 639-2 of the comment.
        picture: The front cover, with its media type; or nothing.
        chapters: In order; at most 255 are taken.
    """

    texts: Mapping[str, str]
    comment: str
    lang: str
    picture: tuple[str, bytes] | None
    chapters: Sequence[Chapter]


def id3(tag: Tag) -> bytes:
    """The tag, to stand before the first frame."""
    frames = [_frame(name, _text(text)) for name, text in tag.texts.items() if text]
    if tag.comment:
        code, zero, body = _encoded(tag.comment)
        mark = b"" if code == b"\0" else b"\xff\xfe"
        frames.append(_frame("COMM", code + tag.lang.encode() + mark + zero + body))
    if tag.picture:
        kind, content = tag.picture
        frames.append(_frame("APIC", b"\0" + kind.encode() + bytes((0, _FRONT_COVER, 0)) + content))
    frames += _chapters(tag.chapters[:MOST_CHAPTERS])
    body = b"".join(frames)
    size = len(body)
    synchsafe = bytes((size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127))
    return b"ID3\3\0\0" + synchsafe + body


def _chapters(chapters: Sequence[Chapter]) -> list[bytes]:
    if not chapters:
        return []
    names = [f"ch{number:03d}\0".encode() for number in range(len(chapters))]
    contents = b"toc\0" + bytes((_ORDERED_ROOT, len(names))) + b"".join(names)
    return [
        _frame("CTOC", contents),
        *(
            _frame(
                "CHAP",
                name
                + struct.pack(">4I", chapter.begin, chapter.end, _NO_OFFSET, _NO_OFFSET)
                + _frame("TIT2", _text(chapter.title)),
            )
            for name, chapter in zip(names, chapters, strict=True)
        ),
    ]


def _frame(name: str, body: bytes) -> bytes:
    return name.encode() + struct.pack(">IH", len(body), 0) + body


def _text(text: str) -> bytes:
    code, _, body = _encoded(text)
    return code + body


def _encoded(text: str) -> tuple[bytes, bytes, bytes]:
    """The encoding's number, its zero, and the text in it: Latin-1 if it can be, else UTF-16."""
    plain = text.replace("\0", "")
    try:
        return b"\0", b"\0", plain.encode("latin-1")
    except UnicodeEncodeError:
        return b"\1", b"\0\0", b"\xff\xfe" + plain.encode("utf-16-le", "replace")
