"""Inline markup read back into text with its phrases, marks and page breaks."""

from dataclasses import dataclass, field, replace
from typing import TypeVar

from audiolib.errors import SourceDamagedError
from audiolib.publication import Mark, MarkKind, Origin, PageBreak, Phrase, Text, Verse
from audiolib.stored.markup import split
from audiolib.stored.names import TAG_MARKS, XHTML
from audiolib.xml import Element

AnyText = TypeVar("AnyText", bound=Text)

_PREFIX = f"{{{XHTML}}}"


def text(kind: type[AnyText], element: Element, file: str) -> AnyText:
    """The text that an element holds.

    Raises:
        SourceDamagedError: it holds what no text does.
    """
    words = _Words(file)
    if issubclass(kind, Verse):
        words.lines(element)
    else:
        words.read(element)
    return kind(
        id=element.get("id", ""),
        text="".join(words.parts),
        lang=element.get("lang"),
        marks=tuple(words.marks),
        phrases=tuple(words.phrases),
        pages=tuple(words.pages),
        aliases=split(element.get("data-alias")),
    )


def page(element: Element, at: int = 0) -> PageBreak:
    """A page break, from its element."""
    return PageBreak(
        phrase=element.get("id", ""),
        label=element.get("aria-label", ""),
        at=at,
        aliases=split(element.get("data-alias")),
    )


def is_page(element: Element) -> bool:
    """Whether the element is a page break."""
    return element.get("role") == "doc-pagebreak"


def origin(element: Element) -> Origin:
    """Whether the words are the source's own."""
    return "generated" if element.get("data-origin") == "generated" else "source"


def tag(element: Element) -> str:
    """The name of an XHTML element; empty for comments and what is foreign."""
    name = element.tag
    return name.removeprefix(_PREFIX) if isinstance(name, str) and name.startswith(_PREFIX) else ""


def damaged(file: str, element: Element) -> SourceDamagedError:
    """The error that names an element which may not stand where it does."""
    name = tag(element) or str(element.tag)
    return SourceDamagedError(file, f"line {element.sourceline}", f"unexpected element {name}")


@dataclass(slots=True)
class _Words:
    """What has been read of a text; `at` is how many code points that is."""

    file: str
    at: int = 0
    parts: list[str] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    pages: list[PageBreak] = field(default_factory=list)
    split: dict[str, int] = field(default_factory=dict)
    """Where in `marks` a mark of several parts lies."""

    def lines(self, element: Element) -> None:
        begin = 0
        for child in element:
            name, kind = tag(child), child.get("class")
            if name == "span" and kind == "line":
                if begin:
                    self.add("\n")
                self.read(child)
                begin += 1
            elif is_page(child):
                self.pages.append(page(child, self.at + 1 if begin else 0))
            elif name != "br" and isinstance(child.tag, str):
                raise damaged(self.file, child)

    def read(self, element: Element) -> None:
        self.add(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.child(child)
            self.add(child.tail)

    def add(self, words: str | None) -> None:
        if words:
            self.parts.append(words)
            self.at += len(words)

    def child(self, element: Element) -> None:
        if is_page(element):
            self.pages.append(page(element, self.at))
        elif tag(element) == "span" and element.get("class") == "sent":
            begin, index = self.at, len(self.phrases)
            self.read(element)
            phrase = Phrase(element.get("id", ""), begin, self.at, origin(element))
            self.phrases.insert(index, phrase)
        else:
            self.mark(element)

    def mark(self, element: Element) -> None:
        part = element.get("data-part")
        index = self.split.get(part, -1) if part else -1
        if index < 0:
            index = len(self.marks)
            self.marks.append(self.begin(element))
            if part:
                self.split[part] = index
        self.read(element)
        self.marks[index] = replace(self.marks[index], end=self.at)

    def begin(self, element: Element) -> Mark:
        kind = _kind(element)
        if kind is None:
            raise damaged(self.file, element)
        return Mark(
            self.at,
            self.at,
            kind,
            lang=element.get("lang"),
            href=element.get("href", element.get("data-href")),
            value=element.get("title", element.get("data-value")),
            id=element.get("id"),
        )


def _kind(element: Element) -> MarkKind | None:
    name = tag(element)
    if name == "a":
        return MarkKind.NOTEREF if element.get("role") == "doc-noteref" else MarkKind.LINK
    if name == "span":
        kind = element.get("class", "")
        return MarkKind(kind) if kind in MarkKind._value2member_map_ else None
    return TAG_MARKS.get(name)
