"""The contract of a step: what a job calls, in which queue, and what is told of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Queue = Literal["narrate", "pages", "recognise", "light"]
QUEUES: tuple[Queue, ...] = ("narrate", "pages", "recognise", "light")
"""By what they use up: `narrate`, `pages` all cores for long, `recognise` one, `light` little."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of making. `run(service, telling, production_id, …)` may be called again at any time.

    `parts` are the names of what it tells its progress by, in order; one that is `quiet` is one
    of many of a production, and neither tells nor blocks it.
    """

    name: str
    queue: Queue
    run: Callable[..., None]
    parts: tuple[str, ...] = ()
    quiet: bool = False


Args = dict[str, Any]
