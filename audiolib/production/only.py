"""A part of a publication, to be heard before the whole is made."""

from dataclasses import replace

from audiolib.errors import NoSuchSectionError
from audiolib.publication import Publication, Section


def only(publication: Publication, wanted: str | None) -> Publication:
    """The publication with one section of the first level: by its number from 1, or its heading.

    Raises:
        NoSuchSectionError: there is no such section.
    """
    if wanted is None:
        return publication
    section = _by_number(publication, wanted) or _by_heading(publication, wanted)
    if section is None:
        known = tuple(_heading(s) for s in publication.sections)
        raise NoSuchSectionError(wanted, known)
    return replace(publication, sections=(section,))


def _by_number(publication: Publication, wanted: str) -> Section | None:
    if wanted.isdecimal() and 1 <= int(wanted) <= len(publication.sections):
        return publication.sections[int(wanted) - 1]
    return None


def _by_heading(publication: Publication, wanted: str) -> Section | None:
    folded = wanted.casefold().strip()
    named = [s for s in publication.sections if _heading(s).casefold() == folded]
    begun = [s for s in publication.sections if _heading(s).casefold().startswith(folded)]
    return next(iter([*named, *begun]), None)


def _heading(section: Section) -> str:
    return section.heading.text if section.heading else ""
