"""The phrases of a rendition with their times in the encoded tracks, track by track."""

from collections.abc import Iterator
from dataclasses import dataclass

from audiolib.errors import AudiolibError
from audiolib.order import Cue, Role
from audiolib.packages import EncodedTrack, Rendition


@dataclass(frozen=True, slots=True)
class Sound:
    """A cue and the stretch of its audio file that says it, in milliseconds.

    A silent one (a page number that isn't spoken) has begin == end.
    """

    cue: Cue
    begin: int
    end: int
    track: int

    @property
    def id(self) -> str:
        return self.cue.id

    @property
    def words(self) -> str:
        """The phrase as it is written."""
        return self.cue.text[self.cue.phrase.begin : self.cue.phrase.end]

    @property
    def is_silent(self) -> bool:
        return self.end <= self.begin

    @property
    def smil(self) -> str:
        """The name of the SMIL file that holds it."""
        return f"m{self.track:04d}.smil"

    @property
    def href(self) -> str:
        """Its `par`: the SMIL file and the phrase's id."""
        return f"{self.smil}#{self.cue.phrase.id}"


@dataclass(frozen=True, slots=True)
class SoundTrack:
    """An audio file with the phrases in it, in the order of sound."""

    encoded: EncodedTrack
    sounds: tuple[Sound, ...]

    @property
    def number(self) -> int:
        return self.encoded.number

    @property
    def audio(self) -> str:
        return f"a{self.number:04d}.mp3"

    @property
    def smil(self) -> str:
        return f"m{self.number:04d}.smil"

    @property
    def duration(self) -> int:
        """The sum of the clips, skippable ones too, in milliseconds."""
        return sum(sound.end - sound.begin for sound in self.sounds)


class NothingSoundsError(AudiolibError):
    """Not one phrase of the rendition has sound, so there is nothing to make a package of."""

    code = "daisy-silent"


def sound_tracks(rendition: Rendition) -> tuple[SoundTrack, ...]:
    """All that sounds; silent page numbers and references stand before what sounds next.

    Raises:
        NothingSoundsError: no phrase has a clip.
    """
    encoded: dict[int, EncodedTrack] = {}
    tracks: dict[int, list[Sound]] = {}
    waiting: list[Cue] = []
    number = 0
    for cue in rendition.cues:
        clip = rendition.narration.clips.get(cue.id)
        if clip is None or clip.end <= clip.begin:
            if cue.role in (Role.PAGE, Role.NOTEREF):
                waiting.append(cue)
            continue
        number = clip.track
        if number not in encoded:
            encoded[number] = rendition.sound(number, "mp3")
        sounds = tracks.setdefault(number, [])
        delay = encoded[number].delay
        sounds.extend(_silent(waiting, clip.begin + delay, number))
        waiting.clear()
        end = min(clip.end + delay, max(encoded[number].duration, clip.begin + delay + 1))
        sounds.append(Sound(cue, clip.begin + delay, end, number))
    if not number:
        raise NothingSoundsError
    if waiting:
        sounds = tracks[number]
        sounds.extend(_silent(waiting, sounds[-1].end, number))
    return tuple(SoundTrack(encoded[n], tuple(found)) for n, found in tracks.items())


def is_complete(rendition: Rendition) -> bool:
    """Whether all text sounds; page numbers may be silent."""
    clips = rendition.narration.clips
    return all(cue.id in clips for cue in rendition.cues if cue.role is not Role.PAGE)


def _silent(cues: list[Cue], at: int, track: int) -> Iterator[Sound]:
    return (Sound(cue, at, at, track) for cue in cues)
