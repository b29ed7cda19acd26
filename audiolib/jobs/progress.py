"""How far a job is: written about once a second, read as percent and time left."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from audiolib.database import Database
from audiolib.jobs.errors import JobPassedError, JobStoppedError
from audiolib.jobs.foresight import DONE, MOST, SHARES, Foresight
from audiolib.jobs.steps import Of
from audiolib.tables import Production, Progress

_EVERY_S = 1.0
_ASKED_S = 2.0
"""How often it is asked whether another job is to pass."""
_CHIEF = "narrate"
"""A job with this part tells its progress alone."""
_LEAST = 0.02
"""Below this share done, the time that is left can't be told."""
_LOOKED_AT, _HEEDED = 200, 5
"""Of so many jobs that were done last, so many of the same kind tell what a part costs."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Far:
    """How far a job is, for people.

    `percent` is of the job in hand, 0 to 100; `left_s` None where it can't be told yet. `failed`
    is the code of what ended the job, with its `facts`.
    """

    step: str = ""
    done: int = 0
    total: int = 0
    percent: int = 0
    left_s: int | None = None
    failed: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Far):
    """How far a production is."""

    production_id: int
    state: str
    mode: str
    version: int
    blocked: str = ""
    job_id: int | None = None


def progress(session: Session, production_id: int, now: datetime | None = None) -> Told | None:
    """How far a production is; None where there is none of the number."""
    row = session.exec(
        select(Production, Progress)
        .outerjoin(Progress, col(Progress.production_id) == col(Production.id))
        .where(col(Production.id) == production_id)
    ).first()
    if row is None:
        return None
    production, told = row
    seen = Told(
        production_id=production_id,
        state=production.state,
        mode=production.mode,
        version=production.version,
        blocked=production.blocked,
        job_id=production.job_id,
    )
    if told is None or production.job_id not in (None, told.job_id):
        # What is told is of the job before, and the one that is to come has not begun.
        return seen
    running = production.job_id == told.job_id and not told.failed
    return replace(seen, **_far(told, now or datetime.now(UTC), running=running))


def far(told: Progress, now: datetime, *, running: bool) -> Far:
    """How far the job is that a row tells of; one that does not run has no time left."""
    return Far(**_far(told, now, running=running))


def _far(told: Progress, now: datetime, *, running: bool) -> dict[str, Any]:
    # A scan is read by many jobs, whose parts are counted together; a pace has only one alone.
    alone = told.errand_id is not None or _CHIEF in told.facts.get("steps", ())
    percent, left_s = _foreseen(told, now) if alone else _shared(told, now)
    return {
        "step": told.step,
        "done": told.done,
        "total": told.total,
        "percent": percent,
        "left_s": left_s if running and percent < DONE else None,
        "failed": told.failed,
        "facts": told.facts,
        "told_at": told.told_at,
    }


def _foreseen(told: Progress, now: datetime) -> tuple[int, int | None]:
    """Percent and seconds left as they were foreseen when they were written."""
    if told.step == "done":
        return 100, None
    left = told.facts.get("left")
    since = max(0.0, (now - told.told_at).total_seconds())
    return int(told.facts.get("percent", 0)), None if left is None else max(0, round(left - since))


def _shared(told: Progress, now: datetime) -> tuple[int, int | None]:
    """Percent and seconds left by what each part usually costs."""
    steps: list[str] = told.facts.get("steps", [])
    if told.step == "done":
        return DONE, None
    before = steps.index(told.step) if told.step in steps else 0
    whole = sum(SHARES.get(name, 0) for name in steps) or 1
    inside = min(1.0, told.done / told.total) if told.total else 0.0
    done = sum(SHARES.get(name, 0) for name in steps[:before])
    share = min(MOST / 100, (done + inside * SHARES.get(told.step, 0)) / whole)
    ran_s = (now - told.began_at).total_seconds()
    return int(100 * share), round(ran_s * (1 - share) / share) if share > _LEAST else None


def usual(session: Session, parts: Sequence[str]) -> dict[str, float]:
    """Seconds of each part for a unit of the chief one, as the last jobs of the kind took them."""
    rows = session.exec(
        select(Progress.facts).order_by(col(Progress.told_at).desc()).limit(_LOOKED_AT)
    )
    alike = [told for facts in rows if (told := _costs(facts).get(_kind(parts)))][:_HEEDED]
    return {part: median(told.get(part, 0.0) for told in alike) for part in parts if alike}


def _kind(parts: Sequence[str]) -> str:
    return " ".join(parts)


def _costs(facts: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    """What jobs of a production cost, by their kind: this one where it is over, and others."""
    parts: list[str] = facts.get("steps", [])
    units = facts.get("totals", {}).get(Foresight(parts).chief, 0)
    before: dict[str, dict[str, float]] = facts.get("costs", {})
    if facts.get("percent") != DONE or not units:
        return before
    return {**before, _kind(parts): {part: s / units for part, s in facts["spent"].items()}}


class Telling:
    """Hears a step's progress, writes it down, and stops the step where it was called off.

    It is what `produce` and the steps of a scan tell how far they are. A database that is away
    for a while costs only the telling.
    """

    def __init__(
        self,
        database: Database,
        number: int,
        job_id: int,
        steps: tuple[str, ...] = (),
        *,
        of: Of = "production",
        stopped: Callable[[], bool] = lambda: False,
        passed: Callable[[], bool] = lambda: False,
        quiet: bool = False,
    ) -> None:
        self.of: Of = of
        self.job_id = job_id
        self._database = database
        self._number = number
        self._steps = steps
        self._stopped = stopped
        self._passed = passed
        self._quiet = quiet
        self._asked = time.monotonic()
        self._step = "waiting"
        self._done = 0
        self._total = 0
        self._began = datetime.now(UTC)
        self._written = 0.0
        self._foresight = Foresight(steps)
        self._is_new = True
        self._costs: dict[str, dict[str, float]] = {}

    def begin(self, step: str, total: int) -> None:
        """A step of the job begins; a step that begins again goes on counting."""
        if step != self._step:
            self._step, self._done, self._total = step, 0, total
        else:
            self._total = max(self._total, total)
        self._learn()
        self._foresight.begin(step, total, time.monotonic())
        self._heed()
        self._write()

    def advance(self, done: int) -> None:
        """Some units more are done.

        Raises:
            JobStoppedError: the job was called off, or its worker is to go.
            JobPassedError: a more urgent one waits.
        """
        self._done += done
        self._foresight.advance(self._done, time.monotonic())
        self._heed()
        if time.monotonic() - self._written >= _EVERY_S:
            self._write()

    def count(self, done: int) -> None:
        """So many units of the step were done before it began."""
        self._done = done
        self._write()

    def finish(self) -> None:
        """All is done."""
        self._step, self._done, self._total = "done", 1, 1
        self._foresight.finish(time.monotonic())
        self._write()

    def fail(self, code: str, facts: Mapping[str, Any]) -> None:
        """It ended with an error."""
        self._write(code, facts)

    def _heed(self) -> None:
        if self._stopped():
            raise JobStoppedError(self.job_id)
        if time.monotonic() - self._asked < _ASKED_S:
            return
        self._asked = time.monotonic()
        try:
            passed = self._passed()
        except OperationalError:
            return
        if passed:
            raise JobPassedError(self.job_id)

    def _learn(self) -> None:
        """What jobs like this one took, and how far this one was when it was set aside."""
        if not self._is_new or self._quiet:
            return
        self._is_new = False
        try:
            with self._database.transaction() as session:
                self._foresight.usual = usual(session, self._steps)
                before = _row(session, self.of, self._number)
        except OperationalError:
            return
        self._costs = _costs(before.facts) if before else {}
        if before is not None and before.job_id == self.job_id:
            self._foresight.percent = min(MOST, int(before.facts.get("percent", 0)))

    def _foreseen(self) -> dict[str, Any]:
        seen = self._foresight
        left = None if self._step == "done" else seen.look(time.monotonic())
        return {
            "steps": list(self._steps),
            "percent": seen.percent,
            "left": None if left is None else round(left, 1),
            "spent": {part: round(s, 2) for part, s in seen.spent.items()},
            "totals": seen.totals,
            "costs": self._costs,
        }

    def _write(self, failed: str = "", facts: Mapping[str, Any] | None = None) -> None:
        self._written = time.monotonic()
        if self._quiet:
            return
        try:
            with self._database.transaction() as session:
                write(
                    session,
                    Progress(
                        production_id=self._number if self.of == "production" else None,
                        errand_id=self._number if self.of == "errand" else None,
                        job_id=self.job_id,
                        step=self._step,
                        done=self._done,
                        total=self._total,
                        began_at=self._began,
                        told_at=datetime.now(UTC),
                        failed=failed,
                        facts={**self._foreseen(), **(facts or {})},
                    ),
                )
        except OperationalError as error:
            log.warning("progress not written: %s", type(error.orig).__name__)


def count(session: Session, production_id: int, job_id: int, done: int) -> None:
    """Tell how much of a job's step its parts have done by now: about once a second, never less."""
    now = datetime.now(UTC)
    row = col(Progress.done)
    session.connection().execute(
        update(Progress)
        .where(
            col(Progress.production_id) == production_id,
            col(Progress.job_id) == job_id,
            row < done,
            or_(
                col(Progress.told_at) <= now - timedelta(seconds=_EVERY_S),
                col(Progress.total) <= done,
            ),
        )
        .values(done=done, told_at=now)
    )


def write(session: Session, told: Progress) -> None:
    """Put the progress of a production or errand in the place of the one before."""
    of = "production_id" if told.errand_id is None else "errand_id"
    row = {name: getattr(told, name) for name in Progress.model_fields if name != "id"}
    statement = insert(Progress).values(row)
    del row["production_id"], row["errand_id"]
    session.connection().execute(statement.on_conflict_do_update(index_elements=[of], set_=row))


def _row(session: Session, of: Of, number: int) -> Progress | None:
    column = Progress.production_id if of == "production" else Progress.errand_id
    return session.exec(select(Progress).where(col(column) == number)).first()
