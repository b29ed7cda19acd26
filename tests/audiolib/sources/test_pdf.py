from functools import cache
from pathlib import Path

import pytest

from audiolib.errors import NoTextLayerError, SourceEmptyError
from audiolib.findings import Severity
from audiolib.publication import (
    Break,
    Heading,
    List,
    Note,
    PageBreak,
    Paragraph,
    Publication,
    Table,
    Verse,
    texts,
    walk,
)
from audiolib.sources import Reading
from audiolib.sources.pdf import read_pdf
from tests.audiolib.sources.office import FILES, found, pdf, printed, said, show
from tests.audiolib.sources.sources import codes, keep, titles


@cache
def reading(name: str) -> Reading:
    return read_pdf(FILES / f"{name}.pdf", keep)


def publication(name: str) -> Publication:
    return reading(name).publication


def labels(publication: Publication) -> list[str]:
    standing = [n.label for n in walk(publication) if isinstance(n, PageBreak)]
    return standing + [page.label for text in texts(publication) for page in text.pages]


def test_every_paragraph_of_a_justified_novel_comes_back_as_it_was() -> None:
    paragraphs = [text.text for text in found(publication("novel"), Paragraph)]
    assert paragraphs == printed("novel", "p")


def test_the_outline_gives_the_headings() -> None:
    first, *others = publication("novel").sections
    assert (first.kind, first.heading and first.heading.text) == (
        "titlepage",
        "Pride and Prejudice",
    )
    assert [s.heading.text for s in others if s.heading] == [f"Chapter {n}" for n in range(1, 5)]


def test_running_heads_and_feet_are_gone_and_their_numbers_are_the_pages() -> None:
    assert all("Pride and Prejudice" not in t.text for t in found(publication("novel"), Paragraph))
    pages = labels(publication("novel"))
    assert sorted(map(int, pages)) == list(range(1, len(pages) + 1))
    assert len(pages) > 10


def test_heads_of_left_and_right_pages_and_roman_numbers_are_gone_too() -> None:
    words = [t.text for t in texts(publication("heads"))]
    assert [
        t for t in words if not t.startswith(("Chapter 1. ", "Chapter 2. ", "Chapter 3. "))
    ] == [
        "Preface",
        *printed("heads", "p")[:30],
        "Contents",
        "Preface i",
        *printed("heads", "p|//body//div[@class='b']//h2")[30:],
    ]
    pages = labels(publication("heads"))
    assert {"i", "ii", "iii", "6", "29"} <= set(pages)
    assert len(pages) == len(set(pages)) == 32


def test_a_paragraph_over_the_edge_of_a_page_is_one_and_knows_where_the_page_begins() -> None:
    paragraph = found(publication("notes"), Paragraph)[0]
    (page,) = paragraph.pages
    assert page.label == "42"
    assert paragraph.text[: page.at].endswith("moved their beds to the ")
    assert paragraph.text[page.at :].startswith("other side of the house")


def test_page_numbers_are_the_printed_ones() -> None:
    assert sorted(labels(publication("notes"))) == ["41", "42", "43"]


def test_a_raised_number_refers_to_the_note_at_the_foot() -> None:
    paragraph = found(publication("notes"), Paragraph)[0]
    references = [m for m in paragraph.marks if m.kind.value == "noteref"]
    assert said(paragraph) == [("noteref", "1"), ("noteref", "2"), ("noteref", "*")]
    notes = [n for n in walk(publication("notes")) if isinstance(n, Note)]
    assert [mark.href for mark in references] == [f"#{note.aliases[0]}" for note in notes]
    first = notes[0].blocks[0]
    assert isinstance(first, Paragraph)
    assert first.text.startswith("1 The parish book gives the year as 1732")
    assert first.text.endswith("from the ladder.")


def test_two_columns_are_read_one_after_the_other() -> None:
    everything = [text.text for text in texts(publication("columns"))]
    assert everything == printed("columns", "h1", "p", "h2")
    paragraphs = [text.text for text in found(publication("columns"), Paragraph)]
    assert paragraphs == printed("columns", "p")


def test_three_columns_are_read_below_a_title_over_one_of_them() -> None:
    everything = [text.text for text in texts(publication("three"))]
    assert everything == printed("three", "h1", "p", "h2")


def test_verse_without_gaps_keeps_every_line() -> None:
    verse = found(publication("kieu"), Verse)
    assert [line for v in verse for line in v.text.split("\n")] == printed("kieu", "p")


def test_an_extract_set_narrower_is_prose_and_stars_are_a_change_of_scene() -> None:
    paragraphs = [t.text for t in found(publication("letters"), Paragraph)]
    assert paragraphs == [words for words in printed("letters", "p") if words != "* * *"]
    assert any(isinstance(node, Break) for node in walk(publication("letters")))
    assert not found(publication("letters"), Verse)


def test_words_cut_at_the_ends_of_lines_are_whole() -> None:
    words = {w.strip(".,") for t in texts(publication("columns")) for w in t.text.split()}
    source = {w.strip(".,") for t in printed("columns", "h1", "p", "h2") for w in t.split()}
    assert words == source


def test_verse_stays_verse_and_prose_below_it_prose() -> None:
    verse = found(publication("mixed"), Verse)
    assert [v.text.count("\n") for v in verse] == [3, 3]
    assert verse[0].text.startswith("Sáng ra mở cửa đón người,\nNắng lên một nửa")
    last = found(publication("mixed"), Paragraph)[-1]
    assert last.text.startswith("Hết phần dành cho buổi sáng.")
    assert last.text.endswith("riêng của mình.")


def test_a_table_keeps_its_rows_and_its_bold_header() -> None:
    (table,) = (n for n in walk(publication("mixed")) if isinstance(n, Table))
    rows = [
        [block.text for cell in row.cells for block in cell.blocks if isinstance(block, Paragraph)]
        for row in table.rows
    ]
    assert rows[0] == ["Ngày", "Mở cửa", "Đóng cửa"]
    assert rows[3] == ["Thứ tư", "13 giờ", "17 giờ"]
    assert all(cell.header for cell in table.rows[0].cells)
    assert not any(cell.header for cell in table.rows[1].cells)


def test_bullets_go_and_numbers_stay() -> None:
    lists = [n for n in walk(publication("mixed")) if isinstance(n, List)]
    assert [(one.bulleted, len(one.items)) for one in lists] == [(True, 3), (False, 3)]
    first, third = lists[0].items[1].blocks[0], lists[1].items[2].blocks[0]
    assert isinstance(first, Paragraph)
    assert isinstance(third, Paragraph)
    assert first.text.startswith("Ghi số người đến vào sổ")
    assert third.text.startswith("3. Lắp băng vào khe bên trái, rồi đóng nắp thật nhẹ để khỏi kẹt")


def test_sizes_of_type_make_the_levels() -> None:
    assert titles(publication("mixed")) == [
        "Sổ tay thư viện",
        "Giờ mở cửa",
        "Việc cần làm",
        "Bài vè của người trực",
    ]


def test_letters_that_run_from_right_to_left_stand_in_order() -> None:
    (heading,) = found(publication("fa"), Heading)
    assert heading.text == "بنی آدم"
    assert found(publication("fa"), Paragraph)[-1].text == "این صفحه برای آزمایش است."


def test_half_lines_beside_each_other_are_lines_of_verse() -> None:
    (verse,) = found(publication("fa"), Verse)
    assert verse.text.split("\n")[:2] == ["بنی آدم اعضای یک پیکرند", "که در آفرینش ز یک گوهرند"]
    assert len(verse.text.split("\n")) == 6


def test_what_the_document_says_of_itself_is_metadata() -> None:
    metadata = publication("mixed").metadata
    assert (metadata.title, metadata.language) == ("Sổ tay thư viện", "vi")


def test_the_catalogue_gives_language_and_labels_of_pages(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", show(b"Words on a page that has no number of its own."))
    more = b"/Pages 2 0 R/Lang(vi-VN)/PageLabels<</Nums[0<</S/r/St 7>>]>>>>"
    path.write_bytes(path.read_bytes().replace(b"/Pages 2 0 R>>", more, 1))
    found = read_pdf(path, keep).publication
    assert found.metadata.language == "vi-VN"
    assert labels(found) == ["vii"]


def test_words_in_old_vietnamese_fonts_are_converted_and_told(tmp_path: Path) -> None:
    content = show(b"Ch\\255\\254ng mot") + show(b"hai ba bon nam", y=280)
    read = read_pdf(pdf(tmp_path / "a.pdf", content, font=b".VnTime"), keep)
    (finding,) = (f for f in read.findings if f.code == "legacy-converted")
    assert finding.facts["font"] == ".VnTime"
    assert "Chương mot" in " ".join(t.text for t in texts(read.publication))


def test_a_font_whose_letters_are_no_vietnamese_is_an_error(tmp_path: Path) -> None:
    read = read_pdf(
        pdf(tmp_path / "a.pdf", show(b"Gar\\347on d\\351j\\340"), font=b".VnTime"), keep
    )
    (finding,) = (f for f in read.findings if f.code == "pdf-legacy-font")
    assert finding.severity is Severity.ERROR


def test_text_set_sideways_is_told(tmp_path: Path) -> None:
    sideways = b"BT /F 9 Tf 0 1 -1 0 20 100 Tm (margin) Tj ET\n"
    content = show(b"A line that is plainly the text of this page.") + sideways
    read = read_pdf(pdf(tmp_path / "a.pdf", content), keep)
    assert codes(read) == ["pdf-turned"]
    assert [t.text for t in texts(read.publication)] == [
        "A line that is plainly the text of this page."
    ]


def test_a_page_that_is_all_sideways_is_turned(tmp_path: Path) -> None:
    lines = b"".join(
        b"BT /F 9 Tf 0 1 -1 0 %d 50 Tm (%s) Tj ET\n" % (60 + 12 * at, words)
        for at, words in enumerate((b"The first of two lines that are", b"turned."))
    )
    read = read_pdf(pdf(tmp_path / "a.pdf", lines), keep)
    assert [t.text for t in texts(read.publication)] == ["The first of two lines that are turned."]


IMAGE = (
    (
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
        b"/Length 1>>stream\n\x00\nendstream"
    ),
)


def test_a_picture_of_a_page_must_be_recognised_first(tmp_path: Path) -> None:
    path = pdf(
        tmp_path / "a.pdf",
        b"q 300 0 0 400 0 0 cm /I Do Q\n" + show(b"Stamp 7", size=6),
        more=b"/XObject<</I 6 0 R>>",
        objects=IMAGE,
    )
    with pytest.raises(NoTextLayerError):
        read_pdf(path, keep)


def test_a_picture_beside_text_is_told(tmp_path: Path) -> None:
    path = pdf(
        tmp_path / "a.pdf",
        b"q 100 0 0 100 50 50 cm /I Do Q\n" + show(b"Here is some text about a picture."),
        more=b"/XObject<</I 6 0 R>>",
        objects=IMAGE,
    )
    read = read_pdf(path, keep)
    assert [(f.code, f.facts["count"]) for f in read.findings] == [("pdf-figure", 1)]


def test_an_empty_page_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(SourceEmptyError):
        read_pdf(pdf(tmp_path / "a.pdf", b" "), keep)


CORPUS = Path(__file__).parents[3] / "../shared/corpus"


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus")
def test_the_whole_novel_has_its_chapters_and_paragraphs() -> None:
    read = read_pdf(CORPUS / "en/en_pride_and_prejudice_pg1342.pdf", keep)
    headings = [h.text for h in found(read.publication, Heading)]
    assert [h for h in headings if h.startswith("Chapter")] == [
        f"Chapter {n}" for n in range(1, 62)
    ]
    assert len(found(read.publication, Paragraph)) == pytest.approx(2119, abs=5)
    assert "Gutenberg" not in " ".join(t.text for t in texts(read.publication))


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus")
def test_a_decree_in_tcvn3_becomes_unicode() -> None:
    read = read_pdf(CORPUS / "vi-legacy/2006-1E499_ND109veDKKD_dacotrenmucPTDNN-V.pdf", keep)
    assert codes(read) == ["legacy-converted"]
    assert sorted(map(int, labels(read.publication))) == list(range(1, 31))
    words = " ".join(t.text for t in texts(read.publication))
    assert "3. Nghiêm cấm cơ quan" in words
    assert "Đầu tư" in words
