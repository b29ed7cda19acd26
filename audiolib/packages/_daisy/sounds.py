"""The phrases of a rendition with their times in the encoded tracks, track by track."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audiolib.errors import AudiolibError
from audiolib.order import Cue, Role
from audiolib.packages import EncodedTrack, Rendition


@dataclass(frozen=True, slots=True)
class Sound:
    """A cue and the stretch of its audio file that says it, in milliseconds.

    A silent one (a page number or heading that nobody says) has begin == end. `run` numbers its
    SMIL file: that of its track, or a further one where a recording comes back to a track.
    """

    cue: Cue
    begin: int
    end: int
    track: int
    run: int

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
        return f"m{self.run:04d}.smil"

    @property
    def href(self) -> str:
        """Its `par`: the SMIL file and the phrase's id."""
        return f"{self.smil}#{self.cue.phrase.id}"


@dataclass(frozen=True, slots=True)
class SoundTrack:
    """A run of phrases in one audio file, in the order of sound: one SMIL file."""

    encoded: EncodedTrack
    sounds: tuple[Sound, ...]
    run: int

    @property
    def number(self) -> int:
        return self.encoded.number

    @property
    def audio(self) -> str:
        return f"a{self.number:04d}.mp3"

    @property
    def smil(self) -> str:
        return f"m{self.run:04d}.smil"

    @property
    def duration(self) -> int:
        """The sum of the clips, skippable ones too, in milliseconds."""
        return sum(sound.end - sound.begin for sound in self.sounds)


class NothingSoundsError(AudiolibError):
    """Not one phrase of the rendition has sound, so there is nothing to make a package of."""

    code = "daisy-silent"


def sound_tracks(rendition: Rendition) -> tuple[SoundTrack, ...]:
    """All that sounds; silent pages, references and headings stand before what sounds next.

    Raises:
        NothingSoundsError: no phrase has a clip.
    """
    encoded: dict[int, EncodedTrack] = {}
    runs: list[tuple[int, list[Sound]]] = []
    further = max((track.number for track in rendition.narration.tracks), default=0)
    waiting: list[Cue] = []
    number = run = 0
    for cue in rendition.cues:
        clip = rendition.narration.clips.get(cue.id)
        if clip is None or clip.end <= clip.begin:
            if cue.role in (Role.PAGE, Role.NOTEREF) or _is_headed(cue):
                waiting.append(cue)
            continue
        if clip.track != number:
            number = run = clip.track
            if number in encoded:
                further = run = further + 1
            else:
                encoded[number] = rendition.sound(number, "mp3")
            runs.append((run, []))
        sounds = runs[-1][1]
        delay = encoded[number].delay
        sounds.extend(_silent(waiting, clip.begin + delay, number, run))
        waiting.clear()
        end = min(clip.end + delay, max(encoded[number].duration, clip.begin + delay + 1))
        sounds.append(Sound(cue, clip.begin + delay, end, number, run))
    if not number:
        raise NothingSoundsError
    if waiting:
        sounds = runs[-1][1]
        sounds.extend(_silent(waiting, sounds[-1].end, number, run))
    return tuple(SoundTrack(encoded[f[0].track], tuple(f), run) for run, f in runs)


def leads(tracks: Sequence[SoundTrack]) -> dict[str, str]:
    """Where one gets to from what is silent: to what sounds next, or else to what sounds last."""
    sounds = [sound for track in tracks for sound in track.sounds]
    href = next(sound.href for sound in reversed(sounds) if not sound.is_silent)
    found: dict[str, str] = {}
    for sound in reversed(sounds):
        if sound.is_silent:
            found[sound.id] = href
        else:
            href = sound.href
    return found


def is_complete(rendition: Rendition) -> bool:
    """Whether all text sounds; page numbers may be silent."""
    clips = rendition.narration.clips
    return all(cue.id in clips for cue in rendition.cues if cue.role is not Role.PAGE)


def _is_headed(cue: Cue) -> bool:
    """Whether a cue begins a heading, to which a listener goes even where nobody says it."""
    return cue.role is Role.HEADING and cue.first


def _silent(cues: list[Cue], at: int, track: int, run: int) -> Iterator[Sound]:
    return (Sound(cue, at, at, track, run) for cue in cues)
