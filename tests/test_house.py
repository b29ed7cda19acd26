"""The rules of the house that no other tool looks after."""

import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGES = ("api", "audiolib", "media", "tts", "web")
LONGEST = 380
TEXTS = {".py", ".md", ".toml", ".txt", ".sh", ".po", ".css", ".json", ".svg", ".tsv", ".yml", ""}


@cache
def tracked() -> tuple[Path, ...]:
    """The files that git keeps and that are there."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("not a git checkout")
    return tuple(p for name in done.stdout.split("\0") if name and (p := ROOT / name).is_file())


def texts() -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for path in tracked()
        if path.suffix in TEXTS
        and path.name not in ("LICENSE", "test_house.py")
        # Inputs of tests may be odd on purpose: other encodings, broken lines.
        and (path.suffix == ".py" or ROOT / "tests" not in path.parents)
    ]


def test_no_file_is_too_long_to_be_read_at_a_sitting() -> None:
    # A revision of the database is a record that nobody edits, nor reads as code.
    files = [
        f
        for package in PACKAGES
        for f in (ROOT / package).rglob("*.py")
        if "versions" not in f.parts
    ]
    long = {
        str(f.relative_to(ROOT)): count
        for f in files
        if (count := len(f.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


@pytest.mark.parametrize(
    "pattern",
    [
        r"/(?:work|home|root|Users)/\w",
        r"\b(?:files\.pythonhosted|pypi(?:-more)?|test\.pypi|registry\.npmjs)\.\w+",
        r"\b(?:download\.pytorch|index\.crates|proxy\.golang)\.\w+",
        r"https?://(?:10\.|192\.168\.)",
    ],
)
def test_no_file_names_one_machine_or_a_package_registry(pattern: str) -> None:
    found = re.compile(pattern)
    assert [(name, m[0]) for name, text in texts() if (m := found.search(text))] == []


def test_nothing_is_left_to_be_done_in_a_comment() -> None:
    marks = re.compile(r"#.*\b(?:TODO|FIXME|XXX|HACK)\b")
    found = [
        (n, m[0]) for n, text in texts() if n.endswith((".py", ".sh")) and (m := marks.search(text))
    ]
    assert found == []


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    folders |= {
        up for folder in folders for up in folder.parents if ROOT / "tests" in (up, *up.parents)
    }
    assert [str(f) for f in sorted(folders) if not (f / "__init__.py").is_file()] == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(f.relative_to(ROOT))
        for package in PACKAGES
        for f in (ROOT / package).rglob("*.py")
        if (text := f.read_text(encoding="utf-8")).strip() and not text.startswith(('"""', 'r"""'))
    ]
    assert silent == []


def test_files_of_test_inputs_tell_where_they_come_from() -> None:
    folders = [f for f in (ROOT / "tests/files").iterdir() if f.is_dir() and any(f.iterdir())]
    assert [f.name for f in folders if not (f / "SOURCES.md").is_file()] == []
