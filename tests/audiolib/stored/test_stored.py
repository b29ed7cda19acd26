from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from audiolib.errors import SourceDamagedError, SourceHostileError
from audiolib.publication import (
    Block,
    Heading,
    Mark,
    MarkKind,
    Metadata,
    PageBreak,
    Paragraph,
    Phrase,
    Publication,
    Section,
)
from audiolib.stored import read, write
from tests.audiolib.strategies import drafts, publications

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def publication(*content: Section | Block) -> Publication:
    metadata = Metadata(identifier="x", title="x", language="en")
    return Publication(metadata=metadata, sections=(Section(id="s0001", content=content),))


@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
@given(publications())
def test_what_was_written_is_read_back_whole(publication: Publication) -> None:
    content = write(publication)
    assert read(content, "publication.xhtml") == publication
    assert write(read(content, "publication.xhtml")) == content


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(drafts())
def test_a_draft_is_kept_whole_too(draft: Publication) -> None:
    assert read(write(draft), "publication.xhtml") == draft


def test_white_space_that_counts_is_kept_to_the_letter() -> None:
    words = "a\r\nb\tc  d\u00a0e\u2028f"
    made = publication(Paragraph(id="s0002", text=words, aliases=("a b", "", "%", "ü\t")))
    made = replace(made, metadata=replace(made.metadata, description=words))
    assert read(write(made), "x") == made


def test_sections_deeper_than_six_keep_their_level() -> None:
    inner = Section(id="s0020", content=(Heading(id="s0021", text="Deep"),))
    for number in range(19, 10, -1):
        inner = Section(id=f"s{number:04}", content=(inner,))
    made = publication(inner)
    content = write(made)
    assert b'<h6 aria-level="11" id="s0021">Deep</h6>' in content
    assert read(content, "x") == made


def test_the_form_is_the_one_that_is_documented() -> None:
    words = Paragraph(
        id="s0002",
        text="One1 two. Three.",
        phrases=(Phrase("s0003", 0, 9), Phrase("s0005", 10, 16)),
        marks=(
            Mark(0, 16, MarkKind.EMPHASIS),
            Mark(3, 4, MarkKind.NOTEREF, href="#s0009", id="s0004"),
        ),
        pages=(PageBreak(phrase="s0006", label="7", at=12),),
    )
    assert (
        '<p id="s0002"><span class="sent" id="s0003"><em data-part="1">One'
        '<a id="s0004" epub:type="noteref" role="doc-noteref" href="#s0009">1</a> two.</em></span> '
        '<span class="sent" id="s0005"><em data-part="1">Th'
        '<span id="s0006" epub:type="pagebreak" role="doc-pagebreak" aria-label="7"></span>'
        "ree.</em></span></p>"
    ) in write(publication(words)).decode()


@pytest.mark.parametrize("words", ["a\x00b", "a\x0bb", "\ud800", "\ufffe", "\x1b"])
def test_what_xml_cannot_hold_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="XML"):
        write(publication(Paragraph(text=words)))
    with pytest.raises(ValueError, match="XML"):
        write(publication(PageBreak(label=words)))


@pytest.mark.parametrize(
    "text",
    [
        Paragraph(text="ab", marks=(Mark(0, 5, MarkKind.STRONG),)),
        Paragraph(text="ab", phrases=(Phrase("s0002", 1, 3),)),
        Paragraph(text="ab", pages=(PageBreak(label="1", at=3),)),
        Paragraph(text="", phrases=(Phrase("s0002", 0, 0),)),
    ],
)
def test_ranges_outside_of_the_text_are_refused(text: Paragraph) -> None:
    with pytest.raises(ValueError, match=r"s0002|Mark|outside"):
        write(publication(text))


def test_an_unknown_element_is_told_with_its_line() -> None:
    content = write(publication(Paragraph(text="a"))).replace(b"<p>a</p>", b"<marquee>a</marquee>")
    with pytest.raises(SourceDamagedError) as caught:
        read(content, "publication.xhtml")
    assert caught.value.file == "publication.xhtml"
    assert caught.value.place.startswith("line ")
    assert "marquee" in caught.value.reason


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'content="1"', b'content="99"'),
        (b"</body>", b""),
        (b"audiolib:next-id", b"audiolib:other"),
        (b"<section", b"<div"),
        (b"<body>", b"<body><p>loose</p>"),
    ],
)
def test_what_is_not_the_stored_form_is_damaged(old: bytes, new: bytes) -> None:
    content = write(publication(Paragraph(text="a")))
    assert old in content
    with pytest.raises(SourceDamagedError):
        read(content.replace(old, new), "publication.xhtml")


def test_entities_are_refused() -> None:
    content = write(publication(Paragraph(text="a")))
    bomb = content.replace(b"<!DOCTYPE html>", b'<!DOCTYPE html [<!ENTITY a "aaaa">]>')
    with pytest.raises(SourceHostileError):
        read(bomb, "publication.xhtml")


def test_comments_and_indents_of_a_careful_hand_change_nothing() -> None:
    made = publication(Paragraph(id="s0002", text="One two."))
    content = write(made)
    edited = content.replace(b"<p id", b"  <!-- here -->\n  <p id").replace(b"two", b"<!-- -->two")
    assert read(edited, "x") == made
