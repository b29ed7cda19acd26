"""A threat a reader, through the whole command: told in a sentence, and nothing is left behind."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from audiolib.exits import BAD_INPUT
from tests.audiolib.commands.calls import call, produce, written

MEBIBYTE = 1 << 20
LAUGHS = (
    '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="p.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="u"><metadata '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="u">urn:x</dc:identifier>'
    "<dc:title>T</dc:title><dc:language>en</dc:language></metadata><manifest>"
    '<item id="i" href="t.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="i"/></spine></package>'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}'


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def epub(text: str, **more: str | bytes) -> bytes:
    head = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER}
    page = f'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>{text}</p></body></html>'
    return zipped({**head, "p.opf": PACKAGE, "t.xhtml": page, **more})


def docx(document: str, **more: str | bytes) -> bytes:
    head = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS}
    return zipped({**head, "word/document.xml": document, **more})


def entity(declared: str, name: str) -> bytes:
    return epub("x", **{"t.xhtml": f"{declared}<html><body><p>&{name};</p></body></html>"})


def dtbook(text: str, head: str = "") -> bytes:
    name = "http://www.daisy.org/z3986/2005/dtbook/"
    body = f'<dtbook xmlns="{name}" version="2005-3"><book><bodymatter><level1><p>{text}</p>'
    return f"<?xml version='1.0'?>{head}{body}</level1></bodymatter></book></dtbook>".encode()


BLANK_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)

THREATS: dict[str, bytes] = {
    "empty.txt": b"",
    "empty.md": b"\n\n",
    "empty.html": b"<html><body></body></html>",
    "empty.epub": b"",
    "empty.docx": b"",
    "empty.pdf": b"",
    "empty.xml": b"",
    "line.txt": b"word " * (MEBIBYTE // 2),
    "line.md": b"word " * (MEBIBYTE // 2),
    "table.html": b"<table>" + b"<tr><td>1</td></tr>" * 100_001,
    "binary.txt": bytes(range(256)) * 64,
    "deep.html": b"<div>" * 100_000 + b"x",
    "unknown.fb2": b"<?xml version='1.0'?><FictionBook/>",
    "scan.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "cut.epub": epub("words " * 200)[:-200],
    "cut.docx": docx(WORD.format("<w:body/></w:document>"))[:-60],
    "cut.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>",
    "blank.pdf": BLANK_PDF,
    "cut.xml": dtbook("words")[:-40],
    "bomb.epub": epub("x", **{"t.xhtml": b" " * (200 * MEBIBYTE)}),
    "bomb.docx": docx(" " * (200 * MEBIBYTE)),
    "laughs.epub": entity(LAUGHS, "c"),
    "outside.epub": entity(OUTSIDE, "a"),
    "laughs.docx": docx(LAUGHS + WORD.format("<w:body>&c;</w:body></w:document>")),
    "laughs.xml": dtbook("&c;", LAUGHS.replace("html", "dtbook")),
    "outside.xml": dtbook("&a;", OUTSIDE.replace("html", "dtbook")),
    "climb.epub": epub("x", **{"../../climbed.txt": "x"}),
    "climb.docx": docx(WORD.format("<w:body/></w:document>"), **{"../../climbed.txt": "x"}),
}


@pytest.mark.parametrize("name", THREATS)
def test_a_hostile_file_is_told_and_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    source = written(tmp_path / "in" / name, THREATS[name])
    said = call(
        *("produce", source, "-o", tmp_path / "out", "--store", tmp_path / "store"),
        *("--voice", "tone:sine", "--jobs", 1),
    )
    assert said.status == BAD_INPUT, said
    assert name in said.err
    assert len(said.err) < 700
    assert said.err.count(". ") >= 1, "what is wrong, and the next step"
    assert "Traceback" not in said.err
    assert "source-" not in said.err, "a sentence, not a code"
    assert said.out == ""
    assert not (tmp_path / "out").exists()
    assert sorted(f.name for f in tmp_path.rglob("*") if f.is_file()) == [name]


@pytest.mark.parametrize("name", ["bomb.epub", "cut.pdf", "empty.txt", "unknown.fb2"])
def test_inspect_tells_of_a_hostile_file_too(tmp_path: Path, name: str) -> None:
    source = written(tmp_path / name, THREATS[name])
    said = call("inspect", source, "--json")
    assert said.status == BAD_INPUT
    assert name in said.err
    assert said.json["error"].startswith("source-")


def test_a_folder_is_no_source(tmp_path: Path) -> None:
    said = produce(tmp_path, tmp_path)
    assert said.status == BAD_INPUT
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    said = produce(tmp_path / "none.txt", tmp_path)
    assert said.status == BAD_INPUT
    assert "none.txt" in said.err
