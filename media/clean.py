"""Recordings made quieter where nobody speaks: rumble and steady noise taken out, times kept."""

from pathlib import Path

import ffmpeg as argv

from media.ffmpeg import ffmpeg, run

VERSION = "1"
"""Goes into the keys of what is made here; raised when the same arguments give other sound."""

RATE = 48_000
"""The rate, in Hz, that the filters' delay is known at."""
DELAY = 1_200
"""Samples that `afftdn` comes late at that rate; taken out, so that no time moves."""
NOISY_DB = -60.0
"""A room that is quieter needs no cleaning."""


def filters(noise_db: float) -> tuple[tuple[str, dict[str, object]], ...]:
    """What is done to a recording whose room is as loud as `noise_db` (RMS, dB of full scale)."""
    rumble: tuple[str, dict[str, object]] = ("highpass", {"f": 70})
    if noise_db <= NOISY_DB:
        return (rumble,)
    floor = round(min(-20.0, max(-80.0, noise_db)), 1)
    return (
        rumble,
        ("apad", {"pad_len": DELAY}),
        ("afftdn", {"nr": 12, "nf": floor}),
        ("atrim", {"start_sample": DELAY}),
        ("asetpts", {"expr": "N/SR/TB"}),
    )


def clean(source: Path, target: Path, rate: int, noise_db: float) -> None:
    """Decode a recording to mono, clean it, and write it as FLAC at `rate` Hz.

    Every moment stays where it was, to the sample at 48 kHz.

    Raises:
        FfmpegFailedError: it can't be read.
    """
    sound = argv.input(f"file:{source}").audio
    sound = sound.filter("aformat", sample_rates=RATE, channel_layouts="mono")
    for name, told in filters(noise_db):
        expressions = [told["expr"]] if "expr" in told else []
        named = {key: value for key, value in told.items() if key != "expr"}
        sound = sound.filter(name, *expressions, **named)
    part = target.with_name(f"{target.name}.part")
    made = argv.output(
        sound,
        f"file:{part}",
        ar=rate,
        f="flac",
        sample_fmt="s16",
        map_metadata=-1,
        fflags="+bitexact",
        **{"flags:a": "+bitexact"},
    )
    told_ = made.global_args("-hide_banner", "-nostats", "-v", "error", "-nostdin")
    try:
        run(told_.compile(cmd=ffmpeg().path, overwrite_output=True))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
