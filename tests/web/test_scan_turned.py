"""A clerk turns pages of a scan and straightens them by forms; nothing of the picture is lost."""

import io

import numpy as np
import pytest
from PIL import Image

from audiolib.database.blobs import missing, referred
from audiolib.intake.ocr import recognise
from audiolib.service import Service
from audiolib.tables import Page
from tests.audiolib.intake.pages import book, needs_fonts, needs_tesseract
from tests.web.browser import Browser
from tests.web.test_scan_pages import HOME, act, clerk, machine, names, picture, rows, send, two_up

__all__ = ["clerk"]
pytestmark = [pytest.mark.external, needs_fonts, needs_tesseract]


def leaning(degrees: float) -> bytes:
    """A page that lies too far askew to be straightened without anybody's help."""
    image = Image.fromarray(book(1)[0].pixels).reduce(2)
    made = io.BytesIO()
    image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255).save(made, "PNG")
    return made.getvalue()


def shown(library: Service, page: Page) -> np.ndarray:
    content = library.store.get(page.preview)
    assert content is not None
    return np.asarray(Image.open(io.BytesIO(content)), dtype=np.int16)


def test_a_page_is_turned_turned_on_and_given_back(library: Service, clerk: Browser) -> None:
    send(clerk, ("p0.jpg", picture(0)), ("p1.jpg", picture(1)))
    seen = machine(library, clerk)
    before = rows(library)[0]
    asked = act(clerk, seen, "turn", before.id, by="180")
    assert "Đang chờ máy" in asked.words
    seen = machine(library, clerk)
    page = rows(library)[0]
    assert (page.image, page.rotation, page.number) == (before.image, 180, 1)
    assert np.abs(shown(library, page) - shown(library, before)[::-1, ::-1]).mean() < 6
    told = seen.tree.get_element_by_id("page-1").text_content()
    assert "Đã xoay: ngược lại 180°" in told
    assert "Lan" in told
    # Whoever turned it knows better than the machine which way up it stands.
    assert [fault["code"] for fault in page.faults] == []

    act(clerk, seen, "turn", page.id, by="270")
    seen = machine(library, clerk)
    page = rows(library)[0]
    assert page.rotation == 90
    turned = shown(library, page)
    assert turned.shape[1] > turned.shape[0]
    assert "sang trái 90°" in seen.words
    back = act(clerk, seen, "whole", page.id)
    assert "Đã xoay" not in back.words
    page = rows(library)[0]
    assert (page.preview, page.rotation, page.whole) == (before.preview, 0, {})
    assert names(library) == ["p0.jpg", "p1.jpg"]


def test_turning_a_page_back_needs_no_machine(library: Service, clerk: Browser) -> None:
    send(clerk, ("p0.jpg", picture(0)))
    seen = machine(library, clerk)
    act(clerk, seen, "turn", rows(library)[0].id, by="90")
    seen = machine(library, clerk)
    back = act(clerk, seen, "turn", rows(library)[0].id, by="270")
    assert "Đang chờ máy" not in back.words
    assert back.address == f"{HOME}?page=1"
    assert rows(library)[0].whole == {}


def test_a_page_that_lies_askew_is_straightened_and_read(library: Service, clerk: Browser) -> None:
    send(clerk, ("p0.png", leaning(12)))
    seen = machine(library, clerk)
    (before,) = rows(library)
    act(clerk, seen, "straighten", before.id, degrees="7,5", to="right")
    seen = machine(library, clerk)
    (page,) = rows(library)
    act(clerk, seen, "straighten", page.id, degrees="۴٫۵", to="right")
    seen = machine(library, clerk)
    (page,) = rows(library)
    assert "nghiêng sang phải 12°" in seen.words
    assert page.image != before.image
    assert "intake-skewed" not in [fault["code"] for fault in page.faults]
    read = recognise(library.store.location, page.image, "vi", page.rotation)
    words = " ".join(word.text for line in read.lines for word in line.words)
    assert "con thuyền giấy" in words.lower()
    with library.database.transaction() as session:
        assert before.image in {digest for _, digest in referred(session, library.store)}
        assert list(missing(session, library.store)) == []
    refused = act(clerk, seen, "straighten", page.id, degrees="3.1", to="right")
    assert refused.status == 422
    assert "0,1 đến 15" in refused.words
    for wrong in ("", "x", "nan", "-3", "90", "0.04", "1e9"):
        assert act(clerk, seen, "straighten", page.id, degrees=wrong, to="left").status == 422


def test_two_pages_on_their_side_are_turned_cut_and_put_together_step_by_step(
    library: Service, clerk: Browser
) -> None:
    content = Image.open(io.BytesIO(two_up(0))).transpose(Image.Transpose.ROTATE_180)
    made = io.BytesIO()
    content.crop((0, 0, content.width // 2, content.height)).save(made, "PNG")
    send(clerk, ("p1.png", made.getvalue()))
    seen = machine(library, clerk)
    (before,) = rows(library)
    act(clerk, seen, "turn", before.id, by="90")
    seen = machine(library, clerk)
    (turned,) = rows(library)
    act(clerk, seen, "split", turned.id)
    seen = machine(library, clerk)
    assert names(library) == ["p1.png a", "p1.png b"]
    assert "Ghép lại thành ảnh hai trang" in seen.words
    act(clerk, seen, "turn", rows(library)[0].id, by="90")
    seen = machine(library, clerk)
    half, other = rows(library)
    assert "Trả lại ảnh như trước khi xoay" in seen.words
    with library.database.transaction() as session:
        known = {digest for _, digest in referred(session, library.store)}
    assert {before.image, before.preview, turned.preview, half.preview} <= known
    # Whichever half is asked, both go, the turned one too.
    seen = act(clerk, seen, "whole", other.id)
    (again,) = rows(library)
    assert (again.image, again.rotation, again.preview) == (
        turned.image,
        turned.rotation,
        turned.preview,
    )
    seen = act(clerk, seen, "whole", again.id)
    (first,) = rows(library)
    assert (first.image, first.rotation, first.whole) == (before.image, before.rotation, {})
    # The same file sent again is known, however often it was turned and cut.
    send(clerk, ("p1 again.png", made.getvalue()))
    assert "giống hệt" in machine(library, clerk).words
