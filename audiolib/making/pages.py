"""From uploaded scans to pages that were looked at, one row each; people look at them next."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import Any

from audiolib.findings import Finding, Place
from audiolib.intake.checks import Inspection, inspect
from audiolib.intake.images import PageImage, pages_of
from audiolib.intake.ocr import upright
from audiolib.intake.sequence import Sheet, compare
from audiolib.intake.split import split
from audiolib.jobs.progress import Telling
from audiolib.making import repository
from audiolib.making.room import fetched, room
from audiolib.making.station import awaited, handed_on, taken_up
from audiolib.production.pool import Pool, cores
from audiolib.production.report import findings_json
from audiolib.service import Service
from audiolib.store import Store
from audiolib.tables import Page
from audiolib.tables.making import State

_RIGHT_FIRST = ("fa", "ar", "he", "ur")
"""Languages whose books are read from right to left."""

Seen = tuple[PageImage, Inspection]


def take_in_pages(
    service: Service, telling: Telling, production_id: int, uploads: Sequence[Mapping[str, Any]]
) -> None:
    """Cut uploaded scans into pages, look at each, and put them behind those that are there.

    `uploads` are `digest`, `size` and `name` of files, in their order. An image of two facing
    pages becomes two.

    Raises:
        SourceError: a file holds no images of pages.
        NotRecognisedError, RecogniserMissingError: the language can't be recognised here.
    """
    telling.begin("read", len(uploads))
    with service.database.transaction() as session:
        found = taken_up(session, production_id, telling.job_id, (State.SCAN,))
        language = str(repository.described(session, found)["language"])
    images: list[PageImage] = []
    with room(service, found) as made:
        for upload in uploads:
            folder = made.scratch / "upload"
            file = fetched(service.store, upload["digest"], upload["size"], upload["name"], folder)
            images += pages_of(file, upload["name"], service.store)
            file.unlink()
            telling.advance(1)
    seen = _looked_at(service, telling, images, language)
    together = compare([Sheet(i.seen, page.name, i.number) for page, i in seen])
    with service.database.transaction() as session:
        found = awaited(session, production_id, telling.job_id, (State.SCAN,))
        last = repository.last_page(session, production_id)
        for number, (page, inspection) in enumerate(seen, 1):
            mine = [f for f in together if f.facts.get("sheet") == number]
            faults = (*inspection.findings, *mine)
            session.add(_row(production_id, last + number, page, inspection, faults))
        found.pages = last + len(seen)
        facts = {"pages": len(seen), "faults": sum(bool(i.findings) for _page, i in seen)}
        handed_on(session, found, State.IMAGES, facts=facts)
    telling.finish()


def _looked_at(
    service: Service, telling: Telling, images: Sequence[PageImage], language: str
) -> list[Seen]:
    """What is seen on each page, a page a process."""
    telling.begin("look", len(images))
    seen: list[Seen] = []
    with Pool(service.settings.worker.pages or cores()) as pool:
        running: list[Future[list[Seen]]] = [
            pool.submit(looked_at, service.store.location, page, language) for page in images
        ]
        for future in running:
            seen += future.result()
            telling.advance(1)
    return seen


def looked_at(location: str, page: PageImage, language: str) -> list[Seen]:
    """A page, or the two on its image, and what is wrong with them."""
    store = Store(location)
    found = _inspected(store, page, language)
    if not found.seen.gutter:
        return [(page, found)]
    right_first = language.partition("-")[0] in _RIGHT_FIRST
    halves = split(store, page, rotation=found.rotation, right_first=right_first)
    return [(half, _inspected(store, half, language)) for half in halves]


def _inspected(store: Store, page: PageImage, language: str) -> Inspection:
    pixels, declared = upright(store, page.digest, 0)
    place = Place(page.name, page=page.place)
    return inspect(pixels, language, declared=page.dpi or declared, place=place)


def _row(
    production_id: int,
    number: int,
    page: PageImage,
    inspection: Inspection,
    faults: Sequence[Finding],
) -> Page:
    return Page(
        production_id=production_id,
        number=number,
        label=inspection.number,
        image=page.digest,
        name=f"{page.name} {page.place}".strip(),
        width=page.width,
        height=page.height,
        dpi=page.dpi,
        rotation=inspection.rotation,
        faults=findings_json(faults),
    )
