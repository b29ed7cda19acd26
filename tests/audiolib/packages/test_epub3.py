"""EPUB 3 packages, looked at as a reader would."""

import hashlib
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from audiolib.order import SoundOptions
from audiolib.packages import Rendition
from audiolib.packages.epub3 import EPUB3
from audiolib.packages.epub3.inline import outside
from audiolib.packages.epub3.layout import documents
from audiolib.publication import (
    Figure,
    Heading,
    Mark,
    MarkKind,
    Note,
    NoteKind,
    Paragraph,
    Phrase,
    Publication,
    Section,
    Text,
    walk,
)
from tests.audiolib.rendition import tiny_publication, tiny_rendition

H = "{http://www.w3.org/1999/xhtml}"
SMIL = "{http://www.w3.org/ns/SMIL}"
TYPE = "{http://www.idpf.org/2007/ops}type"


@pytest.fixture(scope="module")
def rendition(tmp_path_factory: pytest.TempPathFactory) -> Rendition:
    return tiny_rendition(tmp_path_factory.mktemp("sound"))


def _texts(rendition: Rendition, folder: Path) -> dict[str, str]:
    target = folder / "made.epub"
    EPUB3.write(rendition, target)
    assert [f.code for f in EPUB3.check(target)] == []
    with zipfile.ZipFile(target) as made:
        return {
            name.removeprefix("EPUB/"): made.read(name).decode()
            for name in made.namelist()
            if name.endswith((".xhtml", ".smil", ".opf", ".ncx"))
        }


def _other(rendition: Rendition, publication: Publication, **options: object) -> Rendition:
    narration = replace(rendition.narration, options=SoundOptions(**options))  # type: ignore[arg-type]
    return replace(rendition, publication=publication, narration=narration)


def test_the_texts_are_as_they_were_read_in_review(
    rendition: Rendition, tmp_path: Path, golden: Callable[[str, dict[str, str]], None]
) -> None:
    golden("epub3", _texts(rendition, tmp_path))


def test_the_same_rendition_gives_the_same_bytes(rendition: Rendition, tmp_path: Path) -> None:
    for name in ("1.epub", "2.epub"):
        EPUB3.write(replace(rendition), tmp_path / name)
    assert (tmp_path / "1.epub").read_bytes() == (tmp_path / "2.epub").read_bytes()


def test_sound_is_the_bytes_that_every_package_shares(rendition: Rendition, tmp_path: Path) -> None:
    EPUB3.write(rendition, tmp_path / "1.epub")
    with zipfile.ZipFile(tmp_path / "1.epub") as made:
        for track in rendition.narration.tracks:
            content = made.read(f"EPUB/audio/{track.number:03d}.mp3")
            digest = rendition.sound(track.number, "mp3").digest
            assert hashlib.sha256(content).hexdigest() == digest


def test_every_phrase_that_sounds_has_one_pair_in_the_order_of_sound(
    rendition: Rendition, tmp_path: Path
) -> None:
    made = _texts(rendition, tmp_path)
    pairs = [
        text.get("src", "").rpartition("#")[2]
        for name in sorted(made)
        if name.endswith(".smil")
        for text in etree.fromstring(made[name].encode()).iter(f"{SMIL}text")
    ]
    assert pairs == [cue.id for cue in rendition.cues]


def test_times_are_those_of_the_narration_and_the_delay_of_the_encoder(
    rendition: Rendition, tmp_path: Path
) -> None:
    overlay = _texts(rendition, tmp_path)["overlay/001.smil"]
    assert 'clipBegin="0:00:00.050" clipEnd="0:00:00.450"' in overlay
    assert 'clipBegin="0:00:00.450" clipEnd="0:00:00.850"' in overlay


def test_notes_pages_tables_lists_and_pictures_can_be_skipped_or_escaped(
    rendition: Rendition, tmp_path: Path
) -> None:
    made = _texts(rendition, tmp_path)
    types = {
        element.get(TYPE)
        for name, text in made.items()
        if name.endswith(".smil")
        for element in etree.fromstring(text.encode()).iter()
    }
    wanted = {"footnote", "sidebar", "pagebreak", "noteref", "table", "list", "figure"}
    assert wanted <= types


def test_a_note_stands_and_sounds_after_the_sentence_that_refers_to_it_wherever_it_stood(
    rendition: Rendition, tmp_path: Path
) -> None:
    publication = rendition.publication
    note = next(n for n in walk(publication) if isinstance(n, Note))
    sections = [_without(section, note) for section in publication.sections]
    end = Section(id="s8000", kind="endnotes", content=(note,))
    moved = replace(publication, sections=(*sections, end))
    made = _texts(_other(rendition, moved), tmp_path)
    assert f'id="{note.id}"' in made["text/002.xhtml"]
    assert f'href="002.xhtml#{note.id}"' in made["text/002.xhtml"]


def test_notes_at_the_end_close_their_chapter(rendition: Rendition, tmp_path: Path) -> None:
    body = _texts(_other(rendition, rendition.publication, notes="end"), tmp_path)["text/002.xhtml"]
    assert body.index('role="doc-footnote"') > body.index("of hemp")


def test_skipped_notes_are_still_there_to_be_read_and_nothing_false_is_claimed(
    rendition: Rendition, tmp_path: Path
) -> None:
    made = _texts(_other(rendition, rendition.publication, notes="skip"), tmp_path)
    assert 'role="doc-footnote"' in made["text/002.xhtml"]
    assert "footnote" not in made["overlay/002.smil"]
    assert "synchronizedAudioText" not in made["package.opf"]


def test_a_synthetic_voice_is_disclosed_in_the_metadata(
    rendition: Rendition, tmp_path: Path
) -> None:
    package = _texts(rendition, tmp_path)["package.opf"]
    assert '<meta property="media:narrator">tone:a, tone 1 (synthetic voice)</meta>' in package
    assert 'property="audiolib:synthetic" refines="#voice1">true<' in package
    assert "conformsTo" not in package


def test_persian_runs_from_right_to_left_and_english_words_in_it_do_not(
    rendition: Rendition, tmp_path: Path
) -> None:
    publication = tiny_publication("fa")
    english = Paragraph(id="s9001", text="English", lang="en", phrases=(Phrase("s9002", 0, 7),))
    more = Section(id="s9000", content=(english,))
    made = _texts(
        _other(rendition, replace(publication, sections=(*publication.sections, more))), tmp_path
    )
    assert 'page-progression-direction="rtl"' in made["package.opf"]
    assert 'xml:lang="fa" dir="rtl"' in made["nav.xhtml"]
    assert '<p id="s9001" lang="en" xml:lang="en" dir="ltr">' in made["text/005.xhtml"]


def test_headings_never_skip_a_level_where_a_section_has_none(
    rendition: Rendition, tmp_path: Path
) -> None:
    deep = Heading(id="s9003", text="Deep", phrases=(Phrase("s9004", 0, 4),))
    stray = Heading(id="s9005", text="Stray", phrases=(Phrase("s9006", 0, 5),))
    inner = Section(id="s9002", content=(deep, stray))
    more = Section(id="s9000", content=(Section(id="s9001", content=(inner,)),))
    publication = replace(rendition.publication, sections=(more,))
    made = _texts(_other(rendition, publication), tmp_path)
    assert '<h1 id="s9003">' in made["text/001.xhtml"]
    assert '<p id="s9005" class="heading">' in made["text/001.xhtml"]


def test_a_book_without_headings_still_has_a_table_of_contents(
    rendition: Rendition, tmp_path: Path
) -> None:
    only = Section(id="s9000", content=(Paragraph(id="s9001", text="A.", phrases=()),))
    made = _texts(_other(rendition, replace(rendition.publication, sections=(only,))), tmp_path)
    assert '<li><a href="text/001.xhtml">The Heron &amp; the River</a></li>' in made["nav.xhtml"]
    assert "media:duration" not in made["package.opf"]


def test_an_undescribed_picture_is_never_claimed_to_be_described(
    rendition: Rendition, tmp_path: Path
) -> None:
    figure = Section(id="s9000", content=(Figure(id="s9001", href="resources/img001.png"),))
    publication = replace(rendition.publication, sections=(*rendition.publication.sections, figure))
    made = _texts(_other(rendition, publication), tmp_path)
    assert "alternativeText" not in made["package.opf"]
    assert 'alt=""' in made["text/005.xhtml"]


def test_a_picture_that_readers_cannot_show_gives_way_to_its_description(
    rendition: Rendition, tmp_path: Path
) -> None:
    publication = rendition.publication
    tiff = tuple(replace(r, media_type="image/tiff") for r in publication.resources)
    made = _texts(_other(rendition, replace(publication, resources=tiff)), tmp_path)
    assert "A heron on one leg &amp; a river." in made["text/002.xhtml"]
    assert "<img" not in made["text/002.xhtml"]
    assert "cover" not in made["package.opf"]


def test_a_description_of_several_sentences_is_one_picture_with_an_id_for_each(
    rendition: Rendition, tmp_path: Path
) -> None:
    phrases = (Phrase("s9003", 0, 4, "generated"), Phrase("s9004", 5, 9, "generated"))
    alt = Paragraph(id="s9002", text="One. Two.", phrases=phrases)
    figure = Figure(id="s9001", href="resources/img001.png", alt=alt)
    more = Section(id="s9000", content=(figure,))
    publication = replace(rendition.publication, sections=(*rendition.publication.sections, more))
    made = _texts(_other(rendition, publication), tmp_path)
    wanted = '<span id="s9004"><img id="s9003" src="../images/001.png" alt="One. Two."/></span>'
    assert wanted in made["text/005.xhtml"]


def test_links_inside_lead_to_the_file_where_their_target_stands(
    rendition: Rendition, tmp_path: Path
) -> None:
    marks = (
        Mark(0, 3, MarkKind.LINK, href="#s0009"),
        Mark(4, 7, MarkKind.LINK, href="#nowhere"),
        Mark(8, 11, MarkKind.LINK, href="https://example.org/a b?q=<1>"),
        Mark(12, 15, MarkKind.LINK, href="javascript:alert(1)"),
    )
    text = Paragraph(
        id="s9001", text="one two six ten", marks=marks, phrases=(Phrase("s9002", 0, 15),)
    )
    more = Section(id="s9000", content=(text,))
    publication = replace(rendition.publication, sections=(*rendition.publication.sections, more))
    body = _texts(_other(rendition, publication), tmp_path)["text/005.xhtml"]
    assert '<a href="002.xhtml#s0009">one</a> <a>two</a>' in body
    assert '<a href="https://example.org/a%20b?q=%3C1%3E">six</a> <span>ten</span>' in body


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("http://example.org/100%", "http://example.org/100%25"),
        ("https://[bad", ""),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("../other.html", ""),
        ("http://exa mple.org/", ""),
    ],
)
def test_only_valid_addresses_lead_out(href: str, address: str) -> None:
    assert outside(href) == address


def test_characters_that_xml_cannot_hold_never_reach_a_file(
    rendition: Rendition, tmp_path: Path
) -> None:
    text = Paragraph(id="s9001", text="a\0b\x0bc\ufffed", phrases=(Phrase("s9002", 0, 7),))
    title = replace(rendition.publication.metadata, title="The\x0cTitle")
    publication = replace(
        rendition.publication, metadata=title, sections=(Section(id="s9000", content=(text,)),)
    )
    made = _texts(_other(rendition, publication), tmp_path)
    assert "ab�c�d" in made["text/001.xhtml"]


def test_a_long_section_is_split_where_sections_begin_and_else_between_blocks() -> None:
    def long(name: str) -> Paragraph:
        return Paragraph(id=name, text="x" * 900, phrases=(Phrase(f"{name}p", 0, 900),))

    inner = Section(id="s2", content=(Heading(id="s3", text="Two"), long("s4")))
    blocks = tuple(long(f"s{n}") for n in range(10, 14))
    section = Section(id="s1", content=(Heading(id="s5", text="One"), *blocks, inner))
    metadata = tiny_publication().metadata
    made = documents(Publication(metadata=metadata, sections=(section,)), limit=2200)
    assert [_ids(d.content) for d in made] == [["s5", "s10", "s11"], ["s12", "s13"], ["s3", "s4"]]
    assert [d.last for d in made] == [False, False, True]
    assert [len(d.around) for d in made] == [0, 1, 1]


def test_a_split_book_is_whole_and_keeps_its_levels(
    rendition: Rendition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "audiolib.packages.epub3.writer.documents", lambda p: documents(p, limit=400)
    )
    made = _texts(rendition, tmp_path)
    bodies = [text for name, text in sorted(made.items()) if re.match(r"text/\d", name)]
    assert len(bodies) > 8
    assert sum(body.count('<p id="s0011"') for body in bodies) == 1
    assert any("<h2" in body and "<h1" not in body for body in bodies)


def test_sidebars_and_notes_of_the_producer_carry_a_role(
    rendition: Rendition, tmp_path: Path
) -> None:
    text = Paragraph(id="s9002", text="Aside.", phrases=(Phrase("s9003", 0, 6),))
    note = Note(id="s9001", kind=NoteKind.PRODUCER, blocks=(text,))
    more = Section(id="s9000", content=(note,))
    publication = replace(rendition.publication, sections=(*rendition.publication.sections, more))
    body = _texts(_other(rendition, publication), tmp_path)["text/005.xhtml"]
    assert '<aside id="s9001" class="producer" epub:type="sidebar" role="note">' in body


def _without(section: Section, note: Note) -> Section:
    kept = tuple(
        _without(child, note) if isinstance(child, Section) else child
        for child in section.content
        if child is not note
    )
    return replace(section, content=kept)


def _ids(content: tuple[object, ...]) -> list[str]:
    return [
        node.id
        for child in content
        for node in walk(child)  # type: ignore[arg-type]
        if isinstance(node, Text)
    ]
