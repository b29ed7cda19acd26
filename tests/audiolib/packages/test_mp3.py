import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mutagen.id3 import ID3 as _ID3

from audiolib.messages import Messages
from audiolib.packages import Rendition
from audiolib.packages._mp3_id3 import Tag, id3
from audiolib.packages.mp3 import MP3, PLAYLIST
from media import Chapter, Milliseconds, Output
from media.encode import encode
from media.mp3 import layout, tag_size
from media.probe import probe
from tests.audiolib.rendition import RATE, tiny_publication, tiny_rendition

ID3: Any = _ID3  # mutagen has no types
SECOND = "02-chapter-1-the-river.mp3"


@pytest.fixture(scope="module")
def rendition(tmp_path_factory: pytest.TempPathFactory) -> Rendition:
    return tiny_rendition(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def package(rendition: Rendition, tmp_path: Path) -> Path:
    folder = tmp_path / "mp3"
    folder.mkdir()
    MP3.write(rendition, folder)
    return folder


def _codes(folder: Path, *, deep: bool = False) -> list[str]:
    found = list(MP3.check(folder, deep=deep))
    for finding in found:
        for language in ("en", "vi"):
            sentence = Messages(language).finding(finding)
            assert "{" not in sentence, sentence
            assert sentence != finding.code
    return [finding.code for finding in found]


def test_a_package_has_nothing_wrong(package: Path) -> None:
    assert _codes(package) == []


def test_the_same_rendition_gives_the_same_bytes(rendition: Rendition, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        MP3.write(rendition, tmp_path / name)
        made.append({file.name: file.read_bytes() for file in (tmp_path / name).iterdir()})
    assert made[0] == made[1]


def test_names_are_ascii_and_sort_in_order(package: Path) -> None:
    assert sorted(file.name for file in package.iterdir()) == [
        "01-about-this-talking-book.mp3",
        SECOND,
        "03-chapter-2.mp3",
        "04-the-heron-the-river.mp3",
        PLAYLIST,
    ]


def test_the_frames_are_those_of_the_track(package: Path, rendition: Rendition) -> None:
    for number, file in enumerate(sorted(package.glob("*.mp3")), 1):
        data = file.read_bytes()
        assert data[tag_size(data[:10]) :] == rendition.sound(number, "mp3").path.read_bytes()
        assert layout(file).end == len(data)


def test_the_playlist_names_the_files_in_order(package: Path) -> None:
    lines = (package / PLAYLIST).read_text("utf-8").splitlines()
    assert lines[0] == "#EXTM3U"
    listed = [line for line in lines if not line.startswith("#")]
    assert listed == sorted(file.name for file in package.glob("*.mp3"))
    assert "#EXTINF:7,Mai Lan - Chapter 1 <The River>" in lines


def test_tags_are_read_by_others(package: Path, rendition: Rendition) -> None:
    tags = ID3(package / SECOND)
    assert tags.version == (2, 3, 0)
    assert str(tags["TIT2"]) == "Chapter 1 <The River>"
    assert str(tags["TALB"]) == "The Heron & the River"
    assert str(tags["TPE1"]) == "Mai Lan"
    assert str(tags["TRCK"]) == "2/4"
    assert str(tags["TLAN"]) == "eng"
    assert "synthetic voice" in str(tags.getall("COMM")[0])
    (picture,) = tags.getall("APIC")
    assert picture.data == rendition.data(rendition.publication.resources[0])


def test_chapters_are_in_order_and_as_late_as_the_sound(
    package: Path, rendition: Rendition
) -> None:
    found = probe(package / SECOND)
    assert [chapter.title for chapter in found.chapters] == ["Chapter 1 <The River>", "A picture"]
    cue = next(c for c in rendition.cues if c.text == "A picture")
    delay = rendition.sound(2, "mp3").delay
    assert found.chapters[1].begin == rendition.narration.clips[cue.id].begin + delay
    assert found.chapters[0].begin == 0


@pytest.mark.external
def test_ffprobe_lists_the_chapters_in_order(package: Path) -> None:
    argv = ["ffprobe", "-v", "error", "-of", "json", "-show_chapters", str(package / SECOND)]
    said = subprocess.run(argv, stdout=subprocess.PIPE, check=True).stdout
    found = json.loads(said)["chapters"]
    assert [c["tags"]["title"] for c in found] == ["Chapter 1 <The River>", "A picture"]
    assert [c["start"] for c in found] == sorted(c["start"] for c in found)


def test_titles_without_latin_letters_give_names_too(tmp_path: Path) -> None:
    publication = tiny_publication("fa")
    rendition = tiny_rendition(tmp_path / "s", publication)
    (tmp_path / "mp3").mkdir()
    MP3.write(rendition, tmp_path / "mp3")
    tags = ID3(tmp_path / "mp3" / SECOND)
    assert "صدای مصنوعی" in str(tags.getall("COMM")[0])
    assert str(tags["TLAN"]) == "fas"
    assert _codes(tmp_path / "mp3") == []


def test_many_chapters_keep_their_order(tmp_path: Path, rendition: Rendition) -> None:
    chapters = [
        Chapter(f"Chương {n} · فصل", Milliseconds(n * 10), Milliseconds(n * 10 + 10))
        for n in range(300)
    ]
    tag = Tag(texts={"TIT2": "Kiều"}, comment="", lang="vie", picture=None, chapters=chapters)
    path = tmp_path / "x.mp3"
    path.write_bytes(id3(tag) + rendition.sound(2, "mp3").path.read_bytes())
    found = probe(path).chapters
    assert list(found) == chapters[:255]
    (contents,) = ID3(path).getall("CTOC")
    assert contents.child_element_ids == [f"ch{n:03d}" for n in range(255)]


def _edit(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def edited(folder: Path) -> None:
        file = folder / name
        file.write_bytes(change(file.read_bytes()))

    return edited


def _reverse(playlist: bytes) -> bytes:
    lines = playlist.decode().splitlines()
    return "\n".join([lines[0], *(x for x in reversed(lines) if not x.startswith("#"))]).encode()


def _empty(folder: Path) -> None:
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_empty, "mp3-001"),
        (_edit(SECOND, lambda data: b"ID3 and nothing more"), "mp3-002"),
        (_edit(SECOND, lambda data: data.replace(b"TALB", b"TXXA")), "mp3-004"),
        (lambda folder: (folder / PLAYLIST).unlink(), "mp3-005"),
        (_edit(PLAYLIST, lambda data: b"\xff\xfe\xff"), "mp3-005"),
        (_edit(PLAYLIST, lambda data: data + b"05-more.mp3\n"), "mp3-006"),
        (lambda folder: (folder / SECOND).unlink(), "mp3-006"),
        (lambda folder: (folder / SECOND).unlink(), "mp3-008"),
        (lambda folder: (folder / SECOND).rename(folder / "Chương 1.mp3"), "mp3-009"),
        (_edit(SECOND, lambda data: data.replace(b"COMM", b"XOMM")), "mp3-010"),
        (_edit(PLAYLIST, lambda data: data.replace(SECOND.encode(), b"# ")), "mp3-011"),
        (_edit(PLAYLIST, _reverse), "mp3-012"),
        (_edit(SECOND, lambda data: data[:-50]), "mp3-013"),
        (_edit(SECOND, lambda data: data.replace(b"ch001\0\0\0\x0f", b"ch001\0\0\0\0")), "mp3-007"),
    ],
)
def test_what_is_wrong_is_found(change: Callable[[Path], Any], code: str, package: Path) -> None:
    change(package)
    assert code in _codes(package)


def _track(folder: Path, samples: np.ndarray) -> None:
    encode([samples], RATE, 0, [Output("mp3", folder / "t", 48)])
    tag = Tag(
        texts={"TIT2": "a", "TALB": "b", "TRCK": "1/1"},
        comment="c",
        lang="und",
        picture=None,
        chapters=(),
    )
    (folder / "01-a.mp3").write_bytes(id3(tag) + (folder / "t").read_bytes())
    (folder / PLAYLIST).write_text("01-a.mp3\n")


def _tone(level_db: float) -> np.ndarray:
    time = np.arange(5 * RATE) / RATE
    tone = np.sin(2 * np.pi * 997 * time)
    return np.round(10 ** (level_db / 20) * 32767 * tone).astype(np.int16)


@pytest.mark.parametrize(
    ("samples", "codes"),
    [
        (_tone(-16), []),
        (_tone(-200), ["mp3-021"]),
        (_tone(-40), ["mp3-022"]),
    ],
)
def test_its_sound_is_measured(samples: np.ndarray, codes: list[str], tmp_path: Path) -> None:
    _track(tmp_path, samples)
    assert _codes(tmp_path, deep=True) == codes


def test_a_variable_bit_rate_is_found(package: Path) -> None:
    from media.ffmpeg import ffmpeg, run

    file = package / SECOND
    argv = [ffmpeg().path, "-v", "error", "-y", "-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i"]
    run([*argv, "pipe:0", "-c:a", "libmp3lame", "-q:a", "4", str(file)], [_tone(-16)])
    assert "mp3-003" in _codes(package)
