"""A part of a publication, to be heard before the whole is made."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from audiolib.errors import NoSuchSectionError
from audiolib.publication import Publication, Section

_SHOWN = 20
"""Sections that a message names at most."""


def only(publication: Publication, wanted: str | None) -> Publication:
    """The publication with one section: by its number in the outline (`2`, `1.3`) or its heading.

    Raises:
        NoSuchSectionError: there is no such section.
    """
    if wanted is None:
        return publication
    outline = list(_outline(publication.sections))
    folded = wanted.casefold().strip()
    named = [s for _number, s in outline if _heading(s).casefold() == folded]
    begun = [s for _number, s in outline if _heading(s).casefold().startswith(folded)]
    numbered = [s for number, s in outline if number == folded]
    section = next(iter([*numbered, *named, *begun]), None)
    if section is None:
        raise NoSuchSectionError(wanted, tuple(f"{n} {_heading(s)}" for n, s in outline[:_SHOWN]))
    return replace(publication, sections=(section,))


def whole(part: Publication, source: Publication) -> Publication:
    """A part with its generated sections, and all the other sections of its source again.

    That is what is stored: ids of what was not made must not be lost.
    """
    about = [s for s in part.sections if s.origin == "generated" and s.kind == "about"]
    closing = [s for s in part.sections if s.origin == "generated" and s.kind != "about"]
    return replace(part, sections=(*about, *source.sections, *closing))


def _outline(sections: Iterable[Section], before: str = "") -> Iterator[tuple[str, Section]]:
    """Every section with its number, as `audiolib inspect` shows it."""
    for number, section in enumerate(sections, 1):
        yield f"{before}{number}", section
        inner = (child for child in section.content if isinstance(child, Section))
        yield from _outline(inner, f"{before}{number}.")


def _heading(section: Section) -> str:
    return section.heading.text if section.heading else ""
