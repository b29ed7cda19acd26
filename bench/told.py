"""Figures side by side with their budgets, as a table or as JSON."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One figure; `met` is None where it has no budget."""

    what: str
    figure: str
    budget: str = ""
    met: bool | None = None


@dataclass(slots=True)
class Told:
    """What a benchmark found: rows for people, `figures` for machines."""

    name: str
    rows: list[Row] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)

    def row(self, what: str, figure: str, budget: str = "", met: bool | None = None) -> None:
        self.rows.append(Row(what, figure, budget, met))

    @property
    def met(self) -> bool:
        """Whether every figure with a budget is within it."""
        return all(row.met is not False for row in self.rows)


def table(results: Iterable[Told]) -> str:
    """All rows in columns as wide as they need."""
    lines = [("", "what", "figure", "budget", "")]
    for told in results:
        for row in told.rows:
            mark = {True: "met", False: "NOT MET", None: ""}[row.met]
            lines.append((told.name, row.what, row.figure, row.budget, mark))
    widths = [max(len(line[column]) for line in lines) for column in range(4)]
    return "\n".join(_line(line, widths) for line in lines) + "\n"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=False)]
    return "  ".join([*padded, cells[-1]]).rstrip()


def as_json(results: Sequence[Told]) -> str:
    told = [asdict(result) for result in results]
    return json.dumps(told if len(told) != 1 else told[0], ensure_ascii=False, indent=1) + "\n"
