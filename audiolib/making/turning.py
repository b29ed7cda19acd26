"""A page of a scan that somebody turns: by quarters, and by a few degrees where it lies askew.

It is always made anew of the picture as it was before anybody turned it, so that nothing is lost
by turning it often; that picture stays in the page's row (`whole`), and the way back with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image

from audiolib.intake.images import PageImage
from audiolib.intake.ocr import upright
from audiolib.intake.pixels import Grey, png
from audiolib.jobs.progress import Telling
from audiolib.making import repository
from audiolib.making.sheets import Seen, join, seen_page
from audiolib.making.station import awaited, handed_on, taken_up
from audiolib.production.pool import Pool
from audiolib.service import Service
from audiolib.store import Store
from audiolib.tables import Page
from audiolib.tables.making import State

MOST = 15.0
"""Degrees that a page may be straightened by; what lies more askew is turned by a quarter first."""
_TURN = "turned"


@dataclass(frozen=True, slots=True)
class Turn:
    """By how many degrees against the clock a page is turned: quarters, and a small angle."""

    rotation: int = 0
    angle: float = 0.0

    def __add__(self, other: "Turn") -> "Turn":
        return Turn((self.rotation + other.rotation) % 360, round(self.angle + other.angle, 1))

    def __bool__(self) -> bool:
        return bool(self.rotation or self.angle)


def turn_of(page: Page) -> Turn:
    """By how much somebody turned a page; not at all where nobody did."""
    told = page.whole.get(_TURN, {})
    return Turn(told.get("rotation", 0), told.get("angle", 0.0))


def turned_by(page: Page) -> int | None:
    """The account of whoever turned a page last; None where nobody did."""
    by = page.whole.get(_TURN, {}).get("by")
    return int(by) if by else None


def unturned(page: Page) -> dict[str, Any]:
    """The row of a page as it was before anybody turned it."""
    if _TURN in page.whole:
        return {name: value for name, value in page.whole.items() if name != _TURN}
    return page.model_dump(exclude={"id", "production_id", "number"})


def cut_out_of(page: Page) -> dict[str, Any]:
    """The row of the picture that a page was cut out of, turned or not; empty where it is whole."""
    whole: dict[str, Any] = unturned(page)["whole"] if _TURN in page.whole else page.whole
    return whole


def turn_page(
    service: Service,
    telling: Telling,
    production_id: int,
    page_id: int,
    rotation: int,
    angle: float,
    by: int,
) -> None:
    """Turn a page by so much, all in all, because somebody says so.

    Raises:
        PageLostError: the store has not got the image any more.
        NotRecognisedError, RecogniserMissingError: the language can't be recognised here.
    """
    telling.begin("look", 1)
    with service.database.transaction() as session:
        found = taken_up(session, production_id, telling.job_id, (State.IMAGES,))
        language = str(repository.described(session, found)["language"])
        before = unturned(repository.page(session, production_id, page_id))
    turn = Turn(rotation, angle)
    with Pool(1) as pool:
        location = service.store.location
        whole = {**before, _TURN: {"rotation": rotation, "angle": angle, "by": by}}
        seen = pool.submit(turned, location, before, language, turn, whole).result()
    with service.database.transaction() as session:
        found = awaited(session, production_id, telling.job_id, (State.IMAGES,))
        page = repository.page(session, production_id, page_id)
        found.pages = join(session, production_id, [seen], instead_of=[page])
        handed_on(session, found, State.IMAGES, facts={"turned": page.name})
    telling.finish()


def turned(
    location: str, before: Mapping[str, Any], language: str, turn: Turn, whole: dict[str, Any]
) -> Seen:
    """A page turned by so much beyond what stood it upright, looked at as it stands then.

    By quarters the picture itself is left as it is, and only seen otherwise.

    Raises:
        PageLostError, SourceError: see `upright`.
        NotRecognisedError, RecogniserMissingError: see `inspect`.
    """
    store = Store(location)
    width, height, dpi = before["width"], before["height"], before["dpi"]
    page = PageImage(before["image"], "", before["name"], width, height, dpi)
    rotation = (before["rotation"] + turn.rotation) % 360
    if not turn.angle:
        pixels, declared = upright(store, page.digest)
        return seen_page(store, page, pixels, declared, language, whole, rotation=rotation)
    pixels, declared = upright(store, page.digest, rotation)
    pixels = straightened(pixels, turn.angle)
    height, width = pixels.shape
    digest = store.put(png(pixels, dpi or declared))
    page = PageImage(digest, "image/png", page.name, width, height, dpi or declared)
    return seen_page(store, page, pixels, declared, language, whole, rotation=0)


def straightened(pixels: Grey, angle: float) -> Grey:
    """A page turned by some degrees against the clock, whole, on paper of its own colour."""
    paper = int(np.percentile(pixels[::8, ::8], 75))
    image = Image.fromarray(pixels)
    turned = image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=paper)
    return np.asarray(turned)
