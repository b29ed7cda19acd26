"""Page images from files of strangers."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from audiolib.errors import (
    SourceDamagedError,
    SourceError,
    SourceKindError,
    SourceMissingError,
    SourceTooLargeError,
)
from audiolib.intake import in_order, pages_of, places, split, upright
from audiolib.intake.errors import HeicError, NoPagesError, TextPdfError
from audiolib.intake.pixels import grey
from audiolib.keys import content_key
from audiolib.store import Store
from tests.audiolib.intake.hostile import pdf, zeros
from tests.audiolib.intake.pages import blank, save


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "store"))


def packed(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def marked(mark: int = 40) -> Image.Image:
    """A white page with a black field at its left and top."""
    pixels = blank()
    pixels[:mark, :mark] = 0
    return Image.fromarray(pixels)


def test_a_picture_is_kept_byte_for_byte_under_its_digest(tmp_path: Path, store: Store) -> None:
    path = save(blank(), tmp_path / "p1.png")
    (page,) = pages_of(path, "p1.png", store)
    assert store.get(page.digest) == path.read_bytes()
    assert page.digest == content_key(path.read_bytes())
    assert (page.width, page.height, page.dpi, page.media_type) == (400, 560, 300, "image/png")


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("L", "JPEG"),
        ("RGB", "JPEG"),
        ("CMYK", "JPEG"),
        ("RGBA", "PNG"),
        ("P", "PNG"),
        ("1", "TIFF"),
        ("I;16", "PNG"),
        ("RGB", "WEBP"),
        ("LA", "PNG"),
        ("F", "TIFF"),
    ],
)
def test_pixels_are_grey_whatever_the_colours_were(mode: str, kind: str) -> None:
    image = marked()
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image, dtype=np.uint16) * 257)
    else:
        image = image.convert(mode)
    pixels = grey(packed(image, kind), "p")
    assert pixels.shape == (560, 400)
    assert pixels[10, 10] < 30
    assert pixels[300, 300] > 225


def test_what_is_transparent_is_paper() -> None:
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    assert grey(packed(image, "PNG"), "p").min() == 255


def test_a_telephones_orientation_is_heeded(tmp_path: Path, store: Store) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "p.jpg"
    path.write_bytes(packed(marked(), "JPEG", exif=exif))
    (page,) = pages_of(path, "p.jpg", store)
    assert (page.width, page.height) == (560, 400)
    pixels, _ = upright(store, page.digest)
    assert pixels.shape == (400, 560)
    assert pixels[10, -10] < 30


def test_each_frame_of_a_tiff_is_a_page(tmp_path: Path, store: Store) -> None:
    frames = [marked(mark) for mark in (40, 80, 120)]
    path = tmp_path / "scan.tif"
    frames[0].save(path, "TIFF", save_all=True, append_images=frames[1:], dpi=(300, 300))
    pages = list(pages_of(path, "scan.tif", store))
    assert [page.place for page in pages] == ["1", "2", "3"]
    for page, frame in zip(pages, frames, strict=True):
        assert (upright(store, page.digest)[0] == np.asarray(frame)).all()
        assert page.dpi == 300


def test_a_pdf_of_scans_gives_its_pages_at_their_own_resolution(
    tmp_path: Path, store: Store
) -> None:
    path = tmp_path / "scan.pdf"
    frames = [marked(40), marked(120)]
    frames[0].save(path, "PDF", resolution=200, save_all=True, append_images=frames[1:])
    pages = list(pages_of(path, "scan.pdf", store))
    assert [page.place for page in pages] == ["1", "2"]
    for page, mark in zip(pages, (40, 120), strict=True):
        pixels, _ = upright(store, page.digest)
        assert abs(page.dpi - 200) <= 1
        assert abs(pixels.shape[1] - 400) <= 3
        assert pixels[mark - 10, mark - 10] < 60
        assert pixels[mark + 10, mark + 10] > 200


def test_a_pdf_with_its_own_text_is_told_apart(shared_pdf: Path, store: Store) -> None:
    with pytest.raises(TextPdfError):
        list(pages_of(shared_pdf, "text.pdf", store))


@pytest.fixture
def shared_pdf(tmp_path: Path) -> Path:
    """A PDF of three pages of text, drawn by PDFium in one of its built-in fonts."""
    document = pdfium.PdfDocument.new()
    raw = pdfium.raw
    font = raw.FPDFText_LoadStandardFont(document, b"Helvetica")
    for _ in range(3):
        page = document.new_page(595, 842)
        for line in range(20):
            text = raw.FPDFPageObj_CreateTextObj(document, font, 12)
            words = ("A library lends books to everyone who asks.\0").encode("utf-16-le")
            buffer = (raw.FPDF_WCHAR * (len(words) // 2)).from_buffer_copy(words)
            raw.FPDFText_SetText(text, buffer)
            raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, 60, 760 - 30 * line)
            raw.FPDFPage_InsertObject(page, text)
        raw.FPDFPage_GenerateContent(page)
    path = tmp_path / "text.pdf"
    document.save(path)
    return path


def test_a_folder_is_read_in_the_order_of_its_numbers(tmp_path: Path, store: Store) -> None:
    folder = tmp_path / "in"
    (folder / "part2").mkdir(parents=True)
    for name in ("p10.png", "p2.png", "p1.png", "part2/p1.png", ".hidden.png", "notes.txt"):
        save(blank(), folder / name) if name.endswith("png") else (folder / name).touch()
    names = [page.name for page in pages_of(folder, "in", store)]
    assert names == ["p1.png", "p2.png", "p10.png", "part2/p1.png"]


def test_a_zip_file_of_photographs_is_read_like_a_folder(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "photos.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("b/IMG_10.jpg", "b/IMG_9.jpg", "__MACOSX/b/._IMG_9.jpg"):
            archive.writestr(name, packed(marked(), "JPEG"))
    assert [p.name for p in pages_of(path, "x", store)] == ["b/IMG_9.jpg", "b/IMG_10.jpg"]


def test_a_folder_without_pictures_says_so(tmp_path: Path, store: Store) -> None:
    (tmp_path / "readme.txt").touch()
    with pytest.raises(NoPagesError):
        list(pages_of(tmp_path, "in", store))


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_heic_is_named(tmp_path: Path, store: Store, brand: bytes) -> None:
    path = tmp_path / "IMG_1.HEIC"
    path.write_bytes(b"\0\0\0\x18ftyp" + brand + bytes(400))
    with pytest.raises(HeicError):
        list(pages_of(path, "IMG_1.HEIC", store))


def test_heic_among_other_pictures_is_not_left_out_in_silence(tmp_path: Path, store: Store) -> None:
    save(blank(), tmp_path / "p1.png")
    (tmp_path / "p2.HEIC").write_bytes(b"\0\0\0\x18ftypheic" + bytes(400))
    with pytest.raises(HeicError):
        list(pages_of(tmp_path, "in", store))


def test_what_is_no_picture_is_refused(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "p.jpg"
    path.write_bytes(b"GIF89a" + bytes(100))
    with pytest.raises(SourceKindError):
        list(pages_of(path, "p.jpg", store))
    with pytest.raises(SourceMissingError):
        list(pages_of(tmp_path / "none.jpg", "none.jpg", store))


def bomb(width: int, height: int) -> bytes:
    """A PNG that claims a size, with hardly a byte of pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        crc = zlib.crc32(kind + body)
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(100_000))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (10_000, 9_000), (1_000_000, 20)])
def test_a_bomb_is_refused_before_a_pixel_is_made(
    tmp_path: Path, store: Store, width: int, height: int
) -> None:
    path = tmp_path / "p.png"
    path.write_bytes(bomb(width, height))
    with pytest.raises(SourceTooLargeError):
        list(pages_of(path, "p.png", store))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_a_picture_that_is_cut_off_is_refused(tmp_path: Path, store: Store, kind: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (300, 300), dtype=np.uint8)
    content = packed(Image.fromarray(noise), kind)
    path = tmp_path / "p"
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(SourceError):
        list(pages_of(path, "p", store))


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow warns before it refuses
@given(
    st.binary(max_size=300), st.sampled_from(["JPEG", "PNG", "TIFF", "WEBP"]), st.integers(0, 200)
)
def test_damaged_bytes_are_an_error_of_ours_or_a_picture(junk: bytes, kind: str, at: int) -> None:
    content = bytearray(packed(marked(), kind))
    content[at : at + len(junk)] = junk
    try:
        pixels = grey(bytes(content), "p")
    except SourceError:
        return
    assert pixels.ndim == 2


def scanned(*files: bytes) -> bytes:
    """One PDF of the pages of some."""
    whole = pdfium.PdfDocument.new()
    for file in files:
        whole.import_pages(pdfium.PdfDocument(file))
    made = io.BytesIO()
    whole.save(made)
    return made.getvalue()


def test_pages_of_a_pdf_whose_pictures_do_not_open_are_named_and_the_others_taken(
    tmp_path: Path, store: Store
) -> None:
    good = pdf(90, 120, zeros(1 << 20))
    twice = b"/Filter[/FlateDecode/FlateDecode]"
    broken = pdf(900, 1200, b"").replace(twice, b"/Filter/JPXDecode")
    faxed = pdf(9000, 12_000, b"").replace(twice, b"/Filter/CCITTFaxDecode")
    path = tmp_path / "p.pdf"
    path.write_bytes(scanned(good, pdf(30_000, 30_000, b""), good, broken, faxed))
    refused: list[SourceError] = []
    pages = list(pages_of(path, "p.pdf", store, refused.append))
    assert [page.place for page in pages] == ["1", "3"]
    assert [(error.code, error.place) for error in refused] == [
        ("intake-page-too-large", "2"),
        ("intake-page-broken", "4"),
        # A bit a pixel: not too large, but nothing is in it.
        ("intake-page-broken", "5"),
    ]


def test_a_damaged_pdf_is_refused(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "p.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(1000))
    with pytest.raises(SourceDamagedError):
        list(pages_of(path, "p.pdf", store))


@given(st.lists(st.integers(0, 10**6), unique=True), st.sampled_from(["p{}.jpg", "Trang {}", "{}"]))
def test_names_are_ordered_by_their_numbers(numbers: list[int], name: str) -> None:
    assert in_order(name.format(n) for n in numbers) == [name.format(n) for n in sorted(numbers)]


@given(st.lists(st.text(max_size=12), max_size=8))
def test_any_names_can_be_ordered(names: list[str]) -> None:
    assert sorted(in_order(names)) == sorted(names)


def joined(names: list[str], more: list[str]) -> list[str]:
    made = list(names)
    for name, place in zip(more, places(names, more), strict=True):
        made.insert(place, name)
    return made


def test_pages_that_come_later_join_their_series() -> None:
    assert joined(["p1.jpg", "p10.jpg"], ["p2.jpg", "p11.jpg"]) == [
        *("p1.jpg", "p2.jpg", "p10.jpg", "p11.jpg"),
    ]
    assert joined(["scan.pdf 1", "scan.pdf 2"], ["IMG_3.jpg"])[-1] == "IMG_3.jpg"
    assert joined(["p2.jpg a", "p2.jpg b"], ["p1.jpg", "p3.jpg"]) == [
        *("p1.jpg", "p2.jpg a", "p2.jpg b", "p3.jpg"),
    ]


def test_an_order_that_somebody_made_stays_when_pages_join() -> None:
    assert joined(["p3.jpg", "p1.jpg", "cover.jpg"], ["p2.jpg"]) == [
        *("p3.jpg", "p1.jpg", "p2.jpg", "cover.jpg"),
    ]


@given(st.lists(st.integers(0, 500), unique=True), st.lists(st.integers(501, 999), unique=True))
def test_pages_in_order_stay_in_order_however_they_come(one: list[int], other: list[int]) -> None:
    names = [f"IMG_{n}.jpg" for n in sorted(one)]
    made = joined(names, [f"IMG_{n}.jpg" for n in other])
    assert made == in_order(made)


def test_an_image_of_two_pages_becomes_two_in_their_order(tmp_path: Path, store: Store) -> None:
    pixels = np.hstack([blank(), blank()])
    pixels[100:400, 100:300] = 0
    (page,) = pages_of(save(pixels, tmp_path / "p.png"), "p.png", store)
    left, right = split(store, page)
    assert (upright(store, left.digest)[0] == pixels[:, :400]).all()
    assert (upright(store, right.digest)[0] == pixels[:, 400:]).all()
    assert (left.place, right.place, left.dpi) == ("a", "b", 300)
    turned = split(store, page, right_first=True)
    assert [half.digest for half in turned] == [right.digest, left.digest]
    assert [half.place for half in turned] == ["a", "b"]
