"""One word healed in a book of six hours: from the decision to the new release (budget: 20 s).

The book is made once, by the service itself, and stays under `--work`. A worker runs as its own
process, as in a library. Then a word that stands in one place is decided, and one in about twenty.
"""

import argparse
import os
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from audiolib.healing import decide
from audiolib.making import repository
from audiolib.tables import FloorEvent, LexiconEntry, Release, Track, WordPlace
from bench import options
from bench.house import House, Worker, house, now, worker
from bench.told import Told

BUDGET_S = 20.0
_PATIENCE_S = 600
_NEAR = 0.2
_LOOK_S = 0.02


def heal(made: House, number: int, told: Told, places: Sequence[int] = (1, 20)) -> None:
    """Heal a word at each count of places, twice, with a worker that stands ready."""
    with made.service.database.transaction() as session:
        hours = _newest(session, number).duration_ms / 3_600_000
    told.row("book", f"{hours:.2f} h; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with worker(made) as running:
        for wanted in places:
            for again in ("first", "next"):
                figures = _once(made, running, number, wanted)
                _tell(told, f"{wanted} place{'s' * (wanted > 1)}, {again}", figures, wanted)
                told.figures[f"{wanted} {again}"] = figures


def _once(made: House, running: Worker, number: int, wanted: int) -> dict[str, Any]:
    """Decide on a word that nobody decided on yet, and wait for the release."""
    with made.service.database.transaction() as session:
        word, places = _word(session, number, wanted)
        before = _newest(session, number)
    spent, began, moment = running.cpu_s, time.monotonic(), now()
    with made.service.database.transaction() as session:
        decide.decide(
            session,
            made.librarian,
            scope="book",
            production_id=number,
            language="en",
            word=word,
            alias=f"{word[:3]} {word[3:]}",
        )
    event = _awaited(made, number, moment)
    wall = time.monotonic() - began
    time.sleep(0.5)
    with made.service.database.transaction() as session:
        after = _newest(session, number)
        tracks = _differing(session, before, after)
    return {
        "word": word,
        "places": places,
        "tracks": tracks,
        "wall_s": round(wall, 2),
        "cpu_s": round(running.cpu_s - spent, 2),
        "releases": after.number - before.number,
        **event,
    }


def _awaited(made: House, number: int, since: datetime) -> dict[str, Any]:
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        with made.service.database.transaction() as session:
            found = session.exec(
                select(FloorEvent)
                .where(
                    col(FloorEvent.production_id) == number,
                    col(FloorEvent.at) >= since,
                    col(FloorEvent.reason).in_(("healed", "heal-failed"))
                    | (col(FloorEvent.kind) == "block"),
                )
                .order_by(col(FloorEvent.id))
            ).first()
            if found is not None:
                return {"reason": found.reason, **found.facts}
        time.sleep(_LOOK_S)
    raise TimeoutError("nothing was healed")


def _word(session: Session, number: int, wanted: int) -> tuple[str, int]:
    """A word of about so many places that nobody has decided on, and how many there are."""
    decided = select(func.lower(LexiconEntry.grapheme))
    places = func.count(func.distinct(WordPlace.phrase))
    rows = session.exec(
        select(WordPlace.word, places)
        .where(
            col(WordPlace.production_id) == number,
            func.length(WordPlace.word).between(6, 10),
            col(WordPlace.word).regexp_match("^[a-z]+$"),
            col(WordPlace.word).not_in(decided),
        )
        .group_by(col(WordPlace.word))
        .having(places.between(wanted * (1 - _NEAR), wanted * (1 + _NEAR)))
        .order_by(func.md5(WordPlace.word))
    ).first()
    if rows is None:
        raise ValueError(f"no word of {wanted} places is left")
    return rows[0], rows[1]


def _newest(session: Session, number: int) -> Release:
    found = repository.newest_release(session, number)
    if found is None:
        raise ValueError(f"production {number} was never published")
    return found


def _differing(session: Session, before: Release, after: Release) -> int:
    """How many tracks have other sound."""
    old, new = (
        set(session.exec(select(Track.digest).where(col(Track.release_id) == release.id)))
        for release in (before, after)
    )
    return len(new - old)


def _tell(told: Told, what: str, figures: dict[str, Any], wanted: int) -> None:
    budget = (f"≤ {BUDGET_S:.0f} s", figures["wall_s"] <= BUDGET_S) if wanted == 1 else ("", None)
    told.row(
        f"{what}: decision to release, {figures['tracks']} tracks anew",
        f"{figures['wall_s']:.1f} s by the clock, {figures['cpu_s']:.1f} CPU s",
        *budget,
    )
    for name, wall, cpu in figures["parts"]:
        told.row(f"  {name}", f"{wall:.2f} s, {cpu:.2f} CPU s")
    if figures["releases"] != 1:
        told.row("  new releases", str(figures["releases"]), "1", met=False)


def arguments(parser: argparse.ArgumentParser) -> None:
    options.text(parser)
    parser.set_defaults(pages=264)
    parser.add_argument("--places", type=int, nargs="+", default=[1, 20])
    parser.add_argument("--formats", nargs="+", help="of the book; else as a library has")


def run(given: argparse.Namespace) -> list[Told]:
    told = Told("heal")
    with options.workplace(given) as work, house(work / "heal") as made:
        number = made.known("A book") or _made(made, options.cut(given, work), given)
        heal(made, number, told, given.places)
    return [told]


def _made(made: House, file: Path, given: argparse.Namespace) -> int:
    voice = given.voice or ""
    wanted = {"formats": given.formats} if given.formats else {}
    number = made.published("A book", file, language=given.lang, voice=voice, options=wanted)
    if made.known("A book") != number:
        raise RuntimeError(f"not published: {made.state(number)}")
    return number
