"""From uploaded scans to pages that were looked at, one row each; people look at them next."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from audiolib.errors import SourceError
from audiolib.intake.errors import NoPagesError, SentTwiceError
from audiolib.intake.images import PageImage, pages_of
from audiolib.intake.order import natural
from audiolib.jobs.progress import Telling
from audiolib.making import repository
from audiolib.making.room import fetched, room
from audiolib.making.sheets import Seen, join, looked_at
from audiolib.making.station import awaited, handed_on, taken_up
from audiolib.making.turning import turn_of
from audiolib.production.pool import Pool, cores
from audiolib.service import Service
from audiolib.tables.making import State
from audiolib.uploads import repository as arrived


@dataclass
class _Came:
    """A file that came: its pages, and what of it could not be taken in."""

    upload: Mapping[str, Any]
    pages: list[PageImage] = field(default_factory=list)
    refused: list[SourceError] = field(default_factory=list)


def take_in_pages(
    service: Service, telling: Telling, production_id: int, uploads: Sequence[Mapping[str, Any]]
) -> None:
    """Cut uploaded scans into pages, look at each, and put them among those that are there.

    `uploads` are `digest`, `size` and `name` of files, and `id` of their rows where they have
    any. An image of two facing pages becomes two. What can't be taken in is told in the row of its
    upload, and the rest is: a production without any page stays where it is.

    Raises:
        NotRecognisedError, RecogniserMissingError: the language can't be recognised here.
    """
    telling.begin("read", len(uploads))
    with service.database.transaction() as session:
        found = taken_up(session, production_id, telling.job_id, (State.SCAN,))
        language = str(repository.described(session, found)["language"])
        sent = arrived.digests_cut(session, production_id)
        there = repository.images(session, production_id)
    came: list[_Came] = []
    with room(service, found) as made:
        for upload in sorted(uploads, key=lambda one: natural(one["name"])):
            one = _Came(upload)
            if upload["digest"] in sent:
                one.refused.append(SentTwiceError(upload["name"], sent[upload["digest"]]))
            else:
                folder = made.scratch / "upload"
                file = fetched(
                    service.store, upload["digest"], upload["size"], upload["name"], folder
                )
                _read(service, file, one, there)
                file.unlink()
            if one.pages:
                sent[upload["digest"]] = upload["name"]
            came.append(one)
            telling.advance(1)
    seen = _looked_at(service, telling, [page for one in came for page in one.pages], language)
    with service.database.transaction() as session:
        found = awaited(session, production_id, telling.job_id, (State.SCAN,))
        for one in came:
            if number := one.upload.get("id"):
                refused = [_told(error) for error in one.refused]
                arrived.mark_cut(session, number, len(one.pages), refused)
        found.pages = join(session, production_id, seen)
        facts = {
            "pages": len(seen),
            "faults": sum(bool(one.inspection.findings) for one in seen),
            "refused": sum(len(one.refused) for one in came),
        }
        handed_on(session, found, State.IMAGES if found.pages else State.SCAN, facts=facts)
    telling.finish()


def _read(service: Service, file: Any, came: _Came, there: dict[str, str]) -> None:
    """The pages of a file; pictures that another file brought already are left out, and told.

    `there` are the names of pictures by their digests, and gets those of this file.
    """
    name = came.upload["name"]
    pages: list[PageImage] = []
    try:
        pages += pages_of(file, name, service.store, came.refused.append)
    except NoPagesError as error:
        if not came.refused:
            came.refused.append(error)
    except SourceError as error:
        # A file that is broken or hostile as a whole gives nothing, not a part of it.
        came.refused.append(error)
        pages = []
    fresh = {}
    for page in pages:
        if not page.place and page.digest in there:
            came.refused.append(SentTwiceError(page.name, there[page.digest]))
            continue
        came.pages.append(page)
        fresh[page.digest] = page.name
    there |= fresh


def _told(error: SourceError) -> dict[str, Any]:
    """An error as the row of an upload keeps it."""
    return {"code": error.code, "facts": {k: v for k, v in vars(error).items() if k[0] != "_"}}


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


def split_page(service: Service, telling: Telling, production_id: int, page_id: int) -> None:
    """Cut a page image into two pages because somebody says that it is two.

    Raises:
        PageLostError: the store has not got the image any more.
        NotRecognisedError, RecogniserMissingError: the language can't be recognised here.
    """
    telling.begin("look", 1)
    with service.database.transaction() as session:
        found = taken_up(session, production_id, telling.job_id, (State.IMAGES,))
        language = str(repository.described(session, found)["language"])
        row = repository.page(session, production_id, page_id)
        image = PageImage(row.image, "", row.name, row.width, row.height, row.dpi)
    by_hand = row.rotation if turn_of(row) else None
    with Pool(1) as pool:
        look = partial(looked_at, two=True, rotation=by_hand)
        halves = pool.submit(look, service.store.location, image, language).result()
    if by_hand is not None:
        # Undone, it stands as it was turned.
        turned = row.model_dump(exclude={"id", "production_id", "number"})
        halves = [replace(half, whole=turned) for half in halves]
    with service.database.transaction() as session:
        found = awaited(session, production_id, telling.job_id, (State.IMAGES,))
        row = repository.page(session, production_id, page_id)
        found.pages = join(session, production_id, halves, instead_of=[row])
        handed_on(session, found, State.IMAGES, facts={"split": row.name})
    telling.finish()
