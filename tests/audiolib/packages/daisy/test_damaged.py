"""A check says what it can of a damaged package, and never fails."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from audiolib.packages import Format
from audiolib.packages.daisy3 import DAISY3
from audiolib.packages.daisy202 import DAISY202
from tests.audiolib.packages.daisy.renditions import rendition, tone
from tests.audiolib.rendition import tiny_publication

FORMATS: dict[str, Format] = {"daisy202": DAISY202, "daisy3": DAISY3}
PIECES = st.sampled_from(
    ["", "9" * 5000, "<", "</", '"', "#", "../../etc/passwd", "\x00", "٣", "&x;", "<!-- -->",
     "http://example.org/", "-1", "s0001", "m0001.smil#s0037", " ", "\U0001f600"]
)  # fmt: skip


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages")
    made = rendition(tiny_publication(), tone(folder))
    for name, package in FORMATS.items():
        (folder / name).mkdir()
        package.write(made, folder / name)
    return folder


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=st.sampled_from(sorted(FORMATS)),
    number=st.integers(0, 30),
    at=st.floats(0, 0.999),
    length=st.sampled_from([0, 0, 1, 5, 40]),
    piece=PIECES,
)
@example(name="daisy3", number=6, at=0.3, length=1, piece="9" * 5000)
def test_no_damage_stops_a_check(
    name: str, number: int, at: float, length: int, piece: str, packages: Path
) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "package"
        shutil.copytree(packages / name, folder)
        files = [f for f in sorted(folder.iterdir()) if f.suffix not in (".mp3", ".png", ".css")]
        path = files[number % len(files)]
        content = path.read_bytes()
        begin = int(at * len(content))
        path.write_bytes(content[:begin] + piece.encode() + content[begin + length :])
        for finding in FORMATS[name].check(folder):
            assert finding.code


def test_numbers_of_any_length_are_read(packages: Path, tmp_path: Path) -> None:
    long = "9" * 5000
    for name, file, old in (
        ("daisy202", "ncc.html", 'tocItems" content="'),
        ("daisy202", "m0002.smil", 'clip-begin="npt='),
        ("daisy202", "ncc.html", ">xii<"),
        ("daisy3", "book.ncx", 'playOrder="'),
        ("daisy3", "book.ncx", 'value="'),
        ("daisy3", "m0002.smil", 'clipBegin="'),
        ("daisy3", "book.xml", ">xii<"),
    ):
        folder = tmp_path / f"{name}-{len(list(tmp_path.iterdir()))}"
        shutil.copytree(packages / name, folder)
        text = (folder / file).read_text("utf-8")
        new = f">{long}<" if old.startswith(">") else old + long
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")
        assert list(FORMATS[name].check(folder))
