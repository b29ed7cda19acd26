"""What a page is compared with others by, as plain data that a database keeps."""

import base64
from typing import Any

import numpy as np

from audiolib.intake.look import GRID, Look, Print


def as_json(seen: Look) -> dict[str, Any]:
    """What `compare` looks at of a page; about 2,000 bytes."""
    most = float(np.abs(seen.print).max(initial=0.0)) or 1.0
    fields = np.rint(seen.print * (127 / most)).astype(np.int8)
    return {
        "width": seen.width,
        "height": seen.height,
        "declared": seen.declared,
        "pitch": round(seen.pitch, 1),
        "offset": round(seen.offset, 4),
        "gutter": seen.gutter,
        "print": base64.b64encode(fields.tobytes()).decode(),
    }


def from_json(told: dict[str, Any]) -> Look:
    """The same, as far as `compare` looks at it; what it does not look at is nought."""
    fields = np.frombuffer(base64.b64decode(told["print"]), dtype=np.int8)
    return Look(
        width=told["width"],
        height=told["height"],
        declared=told["declared"],
        pitch=told["pitch"],
        rise=0.0,
        skew=0.0,
        edge=0.0,
        contrast=0.0,
        paper=0.0,
        ink=0.0,
        cut=(),
        quarter=False,
        leaning=0.0,
        offset=told["offset"],
        gutter=told["gutter"],
        print=_unit(fields.astype(np.float32).reshape(GRID)),
    )


def _unit(fields: Print) -> Print:
    length = float(np.linalg.norm(fields))
    return fields / np.float32(length) if length > 0 else fields
