"""What can't be saved: synthesis, one gain-and-limit pass, MP3 and AAC, each alone."""

from dataclasses import asdict, dataclass
from itertools import dropwhile
from pathlib import Path

from audiolib.production.figures import BITRATES_KBPS, RATE
from bench.measured import run
from bench.replay import Replay
from bench.synthesis import measure
from media.encode import Codec, Output, mastering
from media.ffmpeg import ffmpeg


@dataclass(frozen=True, slots=True)
class Floor:
    """Processor seconds of each part alone, on the very material of a production."""

    synthesis: float
    gain_and_limit: float
    mp3: float
    aac: float

    @property
    def total(self) -> float:
        return self.synthesis + self.gain_and_limit + self.mp3 + self.aac

    def json(self) -> dict[str, float]:
        told = {name: round(seconds, 2) for name, seconds in asdict(self).items()}
        return {**told, "total": round(self.total, 2)}


def floor(played: Replay, scratch: Path) -> Floor:
    """Each part alone: one process, no Python around ffmpeg, the sound of the whole on the disk."""
    spoken = measure(played.lines, scratch, "direct")["cpu_s"]
    pcm = scratch / "master.pcm"
    with pcm.open("wb") as out:
        for reel in played.reels:
            for chunk in played.master(reel):
                out.write(chunk.tobytes())
    gain = played.reels[0].roll.gain_db if played.reels else 0.0
    try:
        return Floor(
            spoken,
            _ffmpeg(pcm, ["-af", ",".join(mastering(gain, RATE)), "-f", "null", "-"]),
            _encoder(pcm, "mp3", scratch),
            _encoder(pcm, "aac", scratch),
        )
    finally:
        pcm.unlink()


def _encoder(pcm: Path, codec: Codec, scratch: Path) -> float:
    """One encoder with the production's own settings, without a filter before it."""
    target = scratch / f"alone.{codec}"
    told = Output(codec, target, BITRATES_KBPS[codec]).arguments()
    settings = list(dropwhile(lambda word: not word.startswith("-"), told))
    try:
        return _ffmpeg(pcm, [*settings, "-ar", str(RATE), "-y", str(target)])
    finally:
        target.unlink(missing_ok=True)


def _ffmpeg(pcm: Path, rest: list[str]) -> float:
    sound = ["-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", str(pcm)]
    return run([ffmpeg().path, "-v", "error", "-nostdin", *sound, *rest]).cpu_s
