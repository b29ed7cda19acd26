"""M4B: the whole publication in one file, with its headings as chapters, a cover and tags.

MP4 (ISO/IEC 14496-14) with AAC-LC, brand `M4B `. Chapters lie in it twice, as Apple's players read
them and as most others do. Above 255 headings of levels 1 and 2, only those of level 1 are
chapters; above 255 of those, the list that others read ends with the 255th.
"""

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from audiolib.findings import Finding
from audiolib.packages import Format, Rendition
from audiolib.packages import _m4b_headings as headings
from audiolib.packages.accessibility import sound_only
from media import Milliseconds, milliseconds

MOST_CHAPTERS = 255


class M4bFormat:
    """The format `m4b`."""

    name = "m4b"
    media_type = "audio/mp4"
    product = "{slug}.m4b"
    access = staticmethod(sound_only)

    def write(self, rendition: Rendition, target: Path) -> None:
        """Join the tracks and write them behind chapters, cover and tags.

        Raises:
            media.MediaError: a track is damaged, or encoded otherwise than the first.
        """
        from media.join import join

        tracks = rendition.narration.tracks
        # A recording that came as one file of AAC stays one, though it has several tracks in MP3.
        paths = [rendition.sound(track.number, "aac").path for track in tracks]
        whole = len(set(paths)) == 1
        joined = join(paths[:1] if whole else paths)
        lengths = accumulate((track.duration for track in tracks), initial=0)
        begins = lengths if whole else (milliseconds(o, joined.rate) for o in joined.offsets)
        offsets = dict(zip((track.number for track in tracks), begins, strict=False))
        title = rendition.publication.metadata.title
        stops = [
            (Milliseconds(offsets[stop.track] + stop.begin), stop.title)
            for stop in headings.stops(rendition, MOST_CHAPTERS)
        ]
        picture = headings.cover(rendition)
        joined.write(
            target,
            headings.from_zero(stops, title),
            _tags(rendition),
            cover=rendition.data(picture) if picture else b"",
            lang=headings.language(rendition),
        )

    def check(self, target: Path, *, deep: bool = False) -> Iterator[Finding]:
        from audiolib.packages._m4b_check import check  # writing needs none of it

        return check(target, deep=deep)


M4B: Format = M4bFormat()


def _tags(rendition: Rendition) -> dict[str, str]:
    metadata = rendition.publication.metadata
    return {
        "title": metadata.title,
        "album": metadata.title,
        "artist": headings.authors(rendition),
        "album_artist": headings.authors(rendition),
        "composer": headings.readers(rendition),
        "narrator": headings.readers(rendition),
        "genre": "Audiobook",
        "date": headings.date(rendition),
        "comment": headings.comment(rendition),
        "description": metadata.description,
        "copyright": metadata.rights,
        "publisher": metadata.publisher,
        "encoder": rendition.provenance.generator,
    }
