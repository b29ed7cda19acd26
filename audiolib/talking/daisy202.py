"""DAISY 2.02: full text, text in part, or the navigation centre alone (Recommendation, 2001)."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from audiolib.errors import SourceDamagedError
from audiolib.findings import Finding
from audiolib.findings import Place as Where
from audiolib.publication import Publication, Resource, Section
from audiolib.recording import RecordedClip, Recording
from audiolib.sources import Keep, KeepSound, Reading
from audiolib.sources.html import draft
from audiolib.sources.html_tree import classes, get, name, text_of
from audiolib.talking.errors import SoundlessError, WordlessError
from audiolib.talking.join import Told, join
from audiolib.talking.markup import document
from audiolib.talking.medium import Medium, opened
from audiolib.talking.metadata import About, about, said_by
from audiolib.talking.navigation import Kind, Stop, mapped
from audiolib.talking.points import point
from audiolib.talking.smil import Par, joined, pars
from audiolib.talking.sounds import Sounds
from audiolib.xml import Element

PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".svg")
_HEADING = re.compile("h[1-6]")
_NOTES = {"notebody": "footnote", "sidebar": "sidebar", "optional-prodnote": "sidebar producer"}
_KINDS: dict[str, Kind] = {
    "page-front": "page",
    "page-normal": "page",
    "page-special": "page",
    "noteref": "noteref",
    "sidebar": "sidebar",
    "optional-prodnote": "prodnote",
    "group": "group",
}


def read_daisy202(path: Path, keep: Keep, keep_sound: KeepSound | None) -> Reading:
    """A draft of a DAISY 2.02 book by its folder, its zip or its `ncc.html`, and its sound.

    Raises:
        SourceDamagedError: it has no navigation centre that can be read.
        SoundlessError: none of its sound can be read.
        WordlessError: only its text is wanted, and it has none.
    """
    with opened(path) as medium:
        ncc = _ncc(medium, path)
        root = document(medium, ncc)
        return _Daisy202(medium, ncc, root, keep, keep_sound).reading()


def is_ncc(named: str) -> bool:
    """Whether a file is called as the navigation centre must be."""
    return posixpath.basename(named).lower() in ("ncc.html", "ncc.htm")


def _ncc(medium: Medium, path: Path) -> str:
    found = [n for n in medium.with_suffix(".html", ".htm") if is_ncc(n)]
    if path.is_file() and path.name in found:
        return path.name
    if not found:
        raise SourceDamagedError(medium.file, "ncc.html", "no such file")
    return found[0]


class _Daisy202:
    def __init__(
        self, medium: Medium, ncc: str, root: Element, keep: Keep, keep_sound: KeepSound | None
    ) -> None:
        self._medium = medium
        self._ncc = ncc
        self._root = root
        self._keep = keep
        self._sounds = Sounds(medium, keep_sound) if keep_sound else None
        self._findings: list[Finding] = []

    def reading(self) -> Reading:
        medium, sounds = self._medium, self._sounds
        found = about(said_by(self._root), _title(self._root))
        stops = list(_stops(medium, self._ncc, self._root))
        order = [par for smil in self._smils(stops) for par in pars(medium, smil, sounds)]
        texts = list(dict.fromkeys(p.text[0] for p in order if p.text[0] not in ("", self._ncc)))
        clips: dict[str, tuple[RecordedClip, ...]]
        if texts:
            publication, clips = self._full(texts, order, found)
        elif sounds is None:
            raise WordlessError(medium.file)
        else:
            made = mapped(stops, order, self._ncc)
            self._findings += made.findings
            publication = Publication(metadata=found.metadata, sections=made.sections)
            clips = made.clips
        if sounds is None:
            return Reading(publication, tuple(self._findings))
        if not clips:
            raise SoundlessError(medium.file, self._ncc)
        tracks = tuple(sounds.tracks)
        recording = Recording(tracks, clips, {}, found.narrators, found.synthetic, "kept")
        return Reading(publication, (*sounds.findings, *self._findings), recording)

    def _smils(self, stops: list[Stop]) -> list[str]:
        """The SMIL files in the order of sound: that of the navigation centre, the master's."""
        found = list(dict.fromkeys(stop.file for stop in stops if stop.file))
        folder = posixpath.dirname(self._ncc)
        for master in self._medium.with_suffix("master.smil", "master.sml"):
            if posixpath.dirname(master) == folder:
                root = document(self._medium, master)
                refs = (get(e, "src") for e in root.iter("*") if name(e) == "ref")
                return _merged(found, [n for r in refs if (n := self._medium.find(master, r)[0])])
        return found

    def _full(
        self, texts: list[str], order: list[Par], found: About
    ) -> tuple[Publication, dict[str, tuple[RecordedClip, ...]]]:
        sections: list[Section] = []
        resources: dict[str, Resource] = {}
        self._medium.lay_out(*PICTURES)
        for number, text in enumerate(texts):
            wanted = {p.text[1] for p in order if p.text[0] == text and p.text[1]}
            root = document(self._medium, text)
            prepare(root)
            if number:
                _apart(root, text)
                wanted = {f"{text}#{own}" for own in wanted}
            if self._sounds:
                point(root, wanted)
            reading = draft(root, self._medium.path(text), self._keep, found.metadata)
            sections += reading.publication.sections
            resources |= {r.href: r for r in reading.publication.resources}
            self._findings += reading.findings
        publication = Publication(
            metadata=found.metadata,
            sections=tuple(sections),
            resources=tuple(resources.values()),
        )
        if self._sounds is None:
            return publication, {}
        made = join(publication, [_told(par, texts) for par in order])
        self._findings += made.findings
        return made.publication, made.clips


def _told(par: Par, texts: list[str]) -> Told:
    file, own = par.text
    key = "" if file not in texts else own if file == texts[0] else f"{file}#{own}"
    return Told(key, tuple(joined(par.clips)), Where(par.file, par.line))


def _stops(medium: Medium, ncc: str, root: Element) -> Iterator[Stop]:
    """What the body of the navigation centre names, in its order."""
    for element in root.iter("*"):
        kind = name(element)
        said = classes(element)
        link = next((e for e in element.iter("*") if name(e) == "a" and get(e, "href")), None)
        if link is None or (kind not in ("span", "div") and not _HEADING.fullmatch(kind)):
            continue
        if kind in ("span", "div") and not said & _KINDS.keys():
            continue
        means: Kind = "title" if "title" in said else "heading"
        if not _HEADING.fullmatch(kind):
            means = next(_KINDS[c] for c in said if c in _KINDS)
        file, fragment = medium.find(ncc, get(link, "href"))
        yield Stop(
            means,
            text_of(element),
            file,
            fragment,
            int(kind[1]) if kind[1:].isdecimal() else 0,
            get(element, "id"),
            Where(ncc, element.sourceline or 0, get(element, "id")),
        )


def _apart(root: Element, text: str) -> None:
    """The ids of a further document made its own: they might be those of another."""
    for element in root.iter("*"):
        if own := get(element, "id"):
            element.set("id", f"{text}#{own}")
        href = get(element, "href")
        if href.startswith("#"):
            element.set("href", f"#{text}{href}")


def _title(root: Element) -> str:
    found = (text_of(e) for e in root.iter("*") if name(e) in ("title", "h1") and text_of(e))
    return next(found, "")


def _merged(main: list[str], other: list[str]) -> list[str]:
    """One order: what only the other knows stands behind what is before it there."""
    merged = list(main)
    at = 0
    for one in other:
        if one in merged:
            at = merged.index(one) + 1
        else:
            merged.insert(at, one)
            at += 1
    return merged


def prepare(root: Element) -> None:
    """Write what the classes of DAISY 2.02 mean as the reader of HTML knows it."""
    for element in root.iter("*"):
        said = classes(element)
        if not said:
            continue
        if said & {"page-normal", "page-front", "page-special"}:
            element.set("role", "doc-pagebreak")
            element.set("aria-label", text_of(element))
        elif "noteref" in said:
            target = get(element, "bodyref").rpartition("#")[2]
            if target:
                _as_reference(element, target)
        elif kind := next((_NOTES[c] for c in said if c in _NOTES), ""):
            element.set("role", f"doc-{kind}")


def _as_reference(element: Element, target: str) -> None:
    for inner in element.iter("*"):
        if name(inner) == "a":
            inner.attrib.pop("href", None)
    tag = element.tag if isinstance(element.tag, str) else ""
    element.tag = f"{tag.partition('}')[0]}}}a" if tag.startswith("{") else "a"
    element.set("href", f"#{target}")
    element.set("role", "doc-noteref")
