"""Faults of page images, each seeded into a page drawn for it."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageFilter

from audiolib.intake import Sheet, compare, inspect
from audiolib.intake.checks import Inspection
from audiolib.intake.look import Look, likeness, look
from audiolib.intake.pixels import Grey
from tests.audiolib.intake.pages import (
    FIRST,
    SOUND,
    blank,
    book,
    needs_fonts,
    needs_tesseract,
    page,
)

pytestmark = [pytest.mark.external, needs_fonts, needs_tesseract]


def codes(inspected: Inspection) -> set[str]:
    return {finding.code for finding in inspected.findings}


def smaller(pixels: Grey) -> Grey:
    return np.asarray(Image.fromarray(pixels).resize((700, 992)))


def blurred(pixels: Grey) -> Grey:
    return np.asarray(Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(4)))


def rows_cut(pixels: Grey, at: int) -> Grey:
    """The page cut within a line of text, near a row of pixels."""
    inked = np.flatnonzero((pixels < 90).sum(axis=1) > 80)
    return pixels[: int(inked[np.searchsorted(inked, at)]) + 8]


DEFECTS: dict[str, Callable[[Grey], Grey]] = {
    "intake-low-dpi": smaller,
    "intake-blurred": blurred,
    "intake-faint": lambda p: (255 - (255 - p.astype(float)) * 0.15).astype(np.uint8),
    "intake-dark": lambda p: (p * 0.35).astype(np.uint8),
    "intake-cut-left": lambda p: p[:, 320:],
    "intake-cut-right": lambda p: p[:, :-320],
    "intake-cut-bottom": lambda p: rows_cut(p, 1500),
    "intake-cut-top": lambda p: rows_cut(p[::-1], 1500)[::-1],
    "intake-upside-down": lambda p: np.rot90(p, 2),
    "intake-turned": lambda p: np.rot90(p, 3),
    "intake-two-up": lambda p: np.hstack([p, page(1)]),
    "intake-blank": lambda p: np.full_like(p, 240),
}


def test_a_sound_page_has_no_fault_and_its_number() -> None:
    inspected = inspect(page(), "vi", declared=300)
    assert codes(inspected) == set()
    assert (inspected.rotation, inspected.number) == (0, str(FIRST))


@pytest.mark.parametrize("code", DEFECTS)
def test_a_seeded_defect_is_found_and_nothing_worse_is_said(code: str) -> None:
    found = codes(inspect(np.ascontiguousarray(DEFECTS[code](page())), "vi"))
    assert code in found
    assert found - {code} <= {"intake-low-dpi"}


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_turned_page_is_told_how_to_stand(quarters: int) -> None:
    inspected = inspect(np.ascontiguousarray(np.rot90(page(), quarters)), "vi")
    assert inspected.rotation == 360 - 90 * quarters
    assert inspected.number == str(FIRST)


def test_a_page_askew_is_told_with_its_angle() -> None:
    (found,) = inspect(page(wear=replace(SOUND, skew=3)), "vi").findings
    assert found.code == "intake-skewed"
    assert found.facts["degrees"] == pytest.approx(3, abs=0.2)


def test_a_blank_page_is_only_a_note() -> None:
    noise = np.random.default_rng(1).normal(240, 6, (2480, 1748))
    inspected = inspect(np.clip(noise, 0, 255).astype(np.uint8), "vi")
    assert [f.severity.value for f in inspected.findings] == ["note"]
    assert codes(inspect(blank(), "vi")) == {"intake-blank"}


@pytest.fixture(scope="module")
def sheets() -> list[Sheet]:
    pages = [inspect(page(n), "vi") for n in range(8)]
    return [Sheet(p.seen, f"p{n}.jpg", p.number) for n, p in enumerate(pages)]


@cache
def _own(number: int) -> Look:
    """The look of a page like no other."""
    return inspect(page(number), "vi").seen


def found_in(sheets: list[Sheet]) -> list[tuple[str, object]]:
    return [(finding.code, finding.facts["sheet"]) for finding in compare(sheets)]


def test_a_whole_book_has_no_fault(sheets: list[Sheet]) -> None:
    assert [sheet.number for sheet in sheets] == [str(FIRST + n) for n in range(8)]
    assert found_in(sheets) == []


def test_a_missing_page_is_told_by_the_numbers_around_it(sheets: list[Sheet]) -> None:
    (finding,) = compare([*sheets[:3], *sheets[4:]])
    assert finding.code == "intake-page-missing"
    assert finding.facts == {"sheet": 4, "before": "13", "after": "15", "count": 1}


def test_the_same_page_scanned_twice_is_known_again(sheets: list[Sheet]) -> None:
    again = inspect(page(3, replace(SOUND, skew=-1.2, noise=10, jpeg=45)), "vi")
    twice = [*sheets[:4], Sheet(again.seen, "again.jpg", again.number), *sheets[4:]]
    assert found_in(twice) == [("intake-page-doubled", 5)]
    unread = [replace(sheet, number="") for sheet in twice]
    assert found_in(unread) == [("intake-page-doubled", 5)]


def test_a_page_that_was_laid_elsewhere_is_told_once(sheets: list[Sheet]) -> None:
    moved = [*sheets[:2], sheets[5], *sheets[2:5], *sheets[6:]]
    assert found_in(moved) == [("intake-order", 3)]


def test_a_misread_number_is_no_fault(sheets: list[Sheet]) -> None:
    misread = [replace(s, number="73") if n == 4 else s for n, s in enumerate(sheets)]
    assert found_in(misread) == []


@pytest.mark.parametrize(
    "read",
    [
        # Numbers 7 to 18 and 98 to 109 of worn Persian pages, as they were read.
        ["", "8", "9", "", "21", "13", "13", "12", "15", "31", "14", "8"],
        ["98", "99", "100", "101", "103", "103", "102", "105", "39", "4", "18", "109"],
        ["4", "8", "9", "70", "21", "13", "13", "12", "15", "31", "14", "8"],
        ["98", "99", "100", "101", "103", "103", "102", "105", "39", "", "18", "109"],
    ],
)
def test_where_most_numbers_are_misread_nothing_is_told(
    sheets: list[Sheet], read: list[str]
) -> None:
    pages = [replace(sheets[n % 8], number=number, seen=_own(n)) for n, number in enumerate(read)]
    assert found_in(pages) == []


def test_pages_behind_a_gap_are_believed_when_they_count_on(sheets: list[Sheet]) -> None:
    numbers = [1, 2, 3, 4, 30, 31, 32, 33]
    pages = [replace(s, number=str(n)) for s, n in zip(sheets, numbers, strict=True)]
    (finding,) = compare(pages)
    assert (finding.code, finding.facts["count"]) == ("intake-page-missing", 25)


def test_a_page_of_another_size_is_told(sheets: list[Sheet]) -> None:
    other = replace(sheets[2], seen=replace(sheets[2].seen, width=1300))
    assert found_in([*sheets[:2], other, *sheets[3:]]) == [("intake-size", 3)]


def test_left_and_right_pages_take_turns_where_nothing_is_numbered(sheets: list[Sheet]) -> None:
    unread = [
        replace(s, number="", seen=replace(s.seen, offset=0.03 if n % 2 else -0.03))
        for n, s in enumerate(sheets)
    ]
    assert found_in(unread) == []
    assert found_in([*unread[:3], *unread[4:]]) == [("intake-page-missing-side", 4)]


def test_pages_of_one_book_look_unlike_each_other() -> None:
    prints = [look(p.pixels).print for p in book(5)]
    for number, one in enumerate(prints):
        for other in prints[number + 1 :]:
            assert likeness(one, other) < 0.6
