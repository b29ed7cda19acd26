from collections import Counter
from pathlib import Path

import pytest

from audiolib.errors import SourceEncryptedError
from audiolib.messages import Messages
from audiolib.publication import Matter, Note, PageBreak, Verse, texts, walk
from audiolib.sources.read import read
from tests.audiolib.sources.sources import codes, keep, reading_of, titles

CORPUS = Path(__file__).parents[3] / "../shared/corpus"
needs_corpus = pytest.mark.skipif(not CORPUS.exists(), reason="no ../shared")


def test_bytes_go_before_the_suffix(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "page.txt", "<!DOCTYPE html><title>A</title><h1>A</h1><p>Words")
    assert titles(reading.publication) == ["A"]


def test_the_name_of_the_file_is_the_last_resort_for_a_title(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "co_tich.txt", "Ngày xưa có một ông lão, ông sống rất lâu.\n")
    assert reading.publication.metadata.title == "co tich"
    assert "source-title" in codes(reading)


def test_every_finding_has_a_sentence(tmp_path: Path) -> None:
    page = "<p>Hello <math><mi>x</mi></math><img src=a.png><img src='//x/y.png' alt='a cat'></p>"
    for finding in reading_of(tmp_path / "a.html", page).findings:
        for language in ("en", "vi"):
            sentence = Messages(language).finding(finding)
            assert finding.code not in sentence
            assert "{" not in sentence


@pytest.mark.corpus
@needs_corpus
@pytest.mark.parametrize("suffix", ["txt", "html"])
def test_a_novel_has_its_sixty_one_parts(suffix: str) -> None:
    path = CORPUS / f"en/en_pride_and_prejudice_pg1342.{suffix}"
    reading = read(path, lang=None, keep=keep)
    publication = reading.publication
    names = [title for title in titles(publication) if title and title.startswith("Chapter")]
    assert names == [f"Chapter {n}" for n in range(1, 62)]
    assert publication.sections[0].matter is Matter.FRONT
    assert publication.metadata.title == "Pride and Prejudice"
    assert publication.metadata.authors == ("Jane Austen",)
    assert publication.metadata.language == "en"
    assert not reading.findings
    assert "Gutenberg" not in "".join(text.text for text in texts(publication))
    assert {text.lang for text in texts(publication)} == {None}


@pytest.mark.corpus
@needs_corpus
@pytest.mark.parametrize(
    ("name", "language", "verses", "sections"),
    [
        ("vi/vi_truyen_kieu_nguyen_du.txt", "vi", (150, 200), 1),
        ("vi/vi_folktales_25.TESTONLY.txt", "vi", (0, 0), 25),
        ("uk/uk_UKR19121_KotsiubynskyiTiniZabutykhPredkiv.txt", "uk", (0, 0), 2),
        ("ru/ru_Gogol_Viy.txt", "ru", (0, 0), 1),
        ("fa/fa_saadi_divan_excerpt.txt", "fa", (1000, 1600), 1),
    ],
)
def test_texts_of_five_languages_are_told_as_verse_or_prose(
    name: str, language: str, verses: tuple[int, int], sections: int
) -> None:
    publication = read(CORPUS / name, lang=None, keep=keep).publication
    assert publication.metadata.language == language
    count = sum(isinstance(block, Verse) for block in walk(publication))
    assert verses[0] <= count <= verses[1]
    assert len(publication.sections) == sections


@pytest.mark.corpus
@needs_corpus
def test_an_epub_keeps_its_pages_notes_pronunciations_and_lexicon() -> None:
    reading = read(CORPUS / "epub/georgia-pls-ssml.epub", lang=None, keep=keep)
    publication = reading.publication
    marks = Counter(mark.kind.value for text in texts(publication) for mark in text.marks)
    pages = [page.label for text in texts(publication) for page in text.pages]
    pages += [block.label for block in walk(publication) if isinstance(block, PageBreak)]
    assert sorted(pages) == [str(number) for number in range(752, 759)]
    assert marks["phoneme"] == 102
    assert "application/pls+xml" in {r.media_type for r in publication.resources}
    notes = {alias for b in walk(publication) if isinstance(b, Note) for alias in b.aliases}
    hrefs = {m.href for t in texts(publication) for m in t.marks if m.kind.value == "noteref"}
    assert {str(href)[1:] for href in hrefs} <= notes


def test_a_word_file_under_a_password_says_so(tmp_path: Path) -> None:
    file = tmp_path / "locked.docx"
    file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(SourceEncryptedError):
        read(file, lang=None, keep=keep)
