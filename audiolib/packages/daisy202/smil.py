"""SMIL 1.0 as DAISY 2.02 restricts it: one file a track, and the master."""

from collections.abc import Callable, Iterator, Sequence

from audiolib.order import Role
from audiolib.packages._daisy.markup import attribute, escaped
from audiolib.packages._daisy.record import Record
from audiolib.packages._daisy.sounds import Sound, SoundTrack
from audiolib.packages.smil import hours, npt, seconds
from audiolib.publication import Note, NoteKind, Text

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_DOCTYPE = (
    '<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN" "http://www.w3.org/TR/REC-smil/SMIL10.dtd">\n'
)
_REGION = '<layout>\n<region id="txtView" />\n</layout>\n</head>\n<body>\n'
_TESTS = {
    NoteKind.FOOTNOTE: "footnote-on",
    NoteKind.ENDNOTE: "footnote-on",
    NoteKind.SIDEBAR: "sidebar-on",
    NoteKind.PRODUCER: "prodnote-on",
}

Target = Callable[[Sound], str]
"""Gives the text that a sound belongs to: a file of the package with a fragment."""


def note_of(sound: Sound) -> Note | None:
    """The innermost note, sidebar or producer's note around a sound."""
    return next((s for s in reversed(sound.cue.within) if isinstance(s, Note)), None)


def track_smil(track: SoundTrack, elapsed: int, title: str, record: Record, target: Target) -> str:
    """The file of a track; `elapsed` is how long the tracks before it last, in milliseconds."""
    lines = [
        DECLARATION,
        _DOCTYPE,
        "<smil>\n<head>\n",
        _meta("dc:format", "Daisy 2.02"),
        _meta("dc:identifier", record.identifier),
        _meta("dc:title", record.title),
        _meta("title", title),
        _meta("ncc:generator", record.generator),
        _meta("ncc:totalElapsedTime", hours(elapsed)),
        _meta("ncc:timeInThisSmil", hours(track.duration)),
        _REGION,
        f'<seq dur="{seconds(track.duration)}">\n',
        *_body([s for s in track.sounds if not s.is_silent], track.audio, target),
        "</seq>\n</body>\n</smil>\n",
    ]
    return "".join(lines)


def master_smil(tracks: Sequence[tuple[SoundTrack, str]], record: Record) -> str:
    """The file that names all others in order; each track goes with its title."""
    total = sum(track.duration for track, _ in tracks)
    lines = [
        DECLARATION,
        _DOCTYPE,
        "<smil>\n<head>\n",
        _meta("dc:format", "Daisy 2.02"),
        _meta("dc:identifier", record.identifier),
        _meta("dc:title", record.title),
        _meta("ncc:generator", record.generator),
        _meta("ncc:timeInThisSmil", hours(total)),
        _REGION,
        *(
            f'<ref id="{track.smil[:-5]}" src="{track.smil}"{attribute("title", title)} />\n'
            for track, title in tracks
        ),
        "</body>\n</smil>\n",
    ]
    return "".join(lines)


def _body(sounds: Sequence[Sound], audio: str, target: Target) -> Iterator[str]:
    """The pars; a reference with the first phrase of its note is a seq of exactly two."""
    at = 0
    while at < len(sounds):
        sound = sounds[at]
        following = sounds[at + 1] if at + 1 < len(sounds) else None
        if following and _refers(sound, following):
            yield "<seq>\n"
            yield _par(sound, audio, target)
            yield _par(following, audio, target)
            yield "</seq>\n"
            at += 2
        else:
            yield _par(sound, audio, target)
            at += 1


def _refers(sound: Sound, following: Sound) -> bool:
    """Whether a reference stands right before the note that it leads to."""
    if sound.cue.role is not Role.NOTEREF or len(following.cue.within) <= len(sound.cue.within):
        return False
    note = note_of(following)
    if note is None:
        return False
    holder = sound.cue.holder
    marks = holder.marks if isinstance(holder, Text) else ()
    return any(m.id == sound.id and m.href == f"#{note.id}" for m in marks)


def _par(sound: Sound, audio: str, target: Target) -> str:
    id_ = sound.id
    test = ""
    if sound.cue.role is Role.PAGE:
        test = ' system-required="pagenumber-on"'
    elif note := note_of(sound):
        test = f' system-required="{_TESTS[note.kind]}"'
    return (
        f'<par endsync="last"{test} id="{id_}"><text src="{target(sound)}" id="t{id_}" />'
        f'<seq><audio src="{audio}" clip-begin="{npt(sound.begin)}" clip-end="{npt(sound.end)}"'
        f' id="a{id_}" /></seq></par>\n'
    )


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escaped(" ".join(content.split()))}" />\n'
