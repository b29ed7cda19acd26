"""The stations of the floor: their order, who works there, and the ways between them."""

from dataclasses import dataclass
from typing import Literal

from audiolib.tables.making import State
from audiolib.tables.people import Role

By = Literal["people", "machine"]


@dataclass(frozen=True, slots=True)
class Station:
    """A station: by whom it is worked, and the least role of people who move things there.

    `optional` ones may be passed over; `scans_only` ones are no station for a text that comes as
    a file. `limit` is how many productions may be there at once, None any number.
    """

    state: State
    by: By
    role: Role
    optional: bool = False
    scans_only: bool = False
    limit: int | None = None


STATIONS = (
    Station(State.REQUESTED, "people", Role.LIBRARIAN),
    Station(State.RIGHTS, "people", Role.LIBRARIAN),
    Station(State.SCAN, "people", Role.CLERK),
    Station(State.IMAGES, "people", Role.CLERK, scans_only=True),
    Station(State.OCR, "machine", Role.CLERK, scans_only=True),
    Station(State.TEXT, "people", Role.EDITOR, limit=3),
    Station(State.STRUCTURE, "people", Role.EDITOR, optional=True),
    Station(State.LEXICON, "people", Role.EDITOR, optional=True),
    Station(State.NARRATION, "machine", Role.EDITOR),
    Station(State.LISTENING, "people", Role.LISTENER, limit=3),
    Station(State.PACKAGE, "machine", Role.LISTENER),
    Station(State.VALIDATE, "machine", Role.LISTENER),
    Station(State.PUBLISH, "machine", Role.LISTENER),
    Station(State.IN_USE, "people", Role.LIBRARIAN),
)
ORDER = tuple(station.state for station in STATIONS)
_STATION = {station.state: station for station in STATIONS}
_EVERYWHERE = (Role.LIBRARIAN, Role.MANAGER, Role.ADMIN)


def station(state: State) -> Station | None:
    """The station of a state; None for what was given up."""
    return _STATION.get(state)


def roles(state: State) -> tuple[Role, ...]:
    """The roles that may move things on from a station."""
    found = _STATION.get(state)
    return tuple(dict.fromkeys((found.role, *_EVERYWHERE))) if found else _EVERYWHERE


def following(state: State, source: str) -> State | None:
    """The station after one that no production of its kind may pass over; None at the end."""
    return next((s.state for s in _after(state, source) if not s.optional), None)


def is_way(begin: State, end: State, source: str) -> bool:
    """Whether a production may go from one station to another, on or back.

    On, it passes over nothing but what is optional, or no station of its kind; back, it goes
    anywhere but to the wish that it began with. What was given up stays so.
    """
    if State.CANCELLED in (begin, end):
        return begin is not State.CANCELLED
    if begin is end:
        return True
    there = _STATION[end]
    if there.scans_only and source != "scan":
        return False
    if ORDER.index(end) < ORDER.index(begin):
        return end is not State.REQUESTED
    for between in _after(begin, source):
        if between.state is end:
            return True
        if not between.optional:
            return False
    return False


def ways(begin: State, source: str) -> tuple[State, ...]:
    """Every other station that a production may go to from one, in the floor's order."""
    others = (state for state in (*ORDER, State.CANCELLED) if state is not begin)
    return tuple(state for state in others if is_way(begin, state, source))


def is_back(begin: State, end: State) -> bool:
    """Whether a way leads back: work that is done again."""
    return end in _STATION and ORDER.index(end) < ORDER.index(begin)


def _after(state: State, source: str) -> tuple[Station, ...]:
    if state not in _STATION:
        return ()
    later = STATIONS[ORDER.index(state) + 1 :]
    return tuple(s for s in later if source == "scan" or not s.scans_only)
