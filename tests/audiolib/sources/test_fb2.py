import base64
import zipfile
from pathlib import Path

import pytest

from audiolib.errors import SourceDamagedError, SourceError, SourceHostileError
from audiolib.publication import Break, Figure, MarkKind, Note, Quote, Verse, texts, walk
from audiolib.sources import Reading
from audiolib.sources.read import read
from tests.audiolib.sources.sources import PNG, codes, keep, reading_of, titles

ABOUT = (
    "<description><title-info><author><first-name>Марія</first-name><last-name>Лан</last-name>"
    "</author><book-title>Чапля</book-title><lang>uk</lang><coverpage>"
    "<image l:href='#cover.png'/></coverpage><translator><nickname>hv</nickname></translator>"
    "</title-info><document-info><id>urn:x:7</id></document-info>"
    "<publish-info><publisher>Річка</publisher><year>1930</year></publish-info></description>"
)
BINARY = (
    f"<binary id='cover.png' content-type='image/png'>{base64.b64encode(PNG).decode()}</binary>"
)


def book(body: str, more: str = BINARY, encoding: str = "utf-8") -> str:
    return (
        f"<?xml version='1.0' encoding='{encoding}'?>"
        "<FictionBook xmlns='http://www.gribuser.ru/xml/fictionbook/2.0' "
        f"xmlns:l='http://www.w3.org/1999/xlink'>{ABOUT}{body}{more}</FictionBook>"
    )


def fb2(folder: Path, body: str, more: str = BINARY) -> Reading:
    return reading_of(folder / "a.fb2", book(body, more))


def words(reading: Reading) -> list[str]:
    return [text.text for text in texts(reading.publication)]


CHAPTERS = (
    "<body><title><p>Чапля</p></title><epigraph><p>Тихо.</p><text-author>М. Л.</text-author>"
    "</epigraph><section><title><p>Розділ 1</p><p>Ріка</p></title><p>Стояла чапля "
    "<emphasis>сама</emphasis>.<a l:href='#n1' type='note'>[1]</a></p><empty-line/><p>Ішов дощ.</p>"
    "<poem><stanza><v>Верба над водою,</v><v>і довга, і тиха.</v></stanza></poem>"
    "<cite><p>Так казали.</p></cite><subtitle>* * *</subtitle><subtitle>Далі</subtitle>"
    "<image l:href='#cover.png' alt='Чапля'/></section>"
    "<section><title><p>Розділ 2</p></title><p>Кінець.</p></section></body>"
    "<body name='notes'><section id='n1'><title><p>1</p></title><p>Птах.</p></section>"
    "<section id='n2'><p>Ніхто не питав.</p></section></body>"
)


def test_the_description_is_the_metadata(tmp_path: Path) -> None:
    about = fb2(tmp_path, CHAPTERS).publication.metadata
    assert (about.title, about.language, about.identifier) == ("Чапля", "uk", "urn:x:7")
    assert [(c.name, c.role) for c in about.contributors] == [("Марія Лан", "aut"), ("hv", "trl")]
    assert (about.source.publisher, about.source.date) == ("Річка", "1930")
    assert about.cover.endswith(".png")


def test_sections_verse_quotes_notes_and_pictures_are_kept(tmp_path: Path) -> None:
    reading = fb2(tmp_path, CHAPTERS)
    publication = reading.publication
    assert titles(publication)[:3] == ["Чапля", "Розділ 1. Ріка", "Розділ 2"]
    kinds = {type(node) for node in walk(publication)}
    assert {Break, Figure, Note, Quote, Verse} <= kinds
    assert "Верба над водою,\nі довга, і тиха." in words(reading)
    note = next(node for node in walk(publication) if isinstance(node, Note))
    assert [text.text for text in texts(note)] == ["Птах."]
    owner = next(text for text in texts(publication) if text.text.startswith("Стояла"))
    assert owner.text == "Стояла чапля сама.1"
    assert [m.href for m in owner.marks if m.kind is MarkKind.NOTEREF] == ["#n1"]
    assert "Ніхто не питав." in words(reading)


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-u", "utf-16"])
def test_the_declared_encoding_holds(tmp_path: Path, encoding: str) -> None:
    content = book(CHAPTERS, encoding=encoding).encode(encoding)
    assert reading_of(tmp_path / "a.fb2", content).publication.metadata.title == "Чапля"


def test_a_packed_book_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.fb2.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.fb2", book(CHAPTERS))
    assert read(path, lang=None, keep=keep).publication.metadata.title == "Чапля"


def test_signs_that_xml_does_not_allow_are_left_out_and_told(tmp_path: Path) -> None:
    reading = fb2(tmp_path, "<body><section><p>Річка & верба\x0b.</p></section></body>")
    assert words(reading)[0].startswith("Річка & верба")
    assert "fb2-not-well-formed" in codes(reading)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("<!DOCTYPE x [<!ENTITY a 'aaa'>]><FictionBook><body><p>&a;</p></body></FictionBook>",
         SourceHostileError),
        ("<FictionBook><body><section><p>a</p></body>", SourceDamagedError),
        ("<FictionBook>" + "<section>" * 300, SourceDamagedError),
    ],
)  # fmt: skip
def test_hostile_books_are_refused(tmp_path: Path, text: str, error: type[SourceError]) -> None:
    with pytest.raises(error):
        reading_of(tmp_path / "a.fb2", text)


def test_a_damaged_picture_is_told_and_the_text_read(tmp_path: Path) -> None:
    more = "<binary id='cover.png' content-type='image/png'>@@@</binary>"
    reading = fb2(tmp_path, CHAPTERS, more)
    assert "html-image-damaged" in codes(reading)
    assert "Кінець." in words(reading)
