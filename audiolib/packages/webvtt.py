"""WebVTT: a cue for each phrase, over all tracks joined in order.

Times are those of the narration itself, before any encoder's delay, so they fit every sound that
is made of the joined tracks: a video, a live stream, the master.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from audiolib.findings import Finding
from audiolib.order import Cue, Role
from audiolib.packages import Format, Rendition
from audiolib.packages.accessibility import has_sound, text_only, voices
from tts import Span, replaced

__all__ = ["WEBVTT", "spoken", "timestamp"]

_SPOKEN = (Role.PAGE, Role.NOTEREF, Role.ALT)
_EDGES = re.compile(r"\s+")
_LANGUAGE_TAG = re.compile(r"[A-Za-z0-9-]+")


class _WebVtt:
    name = "webvtt"
    media_type = "text/vtt"
    product = "{slug}.vtt"
    access = staticmethod(text_only)

    def write(self, rendition: Rendition, target: Path) -> None:
        with target.open("w", encoding="utf-8", newline="\n") as file:
            file.write("\n\n".join(blocks(rendition)) + "\n")

    def check(self, target: Path, *, deep: bool = False) -> Iterator[Finding]:
        from audiolib.packages.webvtt_check import check  # writing needs none of it

        return check(target)


WEBVTT: Format = _WebVtt()


def blocks(rendition: Rendition) -> Iterator[str]:
    """The header, the notes, then the cues in the order of sound."""
    metadata = rendition.publication.metadata
    tracks = rendition.narration.tracks
    starts: dict[int, int] = {}
    at = 0
    for track in tracks:
        starts[track.number] = at
        at += track.duration
    yield f"WEBVTT\nKind: captions\nLanguage: {metadata.language}"
    yield _note(
        metadata.title,
        *voices(rendition.narration.voices, metadata.language),
        rendition.provenance.generator,
        f"Times count over {len(tracks)} tracks joined in order, {timestamp(at)} in all,",
        "without the delay of any encoder. Cue identifiers are the ids of the phrases.",
    )
    for track in tracks:
        begin, end = starts[track.number], starts[track.number] + track.duration
        yield _note(f"Track {track.number}: {timestamp(begin)} to {timestamp(end)}")
    for cue in rendition.cues:
        if has_sound(rendition, cue) and (words := caption(rendition, cue)):
            clip = rendition.narration.clips[cue.id]
            start = starts[clip.track]
            yield (
                f"{cue.id}\n{timestamp(start + clip.begin)} --> {timestamp(start + clip.end)}\n"
                f"{words}"
            )


def timestamp(time: int) -> str:
    """Milliseconds as a WebVTT timestamp with hours (W3C WebVTT §4.3)."""
    seconds, rest = divmod(time, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{rest:03d}"


def caption(rendition: Rendition, cue: Cue) -> str:
    """What a cue shows: the text as written; what is a number or a picture there, as spoken."""
    words = cue.text[cue.phrase.begin : cue.phrase.end]
    if cue.role in _SPOKEN:
        words = spoken(cue, rendition.narration.spans.get(cue.id, ())) or words
    words = _escape(_EDGES.sub(" ", words).strip())
    if words and cue.lang != rendition.publication.metadata.language:
        lang = cue.lang if _LANGUAGE_TAG.fullmatch(cue.lang) else ""
        words = f"<lang {lang}>{words}</lang>" if lang else words
    return words


def spoken(cue: Cue, spans: tuple[Span, ...]) -> str:
    """The phrase of a cue as it is spoken."""
    begin, end = cue.phrase.begin, cue.phrase.end
    whole = replaced(cue.text[:end], spans)
    return whole[begin:].strip()


def _note(*lines: str) -> str:
    return "NOTE\n" + "\n".join(_EDGES.sub(" ", line).replace("-->", "→").strip() for line in lines)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
