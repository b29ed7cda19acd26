"""Recorded sound that belongs to a publication: an existing talking book, or a human narration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from audiolib.narration import WordTime
from audiolib.publication import Resource
from media import Milliseconds

Laid = Literal["kept", "cut"]
"""Whether tracks stay as they came (`kept`), or clips are taken out of them and laid anew."""


@dataclass(frozen=True, slots=True)
class RecordedTrack:
    """One file of recorded sound as it came; its bytes lie in the store under `file.digest`.

    `file.href` is its name in the source. `rate` is in Hz, `duration` as a decoder finds it.
    """

    file: Resource
    rate: int
    channels: int
    duration: Milliseconds


@dataclass(frozen=True, slots=True)
class RecordedClip:
    """The stretch of a recorded track that says a phrase.

    `track` counts from 0. Times are those of the decoded file from its first sample. `confidence`
    is 0 to 1: 1 where the source told the times, less where they were found by alignment.
    """

    track: int
    begin: Milliseconds
    end: Milliseconds
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Recording:
    """Recorded sound joined to a publication, by phrase id.

    A phrase may have several clips, which are heard one after the other. One without any is silent
    in a `kept` recording; in one that is `cut` a synthetic voice speaks it, and both are then told.

    Args:
        tracks: In the order of the source.
        clips: By phrase id, in the order in which they are heard.
        words: Times of words within the tracks, where the source knows them.
        narrators: Names of the people who read, as the source tells them.
        synthetic: Whether a synthetic voice speaks, as the source says; None where it is silent.
        laid: `kept` for an existing talking book, `cut` for a human narration in the making.
    """

    tracks: tuple[RecordedTrack, ...]
    clips: Mapping[str, tuple[RecordedClip, ...]]
    words: Mapping[str, Sequence[WordTime]]
    narrators: tuple[str, ...] = ()
    synthetic: bool | None = None
    laid: Laid = "cut"

    def renamed(self, names: Mapping[str, str]) -> "Recording":
        """The same with other ids for its phrases; those that are not among `names` are gone."""
        clips = {names[old]: clips for old, clips in self.clips.items() if old in names}
        words = {names[old]: words for old, words in self.words.items() if old in names}
        return replace(self, clips=clips, words=words)
