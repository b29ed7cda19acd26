"""A file is the old one or the new one, never half of one."""

import os
from pathlib import Path

import pytest

from audiolib import files


def test_a_failed_write_leaves_the_old_folder_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "daisy202"
    target.mkdir()
    (target / "ncc.html").write_text("old")

    def fail() -> None:
        with files.replacing(target, folder=True) as fresh:
            (fresh / "ncc.html").write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (target / "ncc.html").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["daisy202"]


def test_a_folder_takes_the_place_of_the_old_one_with_nothing_of_it_left(tmp_path: Path) -> None:
    target = tmp_path / "daisy202"
    for name in ("old.mp3", "new.mp3"):
        with files.replacing(target, folder=True) as fresh:
            (fresh / name).write_text(name)
    assert [p.name for p in target.iterdir()] == ["new.mp3"]


def test_what_a_killed_process_left_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / ".daisy202.abc").mkdir()
    (tmp_path / ".timing.json.xyz").write_text("half")
    (tmp_path / "timing.json").write_text("{}")
    files.sweep(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["timing.json"]


def test_a_written_file_can_be_read_by_others(tmp_path: Path) -> None:
    files.write(tmp_path / "a.json", b"{}")
    assert (tmp_path / "a.json").stat().st_mode & 0o777 == 0o644


def test_scratch_of_the_day_before_yesterday_is_swept_and_that_of_today_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    old, new = tmp_path / "audiolib-old", tmp_path / "audiolib-new"
    for folder in (old, new):
        folder.mkdir()
    os.utime(old, (0, 0))
    files.sweep_scratch()
    assert [p.name for p in tmp_path.iterdir()] == ["audiolib-new"]
