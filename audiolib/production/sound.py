"""From reels to encoded tracks, side by side in the workers."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audiolib.packages import Codec, EncodedTrack
from audiolib.production.assemble import Reel
from audiolib.production.encoding import ENCODE, encode_key, encode_track
from audiolib.production.figures import BITRATES_KBPS
from audiolib.production.pool import Pool
from audiolib.production.request import Progress
from audiolib.publication import Resource
from audiolib.store import Store
from media import Milliseconds


@dataclass(frozen=True, slots=True)
class Sounds:
    """The encoded tracks of a production, by number and codec; can cross to another process."""

    tracks: Mapping[tuple[int, str], EncodedTrack]
    keys: tuple[str, ...]

    def __call__(self, number: int, codec: Codec) -> EncodedTrack:
        return self.tracks[number, codec]


@dataclass(frozen=True, slots=True)
class Bytes:
    """The bytes of resources, from the store; can cross to another process."""

    location: str

    def __call__(self, resource: Resource) -> bytes:
        content = Store(self.location).get(resource.digest)
        if content is None:
            raise FileNotFoundError(resource.href)
        return content


def encode_all(
    reels: Sequence[Reel],
    codecs: Sequence[Codec],
    store: Store,
    pool: Pool,
    scratch: Path,
    progress: Progress,
) -> Sounds:
    """Every track in every codec; only what the store lacks is made.

    Raises:
        LostSoundError: a sound that the store should hold is damaged; narrate again.
    """
    progress.begin("encode", sum(reel.track.samples for reel in reels))
    found = [_made(reel, codecs, store, scratch) for reel in reels]
    lacking = sum(len(done) < len(codecs) for done in found)
    call = pool.here if lacking <= 1 and not pool.has_workers else pool.submit
    running: dict[Future[dict[str, dict[str, Any]]], int] = {}
    # The longest first: a long one at the end would leave all workers but its own idle.
    for at in sorted(range(len(reels)), key=lambda at: -reels[at].track.samples):
        if missing := [codec for codec in codecs if codec not in found[at]]:
            running[call(encode_track, store.location, reels[at].roll, missing)] = at
    waiting = set(running.values())
    for at, reel in enumerate(reels):
        if at not in waiting:
            progress.advance(reel.track.samples)
    for future in as_completed(running):
        at = running[future]
        found[at] |= future.result()
        progress.advance(reels[at].track.samples)
    keys = tuple(encode_key(reel.roll, codec) for reel in reels for codec in codecs)
    tracks: dict[tuple[int, str], EncodedTrack] = {
        (reel.track.number, codec): _track(reel, codec, results[codec], store, scratch)
        for reel, results in zip(reels, found, strict=True)
        for codec in codecs
    }
    return Sounds(tracks, keys)


def _made(
    reel: Reel, codecs: Sequence[Codec], store: Store, scratch: Path
) -> dict[str, dict[str, Any]]:
    """What of a track is in the store already, by codec, and undamaged."""
    done: dict[str, dict[str, Any]] = {}
    for codec in codecs:
        result = store.result(ENCODE, encode_key(reel.roll, codec))
        if result is not None and store.file(result["digest"], result["size"], scratch):
            done[codec] = result
    return done


def _track(
    reel: Reel, codec: str, result: Mapping[str, Any], store: Store, scratch: Path
) -> EncodedTrack:
    path = store.file(result["digest"], result["size"], scratch, verified=True)
    if path is None:
        raise FileNotFoundError(result["digest"])
    return EncodedTrack(
        number=reel.track.number,
        path=path,
        size=result["size"],
        digest=result["digest"],
        delay=Milliseconds(result["delay_ms"]),
        duration=Milliseconds(result["duration_ms"]),
        bitrate_kbps=BITRATES_KBPS[codec],
    )
