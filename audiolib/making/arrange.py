"""What people do with the pages of a scan: move one, leave it out, take it back, undo."""

from sqlmodel import Session

from audiolib.floor import repository as floor
from audiolib.intake.order import places
from audiolib.making import repository
from audiolib.making.errors import NoSuchPageError, NothingToDoError
from audiolib.making.sheets import arranged, join_rows
from audiolib.making.turning import cut_out_of, turn_of, unturned
from audiolib.people.reader import Reader
from audiolib.tables import Page, Production
from audiolib.tables.making import Mode, State


def move_page(
    session: Session, production_id: int, reader: Reader, page_id: int, place: int
) -> int:
    """Put a page at another place among those that are kept; gives its place, counted from 1.

    Raises:
        NothingToDoError: the production is not where pages are looked at, or a machine is at it.
        NoSuchPageError: it has no such page, or it is left out.
        FloorError: the person has no such role.
    """
    found, kept, left_out = _held(session, production_id, reader)
    page = _among(kept, production_id, page_id)
    came_from = page.number
    kept.remove(page)
    place = max(1, min(place, len(kept) + 1))
    kept.insert(place - 1, page)
    arranged(session, kept, left_out)
    floor.note(
        session, found, "changed", {"page": page.name, "from": came_from, "to": place}, reader
    )
    return place


def leave_out(session: Session, production_id: int, reader: Reader, page_id: int) -> int:
    """Keep a page out of the text; it can be taken back. Gives its place behind the others.

    Raises: see `move_page`.
    """
    found, kept, left_out = _held(session, production_id, reader)
    page = _among(kept, production_id, page_id)
    kept.remove(page)
    found.pages = arranged(session, kept, [*left_out, page])
    floor.note(session, found, "changed", {"left_out": page.name}, reader)
    return page.number


def take_back(session: Session, production_id: int, reader: Reader, page_id: int) -> int:
    """Put a page that was left out among the others again, by its name; gives its place.

    Raises: see `move_page`.
    """
    found, kept, left_out = _held(session, production_id, reader)
    page = _among(left_out, production_id, page_id)
    left_out.remove(page)
    kept.insert(places([other.name for other in kept], [page.name])[0], page)
    found.pages = arranged(session, kept, left_out)
    floor.note(session, found, "changed", {"taken_back": page.name}, reader)
    return page.number


def undo(session: Session, production_id: int, reader: Reader, page_id: int) -> int:
    """Take back what was done last to a page's picture; gives its place.

    One that was turned is as it was before anybody turned it; else the picture that it was cut out
    of comes back, in place of all that was cut out of it.

    Raises: see `move_page`; NoSuchPageError also where nothing was done to the page.
    """
    found, kept, left_out = _held(session, production_id, reader)
    page = _among([*kept, *left_out], production_id, page_id)
    if not page.whole:
        raise NoSuchPageError(production_id)
    before, parts = unturned(page), [page]
    if not turn_of(page):
        before = page.whole
        parts = [p for p in (*kept, *left_out) if cut_out_of(p).get("image") == before["image"]]
    whole = Page(**before, production_id=production_id, number=0)
    whole.left_out = False
    found.pages = join_rows(session, production_id, [whole], instead_of=parts)
    floor.note(session, found, "changed", {"whole": whole.name}, reader)
    return whole.number


def make_sure_of_looking(found: Production, reader: Reader) -> None:
    """Raise unless a person may change the pages of a production as it stands.

    Raises:
        NothingToDoError: it is not where pages are looked at, or a machine is at it.
        FloorRoleError: the person has no such role.
    """
    floor.make_sure_of_role(found, reader)
    if found.state != State.IMAGES or found.mode == Mode.DO or found.job_id is not None:
        raise NothingToDoError(found.id or 0, found.state)


def _held(
    session: Session, production_id: int, reader: Reader
) -> tuple[Production, list[Page], list[Page]]:
    found = floor.held(session, production_id)
    make_sure_of_looking(found, reader)
    pages = repository.all_pages(session, production_id)
    return found, [p for p in pages if not p.left_out], [p for p in pages if p.left_out]


def _among(pages: list[Page], production_id: int, page_id: int) -> Page:
    for page in pages:
        if page.id == page_id:
            return page
    raise NoSuchPageError(production_id)
