"""What each part of a step cost, by the clock and of all processors."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from audiolib.production.pool import spent_s
from audiolib.production.report import Report


@dataclass(slots=True)
class Costs:
    """Parts of a step in their order: seconds by the clock, and of this process and its own."""

    parts: list[tuple[str, float, float]] = field(default_factory=list)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Measure what is done while the context lasts."""
        wall, cpu = time.monotonic(), spent_s()
        try:
            yield
        finally:
            self.add(name, time.monotonic() - wall, spent_s() - cpu)

    def line(self, report: Report, wall_s: float) -> None:
        """The steps of the production line, and what of `wall_s` lay between them."""
        for step in report.steps:
            self.add(step.name, step.wall_s, step.cpu_s)
        inside = [sum(s.wall_s for s in report.steps), sum(s.cpu_s for s in report.steps)]
        self.add("between", wall_s - inside[0], report.cpu_s - inside[1])

    def add(self, name: str, wall_s: float, cpu_s: float) -> None:
        self.parts.append((name, round(wall_s, 3), round(cpu_s, 3)))
