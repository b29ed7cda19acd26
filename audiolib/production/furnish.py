"""The section that opens a talking book and the phrase that closes it, in the book's language."""

from collections.abc import Sequence

from audiolib.identify import add_generated
from audiolib.narration import VoiceUsed
from audiolib.publication import (
    Heading,
    MarkKind,
    Matter,
    Note,
    PageBreak,
    Paragraph,
    Publication,
    Section,
    texts,
    walk,
)
from tts import segment
from tts.furniture import Opening, furniture


def furnish(
    publication: Publication,
    previous: Publication | None,
    spoken_ms: int,
    voices: Sequence[VoiceUsed],
) -> Publication:
    """The publication with "About this talking book" before it and "End of …" behind it.

    `spoken_ms` is the length of the body: the opening tells it to the nearest minute.
    """
    about = publication.metadata
    words = furniture(about.language)
    opening = Opening(
        title=about.title,
        authors=about.authors,
        synthetic=_disclosed(voices),
        narrators=tuple(v.name for v in voices if not v.synthetic),
        producer=about.publisher,
        date=about.date,
        source_publisher=about.source.publisher,
        source_date=about.source.date,
        rights=about.rights,
        credits=tuple(dict.fromkeys(v.attribution for v in voices if v.attribution)),
        minutes=max(1, round(spoken_ms / 60_000)),
        levels=_depth(publication.sections),
        pages=_pages(publication),
        notes=_notes(publication),
    )
    sections = (
        Section(
            kind="about",
            matter=Matter.FRONT,
            origin="generated",
            lang=words.lang if words.lang != about.language else None,
            content=(
                Heading(text=words.say("about")),
                *(Paragraph(text=sentence) for sentence in words.opening(opening)),
            ),
        ),
        Section(
            kind="closing",
            matter=Matter.REAR,
            origin="generated",
            content=(Paragraph(text=words.say("closing", title=about.title.rstrip("."))),),
        ),
    )
    return add_generated(
        publication,
        sections,
        previous,
        split=lambda text, lang, lines: segment(text, lang, lines=lines),
    )


def _disclosed(voices: Sequence[VoiceUsed]) -> tuple[str, ...]:
    """Synthetic voices as they are disclosed: the engine and the voice that says most."""
    names = [f"{v.engine}, {v.name.partition(':')[2]}" for v in voices if v.synthetic]
    return tuple(names[:1])


def _depth(sections: Sequence[Section]) -> int:
    inner = [_depth([c for c in s.content if isinstance(c, Section)]) for s in sections]
    return 1 + max(inner) if inner else 0


def _pages(publication: Publication) -> int:
    inside = sum(len(text.pages) for text in texts(publication))
    return inside + sum(isinstance(node, PageBreak) for node in walk(publication))


def _notes(publication: Publication) -> int:
    """Notes that some sentence refers to."""
    known = {f"#{node.id}" for node in walk(publication) if isinstance(node, Note)}
    referred = {
        mark.href
        for text in texts(publication)
        for mark in text.marks
        if mark.kind is MarkKind.NOTEREF
    }
    return len(known & referred)
