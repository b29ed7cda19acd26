"""The contract of a step: what a job calls, in which queue, and what is told of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Queue = Literal["narrate", "pages", "recognise", "light", "errands"]
QUEUES: tuple[Queue, ...] = ("narrate", "pages", "recognise", "light", "errands")
"""By what they use up: `narrate`, `pages` all cores for long, `recognise` one, `light` little.

`errands` are of no production, and may take long: records brought in, a bag packed.
"""
Of = Literal["production", "errand"]
OF: tuple[Of, ...] = ("production", "errand")
"""What a job is of: its arguments hold the number, and its progress is told there."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step. `run(service, telling, number, …)` may be called again at any time.

    The number is a production's, or an errand's (`of`). `parts` are the names of what it tells its
    progress by, in order; one that is `quiet` is one of many of a production, and neither tells nor
    blocks it.
    """

    name: str
    queue: Queue
    run: Callable[..., None]
    parts: tuple[str, ...] = ()
    quiet: bool = False
    of: Of = "production"

    @property
    def argument(self) -> str:
        """What the job's arguments call the number."""
        return f"{self.of}_id"


Args = dict[str, Any]
