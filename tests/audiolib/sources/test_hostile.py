import zipfile
from pathlib import Path

import pytest

from audiolib.errors import (
    SourceDamagedError,
    SourceEmptyError,
    SourceEncryptedError,
    SourceError,
    SourceHostileError,
    SourceKindError,
    SourceMissingError,
    SourceTooLargeError,
)
from audiolib.messages import Messages
from audiolib.publication import texts
from audiolib.sources.read import read
from tests.audiolib.sources.sources import PNG, codes, epub, keep, reading_of, xhtml

LAUGHS = (
    '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
ENCRYPTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
    'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
    '<enc:EncryptionMethod Algorithm="{}"/></enc:EncryptedData></encryption>'
)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("zero.txt", b"", SourceEmptyError),
        ("blank.txt", b" \n\n ", SourceEmptyError),
        ("binary.txt", bytes(range(256)) * 100, SourceKindError),
        ("late.txt", b"words \n" * 20_000 + b"\0\1\2", SourceDamagedError),
        ("line.txt", b"word " * 300_000, SourceTooLargeError),
        ("line.md", b"word " * 300_000, SourceTooLargeError),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, SourceDamagedError),
        ("old.txt", b"{\\rtf1 }", SourceEmptyError),
        ("scan.png", PNG, SourceKindError),
        ("book.fb2", b"<?xml version='1.0'?><FictionBook/>", SourceEmptyError),
        ("book.mobi", b"\0" * 60 + b"BOOKMOBI", SourceKindError),
        ("text.epub", b"hello world", SourceDamagedError),
        ("text.docx", b"hello world", SourceDamagedError),
        ("text.pdf", b"hello world", SourceDamagedError),
        ("empty.html", b"<html><body><script>x()</script></body></html>", SourceEmptyError),
        ("deep.html", b"<div>" * 100_000 + b"x", SourceHostileError),
        ("table.html", b"<table>" + b"<tr><td>1</td></tr>" * 100_001, SourceTooLargeError),
        (
            "image.html",
            b"<p>text</p><img alt='a cat' src='data:image/png;base64," + b"A" * 46_000_000 + b"'>",
            SourceTooLargeError,
        ),
    ],
)
def test_what_no_honest_text_does_is_refused(
    tmp_path: Path, name: str, content: bytes, error: type[SourceError]
) -> None:
    with pytest.raises(error) as raised:
        reading_of(tmp_path / name, content)
    assert name in Messages("vi").error(raised.value)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("text", "extra", "error"),
    [
        (LAUGHS + xhtml("<p>&c;</p>")[38:], {}, SourceHostileError),
        (OUTSIDE + xhtml("<p>&a;</p>")[38:], {}, SourceHostileError),
        (xhtml("<div>" * 100_000 + "x" + "</div>" * 100_000), {}, SourceHostileError),
        (xhtml("<p>" + "a" * 30_000_000 + "</p>"), {}, SourceHostileError),
        (xhtml("<p>x</p>"), {"../../evil": b"x"}, SourceHostileError),
        (
            xhtml("<p>x</p>"),
            {"META-INF/encryption.xml": ENCRYPTED.format("http://x#aes128-cbc").encode()},
            SourceEncryptedError,
        ),
    ],
)
def test_hostile_epubs_are_refused(
    tmp_path: Path, text: str, extra: dict[str, bytes], error: type[SourceError]
) -> None:
    path = epub(tmp_path / "a.epub", {"a.xhtml": text}, extra=extra)
    with pytest.raises(error):
        read(path, lang=None, keep=keep)


def test_fonts_may_be_obfuscated(tmp_path: Path) -> None:
    listing = ENCRYPTED.format("http://www.idpf.org/2008/embedding").encode()
    extra = {"META-INF/encryption.xml": listing}
    path = epub(tmp_path / "a.epub", {"a.xhtml": xhtml("<p>Xin chào</p>")}, extra=extra)
    assert read(path, lang=None, keep=keep)


def test_every_cut_of_an_epub_is_told_as_damage(tmp_path: Path) -> None:
    path = epub(tmp_path / "a.epub", {"a.xhtml": xhtml("<p>Xin chào</p>")})
    content = path.read_bytes()
    for length in range(1, len(content), 97):
        path.write_bytes(content[:length])
        with pytest.raises(SourceError):
            read(path, lang=None, keep=keep)


def test_an_archive_of_archives_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b.zip", b"PK\x03\x04")
    with pytest.raises(SourceHostileError):
        read(tmp_path / "a.zip", lang=None, keep=keep)


def test_folders_and_missing_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(SourceKindError):
        read(tmp_path, lang=None, keep=keep)
    with pytest.raises(SourceMissingError):
        read(tmp_path / "no.txt", lang=None, keep=keep)


@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "ul><li", "table><tr><td", "em"])
def test_deep_nesting_below_the_limit_is_read_to_its_end(tmp_path: Path, tag: str) -> None:
    opened = f"<{tag}>" * 500
    closed = "".join(f"</{part}>" for part in reversed(tag.replace(">", "").split("<")))
    reading = reading_of(tmp_path / "a.html", f"<body>{opened}deep{closed * 500}<p>after</p>")
    words = " ".join(text.text for text in texts(reading.publication))
    assert "deep" in words
    assert "after" in words


def test_pictures_from_outside_the_folder_or_the_web_are_never_read(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    images = (
        "../secret.png",
        "link.png",
        "/etc/passwd",
        "http://example.org/a.png",
        "file:///etc/x",
    )
    page = "<p>Words here</p>" + "".join(f"<img src='{image}' alt='a cat'>" for image in images)
    reading = reading_of(folder / "a.html", page)
    assert not reading.publication.resources
    assert codes(reading).count("html-image-external") == 2
    assert codes(reading).count("html-image-missing") == 3


def test_a_drawing_loses_its_scripts(tmp_path: Path) -> None:
    kept: list[bytes] = []

    def remember(named: str, kind: str, content: bytes) -> object:
        kept.append(content)
        return keep(named, kind, content)

    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script>'
        '<image href="http://example.org/a.png"/><title>cat</title></svg>'
    )
    (tmp_path / "cat.svg").write_text(svg)
    (tmp_path / "a.html").write_text("<p>Words</p><img src=cat.svg alt='a cat'>")
    read(tmp_path / "a.html", lang="en", keep=remember)  # type: ignore[arg-type]
    assert b"title" in kept[0]
    assert not any(word in kept[0] for word in (b"script", b"onload", b"example.org"))
