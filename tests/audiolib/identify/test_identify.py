import re
from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from audiolib.content import nodes
from audiolib.identify import add_generated, identify
from audiolib.publication import (
    Block,
    Break,
    Cell,
    Figure,
    Heading,
    Item,
    List,
    Mark,
    MarkKind,
    Matter,
    Metadata,
    Note,
    PageBreak,
    Paragraph,
    Publication,
    Row,
    Section,
    Speech,
    Table,
    Text,
    Verse,
    texts,
    walk,
)
from audiolib.stored import read, write
from tests.audiolib.sentences import split
from tests.audiolib.strategies import drafts


def draft(*content: Block | Section) -> Publication:
    metadata = Metadata(identifier="x", title="x", language="en")
    return Publication(metadata=metadata, sections=(Section(content=content),))


def made(*content: Block | Section) -> Publication:
    return identify(draft(*content), split=split).publication


def content(publication: Publication) -> tuple[Section | Block, ...]:
    return publication.sections[0].content


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drafts())
def test_every_draft_becomes_a_publication_that_can_be_stored(source: Publication) -> None:
    publication = identify(source, split=split).publication
    assert read(write(publication), "publication.xhtml") == publication
    notes = {n.id for n in walk(publication) if isinstance(n, Note)}
    for text in texts(publication):
        nodes(text)
        assert text.phrases
        covered = "".join(text.text[p.begin : p.end] for p in text.phrases)
        assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", text.text)
        for mark in text.marks:
            if mark.kind is MarkKind.NOTEREF:
                assert mark.id
                assert (mark.href or "")[1:] in notes
                assert any(p.begin <= mark.begin and mark.end <= p.end for p in text.phrases)


def test_ids_are_counted_in_the_order_of_the_document() -> None:
    publication = made(Heading(text="A"), Paragraph(text="One. Two."))
    (section,) = publication.sections
    heading, paragraph = section.content
    assert isinstance(heading, Text)
    assert isinstance(paragraph, Text)
    assert [section.id, heading.id, heading.phrases[0].id] == ["s0001", "s0002", "s0003"]
    assert [paragraph.id, *(p.id for p in paragraph.phrases)] == ["s0004", "s0005", "s0006"]
    assert publication.next_id == 7


def test_what_is_empty_is_left_out_and_its_pages_and_aliases_stay() -> None:
    publication = made(
        Paragraph(text=" \u00ad ", aliases=("top",), pages=(PageBreak(label=" 5 "),)),
        List(items=(Item(blocks=(Paragraph(text=""),)),)),
        Speech(speaker=Paragraph(text=""), blocks=(Verse(text="One\nTwo"),)),
        Table(rows=(Row(cells=(Cell(blocks=()),)),), caption=Paragraph(text="Caption")),
        Break(),
        Break(),
        PageBreak(label="  "),
        Section(content=(Heading(text="  "),)),
    )
    kinds = [type(child).__name__ for child in content(publication)]
    assert kinds == ["PageBreak", "Verse", "Paragraph", "Break"]
    page, verse, *_ = content(publication)
    assert isinstance(page, PageBreak)
    assert page.label == "5"
    assert isinstance(verse, Verse)
    assert verse.aliases == ("top",)


def test_alternative_texts_are_generated_phrases() -> None:
    (figure,) = content(made(Figure(href="a.png", alt=Paragraph(text="A cat. A dog."))))
    assert isinstance(figure, Figure)
    assert figure.alt
    assert [p.origin for p in figure.alt.phrases] == ["generated", "generated"]


def test_sentences_are_cut_in_the_language_that_the_text_inherits() -> None:
    asked: list[tuple[str, str, bool]] = []

    def note_it(words: str, lang: str, lines: bool) -> list[tuple[int, int]]:
        asked.append((words, lang, lines))
        return [(0, len(words))]

    inner = Section(lang="vi", content=(Verse(text="a\nb"), Paragraph(text="c", lang="fr")))
    identify(draft(Paragraph(text="d"), inner), split=note_it)
    assert asked == [("d", "en", False), ("a\nb", "vi", True), ("c", "fr", False)]


def referring(href: str) -> Paragraph:
    return Paragraph(text="One1 two.", marks=(Mark(3, 4, MarkKind.NOTEREF, href=href),))


def test_a_reference_means_the_note_of_its_alias_even_by_a_part_of_the_note() -> None:
    words = Paragraph(text="A note.", aliases=("n1",))
    publication = made(referring("#n1"), Note(blocks=(words,)), Note(blocks=(words,)))
    paragraph, note, _ = content(publication)
    assert isinstance(paragraph, Text)
    assert isinstance(note, Note)
    assert paragraph.marks[0].href == f"#{note.id}"


def test_a_reference_to_no_note_becomes_text_and_a_finding() -> None:
    identified = identify(
        draft(referring("#gone"), Paragraph(text="x", aliases=("gone",))), split=split
    )
    paragraph = content(identified.publication)[0]
    assert isinstance(paragraph, Text)
    assert paragraph.text == "One1 two."
    assert paragraph.marks == ()
    (finding,) = identified.findings
    assert (finding.code, finding.place.id) == ("ident-001", paragraph.id)
    assert finding.facts == {"words": "1", "target": "#gone"}


def linked(href: str) -> Paragraph:
    return Paragraph(text="See there.", marks=(Mark(4, 9, MarkKind.LINK, href=href),))


def test_a_link_inside_the_publication_means_an_id() -> None:
    there = Section(content=(Heading(text="There"),), aliases=("there",))
    source = draft(linked("#there"), linked("https://example.org/"), linked("#gone"), there)
    identified = identify(source, split=split)
    inside, outside, dead, section = content(identified.publication)
    assert isinstance(section, Section)
    assert isinstance(inside, Text)
    assert isinstance(outside, Text)
    assert isinstance(dead, Text)
    assert inside.marks[0].href == f"#{section.id}"
    assert outside.marks[0].href == "https://example.org/"
    assert dead.marks == ()
    assert [finding.code for finding in identified.findings] == ["ident-002"]


def about(*sentences: str) -> Section:
    blocks: list[Block] = [Heading(text="About this talking book")]
    blocks += [Paragraph(text=sentence) for sentence in sentences]
    return Section(kind="about", matter=Matter.FRONT, content=tuple(blocks))


def closing(title: str) -> Section:
    return Section(
        kind="closing", matter=Matter.REAR, content=(Paragraph(text=f"End of {title}."),)
    )


def produce(source: Publication, previous: Publication | None, *lines: str) -> Publication:
    publication = identify(source, previous, split=split).publication
    return add_generated(publication, [about(*lines), closing(lines[0])], previous, split=split)


def test_generated_sections_stand_around_the_source_and_keep_their_ids_when_it_grows() -> None:
    first = produce(draft(Paragraph(text="One.")), None, "It lasts 1 hour.")
    grown = draft(Paragraph(text="One."), Paragraph(text="Two. Three."))
    second = produce(grown, first, "It lasts 2 hours.", "It has pages.")
    opening, source, end = second.sections
    assert [s.kind for s in second.sections] == ["about", "", "closing"]
    assert [s.origin for s in second.sections] == ["generated", "source", "generated"]
    assert (opening.id, source.id, end.id) == tuple(s.id for s in first.sections)
    ids = {t.text: (t.id, [p.id for p in t.phrases]) for t in texts(first)}
    later = {t.text: (t.id, [p.id for p in t.phrases]) for t in texts(second)}
    assert later["It lasts 2 hours."] == ids["It lasts 1 hour."]
    assert later["End of It lasts 2 hours.."] == ids["End of It lasts 1 hour.."]
    assert later["One."] == ids["One."]
    assert int(later["It has pages."][0][1:]) >= first.next_id
    assert all(p.origin == "generated" for t in texts(opening) for p in t.phrases)
    every = [i for id_, phrases in later.values() for i in (id_, *phrases)]
    assert len(every) == len(set(every))


def test_producing_an_unchanged_source_again_changes_no_id() -> None:
    source = draft(Heading(text="A"), Paragraph(text="One. Two."))
    first = produce(source, None, "It lasts 1 hour.")
    assert produce(source, first, "It lasts 1 hour.") == first
    assert produce(source, read(write(first), "x"), "It lasts 1 hour.") == first


def test_adding_generated_sections_again_replaces_them() -> None:
    first = produce(draft(Paragraph(text="One.")), None, "It lasts 1 hour.")
    sections = [about("It lasts 3 hours."), closing("It")]
    second = add_generated(first, sections, split=split)
    assert [s.id for s in second.sections] == [s.id for s in first.sections]
    assert second.next_id == first.next_id


def test_ids_of_another_publication_are_not_taken_twice() -> None:
    one = produce(draft(Paragraph(text="One.")), None, "It lasts 1 hour.")
    other = identify(draft(*(Paragraph(text=f"{n}.") for n in range(20))), split=split).publication
    both = add_generated(other, [about("It lasts 1 hour.")], one, split=split)
    ids = [t.id for t in texts(both)] + [s.id for s in both.sections]
    ids += [p.id for t in texts(both) for p in t.phrases]
    assert len(ids) == len(set(ids))


def test_metadata_is_tidy_too() -> None:
    source = draft(Paragraph(text="x"))
    metadata = replace(
        source.metadata, title=" Tie\u0302\u0301ng\n Vie\u0302\u0323t\x00", language="vi_VN"
    )
    tidied = identify(replace(source, metadata=metadata), split=split).publication.metadata
    assert (tidied.title, tidied.language) == ("Tiếng Việt", "vi-VN")
