"""DAISY 3 (Z39.86-2002 and -2005): DTBook with sound, or sound under an NCX alone."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from audiolib.errors import SourceDamagedError
from audiolib.findings import Finding
from audiolib.findings import Place as Where
from audiolib.publication import Publication, Resource, Section
from audiolib.recording import RecordedClip, Recording
from audiolib.sources import Keep, KeepSound, Reading
from audiolib.sources.dtbook import draft, parsed
from audiolib.sources.html_tree import get, name, text_of
from audiolib.talking.daisy202 import PICTURES
from audiolib.talking.errors import SoundlessError, WordlessError
from audiolib.talking.join import Told, join
from audiolib.talking.markup import document
from audiolib.talking.medium import Medium, opened
from audiolib.talking.metadata import about, said_by
from audiolib.talking.navigation import Kind, Stop, mapped
from audiolib.talking.points import point
from audiolib.talking.smil import Par, joined, pars
from audiolib.talking.sounds import Sounds
from audiolib.xml import Element

NCX = "application/x-dtbncx+xml"
_SMIL = ("application/smil", "application/smil+xml")
_LISTS: dict[str, Kind] = {"note": "noteref", "sidebar": "sidebar", "prodnote": "prodnote"}


def read_daisy3(path: Path, keep: Keep, keep_sound: KeepSound | None) -> Reading:
    """A draft of a DAISY 3 book by its folder, its zip or its package file, and its sound.

    Raises:
        SourceDamagedError: it has no package file that can be read.
        SoundlessError: none of its sound can be read.
        WordlessError: only its text is wanted, and it has none.
    """
    with opened(path) as medium:
        opf = path.name if path.name in medium and path.is_file() else ""
        opf = opf if opf.lower().endswith(".opf") else next(iter(medium.with_suffix(".opf")), "")
        if not opf:
            raise SourceDamagedError(medium.file, "", "no package file")
        return _Daisy3(medium, opf, keep, keep_sound).reading()


class _Daisy3:
    def __init__(self, medium: Medium, opf: str, keep: Keep, keep_sound: KeepSound | None) -> None:
        self._medium = medium
        self._opf = opf
        self._root = document(medium, opf)
        self._keep = keep
        self._sounds = Sounds(medium, keep_sound) if keep_sound else None
        self._findings: list[Finding] = []
        self._kinds: dict[str, str] = {}
        self._files: dict[str, str] = {}
        for element in self._root.iter("*"):
            if name(element) == "item" and (file := medium.find(opf, get(element, "href"))[0]):
                self._files[get(element, "id")] = file
                self._kinds[file] = get(element, "media-type").lower()

    def reading(self) -> Reading:
        medium, sounds = self._medium, self._sounds
        order = [par for smil in self._smils() for par in pars(medium, smil, sounds)]
        texts = list(dict.fromkeys(p.text[0] for p in order if p.text[0].lower().endswith(".xml")))
        texts = texts or [
            f for f, kind in self._kinds.items() if kind == "application/x-dtbook+xml"
        ]
        found = about(said_by(self._root))
        clips: dict[str, tuple[RecordedClip, ...]]
        if texts:
            publication, clips = self._full(texts, order)
        elif sounds is None:
            raise WordlessError(medium.file)
        else:
            made = mapped(self._stops(), order)
            self._findings += made.findings
            publication = Publication(metadata=found.metadata, sections=made.sections)
            clips = made.clips
        metadata = replace(
            found.metadata,
            title=found.metadata.title or publication.metadata.title,
            language=found.metadata.language or publication.metadata.language,
        )
        publication = replace(publication, metadata=metadata)
        if sounds is None:
            return Reading(publication, tuple(self._findings))
        if not clips:
            raise SoundlessError(medium.file, self._opf)
        tracks = tuple(sounds.tracks)
        recording = Recording(tracks, clips, {}, found.narrators, found.synthetic, "kept")
        return Reading(publication, (*sounds.findings, *self._findings), recording)

    def _smils(self) -> list[str]:
        """The SMIL files of the spine; all of the manifest where it has none."""
        spine = [get(e, "idref") for e in self._root.iter("*") if name(e) == "itemref"]
        found = [self._files[i] for i in spine if self._kinds.get(self._files.get(i, "")) in _SMIL]
        return found or [f for f, kind in self._kinds.items() if kind in _SMIL]

    def _full(
        self, texts: list[str], order: list[Par]
    ) -> tuple[Publication, dict[str, tuple[RecordedClip, ...]]]:
        self._medium.lay_out(*PICTURES)
        sections: list[Section] = []
        resources: dict[str, Resource] = {}
        readings: list[Reading] = []
        for number, text in enumerate(texts):
            root = parsed(self._medium.read(text), self._medium.file)
            wanted = {p.text[1] for p in order if p.text[0] == text and p.text[1]}
            if number:
                _apart(root, text)
                wanted = {f"{text}#{own}" for own in wanted}
            if self._sounds:
                _without_names(root, wanted)
                point(root, wanted)
            readings.append(draft(root, self._medium.path(text), self._keep))
            sections += readings[-1].publication.sections
            resources |= {r.href: r for r in readings[-1].publication.resources}
            self._findings += readings[-1].findings
        publication = replace(
            readings[0].publication, sections=tuple(sections), resources=tuple(resources.values())
        )
        if self._sounds is None:
            return publication, {}
        made = join(publication, [_told(par, texts) for par in order])
        self._findings += made.findings
        return made.publication, made.clips

    def _stops(self) -> list[Stop]:
        file = next((f for f, kind in self._kinds.items() if kind == NCX), "")
        file = file or next(iter(self._medium.with_suffix(".ncx")), "")
        return list(_targets(self._medium, file)) if file else []


def _without_names(root: Element, wanted: set[str]) -> None:
    """Drop a title and authors that nobody says: the metadata has them."""
    for element in list(root.iter("*")):
        parent = element.getparent()
        names = name(element) in ("doctitle", "docauthor", "covertitle")
        said = names and any(get(e, "id") in wanted for e in element.iter("*"))
        if names and not said and parent is not None:
            parent.remove(element)


def _told(par: Par, texts: list[str]) -> Told:
    file, own = par.text
    key = "" if file not in texts else own if file == texts[0] else f"{file}#{own}"
    return Told(key, tuple(joined(par.clips)), Where(par.file, par.line))


def _targets(medium: Medium, file: str) -> Iterator[Stop]:
    """What the NCX names: headings by their depth, pages, and the lists of other things."""
    for element in document(medium, file).iter("*"):
        kind = name(element)
        content = next((e for e in element if name(e) == "content"), None)
        if kind not in ("navpoint", "pagetarget", "navtarget") or content is None:
            continue
        label = next((text_of(e) for e in element if name(e) == "navlabel"), "")
        smil, fragment = medium.find(file, get(content, "src"))
        means: Kind = "heading"
        if kind == "pagetarget":
            means, label = "page", label or get(element, "value")
        elif kind == "navtarget":
            means = _LISTS.get(get(element, "class").lower(), "group")
        depth = 1 + sum(name(e) == "navpoint" for e in element.iterancestors())
        where = Where(file, element.sourceline or 0, get(element, "id"))
        if label:
            yield Stop(means, label, smil, fragment, depth, "", where)


def _apart(root: Element, text: str) -> None:
    """The ids of a further document made its own: they might be those of another."""
    for element in root.iter("*"):
        if own := get(element, "id"):
            element.set("id", f"{text}#{own}")
        for attribute in ("href", "idref"):
            target = get(element, attribute)
            if target.startswith("#"):
                element.set(attribute, f"#{text}{target}")
