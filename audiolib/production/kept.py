"""An existing talking book's own sound carried on as it is: its tracks stay the tracks.

CBR MP3 passes unchanged, frame for frame; whatever else is decoded once and encoded, without gain
or limiter. Nothing is spoken: what has no sound in the source has none in the result.
"""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.narration import Clip, Track, VoiceUsed, Words, flat
from audiolib.order import Cue, Role, arranged
from audiolib.packages import Codec, EncodedTrack
from audiolib.production.carry import carry, carry_key, common_rate, rate_of
from audiolib.production.pool import Pool
from audiolib.production.request import Progress
from audiolib.production.sound import Sounds
from audiolib.production.work import ENCODE
from audiolib.recording import RecordedClip, RecordedTrack, Recording
from audiolib.store import Store
from media import Milliseconds, milliseconds


@dataclass(frozen=True, slots=True)
class Kept:
    """A recording as a narration: its tracks, clips and words, its encoded files, what is told."""

    tracks: tuple[Track, ...]
    clips: dict[str, Clip]
    words: dict[str, Words]
    sounds: Sounds
    findings: tuple[Finding, ...]


def keep(
    recording: Recording,
    cues: Sequence[Cue],
    codecs: Sequence[Codec],
    store: Store,
    pool: Pool,
    scratch: Path,
    progress: Progress,
) -> Kept:
    """Carry a recording on for the cues that it says.

    Raises:
        media.MediaError: a track can't be decoded.
    """
    heard = [cue for cue in arranged(cues, recording.clips) if recording.clips.get(cue.id)]
    found = {cue.id: _one(recording.clips[cue.id]) for cue in heard}
    used = list(dict.fromkeys(clip.track for clip in found.values()))
    results = _carried(recording, used, codecs, store, pool, progress)
    numbers = {track: number for number, track in enumerate(used, 1)}
    clips: dict[str, Clip] = {}
    words: dict[str, Words] = {}
    for name, clip in found.items():
        shift = _shift(results[clip.track, codecs[0]])
        begin, end = Milliseconds(clip.begin + shift), Milliseconds(clip.end + shift)
        clips[name] = Clip(numbers[clip.track], begin, end)
        words[name] = flat(recording.words.get(name, ()), shift)
    tracks = tuple(_track(numbers[t], results[t, codecs[0]], clips) for t in used)
    sounds = Sounds(
        {
            (numbers[t], codec): _encoded(numbers[t], results[t, codec], store, scratch)
            for t in used
            for codec in codecs
        },
        tuple(_key(recording, t, codec, used) for t in used for codec in codecs),
    )
    findings = [*_told(recording, used, results), *_silent(cues, clips), *_back(found)]
    return Kept(tracks, clips, words, sounds, tuple(findings))


def voices_of(recording: Recording, lang: str) -> tuple[VoiceUsed, ...]:
    """Who reads, as the source tells it; nobody is made up where it tells nothing."""
    synthetic = recording.synthetic is True
    return tuple(
        VoiceUsed(name, lang, "", "", "", synthetic=synthetic) for name in recording.narrators
    )


def _one(clips: Sequence[RecordedClip]) -> RecordedClip:
    """The stretch from the first clip of a phrase to its last one in the same track."""
    first = clips[0]
    end = max(c.end for c in clips if c.track == first.track and c.begin >= first.begin)
    return RecordedClip(first.track, first.begin, end, min(c.confidence for c in clips))


_Results = Mapping[tuple[int, str], Mapping[str, Any]]


def _carried(
    recording: Recording,
    used: Sequence[int],
    codecs: Sequence[Codec],
    store: Store,
    pool: Pool,
    progress: Progress,
) -> _Results:
    """What became of each track in each codec; only what the store lacks is made."""
    progress.begin("encode", sum(recording.tracks[t].duration for t in used))
    results: dict[tuple[int, str], Mapping[str, Any]] = {}
    running: list[tuple[int, Codec, Future[dict[str, Any]]]] = []
    for number in used:
        for codec in codecs:
            done = store.result(ENCODE, _key(recording, number, codec, used))
            if done is not None and store.holds(done["digest"]):
                results[number, codec] = done
                continue
            file = recording.tracks[number].file
            rate = _rate(recording, number, codec, used)
            call = pool.here if len(used) == 1 and len(codecs) == 1 else pool.submit
            alone = len(used) == 1
            future = call(carry, store.location, file, codec, rate, alone=alone)
            running.append((number, codec, future))
    for number, codec, future in running:
        results[number, codec] = future.result()
    progress.advance(sum(recording.tracks[t].duration for t in used))
    return results


def _rate(recording: Recording, number: int, codec: Codec, used: Iterable[int]) -> int:
    """MP3 keeps each track's own rate; M4B joins all tracks, so they share one."""
    if codec == "aac":
        return common_rate([recording.tracks[t].rate for t in used])
    return rate_of(recording.tracks[number].rate)


def _key(recording: Recording, number: int, codec: Codec, used: Sequence[int]) -> str:
    rate = _rate(recording, number, codec, used)
    return carry_key(recording.tracks[number].file, codec, rate, alone=len(used) == 1)


def _shift(result: Mapping[str, Any]) -> Milliseconds:
    return milliseconds(result["shift"], result["rate"])


def _track(number: int, result: Mapping[str, Any], clips: Mapping[str, Clip]) -> Track:
    ids = tuple(name for name, clip in clips.items() if clip.track == number)
    rate, samples = result["rate"], result["samples"]
    return Track(number, rate, samples, milliseconds(samples, rate), ids)


def _encoded(number: int, result: Mapping[str, Any], store: Store, scratch: Path) -> EncodedTrack:
    path = store.file(result["digest"], result["size"], scratch)
    if path is None:
        raise FileNotFoundError(result["digest"])
    return EncodedTrack(
        number=number,
        path=path,
        size=result["size"],
        digest=result["digest"],
        delay=Milliseconds(result["delay_ms"]),
        duration=Milliseconds(result["duration_ms"]),
        bitrate_kbps=result["kbps"],
    )


def _told(recording: Recording, used: Iterable[int], results: _Results) -> Iterable[Finding]:
    """Tracks that had to be encoded anew, and those whose times moved with a tag taken off."""
    for number in used:
        track: RecordedTrack = recording.tracks[number]
        result = results.get((number, "mp3"))
        if result is None:
            continue
        place = Place(track.file.href)
        if not result["copied"]:
            yield Finding("talking-020", Severity.NOTE, place, {"kbps": result["kbps"]})
        elif result["shift"]:
            yield Finding("talking-021", Severity.NOTE, place, {"shift": _shift(result)})


def _silent(cues: Sequence[Cue], clips: Mapping[str, Clip]) -> Iterable[Finding]:
    # A heading over sound alone is a name that nobody need say.
    wordless = all(not c.text or c.role in (Role.HEADING, Role.PAGE) for c in cues)
    names = (Role.PAGE, Role.NOTEREF, Role.HEADING) if wordless else (Role.PAGE, Role.NOTEREF)
    silent = [c for c in cues if c.id not in clips and c.role not in names]
    if silent:
        first = silent[0]
        facts: dict[str, Fact] = {
            "count": len(silent),
            "text": first.text[first.phrase.begin : first.phrase.end][:80],
        }
        yield Finding("talking-022", Severity.WARNING, Place(id=first.id), facts)


def _back(found: Mapping[str, RecordedClip]) -> Iterable[Finding]:
    """Where sound is heard in another order than that of the files it lies in."""
    seen: set[int] = set()
    for before, clip in pairwise(found.items()):
        (_, last), (name, now) = before, clip
        seen.add(last.track)
        goes_back = now.track != last.track and now.track in seen
        if goes_back or (now.track == last.track and now.begin < last.begin):
            yield Finding("talking-023", Severity.WARNING, Place(id=name))
            return
