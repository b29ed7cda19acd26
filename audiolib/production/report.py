"""What a production tells when it is done: `report.json`."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from audiolib import files
from audiolib.findings import Finding, Severity
from audiolib.production.pool import Pool, spent_s

NAME = "report.json"


@dataclass(frozen=True, slots=True)
class Step:
    """What a step cost: seconds by the clock and of all processors."""

    name: str
    wall_s: float
    cpu_s: float


@dataclass(slots=True)
class Meter:
    """Measures the steps of a production, with its worker processes."""

    pool: Pool
    steps: list[Step] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        wall, cpu = time.monotonic(), self._cpu_s()
        try:
            yield
        finally:
            spent = Step(name, round(time.monotonic() - wall, 3), round(self._cpu_s() - cpu, 3))
            self.steps.append(spent)

    def _cpu_s(self) -> float:
        return spent_s() + self.pool.cpu_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of a production."""

    folder: Path
    identifier: str
    title: str
    duration_ms: int
    phrases: int
    words: int
    tracks: int
    sounds: tuple[dict[str, Any], ...]
    """The MP3 of each track: number, digest, bytes, delay and duration in milliseconds."""
    spoken_anew: int
    """Utterances that had to be made; the rest lay in the store."""
    packages: dict[str, dict[str, Any]]
    findings: tuple[Finding, ...]
    coverage: dict[str, int]
    digests: dict[str, str]
    steps: tuple[Step, ...]
    cpu_s: float
    wall_s: float
    peak_memory_mb: dict[str, float]

    @property
    def errors(self) -> int:
        return sum(f.severity is Severity.ERROR for f in self.findings)

    def json(self) -> dict[str, Any]:
        stored = asdict(self)
        stored["folder"] = self.folder.name
        stored["findings"] = findings_json(self.findings)
        return stored

    def write(self) -> None:
        """Keep it as `report.json` in the publication's folder."""
        text = json.dumps(self.json(), ensure_ascii=False, indent=1)
        files.write(self.folder / NAME, text.encode() + b"\n")


def findings_json(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings as plain JSON, without the empty parts of their places."""
    return [
        {
            "code": f.code,
            "severity": f.severity.value,
            "place": {k: v for k, v in asdict(f.place).items() if v},
            "facts": dict(f.facts),
        }
        for f in findings
    ]
