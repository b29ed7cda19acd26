"""An image of two facing pages becomes two page images."""

import numpy as np

from audiolib.intake.images import PageImage
from audiolib.intake.look import look
from audiolib.intake.ocr import upright
from audiolib.intake.pixels import Grey, png
from audiolib.store import Store


def halves(pixels: Grey, gutter: int = 0) -> tuple[Grey, Grey]:
    """The left and the right page; cut at the gutter, else in the middle."""
    at = gutter or look(pixels).gutter or pixels.shape[1] // 2
    return np.ascontiguousarray(pixels[:, :at]), np.ascontiguousarray(pixels[:, at:])


def split(
    store: Store, page: PageImage, *, rotation: int = 0, right_first: bool = False
) -> tuple[PageImage, PageImage]:
    """Two pages for one of the store, in their order of reading, lossless; the whole stays.

    Args:
        store: The store that holds the image, and gets the two.
        page: The image of two pages.
        rotation: Degrees against the clock to turn it by first.
        right_first: In a book that is read from right to left, the right page comes first.

    Raises:
        PageLostError: the store has no such image.
        SourceError: the bytes are no image of a page.
    """
    pixels, declared = upright(store, page.digest, rotation)
    dpi = page.dpi or declared
    left, right = halves(pixels)
    in_order = (right, left) if right_first else (left, right)
    first, second = (
        PageImage(
            store.put(png(half, dpi)),
            "image/png",
            page.name,
            half.shape[1],
            half.shape[0],
            dpi,
            f"{page.place}{side}",
        )
        for half, side in zip(in_order, ("a", "b"), strict=True)
    )
    return first, second
