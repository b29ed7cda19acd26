"""What a worker process does to encode a track: only the stretches that nobody encoded before.

The frames of a stretch lie in the track that it was first part of. A track is written to the store
before the records that refer to it.
"""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path
from typing import Any

from audiolib.files import SCRATCH
from audiolib.keys import Json, action_key
from audiolib.production.figures import BITRATES_KBPS, RATE
from audiolib.production.stretches import Roll, Stretch, stretches
from audiolib.production.work import Take, master, opened
from audiolib.store import Store
from media import Pcm16, Samples, milliseconds
from media.encode import MP3_DELAY, Codec, Encoded, Output, encode, mastering
from media.encode import VERSION as MEDIA_VERSION
from media.ffmpeg import candidates, ffmpeg, inspect
from media.mp3 import cut_to, layout

ENCODE, STRETCH, FFMPEG = "encode", "stretch", "ffmpeg"
VERSION = "2"

Made = dict[str, dict[str, Any]]
"""By codec: digest, size, delay and length of the file; of an MP3 the keys of its stretches too."""


@dataclass(frozen=True, slots=True)
class Frames:
    """Where the frames of a stretch lie: a file, and bytes in it."""

    path: Path
    begin: int
    size: int


def encode_track(location: str, roll: Roll, codecs: Sequence[Codec]) -> Made:
    """Master a track and encode it in every codec.

    Raises:
        LostSoundError: a sound that the store should hold is damaged.
    """
    store = opened(location)
    with tempfile.TemporaryDirectory(prefix=SCRATCH) as scratch:
        results = _made(store, roll, codecs, Path(scratch))
    for codec in codecs:
        store.record(ENCODE, encode_key(roll, codec), results[codec])
    return results


def encode_key(roll: Roll, codec: Codec) -> str:
    """The action key of a track in one encoding."""
    unit: Json = [roll.lead, RATE, [_unit(take) for take in roll.takes], list(roll.cuts)]
    return _key(ENCODE, unit, roll.gain_db, codec)


def output(codec: Codec, folder: Path) -> Output:
    """What is made of a track in one encoding, in a folder."""
    return Output(codec, folder / f"track.{codec}", BITRATES_KBPS[codec])


def _made(store: Store, roll: Roll, codecs: Sequence[Codec], scratch: Path) -> Made:
    parts = tuple(stretches(roll)) if "mp3" in codecs else ()
    keys = [_stretch_key(part, roll.gain_db) for part in parts]
    known = _known(store, keys, scratch)
    results: Made = {}
    if whole := [codec for codec in codecs if codec != "mp3" or not known]:
        outputs = [output(codec, scratch) for codec in whole]
        sound = master(store, roll.takes, roll.lead)
        for encoded in _encode(store, sound, roll.gain_db, outputs, roll.cuts):
            results[encoded.codec] = _kept(store, encoded, keys)
    if known:
        new = {k: part for k, part in zip(keys, parts, strict=True) if k not in known}
        known |= _anew(store, new, roll.gain_db, scratch)
        encoded = _laid_together([known[key] for key in keys], roll, scratch)
        results["mp3"] = _kept(store, encoded, keys)
    return results


def _known(store: Store, keys: Sequence[str], scratch: Path) -> dict[str, Frames]:
    """The stretches that were encoded before, in a track that is still there and undamaged."""
    tracks: dict[str, Path | None] = {}
    known: dict[str, Frames] = {}
    for key in keys:
        record = store.result(STRETCH, key)
        if record is None:
            continue
        digest, length, begin, size = record
        if digest not in tracks:
            tracks[digest] = store.file(digest, length, scratch)
        if (path := tracks[digest]) is None:
            store.forget(STRETCH, key)
        else:
            known[key] = Frames(path, begin, size)
    return known


def _anew(
    store: Store, parts: Mapping[str, Stretch], gain_db: float, scratch: Path
) -> dict[str, Frames]:
    """Stretches encoded in one run, each as if it were alone; only the last may have no length."""
    if not parts:
        return {}
    path = scratch / "anew.mp3"
    ends = tuple(accumulate(part.samples or 0 for part in parts.values()))
    sound = chain.from_iterable(master(store, part.takes, part.lead) for part in parts.values())
    outputs = [Output("mp3", path, BITRATES_KBPS["mp3"])]
    (made,) = _encode(store, sound, gain_db, outputs, [Samples(end) for end in ends[:-1]])
    last = tuple(parts.values())[-1]
    sizes = list(made.sizes) or [path.stat().st_size]
    if last.samples is not None:
        before = path.stat().st_size
        cut_to(path, Samples(ends[-1]))
        sizes[-1] -= before - path.stat().st_size
    begins = accumulate(sizes[:-1], initial=0)
    return {
        key: Frames(path, begin, size)
        for key, begin, size in zip(parts, begins, sizes, strict=True)
    }


def _encode(
    store: Store,
    sound: Iterable[Pcm16],
    gain_db: float | None,
    outputs: Sequence[Output],
    cuts: Sequence[Samples],
) -> tuple[Encoded, ...]:
    return encode(sound, RATE, gain_db, outputs, cuts=cuts, program=_program(store))


def _program(store: Store) -> str:
    """The ffmpeg to run; one that served before is not asked again what it can do."""
    for path in candidates():
        try:
            about = Path(path).stat()
        except OSError:
            continue
        key = action_key(FFMPEG, "1", [about.st_size, about.st_mtime_ns])
        if store.result(FFMPEG, key):
            return path
        found = inspect(path)
        if found and found.serves:
            store.record(FFMPEG, key, True)
            return path
    return ffmpeg().path


def _laid_together(parts: Sequence[Frames], roll: Roll, scratch: Path) -> Encoded:
    path = output("mp3", scratch).path
    with path.open("wb") as track:
        for part in parts:
            with part.path.open("rb") as file:
                file.seek(part.begin)
                track.write(file.read(part.size))
    sizes = tuple(part.size for part in parts)
    return Encoded(path, "mp3", roll.samples, MP3_DELAY, layout(path).duration, sizes)


def _kept(store: Store, encoded: Encoded, stretch_keys: Sequence[str]) -> dict[str, Any]:
    """Keep a track, and remember where in it the frames of each stretch lie."""
    digest, size = store.put_file(encoded.path)
    result = {
        "digest": digest,
        "size": size,
        "delay_ms": milliseconds(encoded.delay_samples, RATE),
        "duration_ms": encoded.duration_ms,
    }
    if encoded.codec != "mp3":
        return result
    sizes = encoded.sizes or (size,)
    begins = accumulate(sizes[:-1], initial=0)
    for key, begin, length in zip(stretch_keys, begins, sizes, strict=True):
        store.record(STRETCH, key, [digest, size, begin, length])
    return {**result, "stretches": list(stretch_keys)}


def _stretch_key(part: Stretch, gain_db: float) -> str:
    unit: Json = [part.lead, RATE, [_unit(take) for take in part.takes], part.samples]
    return _key(STRETCH, unit, gain_db, "mp3")


def _key(step: str, unit: Json, gain_db: float, codec: Codec) -> str:
    told = [*mastering(gain_db, RATE), *output(codec, Path()).arguments()]
    return action_key(step, f"{VERSION}.{MEDIA_VERSION}", unit, told)


def _unit(take: Take) -> Json:
    if take.sound is None:
        return [take.silence]
    return [take.sound.key, take.sound.samples, round(take.gain_db, 3), take.silence]
