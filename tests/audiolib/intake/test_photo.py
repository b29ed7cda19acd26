"""A page photographed on a table is cut out and straightened; a scan is left as it came."""

import numpy as np
import pytest

from audiolib.intake import corners, inspect, straightened
from audiolib.intake.pixels import Grey
from bench.paper import HARD, MID, Photo, photographed, worn
from tests.audiolib.intake.pages import SOUND, blank, book, needs_fonts, needs_tesseract


@needs_fonts
@needs_tesseract
@pytest.mark.parametrize(
    "photo",
    [Photo(), Photo(lean=0.2, turn=6, dusk=0.6), Photo(lean=0.1, turn=-7, table=95)],
    ids=["well held", "from aside", "turned, on a light table"],
)
def test_a_photographed_page_is_straight_and_whole_again(photo: Photo) -> None:
    taken = photographed(book(1)[0].pixels, photo, 3)
    sheet = corners(taken)
    assert sheet is not None
    straight = straightened(taken, sheet)
    assert straight.shape[0] / straight.shape[1] == pytest.approx(2480 / 1748, rel=0.12)
    assert [f.code for f in inspect(straight, "vi").findings] == []


@needs_fonts
@pytest.mark.parametrize("wear", [SOUND, MID, HARD], ids=["sound", "mid", "hard"])
def test_a_scan_has_no_table(wear: object) -> None:
    page, behind = (one.pixels for one in book(2))
    assert corners(worn(page, wear, 4, behind)) is None  # type: ignore[arg-type]


def half_black() -> Grey:
    pixels = blank()
    pixels[:280] = 0
    return pixels


@pytest.mark.parametrize(
    "pixels",
    [
        blank(),
        np.zeros((560, 400), dtype=np.uint8),
        np.random.default_rng(2).integers(0, 255, (560, 400), dtype=np.uint8),
        half_black(),
        blank(16, 4000),
    ],
    ids=["empty", "black", "noise", "half black", "a strip"],
)
def test_what_is_no_sheet_on_a_table_does_not_trouble_anybody(pixels: Grey) -> None:
    sheet = corners(pixels)
    assert sheet is None or min(straightened(pixels, sheet).shape) > 0
