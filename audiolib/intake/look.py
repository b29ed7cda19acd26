"""What can be seen of a page image before anything is read: how it lies, and how clear it is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiolib.intake.clean import flatten, median3, turned
from audiolib.intake.pixels import Grey
from audiolib.intake.skew import pitch, skew, unevenness

GRID = (40, 28)
"""Rows and columns of the print of a page, by which the same page is known again."""
_INK = 128
_EDGE = 0.003
_SMALL = 1100
"""Pixels across that are enough for all but blur."""
_EM = 5.3
"""The size of type in rises, whatever the script: 4.3 to 6.4 on drawn pages."""
_CONTINUES = 0.2
"""Of the size of type, over which a thin stroke that is cut off goes on inside the page."""

Print = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Look:
    """What is seen of a page, in pixels of the image that is upright by its EXIF.

    Attributes:
        width, height: Of the image.
        declared: Dots per inch by the file, 0 where it does not say.
        pitch: From one line of text to the next, 0 where there are no lines.
        rise: How far the ink of a line lies from its middle (standard deviation), 0 where
            no lines are seen. It tells the size of type however wide the lines are set.
        skew: Degrees by which the page must be turned against the clock.
        edge: Pixels over which ink turns to paper; 0 where there is no ink.
        contrast: Between ink and paper, 0 to 255.
        paper: How light the paper is, 0 to 255.
        ink: The part of the page that is inked.
        cut: The edges at which text is cut off: `left`, `right`, `top`, `bottom`.
        quarter: Whether lines run up and down.
        leaning: Ink above the middle of the lines against ink below, by which a page that stands on
            its head differs from its neighbours.
        offset: How far right of the page's middle the text's middle is, as a part of its width.
        gutter: Where the middle of an image of two pages is, in pixels from the left; else 0.
        print: The ink in each field of a grid over the text, mean 0 and length 1.
    """

    width: int
    height: int
    declared: int
    pitch: float
    rise: float
    skew: float
    edge: float
    contrast: float
    paper: float
    ink: float
    cut: tuple[str, ...]
    quarter: bool
    leaning: float
    offset: float
    gutter: int
    print: Print


def look(pixels: Grey, declared: int = 0) -> Look:
    """What is seen of a page of so many dots per inch by its file, 0 where it does not say."""
    height, width = pixels.shape
    factor = max(1, width // _SMALL)
    small = _reduced(pixels, factor)
    flat = flatten(small)
    angle = skew(flat)
    straight = turned(flat, angle) if angle else flat
    dark = median3(straight) < _INK
    lines = pitch(straight)
    light = np.sort(small[::4, ::4], axis=None)
    paper = float(light[int(0.7 * len(light))])
    edge, contrast = _sharpness(pixels)
    quarter = _is_quarter(flat)
    rise, leaning = _profile(straight, lines)
    return Look(
        width=width,
        height=height,
        declared=declared,
        pitch=lines * factor,
        rise=rise * factor,
        skew=angle,
        edge=edge,
        contrast=contrast,
        paper=paper,
        ink=float(dark.mean()),
        cut=() if quarter else _cut(median3(flat) < _INK, rise, lines),
        quarter=quarter,
        leaning=leaning,
        offset=_offset(dark),
        gutter=0 if quarter else _gutter(dark) * factor,
        print=_print(dark),
    )


def _reduced(pixels: Grey, factor: int) -> Grey:
    if factor == 1:
        return pixels
    rows, columns = pixels.shape[0] // factor, pixels.shape[1] // factor
    cut = pixels[: rows * factor, : columns * factor]
    mean = cut.reshape(rows, factor, columns, factor).mean(axis=(1, 3))
    made: Grey = mean.astype(np.uint8)
    return made


def _sharpness(pixels: Grey) -> tuple[float, float]:
    """Pixels from ink to paper at the sharpest edges, and the contrast of ink."""
    height, width = pixels.shape
    # The middle of the page is enough, and free of the shadows of its edges.
    part = pixels[height // 8 : -height // 8, width // 8 : -width // 8]
    even = median3(part).astype(np.int16)
    ground = np.percentile(even[::4, ::4], 75)
    ink = np.percentile(even[::2, ::2], 1)
    contrast = float(ground - ink)
    steps = np.maximum(np.abs(np.diff(even, axis=1))[:-1], np.abs(np.diff(even, axis=0))[:, :-1])
    steepest = float(np.percentile(steps[::2], 99.7))
    return (contrast / steepest if steepest > 0 else 0.0), contrast


def _is_quarter(flat: Grey) -> bool:
    """Whether lines run up and down: then columns differ more in ink than rows."""
    across, down = unevenness(flat), unevenness(np.ascontiguousarray(flat.T))
    return down > 1.6 * across


def _cut(dark: NDArray[np.bool_], rise: float, lines: float) -> tuple[str, ...]:
    """The edges at which many marks of the size of letters end."""
    size = _EM * rise or 0.75 * (lines or dark.shape[0] / 45)
    sides = {
        "left": dark.T,
        "right": dark[:, ::-1].T,
        "top": dark,
        "bottom": dark[::-1],
    }
    found = []
    for name, side in sides.items():
        beside = name in ("left", "right")
        # Lines are many and letters thin beside; above and below, letters are many.
        low, high, least = (0.16, 1.5, 5) if beside else (0.055, 3.0, 9)
        if _marks(side, size, low, high, dark.shape[1]) >= least:
            found.append(name)
    return tuple(found)


def _marks(side: NDArray[np.bool_], size: float, low: float, high: float, width: int) -> int:
    """How many marks end at the first row of `side`: thick ones, and thin ones that go on."""
    depth = max(2, round(_EDGE * width))
    strip = side[:depth].any(axis=0)
    inside = side[depth : depth + max(2, round(_CONTINUES * size))]
    ends = np.flatnonzero(np.diff(np.concatenate(([0], strip.astype(np.int8), [0]))))
    count = 0
    for begin, end in zip(ends[::2].tolist(), ends[1::2].tolist(), strict=True):
        length = end - begin
        if not max(2, 0.05 * size) <= length <= high * size:
            continue
        if length >= low * size:
            count += 1
        else:
            # A script whose letters are joined is cut at its thin strokes; a speck ends there.
            near = inside[:, max(0, begin - length) : end + length]
            count += bool(near.any(axis=1).mean() > 0.8)
    return count


def _profile(straight: Grey, lines: float) -> tuple[float, float]:
    """How far the ink of a line lies from its middle, and to which side more, from -1 to 1.

    The latter is the skewness of the ink around each line's middle: figures on their heads turn
    its sign.
    """
    if lines < 8:
        return 0.0, 0.0
    rows = (255.0 - straight[:, straight.shape[1] // 10 : -(straight.shape[1] // 10)]).sum(axis=1)
    half = round(lines / 2)
    kernel = np.ones(max(3, half // 2)) / max(3, half // 2)
    smooth = np.convolve(rows, kernel, mode="same")
    middles = [
        y
        for y in range(half, len(rows) - half)
        if smooth[y] == smooth[y - half : y + half + 1].max() and smooth[y] > 0.3 * smooth.max()
    ]
    total = np.zeros(2 * half + 1)
    for y in middles:
        total += rows[y - half : y + half + 1]
    total -= total.min()
    if total.sum() <= 0:
        return 0.0, 0.0
    place = np.arange(-half, half + 1)
    share = total / total.sum()
    mean = float((share * place).sum())
    spread = float(np.sqrt((share * (place - mean) ** 2).sum()))
    if spread <= 0:
        return 0.0, 0.0
    return spread, float((share * (place - mean) ** 3).sum() / spread**3)


def _offset(dark: NDArray[np.bool_]) -> float:
    columns = np.flatnonzero(dark.mean(axis=0) > 0.02)
    if len(columns) < dark.shape[1] // 4:
        return 0.0
    # A few columns of specks or of a shadow at an edge do not move the text's middle.
    low, high = np.percentile(columns, [1, 99])
    return float((low + high) / 2 / dark.shape[1] - 0.5)


def _gutter(dark: NDArray[np.bool_]) -> int:
    """The middle of the white strip between two pages side by side; 0 where there is none."""
    height, width = dark.shape
    if width < 1.1 * height:
        return 0
    columns = dark[height // 12 : -(height // 12)].mean(axis=0)
    low, high = round(0.4 * width), round(0.6 * width)
    inked = columns > 0.015
    best, at, run = 0, 0, 0
    for x in range(low, high):
        run = 0 if inked[x] else run + 1
        if run > best:
            best, at = run, x - run // 2
    left, right = columns[round(0.05 * width) : low], columns[high : round(0.95 * width)]
    # One of the two may be an empty page.
    most = max(float((left > 0.02).mean()), float((right > 0.02).mean()))
    return at if best > 0.02 * width and most > 0.5 else 0


def _print(dark: NDArray[np.bool_]) -> Print:
    """The ink of the text's own rectangle in fields, so that margins and scale do not count."""
    rows, columns = dark.mean(axis=1) > 0.01, dark.mean(axis=0) > 0.01
    if rows.sum() < GRID[0] or columns.sum() < GRID[1]:
        return np.zeros(GRID, dtype=np.float32)
    top, bottom = np.flatnonzero(rows)[[0, -1]]
    left, right = np.flatnonzero(columns)[[0, -1]]
    part = dark[top : bottom + 1, left : right + 1].astype(np.float32)
    ys = np.linspace(0, part.shape[0], GRID[0] + 1).astype(int)
    xs = np.linspace(0, part.shape[1], GRID[1] + 1).astype(int)
    sums = np.add.reduceat(np.add.reduceat(part, ys[:-1], axis=0), xs[:-1], axis=1)
    fields: Print = (sums / np.outer(np.diff(ys), np.diff(xs))).astype(np.float32)
    # Lines stripe every page alike; what differs is where along a line there is more ink.
    fields -= fields.mean(axis=1, keepdims=True)
    length = float(np.linalg.norm(fields))
    return fields / np.float32(length) if length > 0 else fields


def likeness(one: Print, other: Print) -> float:
    """How alike two pages look, 1 where they are the same; a line's shift up or down is allowed."""
    best = 0.0
    for shift in (-1, 0, 1):
        a = one[max(0, shift) : GRID[0] + min(0, shift)]
        b = other[max(0, -shift) : GRID[0] + min(0, -shift)]
        best = max(best, float((a * b).sum()))
    return best
