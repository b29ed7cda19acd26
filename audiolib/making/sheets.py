"""The pages of a scan as rows: looked at, put among the others, compared with their neighbours."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from PIL import Image
from sqlmodel import Session

from audiolib.findings import Place
from audiolib.intake import remembered
from audiolib.intake.checks import Inspection, inspect
from audiolib.intake.images import PageImage
from audiolib.intake.ocr import upright
from audiolib.intake.order import places
from audiolib.intake.photo import corners, straightened
from audiolib.intake.pixels import Grey, png
from audiolib.intake.sequence import CODES, Sheet, compare
from audiolib.intake.split import split
from audiolib.making import repository
from audiolib.production.report import findings_json
from audiolib.store import Store
from audiolib.tables import Page

_RIGHT_FIRST = ("fa", "ar", "he", "ur")
"""Languages whose books are read from right to left."""
_PREVIEW = (900, 1200)
"""Pixels at most, across and down: enough to see which page it is, and which way up."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page and what is wrong with it; `whole` is the row of what it was cut out of."""

    image: PageImage
    inspection: Inspection
    preview: str
    whole: dict[str, Any] = field(default_factory=dict)


def looked_at(
    location: str, page: PageImage, language: str, two: bool = False, rotation: int | None = None
) -> list[Seen]:
    """A page, cut out of the table it was photographed on, or the two on its image.

    `two` says that it is two, whatever it looks like; `rotation` that it must be turned by so many
    degrees against the clock, and lies on no table.

    Raises:
        PageLostError, SourceError: see `upright`.
        NotRecognisedError, RecogniserMissingError: see `inspect`.
    """
    store = Store(location)
    pixels, declared = upright(store, page.digest, 0)
    seen = seen_page(store, page, pixels, declared, language, rotation=rotation)
    sheet = corners(pixels) if rotation is None else None
    if sheet is not None:
        pixels = straightened(pixels, sheet)
        height, width = pixels.shape
        cut = replace(page, digest=store.put(png(pixels)), media_type="image/png")
        cut = replace(cut, width=width, height=height)
        seen = seen_page(store, cut, pixels, declared, language, _row(seen))
    if not (two or seen.inspection.seen.gutter):
        return [seen]
    halves = split(
        store,
        seen.image,
        rotation=seen.inspection.rotation,
        right_first=language.partition("-")[0] in _RIGHT_FIRST,
    )
    whole = seen.whole or _row(seen)
    return [
        seen_page(store, half, *upright(store, half.digest, 0), language, whole) for half in halves
    ]


def _row(seen: Seen) -> dict[str, Any]:
    return row(0, seen).model_dump(exclude={"id", "production_id", "number"})


def seen_page(
    store: Store,
    page: PageImage,
    pixels: Grey,
    declared: int,
    language: str,
    whole: dict[str, Any] | None = None,
    *,
    rotation: int | None = None,
) -> Seen:
    """A page and what is wrong with it; by `rotation` it stands upright, where somebody says so."""
    place, dpi = Place(page.name, page=page.place), page.dpi or declared
    inspection = inspect(pixels, language, declared=dpi, place=place, rotation=rotation)
    preview = store.put(_preview(np.rot90(pixels, inspection.rotation // 90)))
    return Seen(page, inspection, preview, whole or {})


def _preview(pixels: Grey) -> bytes:
    image = Image.fromarray(np.ascontiguousarray(pixels))
    image.thumbnail(_PREVIEW)
    made = io.BytesIO()
    image.save(made, "JPEG", quality=60)
    return made.getvalue()


def row(production_id: int, seen: Seen) -> Page:
    """A page as the database keeps it, without a place yet."""
    page, inspection = seen.image, seen.inspection
    return Page(
        production_id=production_id,
        number=0,
        label=inspection.number,
        image=page.digest,
        name=f"{page.name} {page.place}".strip(),
        width=page.width,
        height=page.height,
        dpi=page.dpi,
        rotation=inspection.rotation,
        preview=seen.preview,
        whole=seen.whole,
        seen=remembered.as_json(inspection.seen),
        faults=findings_json(inspection.findings),
    )


def join(
    session: Session, production_id: int, seen: Sequence[Seen], instead_of: Sequence[Page] = ()
) -> int:
    """Put pages among those of a scan, by their names or `instead_of` others; gives their count."""
    rows = [row(production_id, one) for one in seen]
    return join_rows(session, production_id, rows, instead_of)


def join_rows(
    session: Session, production_id: int, rows: Sequence[Page], instead_of: Sequence[Page] = ()
) -> int:
    """Put rows among the pages of a scan, as `join` does."""
    gone = {page.id for page in instead_of}
    there = repository.all_pages(session, production_id)
    kept = [page for page in there if not page.left_out]
    if gone:
        at = next((n for n, page in enumerate(kept) if page.id in gone), len(kept))
        kept[at:at] = rows
    else:
        names = [page.name for page in kept]
        for new, place in zip(rows, places(names, [page.name for page in rows]), strict=True):
            kept.insert(place, new)
    left_out = [page for page in there if page.left_out and page.id not in gone]
    for page in instead_of:
        session.delete(page)
    return arranged(
        session, [page for page in kept if page.id not in gone or not page.id], left_out
    )


def arranged(session: Session, kept: Sequence[Page], left_out: Sequence[Page]) -> int:
    """Number pages in this order, and compare each with its neighbours; gives how many are kept."""
    for number, page in enumerate((*kept, *left_out), 1):
        page.number = number
        page.left_out = number > len(kept)
    _compare(kept)
    for page in left_out:
        page.faults = _own(page)
    session.add_all([*kept, *left_out])
    session.flush()
    return len(kept)


def _compare(pages: Sequence[Page]) -> None:
    """Write what is wrong with the sequence to the pages where it is noticed."""
    if not all(page.seen for page in pages):
        return  # rows of a program that did not look at them
    sheets = [Sheet(remembered.from_json(page.seen), page.name, page.label) for page in pages]
    found = compare(sheets)
    for number, page in enumerate(pages, 1):
        mine = [f for f in found if f.facts.get("sheet") == number]
        faults = [*_own(page), *findings_json(mine)]
        if faults != page.faults:
            page.faults = faults


def _own(page: Page) -> list[dict[str, Any]]:
    """What is wrong with a page by itself."""
    return [fault for fault in page.faults if fault["code"] not in CODES]
