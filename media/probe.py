"""What a media file holds: streams, length, chapters, tags."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path

import av

from media._open import open_input
from media.errors import UnreadableSoundError
from media.pcm import Milliseconds


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named stretch of a media file, in its own time."""

    title: str
    begin: Milliseconds
    end: Milliseconds


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream of a media file; `rate` and `channels` are 0 where it is not sound."""

    kind: str
    codec: str
    rate: int = 0
    channels: int = 0
    attached_picture: bool = False


@dataclass(frozen=True, slots=True)
class Probe:
    """What a media file holds; `tags` have lower-case names."""

    container: str
    duration: Milliseconds
    streams: tuple[Stream, ...]
    chapters: tuple[Chapter, ...]
    tags: Mapping[str, str]

    @property
    def sound(self) -> Stream | None:
        """The first stream of sound."""
        return next((stream for stream in self.streams if stream.kind == "audio"), None)


def probe(path: Path) -> Probe:
    """Look into a media file without decoding it; a few milliseconds.

    Raises:
        UnreadableSoundError: no demuxer knows it, or it holds neither sound nor picture.
    """
    try:
        with open_input(path) as container:
            streams = tuple(_stream(stream) for stream in container.streams)
            if not streams:
                raise UnreadableSoundError(path.name)
            return Probe(
                container.format.name,
                _duration(container),
                streams,
                tuple(_chapter(chapter) for chapter in container.chapters()),
                {name.lower(): value for name, value in container.metadata.items()},
            )
    except (av.FFmpegError, OSError, ValueError) as error:
        raise UnreadableSoundError(path.name) from error


def probe_apart(path: Path) -> Probe:
    """The same by a process of its own, for long MP4 files: libav holds an index of every frame.

    Of 34 hours of sound that is 230 MB, which a process would keep to its end.

    Raises:
        UnreadableSoundError: no demuxer knows it, or it holds neither sound nor picture.
    """
    command = [sys.executable, "-m", "media.probe", str(path)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise UnreadableSoundError(path.name)
    told = json.loads(done.stdout)
    return Probe(
        told["container"],
        told["duration"],
        tuple(Stream(**stream) for stream in told["streams"]),
        tuple(Chapter(**chapter) for chapter in told["chapters"]),
        told["tags"],
    )


def _duration(container: "av.container.InputContainer") -> Milliseconds:
    """That of the first stream of sound, which is finer than the container's."""
    for stream in container.streams.audio:
        if stream.duration is not None and stream.time_base is not None:
            return Milliseconds(int(stream.duration * stream.time_base * 1000 + 0.5))
    return Milliseconds((container.duration or 0) // 1000)


def _stream(stream: "av.stream.Stream") -> Stream:
    codec = stream.codec_context
    name = codec.name if codec else "unknown"
    if not isinstance(codec, av.AudioCodecContext):
        picture = bool(stream.disposition & av.stream.Disposition.attached_pic)
        return Stream(stream.type, name, attached_picture=picture)
    return Stream(stream.type, name, codec.sample_rate, codec.channels)


def _chapter(chapter: "av.container.Chapter") -> Chapter:
    scale = (chapter["time_base"] or Fraction(1, 1000)) * 1000
    return Chapter(
        chapter["metadata"].get("title", ""),
        Milliseconds(int(chapter["start"] * scale + 0.5)),
        Milliseconds(int(chapter["end"] * scale + 0.5)),
    )


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(probe(Path(sys.argv[1])))))
