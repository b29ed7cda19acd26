"""Clips joined to the words of a draft: each par of the source becomes a phrase."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from audiolib.findings import Finding, Severity
from audiolib.findings import Place as Where
from audiolib.publication import (
    Block,
    Figure,
    Mark,
    MarkKind,
    Note,
    PageBreak,
    Phrase,
    Publication,
    Section,
    Stretch,
    Text,
    walk,
)
from audiolib.recording import RecordedClip
from audiolib.talking.divide import Place, divide, lines
from audiolib.talking.points import Range, is_point, ranges
from audiolib.talking.remake import Remaker

_NOWHERE = Where()
_FASTEST = 30
"""Characters a second that nobody speaks: a clip with more says only part of its text."""


@dataclass(frozen=True, slots=True)
class Told:
    """A par: the key of the words it says (empty: none are known), its clips, where it stands."""

    key: str
    clips: tuple[RecordedClip, ...]
    where: Where = _NOWHERE


@dataclass(frozen=True, slots=True)
class Joined:
    """The draft with its phrases under names, and the clips by these, in the order of sound."""

    publication: Publication
    clips: dict[str, tuple[RecordedClip, ...]]
    findings: tuple[Finding, ...]


def join(publication: Publication, told: Sequence[Told]) -> Joined:
    """Join pars, in the order of sound, to a draft that was read with points in it.

    A par that says no words that are known is sound without words behind what sounds before it.
    """
    return _Joiner(publication).join(told)


@dataclass(slots=True)
class _Joiner:
    publication: Publication
    holder: dict[int, Block] = field(default_factory=dict)
    places: dict[str, list[Place]] = field(default_factory=dict)
    marks: dict[str, tuple[Mark, Text]] = field(default_factory=dict)
    pages: dict[str, PageBreak] = field(default_factory=dict)
    named: dict[int, str] = field(default_factory=dict)
    """Names of page breaks and note references, by the identity of the object."""
    phrases: dict[int, list[Phrase]] = field(default_factory=dict)
    wordless: dict[int, list[Phrase]] = field(default_factory=dict)
    clips: dict[str, tuple[RecordedClip, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    """Aliases of notes and of what lies in them."""

    def join(self, told: Sequence[Told]) -> Joined:
        self.notes = {a for n in walk(self.publication) if isinstance(n, Note) for a in _aliases(n)}
        for section in self.publication.sections:
            self._collect(section)
        at: Block | None = None
        waiting = deque(told)
        while waiting:
            par = waiting.popleft()
            # A text that several pars say in turn, each a part of it.
            while waiting and self._goes_on(par, waiting[0]):
                par = replace(par, clips=(*par.clips, *waiting.popleft().clips))
            at = self._take(par, at)
        behind = {key: _stretch(phrases) for key, phrases in self.wordless.items()}
        remaker = Remaker(self._text, self._page, behind)
        sections = tuple(remaker.section(section) for section in self.publication.sections)
        if before := self.wordless.get(0):
            sections = (Section(content=(_stretch(before),)), *sections)
        publication = replace(self.publication, sections=sections)
        return Joined(publication, self.clips, tuple(self.findings))

    def _collect(self, section: Section) -> None:
        for child in section.content:
            if isinstance(child, Section):
                self._collect(child)
                continue
            for node in walk(child):
                if isinstance(node, Text):
                    self._collect_text(node, child)
                elif isinstance(node, PageBreak):
                    self._collect_page(node, child)
                elif isinstance(node, Figure) and node.alt:
                    for alias in node.aliases:
                        whole = Place(node.alt, 0, len(node.alt.text))
                        self.places.setdefault(alias, []).append(whole)

    def _collect_page(self, page: PageBreak, child: Block) -> None:
        self.holder[id(page)] = child
        for alias in page.aliases:
            self.pages.setdefault(alias, page)

    def _collect_text(self, text: Text, child: Block) -> None:
        self.holder[id(text)] = child
        for page in text.pages:
            self._collect_page(page, child)
        found = ranges(text.marks)
        references = [
            m
            for m in text.marks
            # One that leads to no note is words like others.
            if m.kind is MarkKind.NOTEREF and (m.href or "").removeprefix("#") in self.notes
        ]
        outside = {r.key for r in found if not _within(r, references)}
        for mark in references:
            inner = next((r.key for r in found if _within(r, [mark])), "")
            if inner and inner not in outside:
                self.marks.setdefault(inner, (mark, text))
        for one in _closed_up(text, [r for r in found if r.key in outside]):
            self.places.setdefault(one.key, []).extend(lines(Place(text, one.begin, one.end)))

    def _goes_on(self, par: Told, following: Told) -> bool:
        if not par.key or par.key != following.key or par.key not in self.places:
            return False
        letters = sum(place.length for place in self.places[par.key])
        spent = sum(clip.end - clip.begin for clip in par.clips)
        return par.key not in self.used and letters * 1000 > _FASTEST * max(1, spent)

    def _take(self, par: Told, at: Block | None) -> Block | None:
        """Join one par; gives the child of a section that it, or else the one before, lies in."""
        key, again = par.key, par.key in self.used
        self.used.add(key)
        if not again and key in self.places:
            return self._say(par, self.places[key])
        if not again and key in self.marks and par.clips:
            mark, text = self.marks[key]
            return self._say_once(par, mark, self.holder[id(text)])
        if not again and key in self.pages and par.clips:
            page = self.pages[key]
            return self._say_once(par, page, self.holder[id(page)])
        if par.clips and key and not again:
            self._find("talking-008", Severity.NOTE, par, target=key.rpartition("#")[2][:80])
        self._without_words(par.clips, at)
        return at

    def _say(self, par: Told, places: list[Place]) -> Block:
        child = self.holder[id(places[0].text)]
        if not par.clips:
            for place in places:
                phrase = Phrase("", place.begin, place.end)
                self.phrases.setdefault(id(place.text), []).append(phrase)
            return child
        pairs, left = divide(par.clips, places)
        if len(pairs) > 1:
            self._find("talking-009", Severity.NOTE, par, count=len(pairs))
        for place, clip in pairs:
            phrase = Phrase(self._name(clip), place.begin, place.end)
            self.phrases.setdefault(id(place.text), []).append(phrase)
        self._without_words(left, child)
        return child

    def _say_once(self, par: Told, what: Mark | PageBreak, child: Block) -> Block:
        self.named[id(what)] = self._name(par.clips[0])
        self._without_words(par.clips[1:], child)
        return child

    def _without_words(self, clips: Sequence[RecordedClip], at: Block | None) -> None:
        for clip in clips:
            phrase = Phrase(self._name(clip), 0, 0)
            self.wordless.setdefault(id(at) if at is not None else 0, []).append(phrase)

    def _name(self, clip: RecordedClip) -> str:
        name = f"~{len(self.clips) + 1}"
        self.clips[name] = (clip,)
        return name

    def _text(self, text: Text) -> Text:
        marks = tuple(
            replace(m, id=self.named[id(m)]) if id(m) in self.named else m
            for m in text.marks
            if not is_point(m)
        )
        phrases = tuple(sorted(self.phrases.get(id(text), ()), key=lambda p: p.begin))
        return replace(text, marks=marks, phrases=phrases)

    def _page(self, page: PageBreak) -> PageBreak:
        return replace(page, phrase=self.named.get(id(page), page.phrase))

    def _find(self, code: str, severity: Severity, par: Told, **facts: str | int) -> None:
        self.findings.append(Finding(code, severity, par.where, facts))


def _aliases(note: Note) -> Iterator[str]:
    for node in walk(note):
        yield from getattr(node, "aliases", ())


def _stretch(phrases: Sequence[Phrase]) -> Stretch:
    return Stretch(text="", phrases=tuple(phrases))


def _within(one: Range, marks: Sequence[Mark]) -> bool:
    return any(m.begin <= one.begin and one.end <= m.end for m in marks)


def _closed_up(text: Text, found: Sequence[Range]) -> Iterator[Range]:
    """Ranges of one key that follow each other made one; what lies between belongs to it."""
    last: Range | None = None
    for one in found:
        if last and last.key == one.key:
            last = replace(last, end=max(last.end, one.end))
            continue
        if last:
            yield last
        begin = max(one.begin, last.end) if last else one.begin
        last = replace(one, begin=begin)
        if begin >= one.end:
            last = None
    if last:
        yield last
