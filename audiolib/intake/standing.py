"""Which way up a page stands, by Tesseract's own look at its letters."""

import os
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from audiolib.intake.pixels import Grey
from audiolib.intake.tesseract import recogniser

_HIGH = 1800
"""Pixels from top to foot that are enough to tell letters from their reflections."""
_SECONDS = 30.0
_TOLD = re.compile(r"^Rotate: (\d+)\s*\nOrientation confidence: ([\d.]+)", re.MULTILINE)
_SURE = 1.0


def standing(flat: Grey, language: str) -> int | None:
    """Degrees against the clock by which a page must be turned; None where nobody can tell.

    Args:
        flat: The page on white.
        language: BCP 47 of the book.

    Raises:
        NotRecognisedError, RecogniserMissingError: see `recogniser`.
    """
    tool = recogniser(language)
    factor = max(1, flat.shape[0] // _HIGH)
    image = Image.fromarray(flat).reduce(factor)
    with tempfile.TemporaryDirectory(prefix="audiolib-page-") as folder:
        page = Path(folder) / "page.pgm"
        pixels = np.asarray(image, dtype=np.uint8)
        page.write_bytes(b"P5 %d %d 255\n" % image.size + pixels.tobytes())
        command = [tool.program, str(page), "-", "--psm", "0", "-l", "osd", "--dpi", "200"]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired:
            return None
    told = _TOLD.search(done.stdout.decode("utf-8", "replace"))
    if told is None or float(told[2]) < _SURE:
        return None
    # Tesseract tells how far to turn with the clock.
    return -int(told[1]) % 360
