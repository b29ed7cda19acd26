import zlib
from pathlib import Path

import pytest

from audiolib.errors import (
    SourceDamagedError,
    SourceEncryptedError,
    SourceError,
    SourceHostileError,
    SourceMissingError,
    SourceTooLargeError,
)
from audiolib.messages import Messages
from audiolib.sources.pdf import read_pdf
from tests.audiolib.sources.office import FILES, pdf, show
from tests.audiolib.sources.sources import codes, keep

LOOP = (
    (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A 6 0 R/B 6 0 R>>>>"
        b"/Length 10>>stream\n/A Do /B Do\nendstream"
    ),
)
# RC4 of 40 bits with a password that isn't the empty one; the keys need not be right.
LOCK = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>/ID[(a)(a)]" % (b"o" * 32, b"u" * 32)


def refused(path: Path, error: type[SourceError]) -> None:
    with pytest.raises(error) as caught:
        read_pdf(path, keep)
    for language in ("en", "vi"):
        assert caught.value.file in Messages(language).error(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    refused(tmp_path / "none.pdf", SourceMissingError)


def test_a_file_that_is_cut_off_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes((FILES / "novel.pdf").read_bytes()[:40_000])
    refused(path, SourceDamagedError)


def test_a_password_is_told(tmp_path: Path) -> None:
    refused(pdf(tmp_path / "a.pdf", show(b"Secret"), trailer=LOCK), SourceEncryptedError)


def test_a_million_pages_are_refused_before_the_first(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", show(b"One"), pages=1_000_000)
    refused(path, SourceTooLargeError)


def test_a_page_that_expands_without_end_is_stopped(tmp_path: Path) -> None:
    spaces = zlib.compressobj(9)
    packed = b"".join(spaces.compress(b" " * (1 << 20)) for _ in range(700)) + spaces.flush()
    twice = zlib.compress(packed, 9)
    path = pdf(tmp_path / "a.pdf", twice, filters=b"/Filter[/FlateDecode/FlateDecode]")
    assert path.stat().st_size < 10_000
    refused(path, SourceHostileError)


def test_drawings_that_hold_themselves_are_stopped(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", b"/A Do", more=b"/XObject<</A 6 0 R>>", objects=LOOP)
    refused(path, SourceError)


def test_more_text_than_a_page_can_hold_is_left_out_and_told(tmp_path: Path) -> None:
    # PDFium leaves out what is written twice in one place.
    lines = b"".join(
        show(b"%d upon words upon words upon" % at, x=at % 100, y=1 + at // 50, size=1)
        for at in range(15_000)
    )
    assert "pdf-page-cut" in codes(read_pdf(pdf(tmp_path / "a.pdf", lines), keep))
