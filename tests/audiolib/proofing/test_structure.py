"""The outline of a text shows what somebody should look at, with a place to jump to."""

import pytest

from audiolib.identify import identify
from audiolib.messages import catalogue
from audiolib.proofing.structure import findings, value
from audiolib.publication import (
    Figure,
    Heading,
    Matter,
    Metadata,
    Note,
    PageBreak,
    Paragraph,
    Publication,
    Section,
)
from tests.audiolib.sentences import split

ABOUT = Metadata(identifier="urn:test", title="Truyện cổ", language="vi")


def book(*sections: Section) -> Publication:
    return identify(Publication(metadata=ABOUT, sections=sections), split=split).publication


def section(name: str, *blocks: object) -> Section:
    return Section(content=(Heading(text=name), *(blocks or (Paragraph(text="Lời."),))))  # type: ignore[arg-type]


def codes(publication: Publication) -> list[str]:
    return [finding.code for finding in findings(publication)]


def test_a_sound_book_has_no_findings() -> None:
    pages = [PageBreak(label=str(n)) for n in (1, 2, 3)]
    assert (
        codes(book(section("Chương 1", *pages, Paragraph(text="Lời.")), section("Chương II"))) == []
    )


def test_a_number_that_was_skipped_is_told_at_its_heading() -> None:
    made = book(section("Chương 1"), section("Chương 2"), section("Chương IV: Về"))
    (found,) = findings(made)
    heading = made.sections[2].heading
    assert heading is not None
    assert (found.code, found.place.id) == ("proof-001", heading.id)
    assert (found.facts["number"], found.facts["expected"]) == (4, 3)


def test_chapters_of_a_new_part_may_begin_at_one_or_count_on() -> None:
    one = [section("Chapter 1"), section("Chapter 2"), section("Chapter 1"), section("Chapter 2")]
    assert codes(book(*one)) == []


def test_a_heading_on_every_page_is_taken_for_a_running_head() -> None:
    assert codes(book(*(section("TRUYỆN XƯA") for _ in range(3)))) == ["proof-002"] * 3
    assert codes(book(section("Mở đầu"), section("TRUYỆN CỔ"))) == ["proof-002"]


def test_long_empty_and_missing_headings_are_told() -> None:
    assert codes(book(section("Rất dài " * 40))) == ["proof-003"]
    bare = Section(content=(Heading(text="Không có gì"),))
    assert codes(book(section("Một"), bare)) == ["proof-004"]
    assert codes(book(Section(content=(Paragraph(text="Lời."),)))) == ["proof-005"]
    front = Section(content=(Paragraph(text="Lời."),), matter=Matter.FRONT)
    assert codes(book(front)) == []


def test_a_paragraph_that_reads_like_a_heading_is_told() -> None:
    made = book(section("Một", Paragraph(text="Chương 5"), Paragraph(text="Chương 5 kể về cò.")))
    assert codes(made) == ["proof-006"]


def test_page_numbers_that_fall_or_leave_some_out_are_told_at_the_page() -> None:
    labels = ["iii", "iv", "1", "2", "5", "4"]
    blocks = [b for label in labels for b in (PageBreak(label=label), Paragraph(text="Lời."))]
    made = book(section("Một", *blocks))
    found = findings(made)
    assert [(f.code, f.place.page) for f in found] == [("proof-008", "5"), ("proof-007", "4")]


def test_figures_without_words_and_notes_without_reference_are_told() -> None:
    note = Note(blocks=(Paragraph(text="Một chú thích."),))
    made = book(section("Một", Paragraph(text="Lời."), Figure(href="resources/a.png"), note))
    assert codes(made) == ["proof-009", "proof-010"]


@pytest.mark.parametrize(
    ("number", "counts"), [("12", 12), ("XIV", 14), ("iv", 4), ("۱۲", 12), ("IIX", 0), ("", 0)]
)
def test_numbers_are_read_in_figures_and_roman_letters(number: str, counts: int) -> None:
    assert value(number) == counts


def test_every_finding_has_a_sentence_in_both_languages() -> None:
    for language in ("en", "vi"):
        assert {f"proof-{n:03}" for n in range(1, 11)} <= set(catalogue(language))
