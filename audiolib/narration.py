"""The join of a publication with sound: what each phrase says, and when."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Any, NamedTuple, overload

from audiolib.order import SoundOptions
from media import Milliseconds
from tts import Span


@dataclass(frozen=True, slots=True)
class Clip:
    """The stretch of a track that says a phrase, with the silence after it.

    Clips of a track that was spoken follow each other without a gap, so that a player that jumps
    from clip to clip keeps the pauses; those of a recording that is kept lie where its source has
    them. Times count from the first sample of the track's master; an encoded file may
    begin later (`EncodedTrack.delay`).
    """

    track: int
    begin: Milliseconds
    end: Milliseconds


class WordTime(NamedTuple):
    """A word of a phrase: code points of the text it lies in, milliseconds of its track."""

    begin: int
    end: int
    start: Milliseconds
    stop: Milliseconds


class Words(Sequence[WordTime]):
    """The words of a phrase as one flat array: a long publication has half a million of them."""

    __slots__ = ("flat",)

    def __init__(self, flat: "array[int]") -> None:
        self.flat = flat

    def __len__(self) -> int:
        return len(self.flat) // 4

    @overload
    def __getitem__(self, index: int) -> WordTime: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[WordTime, ...]: ...
    def __getitem__(self, index: int | slice) -> WordTime | tuple[WordTime, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        begin, end, start, stop = self.flat[4 * (index % len(self)) :][:4]
        return WordTime(begin, end, Milliseconds(start), Milliseconds(stop))

    def __iter__(self) -> Iterator[WordTime]:
        numbers: Iterator[Any] = iter(self.flat)
        return starmap(WordTime, zip(numbers, numbers, numbers, numbers, strict=True))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Words):
            return self.flat == other.flat
        return isinstance(other, tuple) and tuple(self) == other

    def __hash__(self) -> int:
        return hash(tuple(self))


def flat(words: Iterable[WordTime], shift: int = 0) -> Words:
    """Words as one flat array, `shift` milliseconds later."""
    found = array("I")
    for w in words:
        found.extend((w.begin, w.end, max(0, w.start + shift), max(0, w.stop + shift)))
    return Words(found)


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
    public_audio: bool = True
    """Whether the public may have what it says; where not, every package tells so."""
    attribution: str = ""
    """What its licence wants to be told: said in the opening, and written in every package."""


@dataclass(frozen=True, slots=True)
class Narration:
    """What is spoken and when, keyed by the id of the phrase.

    `clips` are in the order of sound. `spans` hold only phrases that are spoken otherwise than
    written; their offsets, like those of words, are code points of the text the phrase lies in.
    """

    options: SoundOptions
    clips: Mapping[str, Clip]
    words: Mapping[str, Sequence[WordTime]]
    spans: Mapping[str, tuple[Span, ...]]
    tracks: tuple[Track, ...]
    voices: tuple[VoiceUsed, ...]

    @property
    def duration(self) -> Milliseconds:
        return Milliseconds(sum(track.duration for track in self.tracks))
