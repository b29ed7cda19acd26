"""Reader libraries that nobody here wrote open what we make, and find the same in it."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from audiolib.production.produce import produce
from audiolib.production.report import Report
from audiolib.production.request import Request

ROOT = Path(__file__).parents[2]
READERS = ROOT / ".tools" / "readers" / "bin" / "python"

pytestmark = [pytest.mark.extras, pytest.mark.external]

if not READERS.exists() and not os.environ.get("CI"):
    pytest.skip("the readers are not installed: make test-extras", allow_module_level=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The fairy tale, in the formats that the readers know."""
    folder = tmp_path_factory.mktemp("made")
    tale = ROOT / "samples" / "vi-cay-khe" / "cay-khe.md"
    return produce(
        Request(
            file=tale,
            meta=tale.with_suffix(".toml"),
            out=folder / "out",
            store=str(folder / "store"),
            formats=("daisy202", "epub3"),
            lang="vi",
        )
    )


def _opened(script: str, package: Path) -> dict[str, Any]:
    command = [str(READERS), str(Path(__file__).parent / script), str(package)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_daisy_dtb_finds_title_and_headings(made: Report) -> None:
    found = _opened("open_daisy.py", made.folder / "daisy202")
    assert found["title"] == "Cây khế trả vàng"
    headings = [text for _level, text in found["toc"]]
    assert headings[-4:] == [
        "Hai anh em",
        "Con chim lạ",
        "Hòn đảo giữa biển",
        "Chiếc túi mười hai gang",
    ]


def test_ebooklib_finds_documents_overlays_and_sounds(made: Report) -> None:
    found = _opened("open_epub.py", made.folder / f"{made.folder.name}.epub")
    assert found["title"] == "Cây khế trả vàng"
    assert found["language"] == "vi"
    assert found["overlays"] >= 1
    assert found["sounds"] >= 1
    assert found["toc"] >= 5
