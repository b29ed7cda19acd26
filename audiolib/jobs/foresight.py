"""When a job will be done: from how fast it goes now, and from what its parts cost other times."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SHARES: Mapping[str, float] = {
    "read": 2,
    "look": 90,
    "recognise": 96,
    "compose": 4,
    "narrate": 74,
    "encode": 14,
    "bind": 10,
    "publish": 100,
    "compare": 100,
    "enter": 100,
    "take_back": 100,
    "pack": 100,
}
"""What parts of a job cost beside each other, where nothing was measured yet."""
FIRST: Mapping[str, float] = {"encode": 7e-5, "bind": 4e-5}
"""Seconds for a character, on two cores, of what voices have no say in; till jobs have told."""
WINDOW_S = 60.0
"""So far back is looked for the pace: what was in the store already goes by in no time."""
_SURE_S = 2.0
"""A part that runs shorter than this has no pace yet."""
_ENOUGH = 0.2
"""From this share of a part on, its own pace alone counts."""
MOST, DONE = 99, 100
"""Percent of what is not done, and of what is."""


@dataclass(slots=True)
class Foresight:
    """Foresees one job; every time is in seconds of one clock that never goes back.

    Args:
        parts: The job's parts, in order.
        usual: Seconds of each part for a unit of the chief part, as other jobs took them.
        percent: What was told last; it never goes back.
    """

    parts: Sequence[str]
    usual: Mapping[str, float] = field(default_factory=dict)
    percent: int = 0
    part: str = ""
    spent: dict[str, float] = field(default_factory=dict)
    """Seconds of the parts that are over."""
    totals: dict[str, int] = field(default_factory=dict)
    _began: float = 0.0
    _part_began: float = 0.0
    _done: int = 0
    _last: tuple[float, float] | None = None
    _seen: deque[tuple[float, int]] = field(default_factory=deque)

    @property
    def chief(self) -> str:
        """The part whose units the cost of all is counted in."""
        return max(self.parts, key=lambda part: SHARES.get(part, 0), default="")

    def begin(self, part: str, total: int, at: float) -> None:
        """A part begins; one that begins again goes on."""
        if not self.part:
            self._began = at
        if part != self.part:
            self._end(at)
            self.part, self._part_began, self._done = part, at, 0
            self._seen = deque([(at, 0)])
        self.totals[part] = max(total, self.totals.get(part, 0))

    def advance(self, done: int, at: float) -> None:
        """So many units of the part are done, all in all."""
        self._done = done
        self._seen.append((at, done))
        while len(self._seen) > 2 and self._seen[1][0] <= at - WINDOW_S:
            self._seen.popleft()

    def finish(self, at: float) -> None:
        """All is done."""
        self._end(at)
        self.part, self.percent = "done", DONE

    def left(self, at: float) -> float | None:
        """Seconds that are left; None where that can't be told yet."""
        now = self._left_here(at)
        if now is None:
            return None
        later = [part for part in self._later() if SHARES.get(part)]
        known = self.totals.get(self.chief, 0)
        costs = self._costs()
        if known and later and all(part in costs for part in later):
            return now + sum(costs[part] * known for part in later)
        share = SHARES.get(self.part, 0)
        whole = self.spent.get(self.part, 0.0) + (at - self._part_began) + now
        return now + (sum(SHARES[part] for part in later) * whole / share if share else 0.0)

    def look(self, at: float) -> float | None:
        """What `left` gives, with `percent` brought up to it."""
        left = self.left(at)
        if left is None and self._last is not None:
            # A part that has just begun has no pace of its own yet.
            left = max(0.0, self._last[1] - (at - self._last[0]))
        elif left is not None:
            self._last = (at, left)
        if left is not None:
            gone = at - self._began
            found = int(100 * gone / (gone + left)) if gone + left > 0 else 0
            self.percent = max(self.percent, min(MOST, found))
        return left

    def _left_here(self, at: float) -> float | None:
        total = self.totals.get(self.part, 0)
        begun, before = self._seen[0] if self._seen else (at, 0)
        ran, made = at - begun, self._done - before
        if not SHARES.get(self.part) or self.part not in self.parts:
            return None
        if self._done >= total > 0:
            return 0.0
        if total <= 0 or made <= 0 or ran < _SURE_S:
            return None
        by_pace = (total - self._done) * ran / made
        known = self._costs().get(self.part, 0.0) * self.totals.get(self.chief, 0)
        if not known:
            return by_pace
        # A few units tell little yet: what jobs took before counts until a fifth is done.
        inside = self._done / total
        heed = min(1.0, inside / _ENOUGH)
        return heed * by_pace + (1 - heed) * known * (1 - inside)

    def _costs(self) -> Mapping[str, float]:
        return {**FIRST, **self.usual} if self.chief == "narrate" else self.usual

    def _later(self) -> Sequence[str]:
        at = self.parts.index(self.part) if self.part in self.parts else len(self.parts)
        return self.parts[at + 1 :]

    def _end(self, at: float) -> None:
        if self.part:
            self.spent[self.part] = self.spent.get(self.part, 0.0) + at - self._part_began
