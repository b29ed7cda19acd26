"""Packages in every format, each as the one file that readers get, and copies of them."""

import zipfile
from datetime import date
from pathlib import Path

from audiolib.delivery.stamped import stamped
from audiolib.delivery.stamps import Stamp
from audiolib.formats import named
from audiolib.packages import Rendition
from audiolib.packages.zipping import ZipWriter

STAMP = Stamp("7ZK4-M2QP-X0B3", 'Thư viện "Hà Nội" <tỉnh> & bạn', date(2026, 11, 22))
FORMATS = (
    "daisy202",
    "daisy3",
    "epub3",
    "audiobook",
    "readium",
    "m4b",
    "mp3",
    "readalong",
    "webvtt",
)


def bound(rendition: Rendition, name: str, folder: Path) -> Path:
    """A package as it lies in the store."""
    form = named(name)
    target = folder / form.product.format(slug="book").strip("/")
    if form.product.endswith("/"):
        target.mkdir(parents=True)
    form.write(rendition, target)
    if target.is_file():
        return target
    packed = folder / f"{name}.zip"
    with ZipWriter(packed) as archive:
        for file in sorted(path for path in target.rglob("*") if path.is_file()):
            member = file.relative_to(target).as_posix()
            if file.suffix == ".mp3":
                archive.file(member, file)
            else:
                archive.text(member, file.read_bytes())
    return packed


def copied(package: Path, name: str, target: Path, stamp: Stamp = STAMP) -> Path:
    """The copy of a number, as it is downloaded."""
    with package.open("rb") as file:
        made = stamped(name, file, package.stat().st_size, stamp)
        content = b"".join(made.read(file))
    assert len(content) == made.size
    target.write_bytes(content)
    return target


def opened(copy: Path, name: str) -> Path:
    """What the format's own check takes: the file, or the folder that lies in it."""
    if not named(name).product.endswith("/"):
        return copy
    folder = copy.with_suffix("")
    with zipfile.ZipFile(copy) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    return folder
