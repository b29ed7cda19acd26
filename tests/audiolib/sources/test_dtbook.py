from pathlib import Path

import pytest

from audiolib.errors import (
    SourceDamagedError,
    SourceEmptyError,
    SourceError,
    SourceHostileError,
    SourceMissingError,
)
from audiolib.messages import Messages
from audiolib.publication import (
    Contributor,
    Figure,
    Heading,
    List,
    Matter,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Quote,
    SourceEdition,
    Table,
    Verse,
    walk,
)
from audiolib.sources import Reading
from audiolib.sources.dtbook import read_dtbook
from tests.audiolib.sources.office import found, said
from tests.audiolib.sources.sources import PNG, codes, inner, keep, titles

DOCTYPE = (
    '<!DOCTYPE dtbook PUBLIC "-//NISO//DTD dtbook 2005-3//EN" '
    '"http://www.daisy.org/z3986/2005/dtbook-2005-3.dtd"{}>'
)
NAMESPACE = "http://www.daisy.org/z3986/2005/dtbook/"


def book(body: str, head: str = "", front: str = "", rear: str = "", subset: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{DOCTYPE.format(subset)}'
        f'<dtbook xmlns="{NAMESPACE}" xmlns:m="http://www.w3.org/1998/Math/MathML" '
        f'version="2005-3" xml:lang="en"><head>{head}</head><book>'
        f"<frontmatter>{front}</frontmatter><bodymatter>{body}</bodymatter>"
        f"<rearmatter>{rear}</rearmatter></book></dtbook>"
    )


def dtbook(tmp_path: Path, body: str, **more: str) -> Reading:
    path = tmp_path / "a.xml"
    path.write_text(book(body, **more), "utf-8")
    return read_dtbook(path, keep)


def content(reading: Reading) -> tuple[object, ...]:
    return reading.publication.sections[0].content


def level(body: str) -> str:
    return f"<level1>{body}</level1>"


def test_levels_are_sections_and_matter_is_kept(tmp_path: Path) -> None:
    one = (
        '<level1 class="chapter" id="c1"><h1>One</h1><p>a</p><level2><h2>Sub</h2><p>b</p></level2>'
    )
    read = dtbook(
        tmp_path,
        f"{one}</level1><level><hd>Two</hd><level><hd>Deep</hd><p>c</p></level></level>",
        front='<doctitle id="t">The Book</doctitle><docauthor>Ann</docauthor>'
        '<level1 class="preface"><h1>Preface</h1><p>p</p></level1>',
        rear="<level1><h1>Index</h1><p>i</p></level1>",
    )
    sections = read.publication.sections
    assert titles(read.publication) == ["The Book", "Preface", "One", "Two", "Index"]
    assert [s.matter for s in sections] == [
        Matter.FRONT,
        Matter.FRONT,
        Matter.BODY,
        Matter.BODY,
        Matter.REAR,
    ]
    assert [s.kind for s in sections] == ["titlepage", "preface", "chapter", "", ""]
    assert [s.heading.text for s in inner(sections[2]) + inner(sections[3]) if s.heading] == [
        "Sub",
        "Deep",
    ]


def test_the_head_is_metadata(tmp_path: Path) -> None:
    said = {
        "dtb:uid": "uid-7",
        "dc:Title": "Book",
        "dc:Creator": "Ann Author",
        "dc:Language": "vi",
        "dc:Date": "2020-01-02",
        "dc:Publisher": "Library",
        "dc:Source": "isbn:1",
        "dtb:sourcePublisher": "Press",
        "dtb:sourceDate": "1999",
    }
    head = "".join(f'<meta name="{name}" content="{value}"/>' for name, value in said.items())
    metadata = dtbook(tmp_path, level("<p>a</p>"), head=head).publication.metadata
    assert (metadata.identifier, metadata.title, metadata.language) == ("uid-7", "Book", "vi")
    assert metadata.contributors == (Contributor("Ann Author"),)
    assert (metadata.date, metadata.publisher) == ("2020-01-02", "Library")
    assert metadata.source == SourceEdition(publisher="Press", date="1999", identifier="isbn:1")


def test_a_book_without_a_head_is_called_by_its_title(tmp_path: Path) -> None:
    read = dtbook(tmp_path, level("<p>a</p>"), front="<doctitle>Tên sách</doctitle>")
    assert read.publication.metadata.title == "Tên sách"
    assert read.publication.metadata.language == "en"


def test_page_numbers_stand_between_blocks_and_inside_words(tmp_path: Path) -> None:
    body = '<pagenum id="p1" page="front">iv</pagenum><h1>One</h1>'
    body += '<p>half<pagenum id="p2">2</pagenum>way</p>'
    page, heading, paragraph = content(dtbook(tmp_path, level(body)))
    assert isinstance(page, PageBreak)
    assert isinstance(heading, Heading)
    assert isinstance(paragraph, Paragraph)
    assert (page.label, page.aliases) == ("iv", ("p1",))
    assert paragraph.text == "halfway"
    assert paragraph.pages == (PageBreak(label="2", at=4, aliases=("p2",)),)


def test_notes_and_annotations_are_referred_to(tmp_path: Path) -> None:
    body = '<p>Here<noteref idref="#n1">1</noteref> and<annoref idref="a1">*</annoref></p>'
    body += '<note id="n1" class="endnote"><p>1. A note.</p></note>'
    body += '<annotation id="a1"><p>Said aside.</p></annotation>'
    text, note, annotation = content(dtbook(tmp_path, level(body)))
    assert isinstance(text, Paragraph)
    assert isinstance(note, Note)
    assert isinstance(annotation, Note)
    assert [(m.kind.value, m.href) for m in text.marks] == [("noteref", "#n1"), ("noteref", "#a1")]
    assert (note.aliases, note.kind) == (("n1",), NoteKind.ENDNOTE)
    assert annotation.aliases == ("a1",)


def test_sentences_are_only_names_of_places(tmp_path: Path) -> None:
    body = '<p id="p"><sent id="s1"><w id="w1">One</w> <w>two</w>.</sent> '
    body += '<sent id="s2">Three.</sent></p>'
    (text,) = content(dtbook(tmp_path, level(body)))
    assert isinstance(text, Paragraph)
    assert text.text == "One two. Three."
    assert text.aliases == ("p", "s1", "s2")


def test_words_have_their_marks_and_languages(tmp_path: Path) -> None:
    body = (
        "<p><em>so</em> <strong>very</strong> H<sub>2</sub>O x<sup>2</sup> "
        '<abbr title="Doctor">Dr</abbr> <acronym>UN</acronym> <code>x</code> '
        '<span xml:lang="fr">bon jour</span> <a href="https://example.org">web</a></p>'
        '<blockquote xml:lang="de"><p>Guten Tag</p></blockquote>'
    )
    text, quote = content(dtbook(tmp_path, level(body)))
    assert isinstance(text, Paragraph)
    assert isinstance(quote, Quote)
    assert said(text) == [
        ("emphasis", "so"),
        ("strong", "very"),
        ("subscript", "2"),
        ("superscript", "2"),
        ("alias", "Dr"),
        ("abbreviation", "UN"),
        ("code", "x"),
        ("language", "bon jour"),
        ("link", "web"),
    ]
    assert [b.lang for b in quote.blocks if isinstance(b, Paragraph)] == ["de"]


def test_poems_are_stanzas_of_lines(tmp_path: Path) -> None:
    body = (
        "<poem><title>Song</title><linegroup><line>Row, row</line><line><linenum>2</linenum>"
        "row your <pagenum>9</pagenum>boat</line></linegroup><linegroup><line>gently</line>"
        "<line>down</line></linegroup><author>Nobody</author></poem><line>alone</line><line>together</line>"
    )
    read = dtbook(tmp_path, level(body))
    assert [v.text for v in found(read.publication, Verse)] == [
        "Row, row\nrow your boat",
        "gently\ndown",
        "alone\ntogether",
    ]
    first = found(read.publication, Verse)[0]
    assert [(p.label, p.at) for p in first.pages] == [("9", 18)]
    assert [t.text for t in found(read.publication, Paragraph)] == ["Song", "Nobody"]
    assert codes(read) == ["dtbook-linenum"]


def test_lists_say_their_numbers(tmp_path: Path) -> None:
    body = (
        '<list type="ol" enum="a" start="2"><li>Beta</li><li>Gamma<list type="ul"><li>inner</li>'
        '</list></li></list><list type="pl"><li>* as printed</li></list>'
        "<dl><dt>word</dt><dd>meaning</dd></dl>"
    )
    ordered, plain, terms = content(dtbook(tmp_path, level(body)))
    assert isinstance(ordered, List)
    assert isinstance(plain, List)
    assert isinstance(terms, List)
    assert [t.text for t in walk(ordered) if isinstance(t, Paragraph)] == [
        "b. Beta",
        "c. Gamma",
        "inner",
    ]
    assert [t.text for t in walk(plain) if isinstance(t, Paragraph)] == ["* as printed"]
    assert [t.text for t in walk(terms) if isinstance(t, Paragraph)] == ["word", "meaning"]


def test_a_page_between_rows_of_a_table_is_not_lost(tmp_path: Path) -> None:
    body = (
        "<table id='t'><caption>Hours</caption><tr><th>Day</th><th>Time</th></tr>"
        "<pagenum>7</pagenum><tr><td>Monday</td><td rowspan='2'>8</td></tr></table>"
    )
    (table,) = content(dtbook(tmp_path, level(body)))
    assert isinstance(table, Table)
    assert table.caption == Paragraph(text="Hours")
    assert table.aliases == ("t",)
    first = table.rows[1].cells[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert (first.text, first.pages) == ("Monday", (PageBreak(label="7"),))
    assert table.rows[1].cells[1].rows == 2


def test_pictures_have_descriptions_captions_and_notes(tmp_path: Path) -> None:
    (tmp_path / "cat.png").write_bytes(PNG)
    body = (
        '<imggroup><img id="i" src="cat.png" alt="a cat"/><caption imgref="i">Asleep</caption>'
        '<prodnote imgref="#i" render="optional"><p>It is grey.</p></prodnote></imggroup>'
        '<img src="cat.png"/><img src="../../etc/passwd" alt="nothing here"/>'
    )
    read = dtbook(tmp_path, level(body))
    first, second, third = content(read)
    assert isinstance(first, Figure)
    assert isinstance(second, Figure)
    assert isinstance(third, Note)
    assert first.alt == Paragraph(text="a cat")
    assert first.caption[0] == Paragraph(text="Asleep")
    assert isinstance(first.caption[1], Note)
    assert first.caption[1].kind is NoteKind.PRODUCER
    assert set(codes(read)) == {"dtbook-image-undescribed", "dtbook-image-missing"}


def test_matter_beside_the_text_is_told_by_its_kind(tmp_path: Path) -> None:
    body = (
        '<sidebar render="required"><hd>Side</hd><p>a</p></sidebar><prodnote>b</prodnote><p>c</p>'
    )
    sidebar, producer, _ = content(dtbook(tmp_path, level(body)))
    assert isinstance(sidebar, Note)
    assert isinstance(producer, Note)
    assert (sidebar.kind, producer.kind) == (NoteKind.SIDEBAR, NoteKind.PRODUCER)


def test_formulas_are_heard_by_their_alternative_text(tmp_path: Path) -> None:
    body = '<p>So <m:math alttext="x squared"><m:mi>x</m:mi></m:math>, '
    body += "<m:math><m:mi>y</m:mi></m:math></p>"
    read = dtbook(tmp_path, level(body))
    (text,) = content(read)
    assert isinstance(text, Paragraph)
    assert said(text) == [("math", "x squared"), ("math", "y")]
    assert codes(read) == ["dtbook-math-no-text"]


def test_a_picture_above_a_heading_comes_after_it(tmp_path: Path) -> None:
    read = dtbook(tmp_path, level("<prodnote>ornament</prodnote><h1>One</h1><p>a</p>"))
    assert titles(read.publication) == ["One"]
    assert [type(part) for part in content(read)] == [Heading, Note, Paragraph]


def test_switches_of_the_dtd_are_no_entities(tmp_path: Path) -> None:
    subset = ' [<!ENTITY % MATHML.prefixed "INCLUDE"><!ENTITY % MATHML.prefix "m">]'
    read = dtbook(tmp_path, level("<p>a&nbsp;b</p>"), subset=subset)
    assert [t.text for t in found(read.publication, Paragraph)] == ["a\xa0b"]


def refused(path: Path, error: type[SourceError]) -> None:
    with pytest.raises(error) as caught:
        read_dtbook(path, keep)
    for language in ("en", "vi"):
        assert caught.value.file in Messages(language).error(caught.value)


def test_entities_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    subset = ' [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]'
    path.write_text(book("<level1><p>&b;</p></level1>", subset=subset))
    refused(path, SourceHostileError)
    outside = ' [<!ENTITY % x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "file:///etc/passwd">]'
    path.write_text(book("<level1><p>&y;</p></level1>", subset=outside))
    refused(path, SourceHostileError)


def test_a_file_that_is_cut_off_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(book("<level1><p>words</p></level1>")[:-30])
    refused(path, SourceDamagedError)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    refused(tmp_path / "none.xml", SourceMissingError)


def test_xml_without_a_book_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<dtbook/>")
    refused(path, SourceDamagedError)


def test_a_book_without_words_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(book("<level1><p/></level1>"))
    refused(path, SourceEmptyError)


@pytest.mark.parametrize("holder", ["level", "blockquote", "list", "span"])
def test_elements_without_end_inside_each_other_are_refused_or_read(
    tmp_path: Path, holder: str
) -> None:
    path = tmp_path / "a.xml"
    for depth in (150, 5000):
        inside = "<p>x</p>" if holder != "span" else "x"
        path.write_text(book(f"<{holder}>" * depth + inside + f"</{holder}>" * depth))
        try:
            assert read_dtbook(path, keep).publication.sections
        except SourceError as error:
            assert error.file == str(path)  # noqa: PT017 (either is right)
