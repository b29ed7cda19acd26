"""Sound without text: sections from what its navigation names, and stretches of sound between."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from audiolib.findings import Finding, Severity
from audiolib.findings import Place as Where
from audiolib.identify.tidy import tidy
from audiolib.publication import (
    Block,
    Heading,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Phrase,
    Section,
    Stretch,
)
from audiolib.recording import RecordedClip
from audiolib.sources.outline import Outline
from audiolib.talking.divide import Place, divide
from audiolib.talking.smil import Par

Kind = Literal["title", "heading", "page", "group", "noteref", "sidebar", "prodnote"]
_NOTES = {
    "noteref": NoteKind.FOOTNOTE,
    "sidebar": NoteKind.SIDEBAR,
    "prodnote": NoteKind.PRODUCER,
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A place that the navigation names; `level` of a heading is 1 or more.

    It leads to an id in a SMIL file, or by its own `id` to the pars that have it for their text.
    """

    kind: Kind
    label: str
    file: str
    fragment: str
    level: int = 0
    id: str = ""
    source: Where = field(default_factory=Where)


@dataclass(frozen=True, slots=True)
class Mapped:
    """Sections with named phrases, the clips by these names in order of sound, and doubts."""

    sections: tuple[Section, ...]
    clips: dict[str, tuple[RecordedClip, ...]]
    findings: tuple[Finding, ...]


def mapped(stops: Sequence[Stop], order: Sequence[Par], navigation: str = "") -> Mapped:
    """The sections of a book whose only text is its navigation.

    `navigation` is the file that pars may have for their text. A place without a name is a place
    all the same.
    """
    named = [replace(stop, label=tidy(stop.label) or "…") for stop in stops]
    return _Map(navigation).sections(named, order)


class _Map:
    def __init__(self, navigation: str) -> None:
        self._navigation = navigation
        self._outline = Outline()
        self._clips: dict[str, tuple[RecordedClip, ...]] = {}
        self._findings: list[Finding] = []
        self._stretch: list[Phrase] = []
        self._note: tuple[NoteKind, str, list[Block]] | None = None

    def sections(self, stops: Sequence[Stop], order: Sequence[Par]) -> Mapped:
        by_par = self._placed(stops, order)
        for number, par in enumerate(order):
            clips = list(par.clips)
            here = by_par.get(number, [])
            if self._note and (here or par.test != self._note[1]):
                self._end_note()
            if here:
                self._end_stretch()
                clips = self._stops(here, clips, par)
            self._stretch += [Phrase(self._name(clip), 0, 0) for clip in clips]
        self._end_note()
        self._end_stretch()
        return Mapped(self._outline.sections(), self._clips, tuple(self._findings))

    def _placed(self, stops: Sequence[Stop], order: Sequence[Par]) -> dict[int, list[Stop]]:
        """The stops by the number of the par that they lead to."""
        by_id: dict[tuple[str, str], int] = {}
        by_text: dict[str, int] = {}
        for number, par in enumerate(order):
            by_id.setdefault((par.file, ""), number)
            for own in par.ids:
                by_id.setdefault((par.file, own), number)
            if par.text[0] == self._navigation:
                by_text.setdefault(par.text[1], number)
        found: dict[int, list[Stop]] = {}
        places: list[int] = []
        for stop in stops:
            place = by_id.get((stop.file, stop.fragment), by_text.get(stop.id))
            if place is None:
                facts = {"label": stop.label[:80]}
                self._findings.append(Finding("talking-010", Severity.WARNING, stop.source, facts))
                place = by_id.get((stop.file, ""), places[-1] if places else 0)
            places.append(place)
            found.setdefault(place, []).append(stop)
        # Lists of pages and of notes stand apart from the headings, so each kind counts alone.
        kinds = {stop.kind for stop in stops}
        by_kind = ([p for p, s in zip(places, stops, strict=True) if s.kind == k] for k in kinds)
        if any(b < a for mine in by_kind for a, b in pairwise(mine)):
            where = Where(self._navigation)
            self._findings.append(Finding("talking-011", Severity.WARNING, where))
        return found

    def _stops(self, here: list[Stop], clips: list[RecordedClip], par: Par) -> list[RecordedClip]:
        """Put what begins at a par into the outline; gives the clips that it does not say."""
        if any(s.kind == "heading" for s in here):
            # The book's title leads to where its first heading does.
            here = [s for s in here if s.kind != "title"]
        headed = [s for s in here if s.kind in ("title", "heading")]
        others = [s for s in here if s.kind not in ("title", "heading")]
        if headed:
            clips = self._headings(headed, clips)
        for stop in others:
            # A page beside a heading is silent, and leads to what sounds next.
            mine, clips = (clips[:1], clips[1:]) if not headed else ([], clips)
            self._other(stop, mine, par)
        return clips

    def _headings(self, stops: list[Stop], clips: list[RecordedClip]) -> list[RecordedClip]:
        headings = [Heading(text=s.label) for s in stops]
        places = [Place(h, 0, len(h.text)) for h in headings]
        named: dict[int, Phrase] = {}
        mine = clips[: len(stops)]
        if mine:
            # Two headings of one clip share it; of two clips each has its own.
            pairs = list(zip(places, mine, strict=False))
            if len(mine) < len(stops):
                pairs, _ = divide(mine[-1:], places[len(mine) - 1 :])
                pairs = [*zip(places, mine[:-1], strict=False), *pairs]
            for place, clip in pairs:
                phrase = Phrase(self._name(clip), 0, len(place.text.text))
                named[id(place.text)] = phrase
        for stop, heading in zip(stops, headings, strict=True):
            phrases = (named[id(heading)],) if id(heading) in named else ()
            self._outline.heading(
                max(1, stop.level), Heading(text=heading.text, phrases=phrases), ""
            )
        return clips[len(stops) :]

    def _other(self, stop: Stop, clips: list[RecordedClip], par: Par) -> None:
        name = self._name(clips[0]) if clips else ""
        if stop.kind == "page":
            self._outline.block(PageBreak(label=stop.label, phrase=name))
            return
        phrases = (Phrase(name, 0, len(stop.label)),) if name else ()
        label = Paragraph(text=stop.label, phrases=phrases)
        if stop.kind in _NOTES:
            self._end_note()
            self._note = (_NOTES[stop.kind], par.test, [label])
        else:
            self._outline.block(label)

    def _end_note(self) -> None:
        if self._note is None:
            return
        kind, _, blocks = self._note
        if self._stretch:
            blocks.append(Stretch(text="", phrases=tuple(self._stretch)))
            self._stretch = []
        self._outline.block(Note(kind=kind, blocks=tuple(blocks)))
        self._note = None

    def _end_stretch(self) -> None:
        if self._stretch:
            self._outline.block(Stretch(text="", phrases=tuple(self._stretch)))
            self._stretch = []

    def _name(self, clip: RecordedClip) -> str:
        name = f"~{len(self._clips) + 1}"
        self._clips[name] = (clip,)
        return name
