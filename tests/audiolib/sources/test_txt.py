from pathlib import Path

import pytest

from audiolib.publication import Break, Heading, List, MarkKind, Paragraph, Speech, Verse, walk
from audiolib.sources import Reading
from tests.audiolib.sources.sources import codes, reading_of, titles

PROSE = (
    "The river ran slowly past the old mill, and nobody in the village could\n"
    "remember a summer so dry. The miller sat before his door and counted the\n"
    "days. There had been rain in April, he said, and then no more, and the\n"
    "wheel stood still.\n\n"
    "His daughter brought him bread and a jug of milk, and sat down beside\n"
    "him without a word. They watched the swallows over the water until it\n"
    "grew dark.\n"
)
POEM = "Bầu ơi thương lấy bí cùng,\nTuy rằng khác giống nhưng chung một giàn.\n" * 4


def blocks(reading: Reading, kind: type) -> list[str]:
    return [getattr(b, "text", "") for b in walk(reading.publication) if type(b) is kind]


def test_hard_wrapped_lines_are_paragraphs_and_not_verse(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "a.txt", PROSE)
    assert len(blocks(reading, Paragraph)) == 2
    assert not blocks(reading, Verse)
    assert "could remember" in blocks(reading, Paragraph)[0]


def test_stanzas_stay_stanzas_of_lines(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "a.txt", POEM + "\n" + POEM)
    assert [text.count("\n") for text in blocks(reading, Verse)] == [7, 7]
    assert not blocks(reading, Paragraph)


def test_a_poem_inside_wrapped_prose_is_verse(tmp_path: Path) -> None:
    lines = ("", "Over the hill", "And under the sky,", "The water lies still,", "And so do I.")
    song = "\n    ".join(lines) + "\n\n"
    reading = reading_of(tmp_path / "a.txt", PROSE + song + PROSE)
    assert blocks(reading, Verse) == [
        "Over the hill\nAnd under the sky,\nThe water lies still,\nAnd so do I."
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("Chapter 1", "Chapter 2"),
        ("CHAPTER I.", "CHAPTER II."),
        ("Chương I", "Chương II: Về nhà"),
        ("Розділ перший", "Розділ другий"),
        ("Глава 1. Начало", "Глава 2. Конец"),
        ("فصل اول", "فصل دوم"),
        ("1", "2"),
        ("# Một", "# Hai"),
    ],
)
def test_headings_begin_sections(tmp_path: Path, names: tuple[str, str]) -> None:
    text = "".join(f"{name}\n\n{PROSE}\n\n" for name in names)
    reading = reading_of(tmp_path / "a.txt", text, lang="en")
    assert titles(reading.publication) == [name.strip("# ") for name in names]


def test_a_table_of_contents_is_a_list_and_no_headings(tmp_path: Path) -> None:
    names = [f"Chapter {n}" for n in range(1, 5)]
    text = "\n\n".join(names) + "\n\n\n" + "".join(f"{name}\n\n{PROSE}\n\n" for name in names)
    reading = reading_of(tmp_path / "a.txt", text)
    assert [t for t in titles(reading.publication) if t] == names
    assert sum(isinstance(b, List) for b in walk(reading.publication)) == 1


def test_signatures_in_capitals_are_no_headings_once_chapters_are_numbered(tmp_path: Path) -> None:
    text = f"Chapter 1\n\n{PROSE}\n\nEDWARD GARDINER.\n\n{PROSE}\n\nChapter 2\n\n{PROSE}"
    assert titles(reading_of(tmp_path / "a.txt", text).publication) == ["Chapter 1", "Chapter 2"]


def test_what_project_gutenberg_adds_is_metadata(tmp_path: Path) -> None:
    text = (
        "The Project Gutenberg EBook of The Mill\n\nTitle: The Mill\n\nAuthor: Ann Reed\n\n"
        "Release Date: August 26, 2008 [EBook #1]\n\nLanguage: English\n\n"
        "*** START OF THIS PROJECT GUTENBERG EBOOK THE MILL ***\n\n\nProduced by Somebody\n\n\n"
        f"Chapter 1\n\n{PROSE}\n\n*** END OF THIS PROJECT GUTENBERG EBOOK THE MILL ***\nlicence\n"
    )
    publication = reading_of(tmp_path / "a.txt", text.replace("\n", "\r\n")).publication
    assert publication.metadata.title == "The Mill"
    assert publication.metadata.authors == ("Ann Reed",)
    assert publication.metadata.date == "2008-08-26"
    words = " ".join(getattr(b, "text", "") for b in walk(publication))
    assert "Gutenberg" not in words
    assert "Produced" not in words
    assert "licence" not in words


def test_stars_are_a_change_of_scene_only_between_scenes(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "a.txt", f"* * *\n\n{PROSE}\n\n* * *\n\n{PROSE}\n\n***\n")
    assert len(blocks(reading, Break)) == 1


def test_a_form_feed_begins_a_page_and_never_cuts_a_sentence(tmp_path: Path) -> None:
    first, second = PROSE.split("\n\n")
    cut = first.replace("said, and then", "said,\n 11\n\fand then")
    text = f"{PROSE}\n10\n\f{cut}\n12\n\f{second}\n13"
    publication = reading_of(tmp_path / "a.txt", text).publication
    pages = [
        (page.label, b.text[page.at :][:8])
        for b in walk(publication)
        if isinstance(b, Paragraph)
        for page in b.pages
    ]
    assert pages == [("12", "and then")]


def test_a_parted_word_is_joined_where_the_text_has_it_whole(tmp_path: Path) -> None:
    text = (
        PROSE.replace("swallows", "swal-\nlows").replace("summer", "sum-\nmer") + "\nA swallows.\n"
    )
    words = " ".join(blocks(reading_of(tmp_path / "a.txt", text), Paragraph))
    assert "the swallows over" in words
    assert "sum-mer" in words


def test_underscores_are_emphasis(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "a.txt", PROSE + "\nBut _she_ knew snake_case_words.\n")
    last = [b for b in walk(reading.publication) if isinstance(b, Paragraph)][-1]
    assert last.text == "But she knew snake_case_words."
    assert [(m.begin, m.end, m.kind) for m in last.marks] == [(4, 7, MarkKind.EMPHASIS)]


def test_a_play_keeps_its_speakers(tmp_path: Path) -> None:
    turns = "".join(
        f"ANNA. I have waited for you {n} days.\n\nPETER. And I came as fast as I could, {n}.\n\n"
        for n in range(8)
    )
    reading = reading_of(tmp_path / "a.txt", turns)
    speeches = [b for b in walk(reading.publication) if isinstance(b, Speech)]
    assert len(speeches) == 16
    assert speeches[1].speaker.text == "PETER."


def test_a_title_page_gives_title_and_author(tmp_path: Path) -> None:
    text = f"ОЛЕНА ПЧІЛКА.\n\nТихий млин.\n\n{PROSE}\n\n{PROSE}"
    metadata = reading_of(tmp_path / "a.txt", text, lang="uk").publication.metadata
    assert (metadata.title, metadata.authors) == ("Тихий млин", ("Олена Пчілка",))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "koi8-u", "cp1251"])
def test_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    text = "Туго росла дитина, а все ж підростала, і не стямились навіть, як її шукали.\n\n" * 9
    reading = reading_of(tmp_path / "a.txt", text.encode(encoding))
    assert blocks(reading, Paragraph)[0].startswith("Туго росла дитина")
    assert reading.publication.metadata.language == "uk"


def test_lost_bytes_are_counted(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "a.txt", (POEM * 3).encode() + b"\xff\xfe")
    assert "txt-lost-characters" in codes(reading)


def test_headings_stay_headings_of_their_sections(tmp_path: Path) -> None:
    text = f"PART ONE\n\nChapter 1\n\n{PROSE}\n\nChapter 2\n\n{PROSE}\n\nPART TWO\n\n{PROSE}"
    publication = reading_of(tmp_path / "a.txt", text).publication
    assert titles(publication) == ["PART ONE", "PART TWO"]
    assert sum(isinstance(b, Heading) for b in walk(publication)) == 4
