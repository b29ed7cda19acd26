"""A page photographed on a table is found, cut out, and seen as if from straight above."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from audiolib.intake.pixels import Grey

_SMALL = 400
"""Pixels along the longer side that are enough to find a sheet."""
_LEAST, _MOST = 0.2, 0.97
"""The part of the picture that a sheet covers: more of it is no table."""
_DARKER = 0.62
"""How light the table is at most, against the sheet."""
_BEYOND = 0.1
"""How far out of the picture a corner may be, as a part of its side: its margin is cut off."""
_SPREAD = 3.0
"""Pixels of the small picture that an edge may wander: paper bends a little."""
_INSET = 0.006
"""The part of each side that is left away: the sheet's own edge is a dark line."""

Line = tuple[float, float]
"""An edge: where it is at the picture's middle, and its slope."""


def corners(pixels: Grey) -> NDArray[np.float64] | None:
    """The corners of a sheet on something darker: left and right above, right and left below.

    None where there is no table round it, or the sheet's edges are not straight.
    """
    factor = max(1, max(pixels.shape) // _SMALL)
    image = Image.fromarray(pixels).reduce(factor)
    # Letters go, the sheet and the table stay as large as they are.
    even = image.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.MinFilter(9))
    even = even.filter(ImageFilter.MedianFilter(5))
    small = _evenly_lit(np.asarray(even))
    sheet = small > _between(small)
    share = float(sheet.mean())
    if not _LEAST < share < _MOST:
        return None
    inside, outside = float(np.median(small[sheet])), float(np.median(small[~sheet]))
    if outside > _DARKER * inside:
        return None
    across, down = _sides(sheet), _sides(np.ascontiguousarray(sheet.T))
    if across is None or down is None:
        return None
    height, width = sheet.shape
    (left, right), (top, bottom) = across, down
    found = np.array(
        [
            _meeting(one, other, width, height)
            for one, other in ((left, top), (right, top), (right, bottom), (left, bottom))
        ]
    )
    size = np.array([width, height], dtype=float)
    if (found < -_BEYOND * size).any() or (found > (1 + _BEYOND) * size).any():
        return None
    if not _LEAST < _area(found) / (width * height) < _MOST:
        return None
    held: NDArray[np.float64] = found * factor
    return held


def straightened(pixels: Grey, found: NDArray[np.float64]) -> Grey:
    """The sheet between four corners as a picture of its own, its angles right."""
    middle = found.mean(axis=0)
    held = middle + (found - middle) * (1 - 2 * _INSET)
    left_top, right_top, right_foot, left_foot = held
    width = round(float(_length(left_top, right_top) + _length(left_foot, right_foot)) / 2)
    height = round(float(_length(left_top, left_foot) + _length(right_top, right_foot)) / 2)
    corners_there = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=float)
    image = Image.fromarray(pixels).transform(
        (width, height),
        Image.Transform.PERSPECTIVE,
        _perspective(corners_there, held),
        Image.Resampling.BICUBIC,
        fillcolor=255,
    )
    return np.asarray(image)


def _evenly_lit(small: Grey) -> Grey:
    """The picture as if the lamp stood above it: how light paper is falls off in a plane."""
    height, width = small.shape
    y, x = np.mgrid[0:height, 0:width]
    plane = np.stack([np.ones(small.size), x.ravel() / width, y.ravel() / height], axis=1)
    values = np.log(small.ravel().astype(float) + 1)
    lit, even = values, small
    for _ in range(3):
        paper = even.ravel() > _between(even)
        if paper.sum() < small.size * _LEAST / 2:
            break
        # The table's dark corner and the paper's are told apart better each time.
        fit, *_ = np.linalg.lstsq(plane[paper][::7], values[paper][::7], rcond=None)
        lit = values - plane @ fit
        even = np.clip(200 * np.exp(lit), 0, 255).astype(np.uint8).reshape(small.shape)
    return even


def _between(small: NDArray[np.uint8]) -> float:
    """The grey that parts the light from the dark best (Otsu 1979)."""
    counts = np.bincount(small.ravel(), minlength=256).astype(float)
    below, sums = np.cumsum(counts), np.cumsum(counts * np.arange(256))
    above = below[-1] - below
    parted = np.maximum(below * above, 1.0)
    between = np.where(below * above > 0, (sums[-1] * below - sums * below[-1]) ** 2 / parted, 0.0)
    return float(np.argmax(between))


def _sides(sheet: NDArray[np.bool_]) -> tuple[Line, Line] | None:
    """The edges of a sheet to both sides of its middle column."""
    height, width = sheet.shape
    rows = np.arange(height)
    middle = width // 2
    firsts, lasts, at = [], [], []
    for y in rows[sheet[:, max(0, middle - 3) : middle + 4].all(axis=1)]:
        dark = np.flatnonzero(~sheet[y])
        before, after = dark[dark < middle], dark[dark > middle]
        firsts.append(before[-1] + 1 if len(before) else 0)
        lasts.append(after[0] if len(after) else width)
        at.append(y)
    if len(at) < height // 4:
        return None
    place = np.array(at, dtype=float) - height / 2
    one, other = _line(place, np.array(firsts, float)), _line(place, np.array(lasts, float))
    return (one, other) if one and other else None


def _line(place: NDArray[np.float64], value: NDArray[np.float64]) -> Line | None:
    """The line most points lie near; None where they lie on none."""
    kept = np.ones(len(place), dtype=bool)
    slope = offset = 0.0
    for _ in range(6):
        if kept.sum() < 0.5 * len(place):
            return None
        slope, offset = np.polyfit(place[kept], value[kept], 1)
        away = np.abs(value - (slope * place + offset))
        kept = away <= max(_SPREAD, 1.5 * float(np.median(away)))
    if float(np.median(away)) > _SPREAD or abs(slope) > 0.5:
        return None
    return float(offset), float(slope)


def _meeting(side: Line, end: Line, width: int, height: int) -> tuple[float, float]:
    """Where an edge that runs down and one that runs across meet."""
    x0, down = side[0] - side[1] * height / 2, side[1]
    y0, across = end[0] - end[1] * width / 2, end[1]
    y = (y0 + across * x0) / (1 - across * down)
    return x0 + down * y, y


def _area(found: NDArray[np.float64]) -> float:
    x, y = found[:, 0], found[:, 1]
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def _length(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    return float(np.linalg.norm(one - other))


def _perspective(
    there: NDArray[np.float64], here: NDArray[np.float64]
) -> tuple[float, float, float, float, float, float, float, float]:
    """The eight numbers that lead from each corner of a rectangle to one of the picture."""
    rows, values = [], []
    for (x, y), (u, v) in zip(there, here, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    a, b, c, d, e, f, g, h = np.linalg.solve(np.array(rows), np.array(values)).tolist()
    return a, b, c, d, e, f, g, h
