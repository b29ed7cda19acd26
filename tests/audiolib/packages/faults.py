"""What tests of `check` share."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import imageio_ffmpeg

from audiolib.findings import Severity
from audiolib.messages import catalogue

ROOT = Path(__file__).parents[3]


def silence(seconds: int) -> bytes:
    """An MP3 file of nothing."""
    source = ["-f", "lavfi", "-i", f"anullsrc=r=22050:cl=mono:d={seconds}"]
    coder = ["-c:a", "libmp3lame", "-b:a", "48k", "-write_xing", "0", "-id3v2_version", "0"]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", *source, *coder]
    return subprocess.run([*command, "-f", "mp3", "-"], capture_output=True, check=True).stdout


def documented(area: str, severities: Mapping[str, Severity]) -> None:
    """Every code has a sentence in English and Vietnamese, and a line in the documents."""
    text = (ROOT / "docs" / "findings" / f"{area}.md").read_text(encoding="utf-8")
    told = [line.split(" | ") for line in text.splitlines() if line.startswith("| ")]
    assert {line[0].strip("| "): line[1] for line in told[1:]} == dict(severities)
    for language in ("en", "vi"):
        assert set(severities) <= set(catalogue(language))
