"""Reading files back: layout of MP3, probing, decoding, WAV, other rates."""

import subprocess
import tempfile
import wave as riff
from io import BytesIO
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media import Output, Pcm, UnreadableSoundError
from media.decode import decode
from media.encode import encode
from media.mp3 import layout
from media.probe import probe, probe_apart
from media.resample import resample
from media.wave import wave
from tests.media.voice import speech


def _lame(folder: Path, *options: str) -> Path:
    path = folder / "t.mp3"
    argv = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "s16le", "-ar", "22050"]
    argv += ["-ac", "1", "-i", "pipe:0", "-c:a", "libmp3lame", *options, str(path)]
    subprocess.run(argv, input=speech().samples.tobytes(), check=True)
    return path


def test_a_bare_mp3_has_nothing_around_its_frames(tmp_path: Path) -> None:
    found = layout(_lame(tmp_path, "-b:a", "64k", "-write_xing", "0", "-id3v2_version", "0"))
    assert found.is_bare
    assert (found.bitrate_kbps, found.xing, found.id3v2, found.id3v1) == (64, False, False, False)


def test_xing_and_tags_are_seen(tmp_path: Path) -> None:
    found = layout(_lame(tmp_path, "-b:a", "64k", "-write_id3v1", "1", "-metadata", "title=a"))
    assert (found.xing, found.id3v2, found.id3v1) == (True, True, True)
    assert found.begin > 0
    assert found.end == found.size - 128
    assert not found.is_bare


def test_a_variable_bit_rate_is_seen(tmp_path: Path) -> None:
    found = layout(_lame(tmp_path, "-q:a", "5", "-write_xing", "0", "-id3v2_version", "0"))
    assert found.bitrate_kbps == 0
    assert not found.is_bare


def test_stereo_is_seen(tmp_path: Path) -> None:
    assert layout(_lame(tmp_path, "-ac", "2", "-b:a", "64k")).channels == 2


def test_a_last_frame_that_is_cut_off_is_seen(tmp_path: Path) -> None:
    path = _lame(tmp_path, "-b:a", "64k", "-write_xing", "0", "-id3v2_version", "0")
    whole = layout(path)
    path.write_bytes(path.read_bytes()[:-7])
    cut = layout(path)
    assert cut.frames == whole.frames - 1
    assert cut.end < cut.size


@pytest.fixture(scope="module", params=["24k", "48k", "64k"])
def frames(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A bare MP3 of one bit rate, of which 48 and 64 kb/s have frames with and without padding."""
    options = ("-b:a", request.param, "-write_xing", "0", "-id3v2_version", "0")
    return _lame(tmp_path_factory.mktemp("bare"), *options).read_bytes()


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_frames_are_counted_one_after_the_other_wherever_a_file_is_damaged(
    frames: bytes, data: st.DataObject
) -> None:
    damaged = bytearray(frames)
    for at in data.draw(st.lists(st.integers(0, 40 * 157), max_size=3)):
        damaged[at] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del damaged[data.draw(st.integers(4, len(damaged) - 1)) :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.mp3"
        path.write_bytes(damaged)
        try:
            found = layout(path)
        except UnreadableSoundError:
            assert not _ends(damaged)
            return
    ends = _ends(damaged)
    assert (found.frames, found.end) == (len(ends), ends[-1] if ends else 0)


def _ends(data: bytearray) -> list[int]:
    """Where the frames of MPEG-2 layer III at 22,050 Hz end, from the first that has a header."""
    kbps = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
    ends, at = [], 0
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] == data[1]:
        index, rate, padding = data[at + 2] >> 4, data[at + 2] >> 2 & 3, data[at + 2] >> 1 & 1
        if data[1] & 0xFE != 0xF2 or rate != 0 or index in (0, 15):
            break
        at += 72_000 * kbps[index] // 22_050 + padding
        if at > len(data):
            break
        ends.append(at)
    return ends


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_bytes_that_are_no_mp3_are_an_error_or_a_layout(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.mp3"
        path.write_bytes(data)
        try:
            found = layout(path)
        except UnreadableSoundError:
            return
        assert 0 <= found.begin <= found.end <= found.size


@pytest.mark.parametrize("codec", ["mp3", "aac", "flac"])
def test_a_probe_tells_what_was_encoded(codec: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    (made,) = encode([speech().samples], 22050, 0, [Output(codec, path, 48)])  # type: ignore[arg-type]
    found = probe(path)
    assert found.sound is not None
    assert (found.sound.rate, found.sound.channels) == (22050, 1)
    assert found.sound.codec.startswith(codec)
    assert found.duration == pytest.approx(made.duration_ms, abs=1)
    assert found.chapters == ()


def test_what_is_no_sound_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "x.mp3"
    for data in (b"", b"hello", bytes(5000)):
        path.write_bytes(data)
        with pytest.raises(UnreadableSoundError):
            probe(path)
        with pytest.raises(UnreadableSoundError):
            list(decode(path, 22050))
    with pytest.raises(UnreadableSoundError):
        probe(tmp_path / "nothing")


def test_a_tag_that_is_not_utf_8_keeps_nothing_from_being_read(tmp_path: Path) -> None:
    path = _lame(tmp_path, "-b:a", "64k", "-id3v2_version", "0", "-metadata", "title=a")
    path.write_bytes(path.read_bytes() + b"TAG" + b"\xcf\xf0\xe8\xe2\xe5\xf2".ljust(125, b"\0"))
    flac = tmp_path / "x.flac"
    encode([speech().samples], 22050, 0, [Output("flac", flac)])
    vendor = b"\xcf\xf0\xe8"
    comment = len(vendor).to_bytes(4, "little") + vendor + (1).to_bytes(4, "little")
    comment += (9).to_bytes(4, "little") + b"TITLE=" + vendor
    data = flac.read_bytes()
    flac.write_bytes(data[:42].replace(b"fLaC\x80", b"fLaC\0") + b"\4" + _three(len(comment))
                     + comment + data[42:])  # fmt: skip
    for file in (path, flac):
        assert probe(file).sound is not None
        assert sum(map(len, decode(file, 22050))) >= len(speech())


def _three(number: int) -> bytes:
    return number.to_bytes(3, "big")


def test_a_wav_holds_the_samples(tmp_path: Path) -> None:
    with riff.open(BytesIO(wave(speech()))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 22050)
        assert file.readframes(1 << 30) == speech().samples.tobytes()
    path = tmp_path / "x.wav"
    path.write_bytes(wave(speech()))
    assert np.array_equal(np.concatenate(list(decode(path, 22050))), speech().samples)


@pytest.mark.parametrize("rate", [16000, 24000, 44100])
def test_another_rate_keeps_length_and_place(rate: int) -> None:
    other = resample(speech(), rate)
    assert len(other) == round(len(speech()) * rate / 22050)
    back = resample(other, 22050)
    error = back.samples[2000:-2000].astype(float) - speech().samples[2000 : len(back) - 2000]
    assert np.sqrt(np.mean(error**2)) < 0.15 * np.sqrt(np.mean(speech().samples.astype(float) ** 2))


def test_no_sound_at_another_rate_is_no_sound() -> None:
    assert len(resample(Pcm(np.zeros(0, np.int16), 16000), 22050)) == 0


def test_another_process_finds_the_same_in_a_file(tmp_path: Path) -> None:
    output = Output("aac", tmp_path / "a.m4a", 64)
    encode([np.zeros(22050, dtype=np.int16)], 22050, 0.0, [output])
    assert probe_apart(output.path) == probe(output.path)
    (tmp_path / "no.m4b").write_bytes(b"no sound")
    with pytest.raises(UnreadableSoundError):
        probe_apart(tmp_path / "no.m4b")
