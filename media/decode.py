"""Any file of sound as a stream of PCM."""

from collections.abc import Iterator
from pathlib import Path

import av

from media._open import open_input
from media.errors import UnreadableSoundError
from media.pcm import Pcm16


def decode(path: Path, rate: int) -> Iterator[Pcm16]:
    """The sound of a file, mixed to mono, at `rate`, in pieces as the decoder gives them.

    What a container tells to leave out (encoder delay, edit lists) is left out. Memory holds one
    frame.

    Raises:
        UnreadableSoundError: no sound in it, or a decoder stumbled; what came before was given.
    """
    try:
        with open_input(path) as container:
            if not container.streams.audio:
                raise UnreadableSoundError(path.name)
            resampler = av.AudioResampler(format="s16", layout="mono", rate=rate)
            for frame in container.decode(container.streams.audio[0]):
                for piece in resampler.resample(frame):
                    yield _samples(piece)
            for piece in resampler.resample(None):
                yield _samples(piece)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise UnreadableSoundError(path.name) from error


def _samples(frame: av.AudioFrame) -> Pcm16:
    samples: Pcm16 = frame.to_ndarray()[0]
    return samples
