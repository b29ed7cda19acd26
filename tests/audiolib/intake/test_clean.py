"""The clean-up: straight, on white, without specks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from audiolib.intake.clean import clean, flatten, median3
from audiolib.intake.skew import pitch, skew
from bench.paper import Wear, worn
from tests.audiolib.intake.pages import SOUND, blank, book, needs_fonts, page


@given(st.integers(3, 40), st.integers(3, 40), st.integers(0, 10**6))
def test_the_median_is_that_of_nine_neighbours(height: int, width: int, seed: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width), dtype=np.uint8)
    expected = np.asarray(Image.fromarray(pixels).filter(ImageFilter.MedianFilter(3)))
    assert (median3(pixels)[1:-1, 1:-1] == expected[1:-1, 1:-1]).all()


@given(st.integers(16, 90), st.integers(16, 90), st.integers(0, 255))
def test_an_even_page_of_any_grey_becomes_white(height: int, width: int, grey: int) -> None:
    assert flatten(np.full((height, width), grey, dtype=np.uint8)).min() == 255


@needs_fonts
@pytest.mark.parametrize("angle", [-6.0, -2.2, -0.5, 0.5, 1.4, 5.0])
def test_a_page_askew_is_straightened(angle: float) -> None:
    pixels = worn(book(1)[0].pixels, Wear(skew=angle, noise=5), 1)
    assert skew(flatten(pixels)) == pytest.approx(-angle, abs=0.15)
    cleaned = clean(pixels)
    assert cleaned.angle == pytest.approx(-angle, abs=0.15)
    assert abs(skew(flatten(cleaned.pixels))) < 0.15


@needs_fonts
def test_a_shadow_goes_and_letters_stay() -> None:
    pixels = page(wear=Wear(shadow=0.6, noise=6, skew=0.4))
    cleaned = clean(pixels).pixels
    assert np.median(pixels[:, :40]) < 150
    assert np.median(cleaned[:, 20:40]) > 240
    assert 0.02 < (cleaned < 100).mean() < 0.12


@needs_fonts
def test_a_clean_page_is_left_as_it_is() -> None:
    pixels = book(1)[0].pixels
    assert clean(pixels).pixels is pixels


@needs_fonts
def test_lines_are_as_far_apart_as_they_were_set() -> None:
    assert pitch(flatten(page(wear=SOUND))) == pytest.approx(12 * 300 / 72 * 1.35, abs=1.5)


def test_a_page_without_lines_has_neither_angle_nor_pitch() -> None:
    assert skew(blank()) == 0.0
    assert pitch(blank()) == 0.0
    dots = np.random.default_rng(0).integers(0, 256, (600, 400), dtype=np.uint8)
    assert abs(skew(flatten(dots))) <= 8
