"""What recognises scans may be missing; then its package is named, and nothing breaks."""

import os
import subprocess
from pathlib import Path

import pytest

from audiolib.intake.tesseract import missing

SCRIPT = Path(__file__).parents[3] / "packaging" / "scans.sh"
FEW = "#!/bin/sh\necho 'List of available languages in \"/nowhere/\" (2):'\necho eng\necho osd\n"


def tool(folder: Path, content: str) -> None:
    program = folder / "tesseract"
    program.write_text(content)
    program.chmod(0o755)


def test_a_machine_without_the_program_names_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert missing("vi") == "tesseract-ocr"
    assert missing("fa-IR") == "tesseract-ocr"


def test_a_language_without_its_data_names_the_datas_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tool(tmp_path, FEW)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert missing("en") == ""
    assert missing("vi") == "tesseract-ocr-vie"


def test_a_language_that_nobody_recognises_wants_no_package() -> None:
    assert missing("tlh") == ""


def test_the_script_says_in_one_line_what_to_install(tmp_path: Path) -> None:
    tool(tmp_path, FEW)
    # As somebody who may install nothing.
    (tmp_path / "id").write_text("#!/bin/sh\necho 1000\n")
    (tmp_path / "id").chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", str(SCRIPT)], env={**os.environ, "PATH": path}, capture_output=True, check=False
    )
    said = done.stdout.decode()
    assert done.returncode == 1
    assert said.count("\n") == 1
    assert said.endswith("apt install tesseract-ocr-vie tesseract-ocr-ukr tesseract-ocr-rus"
                         " tesseract-ocr-fas\n")  # fmt: skip
