import stat
import zipfile
from pathlib import Path

import pytest

from audiolib.errors import (
    SourceDamagedError,
    SourceEncryptedError,
    SourceHostileError,
    SourceMissingError,
    SourceTooLargeError,
)
from audiolib.sources.archive import Archive
from audiolib.sources.limits import Limits


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_members_are_listed_without_folders_and_read(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a/": b"", "a/b.txt": b"hello", "c\\d.txt": b"back"})
    with Archive.open(path) as archive:
        assert archive.names == ("a/b.txt", "c/d.txt")
        assert archive.read("a/b.txt") == b"hello"
        assert "a/b.txt" in archive
        assert archive.size("c/d.txt") == 4


@pytest.mark.parametrize("name", ["../x", "a/../../x", "/etc/x", "C:/x", "..\\x"])
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "a.zip", {name: b"x"})
    with pytest.raises(SourceHostileError):
        Archive.open(path)


def test_a_symbolic_link_is_refused(tmp_path: Path) -> None:
    member = zipfile.ZipInfo("link")
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(member, "/etc/passwd")
    with pytest.raises(SourceHostileError):
        Archive.open(tmp_path / "a.zip")


def test_a_member_that_grows_without_end_is_stopped_while_it_grows(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"bomb": b"\0" * 40_000_000})
    with Archive.open(path) as archive, pytest.raises(SourceHostileError):
        archive.read("bomb")


def test_members_that_grow_together_are_stopped(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {f"{n}": bytes(range(256)) * 4 for n in range(10)})
    with Archive.open(path, Limits(total=4096)) as archive:
        archive.read("0")
        archive.read("0")
        archive.read("1")
        archive.read("2")
        archive.read("3")
        with pytest.raises(SourceTooLargeError):
            archive.read("4")


def test_a_member_over_its_limit_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x": b"12345"})
    with Archive.open(path) as archive, pytest.raises(SourceTooLargeError):
        archive.read("x", limit=4)


def test_too_many_members_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {f"{n}": b"" for n in range(11)})
    with pytest.raises(SourceHostileError):
        Archive.open(path, Limits(members=10))


def test_members_that_overlap_are_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x": bytes(range(256)), "y": bytes(range(256))})
    content = bytearray(path.read_bytes())
    at = content.rfind(b"PK\x01\x02")
    content[at + 20 : at + 24] = (100_000).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises((SourceHostileError, SourceDamagedError)):
        Archive.open(path)


def test_an_encrypted_member_is_told_as_such(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x": b"12345"})
    content = bytearray(path.read_bytes())
    content[content.find(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    with pytest.raises(SourceEncryptedError):
        Archive.open(path)


def test_an_unusual_compression_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("x", b"12345")
    with pytest.raises(SourceDamagedError):
        Archive.open(tmp_path / "a.zip")


def test_a_cut_archive_is_damaged(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x": b"12345" * 100})
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(SourceDamagedError):
        Archive.open(path)


def test_damaged_bytes_of_a_member_are_told(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x": bytes(range(256)) * 8})
    content = bytearray(path.read_bytes())
    content[45:60] = b"\xff" * 15
    path.write_bytes(content)
    with Archive.open(path) as archive, pytest.raises(SourceDamagedError):
        archive.read("x")


def test_a_missing_archive_and_a_missing_member_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(SourceMissingError):
        Archive.open(tmp_path / "no.zip")
    path = zipped(tmp_path / "a.zip", {"x": b"1"})
    with Archive.open(path) as archive, pytest.raises(SourceDamagedError):
        archive.read("y")
