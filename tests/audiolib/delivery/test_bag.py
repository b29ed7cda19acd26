"""Bags as RFC 8493 asks: ours are valid, those that came are verified before they are read."""

import hashlib
import io
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiolib.delivery.bag import Payload, write
from audiolib.delivery.bag_check import check
from tests.conftest import ROOT

JUDGE = ROOT / ".tools/bagit/bin/bagit.py"
FACTS = {"Source-Organization": "Thư viện\nhuyện", "Bagging-Date": "2026-11-22"}
LARGEST = 1 << 20
Files = dict[str, bytes]


def packed(folder: Path, payload: Files) -> Path:
    target = folder / "bag.zip"
    parts = [Payload(name, len(content), [content]) for name, content in payload.items()]
    write(target, "de-men", parts, FACTS)
    return target


def opened(bag: Path) -> Files:
    with zipfile.ZipFile(bag) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def codes(files: Files, *more: tuple[zipfile.ZipInfo, bytes]) -> list[str]:
    """What is told of a bag with these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        for member, content in more:
            archive.writestr(member, content)
    return [finding.code for finding in check(target, LARGEST)]


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    return packed(tmp_path, {"de-men.zip": bytes(range(256)) * 40, "record.xml": b"<record/>"})


def test_our_bag_is_whole_and_the_same_each_time(bag: Path, tmp_path: Path) -> None:
    with bag.open("rb") as file:
        assert check(file, LARGEST) == []
    files = opened(bag)
    info = files["de-men/bag-info.txt"].decode()
    assert "Source-Organization: Thư viện huyện\n" in info
    assert "Payload-Oxum: 10249.2\n" in info
    first = hashlib.sha256(bag.read_bytes()).digest()
    again = {"de-men.zip": bytes(range(256)) * 40, "record.xml": b"<record/>"}
    assert hashlib.sha256(packed(tmp_path, again).read_bytes()).digest() == first


@pytest.mark.external
@pytest.mark.skipif(not JUDGE.is_file(), reason="bagit is not installed")
def test_a_judge_that_nobody_here_wrote_finds_our_bag_valid(bag: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(bag) as archive:
        archive.extractall(tmp_path / "out")
    python = JUDGE.with_name("python")
    command = [str(python), str(JUDGE), "--validate", str(tmp_path / "out" / "de-men")]
    judged = subprocess.run(command, capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stderr


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("data/record.xml", b"<other/>", "bag-010"),
        ("data/record.xml", None, "bag-008"),
        ("data/more.txt", b"more", "bag-009"),
        ("manifest-sha256.txt", b"what?\n", "bag-007"),
        ("manifest-sha256.txt", None, "bag-006"),
        ("bagit.txt", None, "bag-002"),
        ("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: KOI8-R\n", "bag-002"),
        ("bag-info.txt", b"Payload-Oxum: 5.1\n", "bag-011"),
        ("bag-info.txt", b"\xff\xfe", "bag-002"),
        ("fetch.txt", b"https://example.org/x - data/x\n", "bag-005"),
        ("data/large.bin", bytes(LARGEST + 1), "bag-004"),
    ],
)
def test_what_is_wrong_is_told(bag: Path, name: str, content: bytes | None, code: str) -> None:
    files = opened(bag)
    if content is None:
        del files[f"de-men/{name}"]
    else:
        files[f"de-men/{name}"] = content
    assert code in codes(files)


@pytest.mark.parametrize(
    "name",
    [
        *("de-men/../../etc/passwd", "/etc/passwd", "de-men//x", "de-men/data/a\\..\\b"),
        *("C:/x", "de-men/./x", "de-men/data/a\nb"),
    ],
)
def test_a_name_that_leads_out_is_refused_before_anything_is_read(bag: Path, name: str) -> None:
    assert codes({**opened(bag), name: b"x"}) == ["bag-003"]


def test_a_link_and_a_name_that_stands_twice_are_refused(bag: Path) -> None:
    link = zipfile.ZipInfo("de-men/data/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert codes(opened(bag), (link, b"/etc/passwd")) == ["bag-003"]
    twice = zipfile.ZipInfo("de-men/data/record.xml")
    with pytest.warns(UserWarning, match="Duplicate name"):
        assert codes(opened(bag), (twice, b"<other/>")) == ["bag-003"]


def test_files_beside_the_folder_make_no_bag(bag: Path) -> None:
    assert codes({**opened(bag), "beside.txt": b"x"}) == ["bag-002"]
    assert codes({}) == ["bag-002"]


@given(st.binary(max_size=400), st.data())
def test_no_bytes_make_the_check_fail(noise: bytes, data: st.DataObject) -> None:
    assert check(io.BytesIO(noise), LARGEST) != []
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in ("b/bagit.txt", "b/manifest-sha256.txt", "b/data/x"):
            archive.writestr(name, data.draw(st.binary(max_size=60)))
    whole = bytearray(target.getvalue())
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] ^= data.draw(st.integers(1, 255))
    assert check(io.BytesIO(bytes(whole)), LARGEST) != []
