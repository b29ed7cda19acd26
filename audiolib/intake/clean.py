"""The clean-up before recognition: straightened, the paper made white, specks taken out.

The order is the measured one: straightening alone makes the error rate worse as often as better;
together with an even ground it takes most of it away (`bench/intake.py`).
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from audiolib.intake.pixels import Grey
from audiolib.intake.skew import skew

VERSION = "2"
"""Changes whenever the same page would come out another."""
_BLOCK = 4
_STEP = 17
"""Grey is kept in sixteen steps: a recogniser sees no difference, and pages take half the room."""
_LEAST_SKEW = 0.08
"""Degrees."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A page as it is recognised: its pixels, and the degrees it was turned against the clock."""

    pixels: Grey
    angle: float


def clean(pixels: Grey) -> Cleaned:
    """A page, upright, made ready for recognition; one that is clean already is left as it is.

    Small letters are not enlarged: on pages of 150 dpi that helped one language of five.
    """
    flat = flatten(pixels)
    angle = skew(flat)
    if abs(angle) < _LEAST_SKEW and _is_clean(pixels):
        return Cleaned(pixels, 0.0)
    if abs(angle) >= _LEAST_SKEW:
        flat = turned(flat, angle)
    even = median3(flat).astype(np.uint16)
    stepped = (even + _STEP // 2) // _STEP * _STEP
    return Cleaned(np.minimum(stepped, 255).astype(np.uint8), angle)


def _is_clean(pixels: Grey) -> bool:
    """Whether hardly a pixel is neither paper nor ink; the median would only thin fine marks."""
    sample = pixels[::3, ::3]
    return bool(((sample > 250) | (sample < 100)).mean() > 0.95)


def flatten(pixels: Grey) -> Grey:
    """The page on white: what differs from its ground, which may be shadowed, yellow or dark."""
    height, width = pixels.shape
    rows, columns = -(-height // _BLOCK) * _BLOCK, -(-width // _BLOCK) * _BLOCK
    padded = np.pad(pixels, ((0, rows - height), (0, columns - width)), mode="edge")
    blocks = padded.reshape(rows // _BLOCK, _BLOCK, columns // _BLOCK, _BLOCK).max(axis=(1, 3))
    ground = Image.fromarray(blocks).filter(ImageFilter.MaxFilter(5))
    ground = ground.filter(ImageFilter.MedianFilter(9))
    even = ground.resize((columns, rows), Image.Resampling.BILINEAR)
    ground_pixels = np.asarray(even, dtype=np.int16)[:height, :width]
    darker = np.clip(ground_pixels - pixels, 0, 255)
    sample = darker[::4, ::4]
    # The ground is the lightest around: twice the paper's usual grain below it is still paper.
    grain = 2 * float(np.median(sample))
    # Stretched so that the darkest ink is black again on dark or faded paper.
    ink = max(float(np.percentile(sample, 99)) - grain, 40.0)
    white: Grey = (255 - np.clip((darker - grain) * (230.0 / ink), 0, 255)).astype(np.uint8)
    return white


def turned(pixels: Grey, angle: float) -> Grey:
    """A page turned by an angle in degrees against the clock, on white."""
    image = Image.fromarray(pixels)
    straight = image.rotate(angle, Image.Resampling.BICUBIC, expand=False, fillcolor=255)
    return np.asarray(straight)


def median3(pixels: Grey) -> Grey:
    """Each pixel as the median of its nine neighbours: a network of 19 exchanges (Paeth 1990)."""
    padded = np.pad(pixels, 1, mode="edge")
    height, width = pixels.shape
    nine = [padded[i : i + height, j : j + width] for i in range(3) for j in range(3)]
    for one, other in _NETWORK:
        low = np.minimum(nine[one], nine[other])
        nine[other] = np.maximum(nine[one], nine[other])
        nine[one] = low
    return nine[4]


_NETWORK = (
    *((1, 2), (4, 5), (7, 8), (0, 1), (3, 4), (6, 7), (1, 2), (4, 5), (7, 8), (0, 3)),
    *((5, 8), (4, 7), (3, 6), (1, 4), (2, 5), (4, 7), (4, 2), (6, 4), (4, 2)),
)
