"""What is seen of pages whose lines are wide apart, or whose letters are joined."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from PIL import Image

from audiolib.intake.checks import inspect
from audiolib.intake.look import look
from audiolib.intake.pixels import Grey
from bench.paper import FACES, PERSIAN, Layout, draw, worn
from tests.audiolib.intake.pages import SOUND, STORY, needs_fonts, needs_tesseract

pytestmark = [
    pytest.mark.external,
    needs_fonts,
    needs_tesseract,
    pytest.mark.skipif(not FACES["naskh"].is_file(), reason="Noto Naskh Arabic is not installed"),
]

TALE = """\
در روزگاری دور، در دهکده‌ای کوچک کنار رودخانه، خواهر و برادری با مادربزرگ خود زندگی می‌کردند. خواهر
هر روز صبح زود برمی‌خاست و از چشمه آب می‌آورد و باغچه را آب می‌داد و برادر حیاط را جارو می‌کرد و به
جوجه‌ها دانه می‌داد. یک روز باران تندی بارید و آب رودخانه تا کنار خانه‌ها بالا آمد. برادر از پنجره
پرنده‌ای کوچک را دید که روی شاخه از سرما می‌لرزید و او را به خانه آورد و کنار آتش گذاشت."""
LAYOUTS = {"vi": Layout(), "fa": PERSIAN}


@cache
def drawn(lang: str, leading: float) -> Grey:
    told = [" ".join(TALE.split())] if lang == "fa" else STORY
    return draw(told * 12, replace(LAYOUTS[lang], leading=leading), most=1)[0].pixels


def small(pixels: Grey, share: float) -> Grey:
    image = Image.fromarray(pixels)
    return np.asarray(image.resize((int(image.width * share), int(image.height * share))))


def faults(pixels: Grey, lang: str) -> set[str]:
    return {finding.code for finding in inspect(np.ascontiguousarray(pixels), lang).findings}


def edges(pixels: Grey) -> tuple[int, int]:
    """The columns between which text stands on a page that was just drawn."""
    inked = np.flatnonzero((pixels < 90).any(axis=0))
    return int(inked[0]), int(inked[-1])


@pytest.mark.parametrize("lang", LAYOUTS)
@pytest.mark.parametrize("leading", [1.3, 2.0])
def test_letters_of_too_few_dots_are_told_however_wide_the_lines_are_set(
    lang: str, leading: float
) -> None:
    page = drawn(lang, leading)
    assert "intake-low-dpi" in faults(worn(small(page, 0.4), SOUND, 3), lang)
    assert "intake-low-dpi" not in faults(worn(small(page, 0.65), SOUND, 3), lang)


def test_the_rise_of_lines_grows_with_the_type_and_not_with_the_leading() -> None:
    rises = [look(drawn("fa", leading)).rise for leading in (1.3, 1.6, 2.0)]
    assert max(rises) < 1.15 * min(rises)
    assert look(small(drawn("fa", 1.6), 0.5)).rise == pytest.approx(rises[1] / 2, rel=0.1)


@pytest.mark.parametrize("lang", LAYOUTS)
def test_text_that_is_cut_at_either_side_is_told_also_where_letters_are_joined(lang: str) -> None:
    page = drawn(lang, 1.6)
    left, right = edges(page)
    seen = worn(page, SOUND, 4)
    assert "intake-cut-left" in faults(seen[:, left + 120 :], lang)
    assert "intake-cut-right" in faults(seen[:, : right - 120], lang)


@pytest.mark.parametrize("lang", LAYOUTS)
def test_text_that_ends_close_to_the_edge_is_not_called_cut(lang: str) -> None:
    page = drawn(lang, 1.6)
    left, right = edges(page)
    seen = worn(page, replace(SOUND, skew=0, specks=300), 5)
    assert faults(seen[:, left - 15 : right + 15], lang) == set()


def test_a_frame_of_specks_at_the_edge_is_not_called_cut() -> None:
    page = worn(drawn("fa", 1.6), replace(SOUND, skew=0), 6).copy()
    random = np.random.default_rng(7)
    for y in random.integers(0, page.shape[0] - 4, 60).tolist():
        page[y : y + 3, : int(random.integers(2, 5))] = 60
    assert faults(page, "fa") == set()
