"""Loose MP3 files with tags and chapters, and a playlist: for any player there is.

The frames are those of the other packages, byte for byte; only the tag stands before them.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from audiolib.findings import Finding
from audiolib.packages import Format, Rendition
from audiolib.packages import _m4b_headings as headings
from audiolib.packages._mp3_id3 import MOST_CHAPTERS, Tag, id3
from audiolib.packages.accessibility import sound_only
from audiolib.packages.audiobook_outline import Part, parts
from audiolib.slug import slug
from media import Chapter, Milliseconds

PLAYLIST = "playlist.m3u8"


class Mp3Format:
    """The format `mp3`: a folder of `NN-title.mp3` and a playlist."""

    name = "mp3"
    media_type = "application/zip"
    product = "mp3/"
    access = staticmethod(sound_only)

    def write(self, rendition: Rendition, target: Path) -> None:
        named = parts(rendition)
        stops = headings.stops(rendition, 1 << 30)
        picture = headings.cover(rendition)
        content = (picture.media_type, rendition.data(picture)) if picture else None
        lines = ["#EXTM3U", "#EXTENC:UTF-8", f"#PLAYLIST:{_line(_title(rendition))}"]
        author = headings.authors(rendition)
        for number, part in enumerate(named, 1):
            tag = Tag(
                texts=_texts(rendition, part, f"{number}/{len(named)}"),
                comment=headings.comment(rendition),
                lang=headings.language(rendition),
                picture=content,
                chapters=_chapters(part, stops),
            )
            name = _file(rendition, part, number, len(named))
            with (target / name).open("wb") as out, part.sound.path.open("rb") as frames:
                out.write(id3(tag))
                shutil.copyfileobj(frames, out, 1 << 20)
            shown = " - ".join(filter(None, (author, part.name)))
            lines += (f"#EXTINF:{(part.sound.duration + 500) // 1000},{_line(shown)}", name)
        (target / PLAYLIST).write_bytes("\n".join((*lines, "")).encode())

    def check(self, target: Path, *, deep: bool = False) -> Iterator[Finding]:
        from audiolib.packages._mp3_check import check  # writing needs none of it

        return check(target, deep=deep)


MP3: Format = Mp3Format()


def _title(rendition: Rendition) -> str:
    return rendition.publication.metadata.title


def _line(text: str) -> str:
    return " ".join(text.split())


def _file(rendition: Rendition, part: Part, number: int, total: int) -> str:
    """ASCII, and in order when sorted by name."""
    width = max(2, len(str(total)))
    return f"{number:0{width}d}-{slug(part.name, rendition.slug)}.mp3"


def _texts(rendition: Rendition, part: Part, place: str) -> dict[str, str]:
    metadata = rendition.publication.metadata
    return {
        "TIT2": part.name,
        "TALB": metadata.title,
        "TPE1": headings.authors(rendition),
        "TCOM": headings.readers(rendition),
        "TRCK": place,
        "TCON": "Audiobook",
        "TYER": headings.date(rendition)[:4],
        "TLAN": headings.language(rendition),
        "TPUB": metadata.publisher,
        "TSSE": rendition.provenance.generator,
    }


def _chapters(part: Part, stops: tuple[headings.Stop, ...]) -> list[Chapter]:
    """The headings in a track, timed in its file; none where it has none."""
    sound = part.sound
    inside = [
        (Milliseconds(stop.begin + sound.delay), stop.title)
        for stop in stops
        if stop.track == sound.number
    ]
    if not inside:
        return []
    begun = headings.from_zero(inside, part.name)[:MOST_CHAPTERS]
    ends = [*(begin for begin, _ in begun[1:]), sound.duration]
    return [Chapter(title, begin, end) for (begin, title), end in zip(begun, ends, strict=True)]
