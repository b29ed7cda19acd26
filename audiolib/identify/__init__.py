"""Ids: a draft becomes a publication whose phrases keep their ids for ever.

    identify(draft, previous, split=…)      a draft, from any reader, made whole
    add_generated(publication, sections, previous, split=…)
                                            "About this talking book" and "End of …" added to it

Where the same source was read before, `previous` is the publication as it was stored then, and
`audiolib.merge` finds what is still the same in it. Its generated sections are not compared with
the source; `add_generated` takes their ids over by their order. A production therefore calls the
two in turn, the second when the durations are known, both with the same `previous`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from audiolib.findings import Finding
from audiolib.identify.cut import Split
from audiolib.identify.number import Namer, notes_by_alias, number
from audiolib.identify.settle import settle, tidy_metadata
from audiolib.merge import borrow, borrow_in_order
from audiolib.merge.parts import name, parts
from audiolib.publication import Publication, Section

__all__ = ["Identified", "Split", "add_generated", "identify"]


@dataclass(frozen=True, slots=True)
class Identified:
    """A publication with ids and phrases, and what its references left in doubt.

    `given` are the ids of the phrases that the draft named, by its names.
    """

    publication: Publication
    findings: tuple[Finding, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)


def identify(
    draft: Publication, previous: Publication | None = None, *, split: Split
) -> Identified:
    """The draft with tidy words, phrases and ids; those of `previous` where they mean the same.

    A note reference or link in a draft means an alias (`#alias`), and then an id. One that means
    nothing becomes plain text, and a finding. Ids of `previous` are never given to anything else.
    """
    metadata = tidy_metadata(draft.metadata)
    sections = settle(draft.sections, metadata.language, split)
    notes = notes_by_alias(sections)
    names = borrow(sections, notes, _without_generated(previous).sections) if previous else {}
    names, next_id = number(sections, names, _first_free(draft, previous))
    namer = Namer(sections, names)
    publication = replace(
        draft,
        metadata=metadata,
        sections=tuple(namer.section(section) for section in sections),
        next_id=next_id,
    )
    return Identified(publication, tuple(namer.findings), namer.given)


def add_generated(
    publication: Publication,
    sections: Sequence[Section],
    previous: Publication | None = None,
    *,
    split: Split,
) -> Publication:
    """The publication with drafts of generated sections: `about` comes first, others come last.

    They replace those it has. A section takes its ids over from the section of its kind in
    `previous` (else in `publication`), text by text and phrase by phrase in order, so that "End of
    …" stays the same target however much the source has grown.
    """
    bare = _without_generated(publication)
    generated = [_generated(section) for section in sections]
    settled = settle(generated, publication.metadata.language, split)
    older = [
        section
        for known in (previous, publication)
        if known
        for section in known.sections
        if section.origin == "generated"
    ]
    taken = {name(part) for part in parts(bare.sections)}
    names: dict[int, str] = {}
    for section in settled:
        same = next((s for s in older if s.kind == section.kind), None)
        if same:
            older = [s for s in older if s is not same]
            borrowed = borrow_in_order(section, same)
            names |= {key: old for key, old in borrowed.items() if old not in taken}
            taken.update(borrowed.values())
    names, next_id = number(settled, names, _first_free(publication, previous))
    namer = Namer(settled, names)
    named = [namer.section(section) for section in settled]
    about = [section for section in named if section.kind == "about"]
    closing = [section for section in named if section.kind != "about"]
    return replace(bare, sections=(*about, *bare.sections, *closing), next_id=next_id)


def _generated(section: Section) -> Section:
    inner = (_generated(c) if isinstance(c, Section) else c for c in section.content)
    return replace(section, origin="generated", content=tuple(inner))


def _without_generated(publication: Publication) -> Publication:
    source = tuple(s for s in publication.sections if s.origin == "source")
    return replace(publication, sections=source)


def _first_free(*publications: Publication | None) -> int:
    return max(p.next_id for p in publications if p)
