"""The words of one Word paragraph: runs, links, references, pictures (ECMA-376-1 §17.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from audiolib.publication import MarkKind, PageBreak
from audiolib.sources.docx._math import linear
from audiolib.sources.docx._package import child, is_on, tag, value
from audiolib.sources.docx._story import Story, is_skipped, web_address
from audiolib.sources.docx._styles import Format, Style, look_of
from audiolib.sources.docx._symbols import symbol, with_symbols
from audiolib.sources.inline import Piece, Run
from audiolib.sources.legacy import Font, converted, font_of, is_unicode, weigh
from audiolib.xml import Element

_HOLDERS = {
    *("w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:dir", "w:bdo", "w:sdtContent"),
    *("w:ruby", "w:rubyBase", "mc:Choice", "mc:Fallback"),
}
_DRAWN = {"w:drawing", "w:pict", "w:object"}


class _Look(NamedTuple):
    """What marks a stretch of text has, the outer ones first."""

    lang: str = ""
    link: str = ""
    bold: bool = False
    italic: bool = False
    position: str = ""
    noteref: str = ""
    math: bool = False


_KINDS = {
    "lang": MarkKind.LANGUAGE,
    "link": MarkKind.LINK,
    "bold": MarkKind.STRONG,
    "italic": MarkKind.EMPHASIS,
    "noteref": MarkKind.NOTEREF,
    "math": MarkKind.MATH,
}
_POSITIONS = {"superscript": MarkKind.SUPERSCRIPT, "subscript": MarkKind.SUBSCRIPT}
_Segment = tuple[_Look, str | PageBreak]


@dataclass(frozen=True, slots=True)
class _Coded:
    """Words in a font of an old encoding, until it is known what the paragraph is written in."""

    text: str
    font: Font


@dataclass(slots=True)
class Inline:
    """What a paragraph holds, in order; drawings and notes come after its words."""

    segments: list[_Segment] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    """Kind, id and label of each note referred to."""

    def piece(self, base: str = "") -> Piece:
        """The words with their marks; languages only where they differ from `base`."""
        run = Run()
        run.alias(*self.aliases)
        segments = [
            (look._replace(lang="" if _same(look.lang, base) else look.lang), what)
            for look, what in self.segments
        ]
        _emit(run, segments, 0)
        return run.piece()

    @property
    def words(self) -> dict[str, str]:
        """The words in each language that is declared."""
        found: dict[str, str] = {}
        for look, what in self.segments:
            if isinstance(what, str):
                found[look.lang] = found.get(look.lang, "") + what
        return found

    def extend(self, other: "Inline") -> None:
        """Go on with another paragraph's words."""
        self.segments += other.segments
        self.aliases += other.aliases
        self.drawings += other.drawings
        self.notes += other.notes


def _same(one: str, other: str) -> bool:
    return one.lower().partition("-")[0] == other.lower().partition("-")[0]


def _emit(run: Run, segments: Sequence[_Segment], depth: int) -> None:
    """Marks nest in the order of `_Look`'s fields, and so never cross."""
    if depth == len(_Look._fields):
        for _, what in segments:
            if isinstance(what, PageBreak):
                run.page(what)
            else:
                run.add(what, keep_lines=True)
        return
    name = _Look._fields[depth]
    for said, group in groupby(segments, key=lambda segment: segment[0][depth]):
        inner = list(group)
        kind = _POSITIONS.get(str(said)) if name == "position" else _KINDS[name]
        if not said or kind is None:
            _emit(run, inner, depth + 1)
            continue
        start = run.begin()
        _emit(run, inner, depth + 1)
        text = str(said)
        run.end(
            start,
            kind,
            lang=text if name == "lang" else None,
            href=text if name in ("link", "noteref") else None,
        )


def inline(paragraph: Element, style: Style, story: Story) -> Inline:
    """What a `w:p` holds."""
    reader = _Reader(story, style.look.over(story.styles.look))
    reader.children(paragraph, "")
    reader.settle()
    return reader.found


class _Reader:
    def __init__(self, story: Story, base: Format) -> None:
        self._story = story
        self._base = base
        self.found = Inline()
        self._coded: list[tuple[_Look, str | PageBreak | _Coded]] = []
        """All segments, once there is one in an old font."""

    def settle(self) -> None:
        """Turn words of old fonts into Unicode, unless the paragraph is that already."""
        if not self._coded:
            return
        coded = [what.text for _, what in self._coded if isinstance(what, _Coded)]
        mixed = is_unicode("".join(coded))
        kept: list[_Segment] = []
        for (look, font), group in groupby(self._coded, key=_font):
            parts = [what for _, what in group]
            if font is None:
                kept += (
                    (look, self._plain(what)) for what in parts if not isinstance(what, _Coded)
                )
                continue
            words = "".join(part.text for part in parts if isinstance(part, _Coded))
            kept.append((look, self._story.legacy.converted(words, font, mixed=mixed)))
        self.found.segments = [segment for segment in kept if segment[1] != ""]

    def _plain(self, what: str | PageBreak) -> str | PageBreak:
        """Words of a usual font amid old ones; Word parts `Hµ N|éi` so when it lacks a letter."""
        if isinstance(what, PageBreak) or what.isascii() or is_unicode(what):
            return what
        fonts = (part.font for _, part in self._coded if isinstance(part, _Coded))
        encoding = next(fonts).encoding
        evidence = weigh(what, encoding)
        return converted(what, encoding) if evidence.after > evidence.before else what

    def children(self, element: Element, link: str) -> None:
        for inner in element:
            self._element(inner, link)

    def _element(self, element: Element, link: str) -> None:
        match tag(element):
            case "w:r":
                self._run(element, link)
            case "w:hyperlink":
                self.children(element, self._target(element) or link)
            case "w:fldSimple":
                if not is_skipped(value(element, "w:instr")):
                    self.children(element, link)
            case "w:sdt":
                if not is_on(child(element, "w:sdtPr", "w:showingPlcHdr")):
                    for content in element:
                        if tag(content) == "w:sdtContent":
                            self.children(content, link)
            case "w:bookmarkStart":
                if (name := value(element, "w:name")) and name != "_GoBack":
                    self.found.aliases.append(name)
            case "m:oMath" | "m:oMathPara":
                self._math(element)
            case "mc:AlternateContent":
                self._alternate(element, link)
            case "w:del" | "w:moveFrom":
                self._story.counts["deleted"] += 1
            case held if held in _HOLDERS:
                if held == "w:ins":
                    self._story.counts["inserted"] += 1
                self.children(element, link)

    def _alternate(self, element: Element, link: str) -> None:
        """One of several forms of the same: the first, which is the newest."""
        inner = next((e for e in element if tag(e) in ("mc:Choice", "mc:Fallback")), None)
        if inner is not None:
            for part in inner:
                if tag(part) in _DRAWN:
                    self.found.drawings.append(part)
                else:
                    self._element(part, link)

    def _target(self, element: Element) -> str:
        if anchor := value(element, "w:anchor"):
            return f"#{anchor}"
        relation = self._story.part.relations.get(value(element, "r:id"))
        return web_address(relation.target) if relation and relation.external else ""

    def _run(self, element: Element, link: str) -> None:
        properties = child(element, "w:rPr")
        own = look_of(properties)
        character = value(child(properties, "w:rStyle"))
        if character:
            own = own.over(self._story.styles.get(character).look)
        whole = own.over(self._base)
        if whole.hidden or is_on(child(properties, "w:del")):
            return
        lang = (whole.lang_rtl if whole.rtl else whole.lang) or ""
        look = _Look(
            lang=lang,
            link=self._story.link or link,
            bold=bool(own.bold) and not self._base.bold,
            italic=bool(own.italic) and not self._base.italic,
            position=whole.position or "",
        )
        if own.page:
            label = "".join(value_text(e) for e in element if tag(e) == "w:t").strip()
            if label:
                self._add(look, PageBreak(label=label))
            return
        for inner in element:
            self._inside_run(inner, look, whole)

    def _inside_run(self, element: Element, look: _Look, whole: Format) -> None:
        story = self._story
        match tag(element):
            case "w:fldChar":
                self._field(value(element, "w:fldCharType"))
            case "w:instrText":
                story.instruct(value_text(element))
            case "w:commentReference":
                story.counts["comments"] += 1
            case _ if story.is_silent:
                pass
            case "w:t":
                text = with_symbols(element.text or "", whole.font, story.counts)
                self._words(look, text, whole.font)
            case "w:softHyphen":
                self._words(look, "\u00ad", whole.font)
            case "w:tab" | "w:ptab":
                self._add(look, " ")
            case "w:br":
                self._add(look, "\n" if value(element, "w:type") in ("", "textWrapping") else " ")
            case "w:cr":
                self._add(look, "\n")
            case "w:noBreakHyphen":
                self._add(look, "-")
            case "w:sym":
                self._add(look, symbol(value(element, "w:font"), value(element, "w:char"),
                                       story.counts))  # fmt: skip
            case "w:footnoteReference" | "w:endnoteReference":
                self._reference(element, look)
            case "mc:AlternateContent":
                self._alternate(element, look.link)
            case "w:ruby":
                for base in element:
                    if tag(base) == "w:rubyBase":
                        self.children(base, look.link)
            case drawn if drawn in _DRAWN:
                self.found.drawings.append(element)

    def _field(self, kind: str) -> None:
        match kind:
            case "begin":
                self._story.begin_field()
            case "separate":
                self._story.begin_result()
            case "end":
                self._story.end_field()

    def _reference(self, element: Element, look: _Look) -> None:
        """A reference to a note; its sign is the note's number where the text gives none."""
        kind = "endnote" if tag(element) == "w:endnoteReference" else "footnote"
        name = value(element, "w:id")
        if (kind, name) not in self._story.notes:
            return
        self._story.numbers[kind] += 1
        alias = f"{kind}-{name}"
        label = str(self._story.numbers[kind])
        if value(element, "w:customMarkFollows").lower() in ("1", "true", "on"):
            following = element.getnext()
            label = value_text(following).strip() if following is not None else label
            if following is not None:
                following.text = ""
        self.found.notes.append((kind, name, alias))
        self._add(_Look(lang=look.lang, noteref=f"#{alias}"), label or "*")

    def _math(self, element: Element) -> None:
        self._story.counts["math"] += 1
        text = linear(element)
        if text:
            self._add(_Look(math=True), text)

    def _words(self, look: _Look, text: str, name: str | None) -> None:
        """Words as they stand; soft hyphens go where they are not a letter of an old font."""
        font = font_of(name) if name else None
        if font is None:
            self._add(look, text.replace("\u00ad", ""))
        elif not self._story.is_silent and text:
            self._coded = self._coded or list(self.found.segments)
            self._coded.append((look, _Coded(text, font)))
            self.found.segments.append((look, text))

    def _add(self, look: _Look, what: str | PageBreak) -> None:
        if not self._story.is_silent and what != "":
            self.found.segments.append((look, what))
            if self._coded:
                self._coded.append((look, what))


def _font(segment: tuple[_Look, str | PageBreak | _Coded]) -> tuple[_Look, Font | None]:
    look, what = segment
    return look, what.font if isinstance(what, _Coded) else None


def value_text(element: Element) -> str:
    """Text as it stands, without the soft hyphens that Word writes into it."""
    return (element.text or "").replace("\u00ad", "")
