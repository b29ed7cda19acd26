import contextlib
from pathlib import Path

import pytest

from audiolib.errors import SourceDamagedError, SourceError, SourceHostileError
from audiolib.publication import (
    Figure,
    List,
    MarkKind,
    Matter,
    Note,
    Paragraph,
    Quote,
    Speech,
    Table,
    Text,
    Verse,
    texts,
    walk,
)
from audiolib.sources import Reading
from tests.audiolib.sources.sources import keep, reading_of, titles

CORPUS = Path(__file__).parents[3] / "../shared/corpus"
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title type='main'>The Heron : TEI edition</title>"
    "<author>Lan, Mai (1901-1977)</author><editor role='translator'>Hà Vũ</editor></titleStmt>"
    "<publicationStmt><idno>x-1</idno><availability><licence target='https://cc.example/by'/>"
    "</availability></publicationStmt><sourceDesc><bibl type='firstEdition'>"
    "<title>Chim</title><publisher>Sông</publisher><date>1930</date></bibl></sourceDesc>"
    "</fileDesc><profileDesc><langUsage><language ident='en'/></langUsage></profileDesc>"
    "</teiHeader>"
)


def tei(folder: Path, body: str, *, front: str = "", back: str = "", head: str = HEADER) -> Reading:
    text = (
        f"<TEI xmlns='http://www.tei-c.org/ns/1.0'>{head}<text>"
        f"<front>{front}</front><body>{body}</body><back>{back}</back></text></TEI>"
    )
    return reading_of(folder / "a.xml", text)


def words(reading: Reading) -> list[str]:
    return [text.text for text in texts(reading.publication)]


def test_the_header_is_the_metadata(tmp_path: Path) -> None:
    about = tei(tmp_path, "<p>A heron stood.</p>").publication.metadata
    assert about.title == "The Heron"
    assert [(c.name, c.role) for c in about.contributors] == [("Lan, Mai", "aut"), ("Hà Vũ", "trl")]
    assert (about.language, about.identifier) == ("en", "x-1")
    assert about.rights == "https://cc.example/by"
    assert (about.source.title, about.source.publisher, about.source.date) == (
        "Chim", "Sông", "1930",
    )  # fmt: skip


def test_divisions_are_sections_with_their_kinds(tmp_path: Path) -> None:
    body = (
        "<div type='chapter'><head>One</head><p>a</p><div><head>Inner</head><p>b</p></div></div>"
        "<div type='chapter'><head>Two</head><p>c</p></div>"
    )
    front = "<div type='preface'><head>Before</head><p>x</p></div>"
    back = "<div type='appendix'><head>After</head><p>y</p></div>"
    sections = tei(tmp_path, body, front=front, back=back).publication.sections
    assert titles(tei(tmp_path, body, front=front, back=back).publication) == [
        "Before", "One", "Two", "After",
    ]  # fmt: skip
    assert [s.matter for s in sections] == [Matter.FRONT, Matter.BODY, Matter.BODY, Matter.REAR]
    assert [s.kind for s in sections] == ["preface", "chapter", "chapter", "appendix"]


def test_verse_is_stanzas_with_their_lines(tmp_path: Path) -> None:
    body = (
        "<lg type='poem'><lg><l>Trees by the water,</l><l>still and long,</l></lg>"
        "<lg><l>a bird goes over</l><l>with its song.</l></lg></lg><p>Prose.</p>"
    )
    verses = [n.text for n in walk(tei(tmp_path, body).publication) if isinstance(n, Verse)]
    assert verses == [
        "Trees by the water,\nstill and long,", "a bird goes over\nwith its song.",
    ]  # fmt: skip


def test_a_play_is_speeches(tmp_path: Path) -> None:
    body = (
        "<sp><speaker>ANN.</speaker><stage>aside</stage><p>Who is there?</p><p>Nobody.</p></sp>"
        "<stage>A knock.</stage><sp><speaker>BO.</speaker><l>It is I,</l><l>the rain.</l></sp>"
    )
    reading = tei(tmp_path, body)
    speeches = [n for n in walk(reading.publication) if isinstance(n, Speech)]
    assert [s.speaker.text for s in speeches] == ["ANN. aside", "BO."]
    assert isinstance(speeches[1].blocks[0], Verse)
    assert words(reading) == [
        "ANN. aside", "Who is there?", "Nobody.", "A knock.", "BO.", "It is I,\nthe rain.",
    ]  # fmt: skip


def test_notes_stand_where_they_are_referred_to(tmp_path: Path) -> None:
    body = "<p>One<note n='1'>First note.</note> two<ref target='#n2'>2</ref>.</p><p>Later.</p>"
    back = "<div type='notes'><note xml:id='n2'>2 Second note.</note></div>"
    reading = tei(tmp_path, body, back=back)
    assert words(reading) == ["One1 two2.", "First note.", "Second note.", "Later."]
    paragraph = next(n for n in walk(reading.publication) if isinstance(n, Paragraph))
    hrefs = [m.href for m in paragraph.marks if m.kind is MarkKind.NOTEREF]
    notes = [n for n in walk(reading.publication) if isinstance(n, Note)]
    assert [h and h[1:] in n.aliases for h, n in zip(hrefs, notes, strict=True)] == [True, True]


def test_a_note_that_nothing_refers_to_is_read(tmp_path: Path) -> None:
    back = "<div><note xml:id='z'>Left over.</note></div>"
    assert words(tei(tmp_path, "<p>Text.</p>", back=back)) == ["Text.", "Left over."]


@pytest.mark.parametrize(
    ("choice", "shown", "spoken"),
    [
        ("<abbr>Dr.</abbr><expan>Doctor</expan>", "Dr.", "Doctor"),
        ("<orig>ye</orig><reg>the</reg>", "ye", "the"),
        ("<corr>house</corr><sic>hosue</sic>", "hosue", "house"),
    ],
)
def test_of_two_readings_the_one_is_shown_and_the_other_spoken(
    tmp_path: Path, choice: str, shown: str, spoken: str
) -> None:
    body = f"<p>See <choice>{choice}</choice> here.</p>"
    (text,) = texts(tei(tmp_path, body).publication)
    assert text.text == f"See {shown} here."
    (mark,) = text.marks
    assert (mark.kind, mark.value) == (MarkKind.ALIAS, spoken)
    assert text.text[mark.begin : mark.end] == shown


def test_pages_languages_emphasis_and_gaps(tmp_path: Path) -> None:
    body = (
        "<pb n='12'/><p>He said <foreign xml:lang='fr'>bonjour à tous</foreign>, "
        "<hi rend='italic'>so</hi> <hi rend='smallcaps'>Ann</hi> le<pb n='13'/>ft<gap/> "
        "a<lb/>line <del>no</del><add>yes</add>.</p>"
    )
    text = next(texts(tei(tmp_path, body).publication))
    assert text.text == "He said bonjour à tous, so Ann left[…] a line yes."
    assert [page.label for page in text.pages] == ["13"]
    kinds = [(m.kind, m.lang) for m in text.marks]
    assert (MarkKind.LANGUAGE, "fr") in kinds
    assert kinds.count((MarkKind.EMPHASIS, None)) == 1


def test_lists_tables_quotes_and_figures(tmp_path: Path) -> None:
    body = (
        "<list rend='numbered'><item>a</item><item>b</item></list>"
        "<table><head>Cap</head><row role='label'><cell>h</cell></row><row><cell>1</cell></row>"
        "</table><quote><p>Quoted.</p></quote>"
        "<figure><head>A bird</head><figDesc>A grey heron</figDesc></figure>"
        "<p>He: <q>Come!</q></p>"
    )
    reading = tei(tmp_path, body)
    kinds = {type(node) for node in walk(reading.publication)}
    assert {List, Table, Quote} <= kinds
    assert not any(isinstance(n, Figure) for n in walk(reading.publication))
    assert "A grey heron" in words(reading)
    assert "He: “Come!”" in words(reading)


def test_p4_without_namespace_and_with_switches_is_read(tmp_path: Path) -> None:
    text = (
        "<?xml version='1.0'?><!DOCTYPE TEI.2 SYSTEM 'tei.dtd' [<!ENTITY % TEI.prose 'INCLUDE'>]>"
        "<TEI.2><teiHeader><fileDesc><titleStmt><title>Old</title></titleStmt></fileDesc>"
        "</teiHeader><text lang='en'><body><div1><head>One</head><p>Words of it.</p></div1>"
        "</body></text></TEI.2>"
    )
    reading = reading_of(tmp_path / "a.xml", text)
    assert reading.publication.metadata.title == "Old"
    assert words(reading) == ["One", "Words of it."]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("<!DOCTYPE TEI [<!ENTITY a 'aaa'>]><TEI><text><body>&a;</body></text></TEI>",
         SourceHostileError),
        ("<TEI><teiHeader/></TEI>", SourceDamagedError),
        ("<TEI><text><body><p>a</text></TEI>", SourceDamagedError),
        ("<TEI><text><body>" + "<div>" * 300, SourceDamagedError),
    ],
)  # fmt: skip
def test_hostile_documents_are_refused(tmp_path: Path, text: str, error: type[SourceError]) -> None:
    with pytest.raises(error):
        reading_of(tmp_path / "a.xml", text)


def test_quotations_two_hundred_deep_are_read_or_refused(tmp_path: Path) -> None:
    text = "<quote>" * 200 + "<p>deep</p>" + "</quote>" * 200
    with contextlib.suppress(SourceError):
        assert words(reading_of(tmp_path / "a.xml", f"<TEI><text><body>{text}</body></text></TEI>"))


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="no ../shared")
def test_a_novel_of_eltec_keeps_every_word_and_note() -> None:
    from audiolib.sources.read import read

    path = CORPUS / "uk/uk_UKR19121_KotsiubynskyiTiniZabutykhPredkiv.tei.xml"
    reading = read(path, lang=None, keep=keep)
    about = reading.publication.metadata
    assert (about.title, about.language) == ("Тіні забутих предків", "uk")
    assert about.authors == ("Коцюбинський, Михайло",)
    assert not reading.findings
    notes = [n for n in walk(reading.publication) if isinstance(n, Note)]
    assert len(notes) == 29
    plain = (CORPUS / "uk/uk_UKR19121_KotsiubynskyiTiniZabutykhPredkiv.txt").read_text("utf-8")
    held = " ".join(n.text for n in walk(reading.publication) if isinstance(n, Text)).split()
    assert len(held) == pytest.approx(len(plain.split()), rel=0.01)
