from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from media import (
    EBU,
    LIBRARY,
    Encoded,
    FfmpegFailedError,
    Level,
    Output,
    Pcm,
    Pcm16,
    Samples,
    UnreadableSoundError,
    gain_db,
    milliseconds,
)
from media.decode import decode
from media.encode import Codec, encode, mastering
from media.loudness import loudness
from media.mp3 import cut_to, frame_samples, layout
from media.probe import probe
from media.resample import resample
from tests.media.lag import lag
from tests.media.voice import speech

pytestmark = pytest.mark.usefixtures("each_ffmpeg")

FRAME = frame_samples(22_050)
CODECS: dict[Codec, int] = {"mp3": 48, "aac": 64, "flac": 0, "opus": 24}


def _outputs(folder: Path, *codecs: Codec) -> list[Output]:
    return [Output(codec, folder / f"t.{codec}", CODECS[codec]) for codec in codecs]


def _all(folder: Path, pcm: Pcm, gain: float = 0) -> dict[Codec, Encoded]:
    made = encode(_pieces(pcm.samples), pcm.rate, gain, _outputs(folder, *CODECS))
    return {encoded.codec: encoded for encoded in made}


def _pieces(samples: Pcm16) -> Iterator[Pcm16]:
    for begin in range(0, len(samples), 5001):
        yield samples[begin : begin + 5001]


def _sound(path: Path, rate: int) -> Pcm16:
    return np.concatenate(list(decode(path, rate)))


@pytest.mark.parametrize("rate", [16000, 22050, 24000, 44100])
def test_every_encoding_sounds_as_late_as_it_says(rate: int, tmp_path: Path) -> None:
    pcm = resample(speech(), rate)
    for codec, encoded in _all(tmp_path, pcm, -3).items():
        found = lag(pcm.samples, _sound(encoded.path, rate))
        assert found == pytest.approx(encoded.delay_samples, abs=codec == "opus"), codec
        assert encoded.samples_in == len(pcm)


def test_gain_and_limiter_move_nothing_and_lose_nothing(tmp_path: Path) -> None:
    samples = speech().samples[:50_001] // 4
    flac = _all(tmp_path, Pcm(samples, 22050), 6)["flac"]
    found = _sound(flac.path, 22050)
    assert len(found) == 50_001
    assert np.abs(found - np.round(samples * 10 ** (6 / 20))).max() <= 1


def test_the_limiter_holds(tmp_path: Path) -> None:
    flac = _all(tmp_path, speech(), 20)["flac"]
    assert np.abs(_sound(flac.path, 22050).astype(int)).max() <= 0.8 * 32768 + 1


def test_an_mp3_is_nothing_but_frames_of_one_bit_rate(tmp_path: Path) -> None:
    encoded = _all(tmp_path, speech())["mp3"]
    found = layout(encoded.path)
    assert found.is_bare
    assert (found.channels, found.rate, found.bitrate_kbps) == (1, 22050, 48)
    assert encoded.duration_ms == found.duration
    assert found.samples >= len(speech()) + encoded.delay_samples


@pytest.mark.parametrize("length", [1, 1023, 1024, 1025, 10240, 10241, 50_000])
def test_aac_is_filled_up_to_whole_frames(length: int, tmp_path: Path) -> None:
    samples = speech().samples[30_000 : 30_000 + length]
    (encoded,) = encode([samples], 22050, 0, _outputs(tmp_path, "aac"))
    whole = -(-length // 1024) * 1024
    assert len(_sound(encoded.path, 22050)) == whole
    assert encoded.duration_ms == milliseconds(whole, 22050) == probe(encoded.path).duration


def test_the_same_sound_gives_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "ab"]
    for folder in folders:
        folder.mkdir()
    one, other = (_all(folder, speech(), 1.4) for folder in folders)
    for codec in CODECS:
        assert one[codec].path.read_bytes() == other[codec].path.read_bytes(), codec


def test_no_file_names_the_program_that_made_it(tmp_path: Path) -> None:
    for codec, encoded in _all(tmp_path, speech()).items():
        if codec != "mp3":  # LAME fills unused bits of frames with its name; no tag holds it
            data = encoded.path.read_bytes()
            assert b"Lavf5" not in data, codec
            assert b"Lavf6" not in data, codec
        assert not {"encoder", "creation_time"} & set(probe(encoded.path).tags), codec


@pytest.mark.parametrize("level", [LIBRARY, EBU])
@pytest.mark.parametrize("codec", ["mp3", "aac", "flac"])
def test_real_speech_comes_out_at_its_level(level: Level, codec: Codec, tmp_path: Path) -> None:
    gain = gain_db(loudness([speech().samples], 22050), level)
    (encoded,) = encode([speech().samples], 22050, gain, _outputs(tmp_path, codec))
    found = loudness(decode(encoded.path, 22050), 22050)
    assert found.integrated_lufs == pytest.approx(level.integrated_lufs, abs=0.5)
    assert found.true_peak_dbtp is not None
    assert found.true_peak_dbtp <= level.true_peak_dbtp


def test_a_failure_leaves_no_file(tmp_path: Path) -> None:
    outputs = [*_outputs(tmp_path, "flac"), Output("mp3", tmp_path / "none" / "t.mp3", 48)]
    with pytest.raises(FfmpegFailedError):
        encode([speech().samples], 22050, 0, outputs)
    assert list(tmp_path.iterdir()) == []


def test_a_source_that_fails_leaves_no_file(tmp_path: Path) -> None:
    def broken() -> Iterator[Pcm16]:
        yield speech().samples
        raise RuntimeError("the voice is gone")

    with pytest.raises(RuntimeError, match="gone"):
        encode(broken(), 22050, 0, _outputs(tmp_path, *CODECS))
    assert list(tmp_path.iterdir()) == []


def test_a_path_with_odd_signs_is_a_path(tmp_path: Path) -> None:
    path = tmp_path / "-ngày: 'mưa' [1]%d,a\\b.mp3"
    encode([speech().samples[:3000]], 22050, 0, [Output("mp3", path, 48)])
    assert path.exists()


def test_arguments_are_plain_and_hold_no_path() -> None:
    one = Output("mp3", Path("a/x.mp3"), 48).arguments()
    assert one == Output("mp3", Path("b/y.mp3"), 48).arguments()
    assert one != Output("mp3", Path("a/x.mp3"), 64).arguments()
    assert all(isinstance(part, str) and "x.mp3" not in part for part in one)
    assert mastering(1.4, 22050) != mastering(1.41, 22050)


def _with_pauses(frames: int) -> tuple[Pcm16, tuple[Samples, ...]]:
    """Speech, a pause of so many frames of MP3, more speech, and so on; and where it goes on."""
    voice = speech().samples
    silence = np.zeros(frames * FRAME, dtype=np.int16)
    pieces = [voice[begin : begin + 40_000] for begin in (30_000, 90_000, 150_000)]
    sound: list[Pcm16] = []
    cuts: list[int] = []
    for piece in pieces:
        filling = np.zeros(-len(piece) % FRAME, dtype=np.int16)
        sound += [piece, filling, silence]
        cuts.append(sum(map(len, sound)))
    return np.concatenate(sound), tuple(Samples(cut) for cut in cuts[:-1])


@pytest.mark.parametrize("gain", [-3.0, 20.0])
def test_a_stretch_has_the_bytes_that_it_has_alone(gain: float, tmp_path: Path) -> None:
    sound, cuts = _with_pauses(7)
    outputs = _outputs(tmp_path, "mp3", "aac")
    whole = encode(_pieces(sound), 22050, gain, outputs, cuts=cuts)[0]
    assert layout(whole.path).is_bare
    alone = b""
    for number, (begin, end) in enumerate(pairwise([0, *cuts, None])):
        part = sound[begin:end]
        (made,) = encode([part], 22050, gain, [Output("mp3", tmp_path / f"{number}.mp3", 48)])
        if end is not None:
            cut_to(made.path, len(part))
        assert made.path.stat().st_size == whole.sizes[number]
        alone += made.path.read_bytes()
    assert alone == whole.path.read_bytes()


def test_cuts_move_nothing_and_are_not_heard(tmp_path: Path) -> None:
    sound, cuts = _with_pauses(7)
    outputs = _outputs(tmp_path, "mp3", "aac", "flac")
    through = [_sound(made.path, 22050) for made in encode([sound], 22050, -3, outputs)]
    made = encode([sound], 22050, -3, outputs, cuts=cuts)
    for encoded, uncut in zip(made, through, strict=True):
        found = _sound(encoded.path, 22050)
        assert len(found) == len(uncut)
        assert lag(sound, found) == encoded.delay_samples, encoded.codec
        for cut in cuts:
            seam = slice(cut + encoded.delay_samples - 2 * FRAME, cut + encoded.delay_samples)
            assert np.abs(found[seam]).max() <= np.abs(uncut[seam]).max() + 8, encoded.codec


def test_a_file_is_not_cut_at_a_place_that_it_has_not(tmp_path: Path) -> None:
    (made,) = encode([speech().samples], 22050, 0, _outputs(tmp_path, "mp3"))
    before = made.path.read_bytes()
    with pytest.raises(UnreadableSoundError):
        cut_to(made.path, 100 * len(speech()) // FRAME * FRAME)
    with pytest.raises(ValueError, match="whole frames"):
        cut_to(made.path, FRAME + 1)
    assert made.path.read_bytes() == before
