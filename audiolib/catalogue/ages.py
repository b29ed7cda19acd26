"""Bands of age: what a shelf for children is divided by."""

BANDS = {
    "0-3": (0, 3),
    "3-6": (3, 6),
    "6-9": (6, 9),
    "9-12": (9, 12),
    "12-15": (12, 15),
    "15-18": (15, 18),
}
"""By their names; years, the second exclusive."""
OLDEST = 150


def bands(age_from: int | None, age_to: int | None) -> tuple[str, ...]:
    """The bands that a work's ages (both inclusive, None: open) touch; none where it tells none."""
    if age_from is None and age_to is None:
        return ()
    first, last = age_from or 0, OLDEST if age_to is None else age_to
    return tuple(name for name, (begin, end) in BANDS.items() if first < end and last >= begin)
