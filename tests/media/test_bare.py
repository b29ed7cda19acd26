"""What surrounds the frames of an MP3 goes, and every frame that sounds stays as it is."""

from pathlib import Path

import numpy as np
import pytest

from media.bare import heard, strip
from media.decode import decode
from media.mp3 import layout
from tests.audiolib.talking.books import BARE, sound

TAGGED = (
    (44_100, 2, ("-b:a", "128k")),
    (22_050, 1, ("-b:a", "48k", "-id3v2_version", "3", "-metadata", "title=x")),
    (16_000, 1, ("-b:a", "24k", "-write_id3v1", "1", "-metadata", "title=x")),
)


@pytest.mark.parametrize(("rate", "channels", "options"), TAGGED)
def test_frames_stay_and_times_move_by_what_decoders_had_left_out(
    tmp_path: Path, rate: int, channels: int, options: tuple[str, ...]
) -> None:
    path = sound(tmp_path / "a.mp3", 4, *options, rate=rate, channels=channels)
    before = layout(path)
    bare = strip(path, tmp_path / "bare.mp3")
    assert bare is not None
    assert bare.layout.is_bare
    assert bare.layout.frames == before.frames - 1
    assert path.read_bytes()[before.begin : before.end].endswith(
        (tmp_path / "bare.mp3").read_bytes()
    )
    heard = np.concatenate(list(decode(path, rate))).astype(int)
    anew = np.concatenate(list(decode(tmp_path / "bare.mp3", rate))).astype(int)
    assert bare.shift == 1105
    moved = anew[bare.shift :][: len(heard)]
    # The first frames still hear what stood before; behind them every sample is the same.
    assert (moved[3000:-3000] == heard[3000 : len(moved) - 3000]).all()


def test_a_bare_file_is_copied_byte_for_byte(tmp_path: Path) -> None:
    path = sound(tmp_path / "a.mp3", 2, "-b:a", "32k", *BARE)
    bare = strip(path, tmp_path / "bare.mp3")
    assert bare is not None
    assert bare.shift == 0
    assert (tmp_path / "bare.mp3").read_bytes() == path.read_bytes()


def test_what_changes_its_bit_rate_or_breaks_off_is_not_kept(tmp_path: Path) -> None:
    vbr = sound(tmp_path / "v.mp3", 4, "-q:a", "5", rate=44_100)
    assert strip(vbr, tmp_path / "bare.mp3") is None
    whole = sound(tmp_path / "a.mp3", 4, "-b:a", "32k", *BARE).read_bytes()
    (tmp_path / "b.mp3").write_bytes(whole[:7000] + b"\x01" * 777 + whole[7000:])
    assert strip(tmp_path / "b.mp3", tmp_path / "bare.mp3") is None
    (tmp_path / "c.mp3").write_bytes(b"no sound at all" * 100)
    assert strip(tmp_path / "c.mp3", tmp_path / "bare.mp3") is None


@pytest.mark.parametrize(("rate", "options"), [(44_100, ("-q:a", "5")), (22_050, ("-b:a", "48k"))])
def test_a_file_lasts_as_long_as_a_decoder_gives(
    tmp_path: Path, rate: int, options: tuple[str, ...]
) -> None:
    path = sound(tmp_path / "a.mp3", 3, *options, rate=rate)
    decoded = sum(len(piece) for piece in decode(path, rate))
    assert heard(path, layout(path)) == decoded == 3 * rate
