"""The sentences of a publication, as a reader or a listener is shown them."""

from collections.abc import Iterator
from dataclasses import dataclass

from audiolib.healing.words import words
from audiolib.publication import Block, Publication, Section, Text, children

_TITLE = 80
"""Characters of a section's first sentence, where it has no heading."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A phrase with its words, its language, and the section that it stands in."""

    phrase: str
    text: str
    lang: str
    section: str
    begin: int
    """Where it begins in the text that holds it; offsets of spans and words count from there."""


@dataclass(frozen=True, slots=True)
class Titled:
    """A section as it is chosen from a list; level from 1."""

    id: str
    title: str
    level: int


def sentences(publication: Publication) -> Iterator[Sentence]:
    """Every phrase with words, in the order of the document."""
    for section in publication.sections:
        yield from _of(section, publication.metadata.language, section.id)


def sections(publication: Publication, found: list[Sentence]) -> list[Titled]:
    """Every section that has sentences of its own, with its heading or its first words."""
    first: dict[str, str] = {}
    for sentence in found:
        first.setdefault(sentence.section, sentence.text)
    return [
        Titled(section.id, (section.heading.text if section.heading else first[section.id]), level)
        for section, level in _levels(publication.sections, 1)
        if section.id in first
    ]


def containing(found: list[Sentence], told: str, most: int) -> list[Sentence]:
    """The sentences in which all of the words told stand, in whatever order."""
    wanted = set(words(told))
    if not wanted:
        return []
    hits = (s for s in found if wanted <= set(words(s.text)))
    return [sentence for sentence, _ in zip(hits, range(most), strict=False)]


def _of(node: Section | Block, lang: str, section: str) -> Iterator[Sentence]:
    lang = getattr(node, "lang", None) or lang
    if isinstance(node, Section):
        section = node.id
    if isinstance(node, Text):
        for phrase in node.phrases:
            told = " ".join(node.text[phrase.begin : phrase.end].split())
            if told:
                yield Sentence(phrase.id, told, lang, section, phrase.begin)
        return
    for child in children(node):
        yield from _of(child, lang, section)


def _levels(found: tuple[Section, ...], level: int) -> Iterator[tuple[Section, int]]:
    for section in found:
        yield section, level
        yield from _levels(tuple(c for c in section.content if isinstance(c, Section)), level + 1)
