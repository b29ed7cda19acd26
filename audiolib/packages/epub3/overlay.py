"""The media overlays: for each XHTML file, what sounds when (EPUB 3.3 §9)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from audiolib.narration import Clip
from audiolib.order import Cue, Role
from audiolib.packages import EncodedTrack, Rendition
from audiolib.packages.accessibility import has_sound
from audiolib.packages.epub3.semantics import SECTION_ROLES, overlay_type
from audiolib.publication import Section, Stretch
from media import Milliseconds

_TYPES = {Role.PAGE: "pagebreak", Role.NOTEREF: "noteref"}


@dataclass(frozen=True, slots=True)
class Overlay:
    """The overlay of a file, how long it sounds, and the tracks that it plays."""

    name: str
    text: str
    duration: Milliseconds
    tracks: tuple[int, ...]


def overlays(rendition: Rendition, places: Mapping[str, str]) -> dict[str, Overlay]:
    """The overlays by the names of their files; `places` gives the file of each id."""
    sounds = {t.number: rendition.sound(t.number, "mp3") for t in rendition.narration.tracks}
    drafts: dict[str, _Draft] = {}
    for cue in rendition.cues:
        file = places.get(cue.id)
        if file is None or not has_sound(rendition, cue):
            continue
        draft = drafts.setdefault(file, _Draft(file, places))
        clip = rendition.narration.clips[cue.id]
        draft.add(cue, clip, sounds[clip.track])
    return {file: draft.overlay() for file, draft in drafts.items()}


def audio_name(number: int) -> str:
    """The file of a track, from the folder of the package document."""
    return f"audio/{number:03d}.mp3"


def clock(time: int) -> str:
    """Milliseconds as a SMIL 3.0 full clock value."""
    seconds, rest = divmod(time, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}.{rest:03d}"


@dataclass(slots=True)
class _Draft:
    file: str
    places: Mapping[str, str]
    out: list[str] = field(default_factory=list)
    open: list[tuple[str, str]] = field(default_factory=list)
    duration: int = 0
    tracks: set[int] = field(default_factory=set)
    shown: str = ""
    """What is shown while sound without words is heard: the heading or page before it."""

    def add(self, cue: Cue, clip: Clip, sound: EncodedTrack) -> None:
        self._enter(self._path(cue))
        begin = clip.begin + sound.delay
        end = min(clip.end + sound.delay, sound.duration)
        kind = _TYPES.get(cue.role, "")
        if not isinstance(cue.holder, Stretch):
            self.shown = cue.id
        shown = f' epub:type="{kind}"' if kind else ""
        self.out.append(
            f'<par id="p{cue.id}"{shown}><text src="../text/{self.file}#{self.shown or cue.id}"/>'
            f'<audio src="../{audio_name(clip.track)}" clipBegin="{clock(begin)}" '
            f'clipEnd="{clock(end)}"/></par>\n'
        )
        self.duration += end - begin
        self.tracks.add(clip.track)

    def _path(self, cue: Cue) -> list[tuple[str, str]]:
        """The structures around a cue that stand in this file: their ids and kinds."""
        path = [(s.id, _section_type(s)) for s in cue.sections]
        path += [(s.id, kind) for s in cue.within if (kind := overlay_type(s))]
        return [(name, kind) for name, kind in path if self.places.get(name) == self.file]

    def _enter(self, path: list[tuple[str, str]]) -> None:
        same = 0
        while same < min(len(path), len(self.open)) and path[same] == self.open[same]:
            same += 1
        self._leave(same)
        for name, kind in path[same:]:
            shown = f' epub:type="{kind}"' if kind else ""
            self.out.append(f'<seq epub:textref="../text/{self.file}#{name}"{shown}>\n')
            self.open.append((name, kind))

    def _leave(self, depth: int) -> None:
        self.out.append("</seq>\n" * (len(self.open) - depth))
        del self.open[depth:]

    def overlay(self) -> Overlay:
        self._leave(0)
        text = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" '
            f'version="3.0">\n<body epub:textref="../text/{self.file}">\n'
            f"{''.join(self.out)}</body>\n</smil>\n"
        )
        name = self.file.replace(".xhtml", ".smil")
        return Overlay(name, text, Milliseconds(self.duration), tuple(sorted(self.tracks)))


def _section_type(section: Section) -> str:
    return section.kind if section.kind in SECTION_ROLES else ""
