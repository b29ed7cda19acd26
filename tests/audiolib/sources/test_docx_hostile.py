import zipfile
from pathlib import Path

import pytest

from audiolib.errors import (
    SourceDamagedError,
    SourceEmptyError,
    SourceEncryptedError,
    SourceError,
    SourceHostileError,
    SourceMissingError,
    SourceTooLargeError,
)
from audiolib.messages import Messages
from audiolib.sources.docx import read_docx
from tests.audiolib.sources.office import NAMESPACES, docx, p, word
from tests.audiolib.sources.sources import keep


def refused(path: Path, error: type[SourceError]) -> None:
    with pytest.raises(error) as caught:
        read_docx(path, keep)
    for language in ("en", "vi"):
        assert caught.value.file in Messages(language).error(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    refused(tmp_path / "none.docx", SourceMissingError)


def test_a_password_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)
    refused(path, SourceEncryptedError)


def test_a_file_that_is_cut_off_is_damaged(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", p("words " * 1000))
    path.write_bytes(path.read_bytes()[:900])
    refused(path, SourceDamagedError)


def test_a_package_without_its_text_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    refused(path, SourceDamagedError)


def test_a_document_without_words_is_empty(tmp_path: Path) -> None:
    refused(docx(tmp_path / "a.docx", "<w:p/>"), SourceEmptyError)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", p("a"), files={"word/document.xml": b" " * 60_000_000})
    refused(path, SourceHostileError)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_entities_are_refused(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    body = f"{laughs}<w:document {NAMESPACES}><w:body>{p('&b;')}</w:body></w:document>"
    path = docx(tmp_path / "a.docx", p("a"), files={"word/document.xml": body.encode()})
    refused(path, SourceHostileError)


def test_names_that_lead_out_of_the_archive_are_refused(tmp_path: Path) -> None:
    refused(docx(tmp_path / "a.docx", p("a"), files={"../../evil": b"x"}), SourceHostileError)


def test_relations_that_lead_outside_reach_nothing(tmp_path: Path) -> None:
    blip = (
        '<w:drawing><wp:inline><wp:docPr descr="a cat on a wall"/><a:blip r:embed="i"/></wp:inline>'
    )
    body = f"{p('text')}<w:p><w:r>{blip}</w:drawing></w:r></w:p>"
    read = word(tmp_path, body, links={"i": ("image", "../../../../etc/passwd")})
    assert not read.publication.resources
    assert [f.code for f in read.findings] == ["docx-image-missing"]


def test_boxes_in_boxes_without_end_are_refused(tmp_path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 2000 + p("x") + "</w:tc></w:tr></w:tbl>" * 2000
    refused(docx(tmp_path / "a.docx", deep), SourceError)


def test_boxes_as_deep_as_xml_allows_are_read_or_refused(tmp_path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 80 + p("x") + "</w:tc></w:tr></w:tbl>" * 80
    try:
        read = read_docx(docx(tmp_path / "a.docx", deep), keep)
    except SourceTooLargeError:
        return
    assert read.publication.sections


def test_more_cells_than_any_table_has_are_refused(tmp_path: Path) -> None:
    rows = ("<w:tr>" + "<w:tc/>" * 1000 + "</w:tr>") * 201
    path = docx(tmp_path / "a.docx", p("a") + f"<w:tbl>{rows}</w:tbl>")
    refused(path, SourceError)


def test_styles_that_are_based_on_each_other_end(tmp_path: Path) -> None:
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{two}"/></w:style>'
        for one, two in ("ab", "ba")
    )
    read = word(tmp_path, p("words", '<w:pStyle w:val="a"/>'), parts={"styles": circle})
    assert read.publication.sections


def test_spans_beyond_reason_are_bounded(tmp_path: Path) -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="999999999999"/></w:tcPr>' + p("a") + "</w:tc>"
    row = f"<w:tr>{wide}<w:tc>{p('b')}</w:tc></w:tr>"
    assert word(tmp_path, f"<w:tbl>{row}</w:tbl>").publication.sections
