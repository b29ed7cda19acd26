"""What a worker does with a track that is kept: carry its frames over, or encode it anew."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from audiolib.files import SCRATCH
from audiolib.keys import action_key
from audiolib.packages import Codec
from audiolib.production.figures import BITRATES_KBPS
from audiolib.production.work import ENCODE
from audiolib.publication import Resource
from audiolib.store import Store
from media import AAC_FRAME, UnreadableSoundError, milliseconds
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


def rate_of(rate: int) -> int:
    """The rate in which sound of a rate is encoded: its own, where MP3 knows it."""
    return rate if rate in _RATES else max(r for r in _RATES if r <= max(rate, 8_000) or r == 8_000)


def common_rate(rates: Sequence[int]) -> int:
    """The rate that does justice to all of several."""
    return max(rate_of(rate) for rate in rates)


def carry_key(file: Resource, codec: Codec, rate: int, *, alone: bool) -> str:
    """The action key of a kept track in one codec; `alone` says that there is no other track."""
    version = f"kept{CARRY_VERSION}.{MEDIA_VERSION}"
    return action_key(ENCODE, version, file.digest, [codec, rate, kbps(codec, rate), alone])


def kbps(codec: Codec, rate: int) -> int:
    """Kilobits a second of what is encoded anew."""
    wide = codec == "mp3" and rate > _NARROW
    return _WIDE_KBPS if wide else BITRATES_KBPS[codec]


def carry(location: str, file: Resource, codec: Codec, rate: int, *, alone: bool) -> dict[str, Any]:
    """Carry a track over in one codec; gives what the store then knows of it.

    AAC is taken as it is where the track stands alone: joined to others it must be like them.

    `shift` is how many samples later than in the source everything lies in the narration;
    `samples` and `rate` are the narration's.

    Raises:
        media.MediaError: it can't be decoded.
    """
    store = Store(location)
    with tempfile.TemporaryDirectory(prefix=SCRATCH) as folder:
        scratch = Path(folder)
        source = store.file(file.digest, file.size, scratch)
        if source is None:
            raise UnreadableSoundError(file.href)
        bare = strip(source, scratch / "bare.mp3")
        if codec == "mp3" and bare:
            result = _copied(store, scratch / "bare.mp3", bare)
        elif codec == "aac" and alone and not bare and is_plain(source):
            result = _as_it_is(file, rate)
        else:
            heard = scratch / "bare.mp3" if bare else source
            result = _anew(store, heard, scratch, codec, rate, bare)
        store.record(ENCODE, carry_key(file, codec, rate, alone=alone), result)
        return result


def _copied(store: Store, path: Path, bare: Bare) -> dict[str, Any]:
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


def _as_it_is(file: Resource, rate: int) -> dict[str, Any]:
    return {
        "digest": file.digest,
        "size": file.size,
        "delay_ms": 0,
        "duration_ms": 0,
        "kbps": 0,
        "rate": rate,
        "samples": 0,
        "shift": 0,
        "copied": True,
    }


def _anew(
    store: Store, source: Path, scratch: Path, codec: Codec, rate: int, bare: Bare | None
) -> dict[str, Any]:
    output = Output(codec, scratch / f"track.{codec}", kbps(codec, rate))
    (made,) = encode(decode(source, rate), rate, None, [output])
    digest, size = store.put_file(made.path)
    samples: int = made.samples_in
    if codec == "aac":
        samples = -(-samples // AAC_FRAME) * AAC_FRAME
    shift = milliseconds(bare.shift, bare.layout.rate) * rate // 1000 if bare else 0
    return {
        "digest": digest,
        "size": size,
        "delay_ms": milliseconds(made.delay_samples, rate),
        "duration_ms": made.duration_ms,
        "kbps": output.bitrate_kbps,
        "rate": rate,
        "samples": samples,
        "shift": shift,
        "copied": False,
    }
