"""The format `daisy3`: all files of a package in one folder."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from audiolib.findings import Finding
from audiolib.order import Role
from audiolib.packages import Rendition
from audiolib.packages._daisy.outline import headings, levels
from audiolib.packages._daisy.pages import page_numbers
from audiolib.packages._daisy.pictures import pictures
from audiolib.packages._daisy.record import record
from audiolib.packages._daisy.sounds import SoundTrack, is_complete, leads, sound_tracks
from audiolib.packages.accessibility import with_text
from audiolib.packages.daisy3.dtbook import Dtbook
from audiolib.packages.daisy3.ncx import navigation, ncx
from audiolib.packages.daisy3.opf import opf, resources
from audiolib.packages.daisy3.smil import smil
from audiolib.packages.daisy3.structures import NOTE, kind_of, structures
from audiolib.publication import (
    Break,
    Heading,
    Note,
    PageBreak,
    Publication,
    Section,
    Text,
    walk,
)
from audiolib.wordless import is_wordless

_PICTURES = {"image/jpeg": "jpg", "image/png": "png", "image/svg+xml": "svg"}
_CSS = """\
dtbook { line-height: 1.5; margin: 1em; }
level1, level2, level3, level4, level5, level6, p, h1, h2, h3, h4, h5, h6, line, list,
blockquote, note, sidebar, prodnote, imggroup, caption, div { display: block; }
h1, h2, h3, h4, h5, h6, doctitle { font-weight: bold; }
em { font-style: italic; }
strong { font-weight: bold; }
li { display: list-item; margin-left: 2em; }
list[type="pl"] li { list-style: none; }
linegroup, blockquote { display: block; margin: 1em 2em; }
note, sidebar, prodnote { border: 1px solid; margin: 1em; padding: 0 1em; }
pagenum { font-size: smaller; }
"""


class Daisy3:
    """DAISY 3 with all text and all sound."""

    name = "daisy3"
    media_type = "application/zip"
    product = "daisy3/"
    access = staticmethod(with_text)

    def write(self, rendition: Rendition, target: Path) -> None:
        """Fill `target`. Raises `NothingSoundsError` where not one phrase has a clip."""
        publication = rendition.publication
        options = rendition.narration.options
        facts = record(rendition)
        wordless = is_wordless(publication)
        whole = tracks = sound_tracks(rendition)
        # A par without text can't be silent, and one of a heading must not.
        tracks = tuple(_sounding(track, wordless=wordless) for track in tracks)
        made = structures(tracks)
        sounds = [sound for track in whole for sound in track.sounds]
        tops = levels(publication)
        pages = page_numbers(publication)
        named = {} if wordless else pictures(publication, _PICTURES)
        text = "" if wordless else "book.xml"
        texts: dict[str, str] = {}
        elapsed = 0
        for track, tree in zip(tracks, made.trees, strict=True):
            texts[track.smil] = smil(
                track, tree, elapsed, facts, made.kinds, made.hrefs, options, text=text
            )
            elapsed += track.duration
        if not wordless:
            texts[text] = Dtbook(
                facts,
                {sound.id: sound.href for track in tracks for sound in track.sounds},
                made.hrefs,
                pages,
                {href: name for href, (name, _) in named.items()},
                _ids(publication),
                frozenset(note.id for note in _notes(publication) if note.id in made.hrefs),
            ).document(tops)
        written = {sound.id for track in tracks for sound in track.sounds}
        places = {name: href for name, href in leads(whole).items() if name not in written}
        points = navigation(sounds, made, headings(tops), pages, facts.title, places)
        texts["book.ncx"] = ncx(points, facts, made, options)
        if made.kinds:
            texts["book.res"] = resources(made.kinds, facts)
        if not wordless:
            texts["daisy.css"] = _CSS
        for name, resource in named.values():
            (target / name).write_bytes(rendition.data(resource))
        audio = {track.audio: track.encoded.path for track in tracks}
        for name, path in audio.items():
            shutil.copyfile(path, target / name)
        files = ["book.opf", *texts, *audio, *(name for name, _ in named.values())]
        multimedia = "audioFullText" if is_complete(rendition) else "audioPartText"
        multimedia = "audioNCX" if wordless else multimedia
        texts["book.opf"] = opf(files, facts, elapsed, multimedia)
        for name, words in texts.items():
            (target / name).write_bytes(words.encode())

    def check(self, target: Path, *, deep: bool = False) -> Iterator[Finding]:
        """What is wrong with a package, from its files alone."""
        from audiolib.packages.daisy3.check import check

        return check(target, deep=deep)


def _sounding(track: SoundTrack, *, wordless: bool) -> SoundTrack:
    kept = () if wordless else (Role.PAGE, Role.NOTEREF)
    sounds = tuple(s for s in track.sounds if not s.is_silent or s.cue.role in kept)
    return replace(track, sounds=sounds)


def _notes(publication: Publication) -> Iterator[Note]:
    """What `noteref` may lead to: neither sidebars nor producer's notes."""
    for node in walk(publication):
        if isinstance(node, Note) and kind_of(node) is NOTE:
            yield node


def _ids(publication: Publication) -> frozenset[str]:
    """Every id that the text document surely holds."""
    found: set[str] = set()
    for node in walk(publication):
        if isinstance(node, Text):
            found.add(node.id)
            found.update(phrase.id for phrase in node.phrases)
        elif isinstance(node, Section):
            if isinstance(node.heading, Heading):
                found.add(node.id)
        elif not isinstance(node, PageBreak | Break):
            found.add(node.id)
    return frozenset(found)


DAISY3 = Daisy3()
