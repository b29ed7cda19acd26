"""Clock values of SMIL 1.0 and 2.0 as DAISY uses them; whole milliseconds in, no locale anywhere.

Sources: SMIL 1.0 §4.2.1 (npt, clock-val), SMIL 2.0 Timing §10.3.1 (Clock-value),
ANSI/NISO Z39.86-2005 §7.7.
"""

import re

from media import Milliseconds

_FULL = re.compile(r"(\d{1,6}):([0-5]\d):([0-5]\d)(?:\.(\d+))?")
_PARTIAL = re.compile(r"([0-5]\d):([0-5]\d)(?:\.(\d+))?")
_COUNT = re.compile(r"(\d{1,12})(?:\.(\d+))?(h|min|s|ms)?")
_UNITS = {"h": 3_600_000, "min": 60_000, "s": 1000, "ms": 1, None: 1000}


def clock(time: int) -> str:
    """`h:mm:ss.mmm`."""
    minutes, rest = divmod(time, 60_000)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"


def hours(time: int) -> str:
    """`hh:mm:ss`, to the nearest second, halves up."""
    seconds = (time + 500) // 1000
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def seconds(time: int) -> str:
    """`12.345s`."""
    return f"{time // 1000}.{time % 1000:03d}s"


def npt(time: int) -> str:
    """`npt=12.345s`."""
    return f"npt={time // 1000}.{time % 1000:03d}s"


def read_clock(value: str | None) -> Milliseconds | None:
    """The time that any of these forms tells, rounded to milliseconds; None where it is none."""
    if value is None:
        return None
    words = value.strip().removeprefix("npt=")
    if found := _FULL.fullmatch(words):
        whole = int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3])
        return Milliseconds(whole * 1000 + _fraction(found[4], 1000))
    if found := _PARTIAL.fullmatch(words):
        whole = int(found[1]) * 60 + int(found[2])
        return Milliseconds(whole * 1000 + _fraction(found[3], 1000))
    if found := _COUNT.fullmatch(words):
        unit = _UNITS[found[3]]
        return Milliseconds(int(found[1]) * unit + _fraction(found[2], unit))
    return None


def _fraction(digits: str | None, unit: int) -> int:
    """The decimal part of a unit, in milliseconds, halves up."""
    if not digits:
        return 0
    digits = digits[:12]
    scale = 10 ** len(digits)
    return int((2 * int(digits) * unit + scale) // (2 * scale))
