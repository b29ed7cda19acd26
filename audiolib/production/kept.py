"""An existing talking book's own sound carried on as it is: its tracks stay the tracks.

CBR MP3 passes unchanged, frame for frame; whatever else is decoded once and encoded, without gain
or limiter. Nothing is spoken: what has no sound in the source has none in the result.
"""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.narration import Clip, Track, VoiceUsed, Words, flat
from audiolib.order import Cue, Role, arranged
from audiolib.packages import Codec, EncodedTrack
from audiolib.production.carry import Job, Result, carry, common_rate, rate_of
from audiolib.production.cut import LONGEST_S, cut
from audiolib.production.encoding import ENCODE
from audiolib.production.pool import Pool
from audiolib.production.request import Progress
from audiolib.production.sound import Sounds
from audiolib.recording import RecordedClip, RecordedTrack, Recording
from audiolib.store import Store
from media import AAC_FRAME, Milliseconds, milliseconds


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
    jobs = _jobs(recording, used, codecs, heard, found)
    results = _carried(jobs, store, pool, progress)
    first: dict[int, int] = {}
    number = 1
    for track in used:
        first[track] = number
        number += len(results[track, codecs[0]])
    clips: dict[str, Clip] = {}
    words: dict[str, Words] = {}
    for name, clip in found.items():
        job, result = jobs[clip.track, codecs[0]], results[clip.track, codecs[0]][0]
        edges = [milliseconds(edge, job.rate) for edge in job.edges]
        part = bisect_right(edges, clip.begin)
        shift = milliseconds(result["shift"], result["rate"]) - ([0, *edges][part])
        begin, end = Milliseconds(clip.begin + shift), Milliseconds(clip.end + shift)
        if part < len(edges):
            end = Milliseconds(min(end, edges[part] - [0, *edges][part]))
        clips[name] = Clip(first[clip.track] + part, begin, end)
        words[name] = flat(recording.words.get(name, ()), shift)
    parts = [(t, part) for t in used for part in range(len(results[t, codecs[0]]))]
    tracks = tuple(_track(first[t] + n, results[t, codecs[0]][n], clips) for t, n in parts)
    sounds = Sounds(
        {
            (first[t] + n, codec): _encoded(first[t] + n, results[t, codec][n], store, scratch)
            for t, n in parts
            for codec in codecs
        },
        tuple(key for job in jobs.values() for key in job.keys),
    )
    findings = [*_told(recording, used, results), *silent(cues, clips), *_back(found)]
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


_Jobs = Mapping[tuple[int, str], Job]
_Results = Mapping[tuple[int, str], Sequence[Result]]


def _jobs(
    recording: Recording,
    used: Sequence[int],
    codecs: Sequence[Codec],
    heard: Sequence[Cue],
    found: Mapping[str, RecordedClip],
) -> _Jobs:
    """What is to be done with each track in each codec.

    MP3 keeps each track's own rate; M4B joins all tracks, so they share one.
    """
    common = common_rate([recording.tracks[t].rate for t in used])
    jobs: dict[tuple[int, str], Job] = {}
    for number in used:
        track = recording.tracks[number]
        own = rate_of(track.rate)
        mine = [cue for cue in heard if found[cue.id].track == number]
        cuts = _cuts(track, mine, found)
        for codec in codecs:
            rate = common if codec == "aac" else own
            edges = [ms * rate // 1000 // AAC_FRAME * AAC_FRAME for ms in cuts]
            jobs[number, codec] = Job(track.file, codec, rate, len(used) == 1, tuple(edges))
    return jobs


def _cuts(
    track: RecordedTrack, cues: Sequence[Cue], found: Mapping[str, RecordedClip]
) -> list[int]:
    """Where a long track that is encoded anew is cut, in milliseconds: as tracks of our own are.

    One that is MP3 already stays whole, and so does one in which sound goes back.
    """
    begins = [found[cue.id].begin for cue in cues]
    long = track.duration > LONGEST_S * 1000 and track.file.media_type != "audio/mpeg"
    if not long or any(b < a for a, b in pairwise(begins)):
        return []
    lengths = [b - a for a, b in pairwise([0, *begins[1:], track.duration])]
    parts = cut(cues, lengths, 1000)
    return [begins[part.start] for part in parts[1:] if begins[part.start] > 0]


def _carried(jobs: _Jobs, store: Store, pool: Pool, progress: Progress) -> _Results:
    """What became of each track in each codec; only what the store lacks is made."""
    progress.begin("encode", len(jobs))
    results: dict[tuple[int, str], Sequence[Result]] = {}
    running: list[tuple[tuple[int, str], Future[list[Result]]]] = []
    call = pool.here if len(jobs) == 1 else pool.submit
    for name, job in jobs.items():
        done = [store.result(ENCODE, key) for key in job.keys]
        if all(result is not None and store.holds(result["digest"]) for result in done):
            results[name] = [result for result in done if result is not None]
            progress.advance(1)
        else:
            running.append((name, call(carry, store.location, job)))
    for name, future in running:
        results[name] = future.result()
        progress.advance(1)
    return results


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
        result = results[number, "mp3"][0]
        place = Place(track.file.href)
        if not result["copied"]:
            yield Finding("talking-020", Severity.NOTE, place, {"kbps": result["kbps"]})
        elif result["shift"]:
            yield Finding(
                "talking-021",
                Severity.NOTE,
                place,
                {"shift": milliseconds(result["shift"], result["rate"])},
            )


def silent(cues: Sequence[Cue], heard: Container[str]) -> Iterator[Finding]:
    """That text has no sound, where some has none."""
    # A heading over sound alone is a name that nobody need say.
    wordless = all(not c.text or c.role in (Role.HEADING, Role.PAGE) for c in cues)
    names = (Role.PAGE, Role.NOTEREF, Role.HEADING) if wordless else (Role.PAGE, Role.NOTEREF)
    found = [c for c in cues if c.id not in heard and c.role not in names]
    if found:
        first = found[0]
        facts: dict[str, Fact] = {
            "count": len(found),
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
