"""What kind of file a source is: by its first bytes, then by its suffix."""

import re
from pathlib import Path

from audiolib.errors import (
    SourceDamagedError,
    SourceEmptyError,
    SourceHostileError,
    SourceKindError,
    SourceMissingError,
)
from audiolib.sources.archive import Archive
from audiolib.sources.text import decode, is_text

READABLE = ("TXT", "Markdown", "HTML", "EPUB", "DOCX", "DOC", "RTF", "TEI", "FB2", "PDF", "DTBook")
_HEAD = 64 * 1024
_SUFFIXES = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mkd": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xht": "html",
}
_UNREAD_SUFFIXES = {
    ".azw": "Kindle",
    ".azw3": "Kindle",
    ".csv": "CSV",
    ".djv": "DjVu",
    ".djvu": "DjVu",
    ".json": "JSON",
    ".kfx": "Kindle",
    ".mobi": "Kindle",
    ".odt": "OpenDocument",
    ".pages": "Pages",
    ".tex": "TeX",
    ".wpd": "WordPerfect",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Word 97 files begin so, and newer ones that a password protects."""
_UNREAD_SIGNATURES = (
    (b"AT&TFORM", "DjVu"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"\0\0\0\x0cjP  ", "image"),
    (b"ID3", "sound"),
    (b"\xff\xfb", "sound"),
    (b"OggS", "sound"),
    (b"RIFF", "sound or image"),
    (b"fLaC", "sound"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
)


def kind_of(path: Path) -> str:
    """The kind of a file: `txt`, `markdown`, `html`, `epub`, `docx`, `rtf`, `pdf` and more.

    Bytes go before the suffix: a PDF that is called `.txt` is a PDF.

    Raises:
        SourceMissingError: there is no such file.
        SourceKindError: Audiolib does not read this kind; `place` names the kind where it is known.
        SourceEmptyError: the file has no bytes.
        SourceDamagedError: it can't be opened.
    """
    head = _head(path)
    suffix = path.suffix.lower()
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1024].find(b"%PDF-") >= 0:
        return "pdf"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_archive(path)
    if head.startswith(_OLE) and suffix in (".docx", ".docm"):
        return "docx"
    if head.startswith(_OLE):
        return "doc"
    if b"BOOKMOBI" in head[:128]:
        raise SourceKindError(str(path), "Kindle")
    for signature, kind in _UNREAD_SIGNATURES:
        if head.startswith(signature):
            raise SourceKindError(str(path), kind)
    if not is_text(head):
        if suffix in (".epub", ".docx", ".pdf"):
            raise SourceDamagedError(str(path), reason="its first bytes are not those of its kind")
        raise SourceKindError(str(path), _UNREAD_SUFFIXES.get(suffix) or suffix or "?")
    if not head.strip():
        raise SourceEmptyError(str(path), reason="white space only")
    return _of_text(path, decode(start[:4096]).text.lower(), suffix)


def _of_text(path: Path, start: str, suffix: str) -> str:
    """The kind of a file of characters."""
    markup = start.startswith("<")
    if markup and ("<dtbook" in start or "dtbook-" in start):
        return "dtbook"
    if markup and "<fictionbook" in start:
        return "fb2"
    if markup and re.search(r"<(?:\w+:)?tei(?:corpus)?(?:\.2)?[\s>]", start):
        return "tei"
    if markup and ("<html" in start or "<!doctype html" in start):
        return "html"
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if suffix in (".epub", ".docx", ".pdf"):
        raise SourceDamagedError(str(path), reason="its first bytes are not those of its kind")
    if suffix in _UNREAD_SUFFIXES:
        raise SourceKindError(str(path), _UNREAD_SUFFIXES[suffix])
    if markup:
        raise SourceKindError(str(path), "XML")
    return "txt"


def _of_archive(path: Path) -> str:
    with Archive.open(path) as archive:
        names = set(archive.names)
        named = "mimetype" in names and archive.read("mimetype", 4096).strip()
        if named == b"application/epub+zip" or "META-INF/container.xml" in names:
            return "epub"
        if any(name.startswith("word/") for name in names):
            return "docx"
        if sum(name.lower().endswith(".fb2") for name in names) == 1:
            return "fb2"
        if named and named.startswith(b"application/vnd.oasis"):
            raise SourceKindError(str(path), "OpenDocument")
        if path.suffix.lower() in (".epub", ".docx"):
            raise SourceDamagedError(str(path), reason="the archive lacks what its kind must hold")
        inner = sum(name.lower().endswith(".zip") for name in names)
        if inner and inner == len(names):
            raise SourceHostileError(str(path), reason="archives inside an archive")
        raise SourceKindError(str(path), "ZIP")


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise SourceKindError(str(path), "folder")
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except FileNotFoundError as error:
        raise SourceMissingError(str(path), reason=str(error)) from error
    except (OSError, ValueError) as error:
        raise SourceDamagedError(str(path), reason=str(error)) from error
    if not head:
        raise SourceEmptyError(str(path), reason="no bytes")
    return head
