import io
import json
import shutil
import subprocess
import tracemalloc
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
import pytest
from mutagen.mp4 import MP4 as _MP4
from PIL import Image

from media import JoinError, Milliseconds, Output, Pcm16, UnreadableSoundError, milliseconds
from media.decode import decode
from media.encode import AAC_FRAME, encode
from media.join import NERO_CHAPTERS, TAGS, brand_and_order, join
from media.probe import probe
from tests.media.lag import lag
from tests.media.voice import speech

RATE = 22050
MP4: Any = _MP4  # mutagen has no types
TITLES = ("Chương Một: Trăm năm trong cõi người ta", "فصل دوم: یکی بود", "Розділ 3", "😀 & <b>")


@pytest.fixture
def pieces() -> list[Pcm16]:
    """Twelve tracks of odd lengths: some end in silence, some in the middle of a word."""
    whole = np.tile(speech().samples, 3)
    lengths = np.random.default_rng(5).integers(2 * RATE, 6 * RATE, 12)
    made, at = [], 0
    for number, length in enumerate(lengths):
        track = whole[at : at + length].copy()
        if number % 3:
            track[-RATE // 4 :] = 0
        made.append(track)
        at += int(length)
    return made


def _encode(folder: Path, pieces: list[Pcm16], rate: int = RATE) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{number}.m4a" for number in range(len(pieces))]
    for path, piece in zip(paths, pieces, strict=True):
        encode([piece], rate, 0, [Output("aac", path, 64)])
    return paths


def _picture(kind: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (32, 32), (200, 30, 30)).save(made, kind)
    return made.getvalue()


def _decoders(path: Path) -> dict[str, Pcm16]:
    found = {"av": np.concatenate(list(decode(path, RATE)))}
    for name in filter(None, (imageio_ffmpeg.get_ffmpeg_exe(), shutil.which("ffmpeg"))):
        argv = [name, "-v", "error", "-i", str(path), "-map", "0:a", "-f", "s16le", "-"]
        said = subprocess.run(argv, stdout=subprocess.PIPE, check=True).stdout
        found[name] = np.frombuffer(said, dtype=np.int16)
    return found


def test_nothing_drifts_over_twelve_joins(
    pieces: list[Pcm16], each_ffmpeg: str, tmp_path: Path
) -> None:
    joined = join(_encode(tmp_path, pieces))
    joined.write(tmp_path / "x.m4b")
    assert joined.samples == sum(-(-len(piece) // AAC_FRAME) * AAC_FRAME for piece in pieces)
    for name, sound in _decoders(tmp_path / "x.m4b").items():
        assert len(sound) == joined.samples, name
        for piece, offset in zip(pieces, joined.offsets, strict=True):
            for share in (0.1, 0.5, 0.8):  # a second near the head, in the middle, near the end
                begin = int((len(piece) - RATE) * share)
                part = piece[begin : begin + RATE]
                around = max(0, offset + begin - 2000)
                found = lag(part, sound[around : around + RATE + 4000])
                assert around + found == offset + begin, name


def test_a_track_that_ends_in_silence_joins_without_a_trace(tmp_path: Path) -> None:
    loud = speech().samples[22050 : 22050 + 20 * AAC_FRAME].copy()
    first = loud.copy()
    first[-2 * AAC_FRAME :] = 0
    paths = _encode(tmp_path, [first, loud])
    joined = join(paths)
    joined.write(tmp_path / "x.m4b")
    sound = np.concatenate(list(decode(tmp_path / "x.m4b", RATE))).astype(int)
    alone = np.concatenate([chunk for path in paths for chunk in decode(path, RATE)]).astype(int)
    # AAC fills bands with noise that differs each time: the error is compared, not the samples.
    source = np.concatenate([first, loud]).astype(int)
    for begin in range(18 * AAC_FRAME, 24 * AAC_FRAME, AAC_FRAME):
        frame = slice(begin, begin + AAC_FRAME)
        error = np.square(sound[frame] - source[frame]).mean()
        assert error <= 1.3 * np.square(alone[frame] - source[frame]).mean() + 5000


def test_two_runs_give_the_same_bytes(pieces: list[Pcm16], tmp_path: Path) -> None:
    for name in "ab":
        paths = _encode(tmp_path / name, pieces[:3])
        tags = {"title": "Truyện Kiều", "encoder": "Audiolib 0.1.0"}
        chapters = [(Milliseconds(0), "Một"), (Milliseconds(2500), "Hai")]
        join(paths).write(tmp_path / f"{name}.m4b", chapters, tags, cover=_picture("PNG"))
    assert (tmp_path / "a.m4b").read_bytes() == (tmp_path / "b.m4b").read_bytes()


def test_chapters_are_told_twice_and_end_with_the_sound(
    pieces: list[Pcm16], tmp_path: Path
) -> None:
    joined = join(_encode(tmp_path, pieces[:4]))
    begins = [milliseconds(offset, RATE) for offset in joined.offsets]
    joined.write(tmp_path / "x.m4b", list(zip(begins, TITLES, strict=True)))
    found = probe(tmp_path / "x.m4b").chapters  # the text track
    assert [(chapter.title, chapter.begin) for chapter in found] == list(
        zip(TITLES, begins, strict=True)
    )
    assert found[-1].end == milliseconds(joined.samples, RATE)
    nero = MP4(tmp_path / "x.m4b").chapters
    assert nero is not None
    assert [(chapter.title, round(chapter.start * 1000)) for chapter in nero] == list(
        zip(TITLES, begins, strict=True)
    )


def test_above_255_chapters_the_text_track_has_them_all(
    pieces: list[Pcm16], tmp_path: Path
) -> None:
    joined = join(_encode(tmp_path, pieces[:6]))
    chapters = [(Milliseconds(number * 20), f"Mục {number} " + "ồ" * 200) for number in range(300)]
    joined.write(tmp_path / "x.m4b", chapters)
    found = probe(tmp_path / "x.m4b").chapters
    assert [chapter.begin for chapter in found] == [begin for begin, _ in chapters]
    assert found[299].title == chapters[299][1]
    nero = MP4(tmp_path / "x.m4b").chapters
    assert nero is not None
    assert len(nero) == NERO_CHAPTERS
    assert nero[7].title.startswith("Mục 7 ồồ")
    assert "\N{REPLACEMENT CHARACTER}" not in nero[7].title


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_tags_and_cover_are_read_by_others(kind: str, pieces: list[Pcm16], tmp_path: Path) -> None:
    tags = {name: f"{name}: Truyện Kiều · نویسنده" for name in TAGS}
    joined = join(_encode(tmp_path, pieces[:2]))
    joined.write(tmp_path / "x.m4b", (), tags, cover=_picture(kind), lang="vie")
    found = MP4(tmp_path / "x.m4b").tags
    assert found is not None
    for name, atom in TAGS.items():
        assert found[atom.decode("latin-1")] == [tags[name]], name
    assert found["stik"] == [2]
    assert bytes(found["covr"][0]) == _picture(kind)
    looked = probe(tmp_path / "x.m4b")
    assert any(stream.attached_picture for stream in looked.streams)
    assert looked.tags["title"] == tags["title"]


def test_the_file_begins_with_what_a_player_needs(pieces: list[Pcm16], tmp_path: Path) -> None:
    join(_encode(tmp_path, pieces[:2])).write(tmp_path / "x.m4b")
    assert brand_and_order(tmp_path / "x.m4b") == ("M4B ", ("ftyp", "moov", "mdat"))


@pytest.mark.external
def test_ffprobe_finds_nothing_to_say(pieces: list[Pcm16], tmp_path: Path) -> None:
    joined = join(_encode(tmp_path, pieces[:3]))
    joined.write(tmp_path / "x.m4b", [(Milliseconds(0), "Một"), (Milliseconds(999), "Hai")])
    argv = ["ffprobe", "-v", "error", "-of", "json", "-show_chapters", "-show_format"]
    said = subprocess.run([*argv, str(tmp_path / "x.m4b")], capture_output=True, check=True)
    found = json.loads(said.stdout)
    assert said.stderr == b""
    assert [c["tags"]["title"] for c in found["chapters"]] == ["Một", "Hai"]
    assert found["chapters"][-1]["end_time"] == found["format"]["duration"]
    assert "creation_time" not in found["format"]["tags"]


def test_chapters_out_of_order_are_refused(pieces: list[Pcm16], tmp_path: Path) -> None:
    joined = join(_encode(tmp_path, pieces[:1]))
    for times in ((0, 0), (500, 400), (0, 3_600_000)):
        with pytest.raises(ValueError, match="order"):
            joined.write(tmp_path / "x.m4b", [(Milliseconds(time), "a") for time in times])


def test_tracks_of_two_rates_are_not_joined(tmp_path: Path) -> None:
    paths = _encode(tmp_path / "a", [speech().samples[:9000]])
    paths += _encode(tmp_path / "b", [speech().samples[:9000]], 24000)
    with pytest.raises(JoinError):
        join(paths)


def test_a_damaged_track_is_told(tmp_path: Path) -> None:
    (path,) = _encode(tmp_path, [speech().samples[:30_000]])
    whole = path.read_bytes()
    for data in (b"", b"no sound at all", whole[:50], whole[: len(whole) // 2], whole[:-20]):
        path.write_bytes(data)
        with pytest.raises(UnreadableSoundError):
            join([path])


def test_memory_does_not_grow_with_the_sound(pieces: list[Pcm16], tmp_path: Path) -> None:
    (path,) = _encode(tmp_path, [np.tile(speech().samples, 3)])
    peaks = []
    for times in (10, 100):
        tracemalloc.start()
        join([path] * times).write(tmp_path / "x.m4b")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    size = (tmp_path / "x.m4b").stat().st_size
    assert peaks[1] < size / 5
