"""What is stored of a narration comes back."""

from pathlib import Path

from audiolib import timing
from tests.audiolib.rendition import tiny_rendition


def test_a_narration_comes_back_from_its_files(tmp_path: Path) -> None:
    narration = tiny_rendition(tmp_path).narration
    kept = timing.read(timing.spans_json(narration), timing.timing_json(narration))
    assert kept == narration


def test_each_phrase_is_a_line_of_its_own(tmp_path: Path) -> None:
    narration = tiny_rendition(tmp_path).narration
    lines = timing.timing_json(narration).decode().splitlines()
    assert len(lines) == len(narration.clips) + 2
