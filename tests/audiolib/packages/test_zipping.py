"""Zip files with the same bytes every time."""

import tracemalloc
import zipfile
import zlib
from pathlib import Path

import pytest

from audiolib.packages.zipping import ZipWriter


def _write(target: Path, sound: Path) -> bytes:
    with ZipWriter(target) as zipped:
        zipped.text("mimetype", "application/epub+zip", stored=True)
        zipped.text("a/text.xml", "á" * 1000)
        zipped.file("a/sound.mp3", sound)
    return target.read_bytes()


def test_the_same_contents_give_the_same_bytes_whatever_the_files_are_dated(tmp_path: Path) -> None:
    one, two = tmp_path / "1.mp3", tmp_path / "2.mp3"
    for sound in (one, two):
        sound.write_bytes(b"sound" * 100)
    two.touch()
    two.chmod(0o600)
    assert _write(tmp_path / "1.zip", one) == _write(tmp_path / "2.zip", two)


def test_members_keep_their_order_their_date_is_fixed_and_sound_is_not_packed(
    tmp_path: Path,
) -> None:
    sound = tmp_path / "1.mp3"
    sound.write_bytes(b"sound" * 100)
    _write(tmp_path / "1.zip", sound)
    with zipfile.ZipFile(tmp_path / "1.zip") as made:
        assert made.testzip() is None
        members = made.infolist()
        assert [m.filename for m in members] == ["mimetype", "a/text.xml", "a/sound.mp3"]
        assert [m.compress_type for m in members] == [0, 8, 0]
        assert {m.date_time for m in members} == {(1980, 1, 1, 0, 0, 0)}
        assert zlib.crc32(b"sound" * 100) == members[2].CRC
        assert made.read("a/text.xml").decode() == "á" * 1000


def test_the_first_member_lies_bare_at_the_very_beginning(tmp_path: Path) -> None:
    sound = tmp_path / "1.mp3"
    sound.write_bytes(b"")
    assert _write(tmp_path / "1.zip", sound)[30:58] == b"mimetypeapplication/epub+zip"


def test_memory_stays_flat_however_large_a_file_is(tmp_path: Path) -> None:
    sound = tmp_path / "1.mp3"
    with sound.open("wb") as file:
        file.truncate(64_000_000)
    tracemalloc.start()
    with ZipWriter(tmp_path / "1.zip") as zipped:
        zipped.file("sound.mp3", sound)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000


def test_a_name_that_is_not_ascii_is_refused(tmp_path: Path) -> None:
    with ZipWriter(tmp_path / "1.zip") as zipped, pytest.raises(ValueError, match="not ASCII"):
        zipped.text("sách.xml", "")
