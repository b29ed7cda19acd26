"""Every ffmpeg there is on this machine: the wheel's, and the system's where it has one."""

import shutil

import imageio_ffmpeg
import pytest

FOUND: dict[str, str | None] = {
    "wheel": imageio_ffmpeg.get_ffmpeg_exe(),
    "system": shutil.which("ffmpeg"),
}


@pytest.fixture(params=[name for name, path in FOUND.items() if path])
def each_ffmpeg(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Runs the test with each of them in use; gives its path."""
    path = FOUND[request.param] or ""
    monkeypatch.setenv("FFMPEG_BINARY", path)
    return path
