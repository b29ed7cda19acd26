"""EPUB 3.3 with media overlays: the whole text, with the sound of every phrase."""

from collections.abc import Iterator
from pathlib import Path

from audiolib.findings import Finding
from audiolib.packages import Format, Rendition
from audiolib.packages.accessibility import with_text
from audiolib.packages.epub3.writer import MEDIA_TYPE, write

__all__ = ["EPUB3"]


class _Epub3:
    name = "epub3"
    media_type = MEDIA_TYPE
    product = "{slug}.epub"
    access = staticmethod(with_text)

    def write(self, rendition: Rendition, target: Path) -> None:
        write(rendition, target)

    def check(self, target: Path, *, deep: bool = False) -> Iterator[Finding]:
        from audiolib.packages.epub3.check import check  # writing needs none of it

        return check(target, deep=deep)


EPUB3: Format = _Epub3()
