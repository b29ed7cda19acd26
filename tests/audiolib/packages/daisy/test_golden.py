"""The packages of the little publication, file by file."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from audiolib.packages import Format
from audiolib.packages.daisy3 import DAISY3
from audiolib.packages.daisy202 import DAISY202, DAISY202_NCC
from tests.audiolib.rendition import tiny_rendition


def canonical(path: Path) -> str:
    """The text of a file; of XML its DOCTYPE and its canonical form."""
    content = path.read_bytes()
    if path.suffix == ".css":
        return content.decode()
    root = etree.fromstring(content)
    doctype = root.getroottree().docinfo.doctype
    text = etree.canonicalize(etree.tostring(root, encoding="unicode"))
    # The size of an MP3 file is its encoder's affair.
    return doctype + "\n" + re.sub(r'content="\d+" name="ncc:kByteSize"', "", text) + "\n"


@pytest.mark.parametrize("package", [DAISY202, DAISY202_NCC, DAISY3], ids=lambda p: p.name)
def test_a_package_is_as_it_was_reviewed(
    package: Format, tmp_path: Path, golden: Callable[[str, dict[str, str]], None]
) -> None:
    folder = tmp_path / "package"
    folder.mkdir()
    package.write(tiny_rendition(tmp_path / "sound"), folder)
    texts = (f for f in sorted(folder.iterdir()) if f.suffix not in (".mp3", ".png"))
    golden(package.name, {file.name: canonical(file) for file in texts})
