"""Phrases that people read, cut out of recordings: sounds in packs, as those of utterances are."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from audiolib.files import SCRATCH
from audiolib.keys import Json, action_key
from audiolib.narration import VoiceUsed
from audiolib.order import Cue
from audiolib.production.figures import RATE
from audiolib.production.performance import Performance
from audiolib.production.pool import Pool
from audiolib.production.work import NARRATE, LostSoundError, Sound, said
from audiolib.publication import Resource
from audiolib.recording import RecordedClip, Recording
from audiolib.store import Store
from media import Pcm, Pcm16
from media.decode import decode
from media.flac import pack

CLIP_VERSION = "1"
HUMAN = "human:"
"""What the names of voices begin with that are people; their names follow."""
LONGEST_PAUSE_MS = 3000
"""A pause of the reader up to which it is kept as it was made."""
_FADE_MS = 4
_PACK_S = 45
_UNNAMED = {
    "en": "a human reader",
    "vi": "người đọc thật",
    "uk": "людина (ім’я не вказано)",
    "ru": "человек (имя не указано)",
    "fa": "خوانندهٔ انسانی",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a track in milliseconds, and which of its edges no sound goes on over."""

    begin: int
    end: int
    fade_in: bool
    fade_out: bool


def cut_out(
    recording: Recording, cues: Sequence[Cue], lang: str, store: Store, pool: Pool, *, careful: bool
) -> dict[str, Performance]:
    """The performance of every cue that the recording says; only what the store lacks is cut.

    Where the next phrase goes on in the same track, the reader's own pause between them is kept.
    `lang` is the language in which a reader is told whose name is not known.

    Raises:
        media.MediaError: a track can't be decoded.
    """
    voice = voice_name(recording, lang)
    planned = _plan(recording, cues)
    wanted: dict[int, dict[str, Piece]] = {}
    for clips in planned.values():
        for clip, piece in clips:
            key = _key(recording.tracks[clip.track].file, piece)
            known = said(store, key)
            sound_there = known is not None and (
                store.get(known.sound.pack) is not None
                if careful
                else store.holds(known.sound.pack)
            )
            if not sound_there:
                wanted.setdefault(clip.track, {})[key] = piece
    running: list[Future[None]] = [
        pool.submit(cut_track, store.location, recording.tracks[track].file, pieces)
        for track, pieces in wanted.items()
    ]
    for future in running:
        future.result()
    begins = {cue.id: cue.phrase.begin for cue in cues}
    return {
        name: _performance(recording, name, begins[name], clips, voice, store)
        for name, clips in planned.items()
    }


def voice_name(recording: Recording, lang: str) -> str:
    """The name of the voice that the gain of a recording is pinned under."""
    people = ", ".join(recording.narrators)
    return HUMAN + (people or _UNNAMED.get(lang.split("-")[0], _UNNAMED["en"]))


def used(voice: str, lang: str) -> VoiceUsed:
    """A person's voice as provenance tells it."""
    return VoiceUsed(voice.removeprefix(HUMAN), lang, "", "", "", synthetic=False)


_Planned = Mapping[str, Sequence[tuple[RecordedClip, Piece]]]


def _plan(recording: Recording, cues: Sequence[Cue]) -> _Planned:
    """The pieces of each cue; one that goes on into the next takes the pause along."""
    said_ = [(cue.id, recording.clips.get(cue.id, ())) for cue in cues]
    planned: dict[str, list[tuple[RecordedClip, Piece]]] = {}
    goes_on = False
    for (name, clips), (_, following) in pairwise([*said_, ("", ())]):
        if not clips:
            goes_on = False
            continue
        came_on, goes_on = goes_on, False
        last = clips[-1]
        end = last.end
        if following and following[0].track == last.track:
            pause = following[0].begin - last.end
            goes_on = 0 <= pause <= LONGEST_PAUSE_MS
            end = following[0].begin if goes_on else end
        mine = planned.setdefault(name, [])
        for clip in clips:
            first, final = clip is clips[0], clip is last
            mine.append(
                (
                    clip,
                    Piece(
                        clip.begin,
                        end if final else clip.end,
                        fade_in=not (first and came_on),
                        fade_out=not (final and goes_on),
                    ),
                )
            )
    return planned


def _key(file: Resource, piece: Piece) -> str:
    unit: Json = [file.digest, piece.begin, piece.end, piece.fade_in, piece.fade_out]
    return action_key(NARRATE, f"clip{CLIP_VERSION}", unit, RATE)


def _performance(
    recording: Recording,
    name: str,
    begin: int,
    clips: Sequence[tuple[RecordedClip, Piece]],
    voice: str,
    store: Store,
) -> Performance:
    sounds: list[tuple[str, Sound]] = []
    words = array("I")
    told = recording.words.get(name, ())
    at = 0
    for clip, piece in clips:
        known = said(store, _key(recording.tracks[clip.track].file, piece))
        if known is None:
            raise LostSoundError(recording.tracks[clip.track].file.digest)
        sounds.append((voice, known.sound))
        for w in told:
            if piece.begin <= w.start and w.stop <= piece.end:
                start, stop = (at + (t - piece.begin) * RATE // 1000 for t in (w.start, w.stop))
                words.extend((w.begin - begin, w.end - begin, start, stop))
        at += known.sound.samples
    pause = None if clips[-1][1].fade_out else 0
    return Performance(tuple(sounds), 0, words, (), (), pause)


def cut_track(location: str, file: Resource, pieces: Mapping[str, Piece]) -> None:
    """Decode a track once, and keep the pieces of it under their keys, some a pack."""
    store = Store(location)
    with TemporaryDirectory(prefix=SCRATCH) as folder:
        source = store.file(file.digest, file.size, Path(folder))
        if source is None:
            raise LostSoundError(file.digest)
        waiting: list[tuple[str, Pcm16]] = []
        length = 0
        for key, sound in _pieces(decode(source, RATE), pieces):
            waiting.append((key, sound))
            length += len(sound)
            if length >= _PACK_S * RATE:
                _keep(store, waiting)
                waiting, length = [], 0
        _keep(store, waiting)


def _keep(store: Store, sounds: Sequence[tuple[str, Pcm16]]) -> None:
    if not sounds:
        return
    pack_key = store.put(pack(Pcm(np.concatenate([sound for _, sound in sounds]), RATE)))
    begin = 0
    for key, sound in sounds:
        store.record(NARRATE, key, [pack_key, begin, len(sound), []])
        begin += len(sound)


def _pieces(chunks: Iterator[Pcm16], pieces: Mapping[str, Piece]) -> Iterator[tuple[str, Pcm16]]:
    """The pieces in order of their beginning; memory holds what the next one needs."""
    order = sorted(pieces.items(), key=lambda entry: (entry[1].begin, entry[1].end))
    held = np.zeros(0, dtype=np.int16)
    at = 0
    ended = False
    for key, piece in order:
        begin, end = piece.begin * RATE // 1000, piece.end * RATE // 1000
        parts = [held]
        have = at + len(held)
        while have < end and not ended:
            chunk = next(chunks, None)
            if chunk is None:
                ended = True
                break
            parts.append(chunk)
            have += len(chunk)
            if have <= begin:
                # Nothing up to here is needed any more.
                parts, at = [np.zeros(0, dtype=np.int16)], have
        held = np.concatenate(parts)
        drop = min(max(0, begin - at), len(held))
        held, at = held[drop:], at + drop
        sound = held[: max(0, end - at)].copy()
        yield key, _faded(sound, piece)


def _faded(sound: Pcm16, piece: Piece) -> Pcm16:
    """Without a click where it begins or ends amid sound."""
    length = min(_FADE_MS * RATE // 1000, len(sound) // 2)
    if length:
        ramp = np.linspace(0, 1, length, endpoint=False)
        if piece.fade_in:
            sound[:length] = np.rint(sound[:length] * ramp).astype(np.int16)
        if piece.fade_out:
            sound[-length:] = np.rint(sound[-length:] * ramp[::-1]).astype(np.int16)
    return sound
