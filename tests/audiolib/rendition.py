"""A little publication with every kind of block, and its rendition in tones.

Texts are our own words. Sound is real: a tone a phrase, encoded by ffmpeg as production does.
"""

import hashlib
import io
import itertools
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from PIL import Image

from audiolib.narration import Clip, Narration, Track, VoiceUsed, WordTime
from audiolib.order import SoundOptions, cues
from audiolib.packages import Codec, EncodedTrack, Provenance, Rendition
from audiolib.publication import (
    Block,
    Break,
    Cell,
    Contributor,
    Figure,
    Heading,
    Item,
    List,
    Mark,
    MarkKind,
    Matter,
    Metadata,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Phrase,
    Publication,
    Quote,
    Resource,
    Row,
    Section,
    SourceEdition,
    Speech,
    Table,
    Text,
    Verse,
)
from media import Milliseconds, milliseconds
from tts import Span

RATE = 22050


class _Ids:
    def __init__(self) -> None:
        self.next = 1

    def __call__(self) -> str:
        self.next += 1
        return f"s{self.next - 1:04d}"


def picture() -> bytes:
    """A small PNG, drawn here."""
    sound = io.BytesIO()
    Image.new("RGB", (40, 24), (30, 90, 160)).save(sound, "PNG")
    return sound.getvalue()


def tiny_publication(lang: str = "en") -> Publication:
    """Front matter, two chapters with sub-sections, and every kind of block."""
    new = _Ids()

    def text(kind: type[Text], words: str, *ends: int, **more: object) -> Text:
        edges = (0, *ends, len(words))
        ranges = itertools.pairwise(edges)
        trimmed = [
            (a + len(words[a:b]) - len(words[a:b].lstrip()), a + len(words[a:b].rstrip()))
            for a, b in ranges
        ]
        made = kind(id=new(), text=words, **more)  # type: ignore[arg-type]
        return replace(made, phrases=tuple(Phrase(new(), a, b) for a, b in trimmed))

    def p(words: str, *ends: int, **more: object) -> Paragraph:
        made = text(Paragraph, words, *ends, **more)
        assert isinstance(made, Paragraph)
        return made

    def h(words: str) -> Block:
        made = text(Heading, words)
        assert isinstance(made, Heading)
        return made

    alt = p("A heron on one leg & a river.")
    alt = replace(alt, phrases=tuple(replace(x, origin="generated") for x in alt.phrases))
    note_id, reference = new(), new()
    referring = p("He read it twice.1 Then he slept.", 18)
    referring = replace(
        referring,
        marks=(
            Mark(3, 7, MarkKind.EMPHASIS),
            Mark(17, 18, MarkKind.NOTEREF, href=f"#{note_id}", id=reference),
        ),
    )
    note = Note(
        id=note_id,
        kind=NoteKind.FOOTNOTE,
        blocks=(p("1. A letter of three pages. It is kept in the archive.", 27),),
    )
    broken = p("The road ran on past the mill. Nobody spoke of it.", 30)
    broken = replace(broken, pages=(PageBreak(phrase=new(), label="2", at=18),))
    foreign = replace(
        p("They sang Đất nước at noon."), marks=(Mark(10, 18, MarkKind.LANGUAGE, lang="vi"),)
    )
    verse = text(Verse, "Low the sun and long the day,\nslow the boat upon the bay.", 29)
    assert isinstance(verse, Verse)
    table = Table(
        id=new(),
        caption=p("Trains"),
        rows=(
            Row(
                cells=(
                    Cell(id=new(), blocks=(p("Town"),), header=True),
                    Cell(id=new(), blocks=(p("Hour"),), header=True),
                )
            ),
            Row(
                cells=(
                    Cell(id=new(), blocks=(p("Huế"),)),
                    Cell(id=new(), blocks=(p("7.30"),)),
                )
            ),
        ),
    )
    about = Section(
        id=new(),
        kind="about",
        matter=Matter.FRONT,
        origin="generated",
        content=(h("About this talking book"), p("A synthetic voice reads it.")),
    )
    one = Section(
        id=new(),
        kind="chapter",
        content=(
            PageBreak(phrase=new(), label="1"),
            h("Chapter 1 <The River>"),
            referring,
            note,
            broken,
            Section(
                id=new(),
                content=(
                    h("A picture"),
                    Figure(id=new(), href="resources/img001.png", alt=alt, caption=(p("Fig. 1"),)),
                    foreign,
                    List(
                        id=new(),
                        items=(
                            Item(id=new(), blocks=(p("a boat"),)),
                            Item(id=new(), blocks=(p("a rope"), p("of hemp"))),
                        ),
                    ),
                ),
            ),
        ),
    )
    two = Section(
        id=new(),
        kind="chapter",
        content=(
            h("Chapter 2"),
            verse,
            Break(id=new()),
            Quote(id=new(), blocks=(p("Mind the step."),)),
            Speech(id=new(), speaker=p("LAN"), blocks=(p("Who is there?"),)),
            table,
            Note(id=new(), kind=NoteKind.SIDEBAR, blocks=(p("Herons eat fish."),)),
            PageBreak(phrase=new(), label="xii"),
            p("The end came soon."),
        ),
    )
    closing = Section(
        id=new(),
        kind="closing",
        matter=Matter.REAR,
        origin="generated",
        content=(p("End of The Heron."),),
    )
    data = picture()
    resource = Resource(
        "resources/img001.png", "image/png", hashlib.sha256(data).hexdigest(), len(data)
    )
    return Publication(
        metadata=Metadata(
            identifier="urn:uuid:5f2b1c3e-0c51-5b0f-9d5c-6a1de1a7c001",
            title="The Heron & the River",
            language=lang,
            contributors=(Contributor("Mai Lan"), Contributor("O. Kovalenko", "trl")),
            publisher="Audiolib Test Library",
            date="2026",
            rights="Public domain",
            subjects=("Herons",),
            cover="resources/img001.png",
            source=SourceEdition(
                title="The Heron", publisher="River Press", date="1925", identifier="urn:isbn:0"
            ),
        ),
        sections=(about, one, two, closing),
        resources=(resource,),
        next_id=new.next,
    )


def tiny_rendition(
    folder: Path, publication: Publication | None = None, options: SoundOptions | None = None
) -> Rendition:
    """The publication in tones: 0.4 s a phrase, a track for each section of the first level."""
    publication = publication or tiny_publication()
    options = options or SoundOptions()
    folder.mkdir(parents=True, exist_ok=True)
    length = RATE * 2 // 5
    clips: dict[str, Clip] = {}
    words: dict[str, tuple[WordTime, ...]] = {}
    tracks: list[Track] = []
    encoded: dict[tuple[int, str], EncodedTrack] = {}
    order = cues(publication, options)
    heads = list(dict.fromkeys(c.sections[0].id for c in order))
    for number, head in enumerate(heads, 1):
        mine = [c for c in order if c.sections[0].id == head]
        for index, cue in enumerate(mine):
            begin = milliseconds(index * length, RATE)
            end = milliseconds((index + 1) * length, RATE)
            clips[cue.id] = Clip(number, begin, end)
            words[cue.id] = _words(cue.text, cue.phrase, begin, end)
        samples = len(mine) * length
        duration = milliseconds(samples, RATE)
        tracks.append(Track(number, RATE, samples, duration, tuple(c.id for c in mine)))
        time = np.arange(samples) / RATE
        pcm = (8000 * np.sin(2 * np.pi * (300 + 40 * number) * time)).astype("<i2")
        for codec, suffix in (("mp3", "mp3"), ("aac", "m4a")):
            path = folder / f"t{number:04d}.{suffix}"
            _encode(pcm.tobytes(), path, codec)
            content = path.read_bytes()
            encoded[number, codec] = EncodedTrack(
                number,
                path,
                len(content),
                hashlib.sha256(content).hexdigest(),
                Milliseconds(50 if codec == "mp3" else 0),
                Milliseconds(duration + 80),
                48,
            )
    pages = [c for c in order if c.role == "page"]
    spans = {
        c.id: (Span(0, len(c.text), c.text, f"Page {c.text}", "furniture.page"),) for c in pages
    }
    narration = Narration(
        options,
        clips,
        words,
        spans,
        tuple(tracks),
        (VoiceUsed("tone:a", publication.metadata.language, "tone", "1", "GPL-3.0-or-later"),),
    )

    def sound(number: int, codec: Codec) -> EncodedTrack:
        return encoded[number, codec]

    return Rendition(
        publication=publication,
        narration=narration,
        provenance=Provenance("Audiolib 0.1.0", "0" * 64, "1" * 64),
        created=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        slug="the-heron",
        sound=sound,
        data=lambda _resource: picture(),
    )


def _words(text: str, phrase: Phrase, begin: int, end: int) -> tuple[WordTime, ...]:
    found = []
    at = phrase.begin
    for token in text[phrase.begin : phrase.end].split():
        at = text.index(token, at)
        found.append((at, at + len(token)))
        at += len(token)
    step = (end - begin) // max(1, len(found))
    return tuple(
        WordTime(a, b, Milliseconds(begin + i * step), Milliseconds(begin + (i + 1) * step))
        for i, (a, b) in enumerate(found)
    )


def _encode(pcm: bytes, path: Path, codec: str) -> None:
    arguments = {
        "mp3": ["-c:a", "libmp3lame", "-b:a", "48k", "-write_xing", "0", "-id3v2_version", "0"],
        "aac": ["-c:a", "aac", "-b:a", "64k"],
    }[codec]
    source = ["-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "pipe:0"]
    exact = ["-fflags", "+bitexact", "-flags:a", "+bitexact"]
    ffmpeg = imageio_ffmpeg.get_ffmpeg_exe()
    subprocess.run(
        [ffmpeg, "-loglevel", "error", "-y", *source, *arguments, *exact, str(path)],
        input=pcm,
        check=True,
    )
