"""Mastering and encoding of a track: one gain-and-limit pass, feeding every encoder at once."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import ffmpeg as argv

from media.ffmpeg import STALL_S, ffmpeg, run
from media.mp3 import frame_samples, lay_together, layout
from media.pcm import Milliseconds, Pcm16, Samples, milliseconds

VERSION = "1"
"""Goes into the keys of what is made here; raised when the same arguments give other sound."""

Codec = Literal["mp3", "aac", "flac", "opus"]

MP3_DELAY = Samples(1105)
"""How much later an MP3 without Xing/Info frame sounds, in samples: LAME's 576, the decoder's 529.

The same at every rate and in every decoder that was tried (tests/media/test_delay.py).
"""

AAC_FRAME = 1024
"""Samples of an AAC-LC frame; also how much earlier than the sound the encoder begins."""

LIMIT = 0.8
"""Highest sample that the limiter lets pass, -1.9 dBFS.

The limiter knows samples, not true peaks, and encoders overshoot: the room up to -1 dBTP is theirs.
At 0.7 it takes 0.3 LU more from lively voices.
"""

_REPRODUCIBLE: dict[str, Any] = {"fflags": "+bitexact", "flags:a": "+bitexact", "map_metadata": -1}

_ENCODERS: dict[Codec, dict[str, Any]] = {
    "mp3": {
        "c:a": "libmp3lame",
        "compression_level": 7,
        "f": "mp3",
        "write_xing": 0,
        "id3v2_version": 0,
        "write_id3v1": 0,
    },
    "aac": {"c:a": "aac", "aac_coder": "fast", "f": "ipod"},
    "flac": {"c:a": "flac", "sample_fmt": "s16", "f": "flac"},
    "opus": {"c:a": "libopus", "application": "voip", "compression_level": 5, "f": "ogg"},
}

# What each encoder needs before it. LAME turns all sound down by 0.95, and ffmpeg can't tell it not
# to. ffmpeg 5.1 at times drops what is left after AAC's last whole frame. Opus overshoots most.
_BEFORE: dict[Codec, tuple[str, dict[str, Any]]] = {
    "mp3": ("volume", {"volume": "0.445dB"}),
    "aac": ("asetnsamples", {"nb_out_samples": AAC_FRAME, "pad": 1}),
    "opus": ("alimiter", {"limit": 0.7, "level": "false", "latency": "true"}),
}


@dataclass(frozen=True, slots=True)
class Output:
    """One encoded file to make; `bitrate_kbps` is 0 for FLAC.

    MP3 is CBR without Xing/Info frame and without tags, AAC an MP4 file of whole frames, Opus is
    in Ogg. Opus is resampled where it must be (it knows 8, 12, 16, 24 and 48 kHz).
    """

    codec: Codec
    path: Path
    bitrate_kbps: int = 0

    def arguments(self) -> tuple[str, ...]:
        """What the encoder is told, as plain strings: part of the key of the result."""
        options = [part for name, value in self._options() for part in (f"-{name}", str(value))]
        name, told = _BEFORE.get(self.codec, ("anull", {}))
        return (name, *(f"{key}={value}" for key, value in told.items()), *options)

    def _options(self) -> list[tuple[str, Any]]:
        rate = {"b:a": f"{self.bitrate_kbps}k"} if self.bitrate_kbps else {}
        return sorted({**_ENCODERS[self.codec], **_REPRODUCIBLE, **rate}.items())


@dataclass(frozen=True, slots=True)
class Encoded:
    """An encoded track.

    Args:
        path: The file.
        codec: How it is encoded.
        samples_in: Length of what was fed, at the rate it was fed in.
        delay_samples: How much later than fed it sounds in what a plain decoder gives. AAC: in a
            decoder that honours the file's edit list, else 1,024.
        duration_ms: Length of the file as decoders report it.
        sizes: Of an MP3: bytes of each stretch between two cuts, which lie in it end to end.
    """

    path: Path
    codec: Codec
    samples_in: Samples
    delay_samples: Samples
    duration_ms: Milliseconds
    sizes: tuple[int, ...] = ()


def attack_ms(rate: int) -> float:
    """How long before a peak the limiter begins to turn down, about 4 ms.

    Its ring of samples, which is so long, goes into a frame of MP3 a whole number of times: else
    it would give other samples for the same sound at another frame.
    """
    ring = frame_samples(rate) // 6
    return round(1000 * (ring + 0.05) / rate, 4)


def mastering(gain_db: float | None, rate: int) -> tuple[str, ...]:
    """The filters of the gain-and-limit pass, as plain strings: part of the key of the result.

    None where sound is left as it is.
    """
    if gain_db is None:
        return ()
    return (
        f"volume=volume={gain_db:.2f}dB",
        # Without `level=false` it turns the sound up again, without `latency=true` it is 5 ms late.
        f"alimiter=attack={attack_ms(rate)}:latency=true:level=false:limit={LIMIT}",
    )


def encode(
    chunks: Iterable[Pcm16],
    rate: int,
    gain_db: float | None,
    outputs: Sequence[Output],
    *,
    cuts: Sequence[Samples] = (),
    program: str = "",
    stall_s: float = STALL_S,
) -> tuple[Encoded, ...]:
    """Level, limit and encode mono sound into every output, in one process and one pass.

    A file appears under its name only when all are complete. The same sound and arguments give the
    same bytes on the same ffmpeg.

    Args:
        chunks: The sound before gain, in pieces of any length.
        rate: Samples a second; MP3 takes 8, 11.025, 12, 16, 22.05, 24, 32, 44.1 and 48 kHz.
        gain_db: Gain in dB; None for neither gain nor limiter.
        outputs: What to make; at least one.
        cuts: Samples, of whole frames of MP3 and in silence, at which an MP3 begins as if anew: the
            frames of a stretch between two are what it gives encoded alone, cut to its length
            (`media.mp3.cut_to`). With them, AAC takes whole frames alone.
        program: The ffmpeg to run; without it the one that `media.ffmpeg` finds.
        stall_s: Seconds without a sign of life after which ffmpeg is given up.

    Raises:
        FfmpegFailedError: ffmpeg ended with an error or hung; no file is left.
    """
    count = _Count(chunks)
    files = [_files(output, len(cuts)) for output in outputs]
    with ExitStack() as stack:
        for file in chain(*files):
            stack.callback(file.unlink, missing_ok=True)
        program = program or ffmpeg().path
        run(_argv(program, rate, gain_db, cuts, outputs, files), count, stall_s=stall_s)
        sizes = [lay_together(made, cuts) if len(made) > 1 else () for made in files]
        for made, output in zip(files, outputs, strict=True):
            shutil.move(made[0], output.path)
    samples = Samples(count.samples)
    return tuple(
        _encoded(output, samples, rate, each) for output, each in zip(outputs, sizes, strict=True)
    )


def _files(output: Output, cuts: int) -> list[Path]:
    """What is written on the way: of an MP3, a file for each stretch."""
    number = cuts + 1 if output.codec == "mp3" else 1
    return [output.path.with_name(f"{output.path.name}.{n}.part") for n in range(number)]


def _argv(
    program: str,
    rate: int,
    gain_db: float | None,
    cuts: Sequence[Samples],
    outputs: Sequence[Output],
    files: Sequence[Sequence[Path]],
) -> list[str]:
    sound = _mastered(argv.input("pipe:0", f="s16le", ar=rate, ac=1), rate, gain_db)
    split = sound.filter_multi_output("asplit", len(outputs))
    made = []
    for number, (output, targets) in enumerate(zip(outputs, files, strict=True)):
        branch = split.stream(number)
        branches = _stretches(branch, cuts) if output.codec == "mp3" else [branch]
        # asetnsamples waits to be asked, and nobody asks while some stretch has not begun.
        if output.codec in _BEFORE and not (cuts and output.codec == "aac"):
            name, told = _BEFORE[output.codec]
            branches = [branch.filter(name, **told) for branch in branches]
        own: dict[str, Any] = {} if output.codec == "opus" else {"ar": rate}
        if output.codec == "aac":  # lengths to the sample; 5.1 would round them to milliseconds
            own["movie_timescale"] = rate
        own |= dict(output._options())
        for branch, target in zip(branches, targets, strict=True):
            made.append(argv.output(branch, f"file:{target}", **own))
    merged = argv.merge_outputs(*made).global_args("-hide_banner", "-nostats", "-v", "error")
    compiled: list[str] = merged.compile(cmd=program, overwrite_output=True)
    return compiled


def _stretches(sound: Any, cuts: Sequence[Samples]) -> list[Any]:
    """The sound cut; each stretch begins at time 0, as what is encoded alone does."""
    if not cuts:
        return [sound]
    cut = sound.filter_multi_output("asegment", samples="|".join(map(str, cuts)))
    return [cut.stream(n).filter("asetpts", "PTS-STARTPTS") for n in range(len(cuts) + 1)]


def _mastered(sound: Any, rate: int, gain_db: float | None) -> Any:
    if gain_db is None:
        return sound
    louder = sound.filter("volume", volume=f"{gain_db:.2f}dB")
    return louder.filter(
        "alimiter", limit=LIMIT, attack=attack_ms(rate), level="false", latency="true"
    )


def _encoded(output: Output, samples: Samples, rate: int, sizes: tuple[int, ...]) -> Encoded:
    delay, length = Samples(0), milliseconds(samples, rate)
    if output.codec == "mp3":
        delay, length = MP3_DELAY, layout(output.path).duration
    elif output.codec == "aac":
        length = milliseconds(-(-samples // AAC_FRAME) * AAC_FRAME, rate)
    return Encoded(output.path, output.codec, samples, delay, length, sizes)


class _Count:
    """Chunks, and how many samples have gone by."""

    def __init__(self, chunks: Iterable[Pcm16]) -> None:
        self._chunks = chunks
        self.samples = 0

    def __iter__(self) -> Iterator[Pcm16]:
        for chunk in self._chunks:
            self.samples += len(chunk)
            yield chunk
