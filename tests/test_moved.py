"""A checkout that was moved or copied does not go on with the environment of the old place."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What make needs of one, with an environment that says that it was made there."""
    folder = tmp_path / "a checkout"
    (folder / "packaging").mkdir(parents=True)
    for name in ("Makefile", "packaging/moved.sh", "packaging/setup.sh", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    environment(folder / ".venv", folder.resolve())
    (folder / ".tools/s3").mkdir(parents=True)
    (folder / ".tools/s3/.ready").touch()
    return folder


def environment(venv: Path, made_in: Path, python: str = "") -> None:
    (venv / "bin").mkdir(parents=True)
    (venv / "bin/python").symlink_to("/bin/sh")
    program = venv / "bin/audiolib"
    program.write_text(f"#!{python or venv / 'bin/python'}\n")
    (venv / ".ready").write_text(f"{made_in}\n" if made_in.name else "")


def told(folder: Path) -> str:
    """What make says, without doing anything but what it does before it looks."""
    done = subprocess.run(
        ["make", "-n", "serve"], cwd=folder, capture_output=True, text=True, check=True
    )
    assert "bin/audiolib serve" in done.stdout
    return done.stderr


def test_where_nothing_was_moved_nothing_is_said(checkout: Path) -> None:
    assert told(checkout) == ""
    assert (checkout / ".venv/bin/audiolib").is_file()
    assert (checkout / ".tools/s3/.ready").is_file()


def test_in_another_place_it_is_taken_away_with_one_sentence(checkout: Path) -> None:
    moved = checkout.rename(checkout.parent / "moved")
    (said,) = told(moved).splitlines()
    assert ".venv" in said
    assert "made anew" in said
    assert not (moved / ".venv").exists()
    assert not (moved / ".tools/s3/.ready").exists()
    assert told(moved) == ""


def test_a_copy_leaves_the_old_one_alone(checkout: Path) -> None:
    copied = checkout.parent / "copied"
    shutil.copytree(checkout, copied, symlinks=True)
    assert ".venv" in told(copied)
    assert (checkout / ".venv/bin/audiolib").is_file()


def test_programs_whose_python_is_gone_tell_it_of_an_older_environment(checkout: Path) -> None:
    shutil.rmtree(checkout / ".venv")
    environment(checkout / ".venv", Path(), python="/nowhere/.venv/bin/python")
    assert "made anew" in told(checkout)


def test_a_link_to_an_environment_elsewhere_is_left(checkout: Path) -> None:
    elsewhere = (checkout / ".venv").rename(checkout.parent / "shared")
    (elsewhere / ".ready").write_text("/nowhere\n")
    (checkout / ".venv").symlink_to(elsewhere)
    assert told(checkout) == ""
    assert (elsewhere / "bin/audiolib").is_file()
