from pathlib import Path

import pytest

from audiolib.publication import Figure, MarkKind, Matter, Note, PageBreak, texts, walk
from audiolib.sources.read import read
from tests.audiolib.sources.sources import PNG, codes, epub, inner, keep, titles, xhtml

REFINED = (
    '<dc:creator id="c">Nguyễn Du</dc:creator><meta refines="#c" property="role">aut</meta>'
    '<dc:contributor id="d">Lan</dc:contributor><meta refines="#d" property="role">ill</meta>'
    "<dc:publisher>NXB</dc:publisher><dc:date>1925-03-01T00:00:00Z</dc:date>"
)
PAGE = '<h1 id="h{0}">{0}</h1><p>Chương này kể chuyện {0}.</p>'


def test_metadata_comes_from_the_package(tmp_path: Path) -> None:
    path = epub(
        tmp_path / "a.epub", {"a.xhtml": xhtml("<p>Xin chào các bạn</p>")}, metadata=REFINED
    )
    metadata = read(path, lang=None, keep=keep).publication.metadata
    assert metadata.identifier == "urn:x:1"
    assert [(c.name, c.role) for c in metadata.contributors] == [
        ("Nguyễn Du", "aut"),
        ("Lan", "ill"),
    ]
    assert (metadata.source.publisher, metadata.source.date) == ("NXB", "1925-03-01")
    assert metadata.language == "vi"


def test_sections_nest_as_the_table_of_contents_says(tmp_path: Path) -> None:
    nav = (
        '<nav epub:type="toc"><ol><li><a href="p.xhtml">Phần</a><ol><li><a href="a.xhtml">A</a>'
        '</li></ol></li><li><a href="z.xhtml">Z</a></li></ol></nav>'
        '<nav epub:type="landmarks"><ol><li><a epub:type="bodymatter" href="p.xhtml">x</a></li>'
        "</ol></nav>"
    )
    files = {
        "d.xhtml": xhtml('<section epub:type="dedication"><p>Tặng mẹ</p></section>'),
        "p.xhtml": xhtml("<h1>Phần</h1>"),
        "a.xhtml": xhtml(PAGE.format("A")),
        "a2.xhtml": xhtml("<p>Còn nữa.</p>"),
        "z.xhtml": xhtml(PAGE.format("Z"), attributes='lang="vi"'),
    }
    publication = read(epub(tmp_path / "a.epub", files, nav=nav), lang=None, keep=keep).publication
    assert titles(publication) == [None, "Phần", "Z"]
    dedication, part, _ = publication.sections
    assert (dedication.kind, dedication.matter) == ("dedication", Matter.FRONT)
    (inside,) = inner(part)
    assert [t.text for t in texts(inside)] == ["A", "Chương này kể chuyện A.", "Còn nữa."]


def test_notes_across_files_are_found_with_and_without_epub_types(tmp_path: Path) -> None:
    files = {
        "a.xhtml": xhtml(
            '<h1>A</h1><p>Một<a epub:type="noteref" href="n.xhtml#n1">1</a> và '
            '<a id="r2" href="n.xhtml#x2"><sup>2</sup></a>.</p>'
        ),
        "n.xhtml": xhtml(
            '<h1>Chú thích</h1><aside epub:type="endnote" id="n1"><p>Thứ nhất</p></aside>'
            '<p id="x2"><a href="a.xhtml#r2">2</a> Thứ hai</p>'
        ),
    }
    publication = read(epub(tmp_path / "a.epub", files), lang=None, keep=keep).publication
    notes = {
        b.aliases[0]: [t.text for t in texts(b)] for b in walk(publication) if isinstance(b, Note)
    }
    assert notes == {"E/n.xhtml#n1": ["Thứ nhất"], "E/n.xhtml#x2": ["Thứ hai"]}
    marks = [m.href for t in texts(publication) for m in t.marks if m.kind is MarkKind.NOTEREF]
    assert marks == ["#E/n.xhtml#n1", "#E/n.xhtml#x2"]


def test_pages_come_from_the_text_and_from_the_page_list(tmp_path: Path) -> None:
    nav = (
        '<nav epub:type="page-list"><ol><li><a href="a.xhtml#p1">1</a></li>'
        '<li><a href="a.xhtml#p2">2</a></li><li><a href="a.xhtml#p3">3</a></li></ol></nav>'
    )
    body = (
        '<span epub:type="pagebreak" id="p1" title="1"/><h1>A</h1><p>Nửa <a id="p2"/>câu.</p>'
        '<p id="p3">Đoạn ba.</p>'
    )
    path = epub(tmp_path / "a.epub", {"a.xhtml": xhtml(body)}, nav=nav)
    publication = read(path, lang=None, keep=keep).publication
    blocks = [b.label for b in walk(publication) if isinstance(b, PageBreak)]
    inside = [(p.label, p.at) for t in texts(publication) for p in t.pages]
    assert blocks == ["1"]
    assert inside == [("2", 4), ("3", 0)]


def test_a_text_without_heading_gets_that_of_the_table_of_contents(tmp_path: Path) -> None:
    nav = (
        '<nav epub:type="toc"><ol><li><a href="a.xhtml">Chương một</a></li>'
        '<li><a href="b.xhtml">Chương hai</a></li></ol></nav>'
    )
    files = {
        "a.xhtml": xhtml('<p class="title">CHƯƠNG MỘT</p><p>Ngày xưa có cô Tấm.</p>'),
        "b.xhtml": xhtml("<p>Ngày nay không còn nữa.</p>"),
    }
    reading = read(epub(tmp_path / "a.epub", files, nav=nav), lang=None, keep=keep)
    assert titles(reading.publication) == ["CHƯƠNG MỘT", "Chương hai"]
    assert codes(reading) == ["epub-heading-added"]


def test_languages_lexicons_and_pronunciations_are_kept(tmp_path: Path) -> None:
    lexicon = (
        b'<lexicon xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" version="1.0" '
        b'alphabet="ipa" xml:lang="vi"/>'
    )
    body = (
        '<h1>A</h1><p>Tên là <span ssml:ph="x" ssml:alphabet="ipa">Xa</span>.</p>'
        '<p xml:lang="fr">Bonjour, mes amis.</p>'
    )
    manifest = '<item id="l" href="vi.pls" media-type="application/pls+xml"/>'
    path = epub(
        tmp_path / "a.epub",
        {"a.xhtml": xhtml(body)},
        manifest=manifest,
        extra={"E/vi.pls": lexicon},
    )
    publication = read(path, lang=None, keep=keep).publication
    assert [r.media_type for r in publication.resources] == ["application/pls+xml"]
    assert [m.value for t in texts(publication) for m in t.marks] == ["x"]
    assert [t.lang for t in texts(publication)] == [None, None, "fr"]


@pytest.mark.parametrize(
    ("alphabet", "phonemes", "ipa"),
    [
        ("ipa", "ɣa", ["ɣa"]),
        ("x-sampa", "GA", ["ɣɑ"]),
        ("x-sampa", "ɣa", []),
        ("x-arpabet", "AA", []),
    ],
)
def test_pronunciations_are_kept_as_ipa_or_told(
    tmp_path: Path, alphabet: str, phonemes: str, ipa: list[str]
) -> None:
    body = f'<h1>A</h1><p>Tên là <i ssml:ph="{phonemes}" ssml:alphabet="{alphabet}">Ga</i>.</p>'
    reading = read(epub(tmp_path / "a.epub", {"a.xhtml": xhtml(body)}), lang=None, keep=keep)
    marks = [m for t in texts(reading.publication) for m in t.marks if m.kind == "phoneme"]
    assert [mark.value for mark in marks] == ipa
    assert ("html-phoneme-alphabet" in [f.code for f in reading.findings]) == (not ipa)


def test_pictures_and_cover_come_from_the_archive(tmp_path: Path) -> None:
    manifest = '<item id="c" href="i/c.png" media-type="image/png" properties="cover-image"/>'
    body = '<h1>A</h1><p>Văn bản</p><img src="i/c.png" alt="Một cối xay"/>'
    path = epub(
        tmp_path / "a.epub", {"a.xhtml": xhtml(body)}, manifest=manifest, extra={"E/i/c.png": PNG}
    )
    publication = read(path, lang=None, keep=keep).publication
    figure = next(b for b in walk(publication) if isinstance(b, Figure))
    assert publication.metadata.cover == figure.href
    assert len(publication.resources) == 1


def test_what_is_out_of_line_comes_last(tmp_path: Path) -> None:
    files = {"x.xhtml": xhtml(PAGE.format("X")), "a.xhtml": xhtml(PAGE.format("A"))}
    path = epub(tmp_path / "a.epub", files, linear={"x.xhtml": "no"})
    reading = read(path, lang=None, keep=keep)
    assert titles(reading.publication) == ["A", "X"]
    assert codes(reading) == ["epub-not-linear"]


def test_markup_that_is_not_well_formed_is_read_all_the_same(tmp_path: Path) -> None:
    path = epub(tmp_path / "a.epub", {"a.xhtml": "<html><body><p>Một<br>hai &nbsp; ba</body>"})
    reading = read(path, lang=None, keep=keep)
    assert "Một hai" in " ".join(next(texts(reading.publication)).text.split())
    assert codes(reading)[0] == "epub-not-well-formed"


def test_entities_of_html_are_understood(tmp_path: Path) -> None:
    path = epub(tmp_path / "a.epub", {"a.xhtml": xhtml("<p>Caf&eacute; &amp; tr&agrave;</p>")})
    assert next(texts(read(path, lang=None, keep=keep).publication)).text == "Café & trà"
