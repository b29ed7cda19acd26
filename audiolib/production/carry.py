"""What a worker does with a track that is kept: carry its frames over, or encode it anew."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from audiolib.files import SCRATCH
from audiolib.keys import Json, action_key
from audiolib.packages import Codec
from audiolib.production.encoding import ENCODE
from audiolib.production.figures import BITRATES_KBPS
from audiolib.publication import Resource
from audiolib.store import Store
from media import AAC_FRAME, Pcm16, UnreadableSoundError, milliseconds
from media.bare import Bare, strip
from media.decode import decode
from media.encode import VERSION as MEDIA_VERSION
from media.encode import Output, encode
from media.join import is_plain

CARRY_VERSION = "1"
_RATES = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)
"""Hz that MP3 knows, and AAC too."""
_NARROW = 24_000
_WIDE_KBPS = 64
"""Of MP3 made anew from sound above 24 kHz; below, as of our own voices."""

Result = dict[str, Any]
"""What the store knows of a part: digest, size, delay and length of its file; `rate`, `samples` of
the narration; `shift`, samples by which all lies later than in the source; whether `copied`."""


@dataclass(frozen=True, slots=True)
class Job:
    """A track to be carried on in one codec.

    Args:
        file: The track as it came.
        rate: In which it is encoded, if it must be.
        alone: Whether there is no other track: AAC that is joined to others must be like them.
        edges: Where what is encoded anew is cut into parts, in samples at `rate`.
    """

    file: Resource
    codec: Codec
    rate: int
    alone: bool
    edges: tuple[int, ...] = ()

    @property
    def kbps(self) -> int:
        """Kilobits a second of what is encoded anew."""
        wide = self.codec == "mp3" and self.rate > _NARROW
        return _WIDE_KBPS if wide else BITRATES_KBPS[self.codec]

    @property
    def keys(self) -> tuple[str, ...]:
        """The action keys of the parts."""
        version = f"kept{CARRY_VERSION}.{MEDIA_VERSION}"
        told: Json = [self.codec, self.rate, self.kbps, self.alone, self.edges]
        return tuple(
            action_key(ENCODE, version, [self.file.digest, part], told)
            for part in range(len(self.edges) + 1)
        )


def rate_of(rate: int) -> int:
    """The rate in which sound of a rate is encoded: its own, where MP3 knows it."""
    return rate if rate in _RATES else max(r for r in _RATES if r <= max(rate, _RATES[0]))


def common_rate(rates: Sequence[int]) -> int:
    """The rate that does justice to all of several."""
    return max(rate_of(rate) for rate in rates)


def carry(location: str, job: Job) -> list[Result]:
    """Carry a track over; gives what the store then knows of each part.

    Raises:
        media.MediaError: it can't be decoded.
    """
    store = Store(location)
    with tempfile.TemporaryDirectory(prefix=SCRATCH) as folder:
        scratch = Path(folder)
        source = store.file(job.file.digest, job.file.size, scratch)
        if source is None:
            raise UnreadableSoundError(job.file.href)
        bare = strip(source, scratch / "bare.mp3")
        if job.codec == "mp3" and bare and not job.edges:
            results = [_copied(store, scratch / "bare.mp3", bare)]
        elif job.codec == "aac" and job.alone and not bare and is_plain(source):
            results = [_as_it_is(job)] * (len(job.edges) + 1)
        else:
            heard = scratch / "bare.mp3" if bare else source
            results = list(_anew(store, heard, scratch, job, bare))
        for key, result in zip(job.keys, results, strict=True):
            store.record(ENCODE, key, result)
        return results


def _copied(store: Store, path: Path, bare: Bare) -> Result:
    digest, size = store.put_file(path)
    layout = bare.layout
    return {
        "digest": digest,
        "size": size,
        "delay_ms": 0,
        "duration_ms": layout.duration,
        "kbps": layout.bitrate_kbps,
        "rate": layout.rate,
        "samples": layout.samples,
        "shift": bare.shift,
        "copied": True,
    }


def _as_it_is(job: Job) -> Result:
    return {
        "digest": job.file.digest,
        "size": job.file.size,
        "delay_ms": 0,
        "duration_ms": 0,
        "kbps": 0,
        "rate": job.rate,
        "samples": 0,
        "shift": 0,
        "copied": True,
    }


def _anew(
    store: Store, source: Path, scratch: Path, job: Job, bare: Bare | None
) -> Iterator[Result]:
    shift = milliseconds(bare.shift, bare.layout.rate) * job.rate // 1000 if bare else 0
    for part, chunks in enumerate(_parts(decode(source, job.rate), job.edges)):
        output = Output(job.codec, scratch / f"{part}.{job.codec}", job.kbps)
        (made,) = encode(chunks, job.rate, None, [output])
        digest, size = store.put_file(made.path)
        made.path.unlink()
        samples: int = made.samples_in
        if job.codec == "aac":
            samples = -(-samples // AAC_FRAME) * AAC_FRAME
        yield {
            "digest": digest,
            "size": size,
            "delay_ms": milliseconds(made.delay_samples, job.rate),
            "duration_ms": made.duration_ms,
            "kbps": job.kbps,
            "rate": job.rate,
            "samples": samples,
            "shift": shift,
            "copied": False,
        }


def _parts(chunks: Iterator[Pcm16], edges: Sequence[int]) -> Iterator[Iterator[Pcm16]]:
    """Sound between edges, each part to be used up before the next; memory holds one chunk."""
    left: list[Pcm16] = []

    def until(length: int | None) -> Iterator[Pcm16]:
        have = 0
        while length is None or have < length:
            chunk = left.pop() if left else next(chunks, None)
            if chunk is None:
                break
            if length is not None and have + len(chunk) > length:
                left.append(chunk[length - have :])
                chunk = chunk[: length - have]
            have += len(chunk)
            yield chunk
        if not have:
            yield np.zeros(AAC_FRAME, dtype=np.int16)  # an encoder makes nothing of nothing

    for begin, end in pairwise((0, *edges)):
        yield until(end - begin)
    yield until(None)
