"""A made talking book that several tests look at, in English messages."""

from pathlib import Path

import pytest

from tests.audiolib.commands.calls import Said, produce, written

ALL = "daisy202,daisy202-ncc,daisy3,epub3,audiobook,readium,m4b,mp3,webvtt,readalong"


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """English messages, and no setting of whoever runs the tests."""
    for name in ("AUDIOLIB_STORE", "AUDIOLIB_JOBS", "AUDIOLIB_LIBRARY__NAME", "AUDIOLIB_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AUDIOLIB_LANGUAGE", "en")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Said]:
    """A folder with a book in every format under `out`, and what the command said."""
    folder = tmp_path_factory.mktemp("made")
    source = written(folder / "fish.md")
    return folder, produce(source, folder, "--formats", ALL, "--json")
