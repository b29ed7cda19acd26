"""Renditions of any publication, all of their tracks in one tone: quick to make."""

import hashlib
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import imageio_ffmpeg

from audiolib.narration import Clip, Narration, Track, VoiceUsed
from audiolib.order import Cue, Role, SoundOptions, cues
from audiolib.packages import Codec, EncodedTrack, Provenance, Rendition
from audiolib.publication import Publication
from media import Milliseconds
from tests.audiolib.rendition import picture

PHRASE = 100  # ms
DELAY = Milliseconds(50)
_LENGTH_S = 60


def tone(folder: Path) -> Path:
    """A minute of tone as bare MP3 of constant bit rate."""
    path = folder / "tone.mp3"
    source = ["-f", "lavfi", "-i", f"sine=frequency=330:sample_rate=22050:duration={_LENGTH_S}"]
    bare = ["-ac", "1", "-b:a", "32k", "-write_xing", "0", "-id3v2_version", "0"]
    ffmpeg = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-y"]
    subprocess.run([*ffmpeg, *source, *bare, "-bitexact", str(path)], check=True)
    return path


def by_section(cue: Cue) -> object:
    return cue.sections[0].id


def rendition(
    publication: Publication,
    sound: Path,
    options: SoundOptions | None = None,
    cut: Callable[[Cue], object] = by_section,
) -> Rendition:
    """A tenth of a second for each phrase; a new track where `cut` gives another value."""
    options = options or SoundOptions()
    clips: dict[str, Clip] = {}
    tracks: list[list[str]] = []
    last: object = None
    for cue in cues(publication, options):
        if options.pages == "silent" and cue.role is Role.PAGE:
            continue
        if not tracks or cut(cue) != last:
            tracks.append([])
            last = cut(cue)
        begin = len(tracks[-1]) * PHRASE
        clips[cue.id] = Clip(len(tracks), Milliseconds(begin), Milliseconds(begin + PHRASE))
        tracks[-1].append(cue.id)
    narration = Narration(
        options,
        clips,
        {},
        {},
        tuple(
            Track(n, 22050, 0, Milliseconds(len(ids) * PHRASE), tuple(ids))
            for n, ids in enumerate(tracks, 1)
        ),
        (VoiceUsed("tone:a", publication.metadata.language, "tone", "1", "GPL-3.0-or-later"),),
    )
    data = sound.read_bytes()
    digest = hashlib.sha256(data).hexdigest()

    def encoded(number: int, _codec: Codec) -> EncodedTrack:
        length = Milliseconds(_LENGTH_S * 1000)
        return EncodedTrack(number, sound, len(data), digest, DELAY, length, 32)

    return Rendition(
        publication=publication,
        narration=narration,
        provenance=Provenance("Audiolib 0.1.0", "0" * 64, "1" * 64),
        created=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        slug="any",
        sound=encoded,
        data=lambda _resource: picture(),
    )
