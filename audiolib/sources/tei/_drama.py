"""Plays in TEI: who speaks, what is said, what happens on the stage (TEI P5 Guidelines §7)."""

from collections.abc import Iterable

from audiolib.sources.tei._inline import Maps, local
from audiolib.sources.xhtml import made, write
from audiolib.xml import Element


def speech(maps: Maps, element: Element, into: Element, depth: int) -> None:
    """The name of who speaks begins the first paragraph, as plays in EPUB have it."""
    speaker: Element | None = None
    lines: list[Element] = []

    def end() -> None:
        nonlocal speaker, lines
        if lines or speaker is not None:
            _said(maps, speaker, lines, into)
        speaker, lines = None, []

    for child in _flat(element):
        name = local(child)
        if name == "speaker":
            speaker = made("span", class_="speaker")
            maps.fill(speaker, child)
        elif name == "l":
            lines.append(child)
        elif name in ("p", "ab") and not lines:
            _said(maps, speaker, [child], into)
            speaker = None
        elif name == "stage" and speaker is not None and not lines:
            write(speaker, " ")
            speaker.append(_stage_words(maps, child))
        else:
            end()
            maps.block(child, into, depth)
    end()


def _said(maps: Maps, speaker: Element | None, parts: list[Element], into: Element) -> None:
    verse = any(local(part) == "l" for part in parts)
    paragraph = made("p", class_="verse" if verse else "")
    if speaker is not None:
        paragraph.append(speaker)
        write(paragraph, " ")
    for at, part in enumerate(parts):
        if at:
            paragraph.append(made("br"))
        maps.fill(paragraph, part)
    into.append(paragraph)
    maps.flush(into)


def _stage_words(maps: Maps, element: Element) -> Element:
    words = maps.marked("em", element)
    maps.fill(words, element)
    return words


def stage(maps: Maps, element: Element, into: Element, depth: int) -> None:
    """A direction of the stage that stands by itself."""
    paragraph = made("p")
    paragraph.append(_stage_words(maps, element))
    if "".join(paragraph.itertext()).strip():
        into.append(paragraph)


def _flat(speech: Element) -> Iterable[Element]:
    """What a speech holds, its groups of lines opened."""
    grouped = False
    for child in speech:
        if local(child) == "lg" and all(local(line) in ("l", "") for line in child):
            if grouped:
                yield made("l")  # an empty line parts stanzas
            yield from (line for line in child if local(line) == "l")
            grouped = True
        elif local(child):
            yield child
