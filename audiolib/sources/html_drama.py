"""Plays in HTML: who speaks, as classes and EPUB terms of the source say it."""

from audiolib.publication import Block, Paragraph, Speech
from audiolib.sources.html_tree import classes, name, types
from audiolib.xml import Element

_NAMES = {"speaker", "persona", "speaker-name", "charname", "rollename"}


def persona(paragraph: Element) -> Element | None:
    """The element at the beginning of a paragraph that names who speaks; None where none does."""
    if (paragraph.text or "").strip() or not len(paragraph):
        return None
    first = paragraph[0]
    named = (classes(first) | types(first)) & _NAMES
    return first if name(first) and named and "".join(first.itertext()).strip() else None


def speech(speaker: Paragraph, blocks: tuple[Block, ...]) -> Block:
    """What a person says; a name alone stays a paragraph."""
    return Speech(speaker=speaker, blocks=blocks) if blocks else speaker
