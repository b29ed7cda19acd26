"""The join of a publication with sound: what each phrase says, and when."""

from collections.abc import Mapping
from dataclasses import dataclass

from audiolib.order import SoundOptions
from media import Milliseconds
from tts import Span


@dataclass(frozen=True, slots=True)
class Clip:
    """The stretch of a track that says a phrase, with the silence after it.

    Clips of a track follow each other without a gap, so that a player that jumps from clip to clip
    keeps the pauses. Times count from the first sample of the track's master; an encoded file may
    begin later (`EncodedTrack.delay`).
    """

    track: int
    begin: Milliseconds
    end: Milliseconds


@dataclass(frozen=True, slots=True)
class WordTime:
    """A word of a phrase: code points of the text it lies in, milliseconds of its track."""

    begin: int
    end: int
    start: Milliseconds
    stop: Milliseconds


@dataclass(frozen=True, slots=True)
class Track:
    """One audio file: its number from 1, its length, and the phrases it holds, in order."""

    number: int
    rate: int
    samples: int
    duration: Milliseconds
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VoiceUsed:
    """A voice that spoke in the narration, as provenance tells it."""

    name: str
    lang: str
    engine: str
    version: str
    licence: str
    synthetic: bool = True


@dataclass(frozen=True, slots=True)
class Narration:
    """What is spoken and when, keyed by the id of the phrase.

    `spans` hold only phrases that are spoken otherwise than written; their offsets, like those of
    words, are code points of the text the phrase lies in.
    """

    options: SoundOptions
    clips: Mapping[str, Clip]
    words: Mapping[str, tuple[WordTime, ...]]
    spans: Mapping[str, tuple[Span, ...]]
    tracks: tuple[Track, ...]
    voices: tuple[VoiceUsed, ...]

    @property
    def duration(self) -> Milliseconds:
        return Milliseconds(sum(track.duration for track in self.tracks))
