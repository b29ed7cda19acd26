"""A finished production planned again from folder and store: what every track is made of."""

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from audiolib import stored, timing
from audiolib.lexicons import FOLDER, own
from audiolib.narration import Narration
from audiolib.order import Cue, cues
from audiolib.production import record
from audiolib.production.assemble import Assembly, Reel, assemble
from audiolib.production.casting import casting
from audiolib.production.encoding import encode_key
from audiolib.production.narrate import narrate
from audiolib.production.performance import Performance
from audiolib.production.pool import Pool
from audiolib.production.sound import Bytes
from audiolib.production.work import Line, Said, Unsaid, master, said
from audiolib.publication import Publication
from audiolib.store import Store
from media import Pcm16


class ReplayError(Exception):
    """The folder, the store and the code in use don't tell the same story."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where in a track's master a phrase lies, in samples; `sounding` without its last silence."""

    phrase: str
    begin: int
    end: int
    sounding: int


@dataclass(frozen=True, slots=True)
class Replay:
    """A production as it was assembled."""

    publication: Publication
    production: record.Production
    cues: tuple[Cue, ...]
    performed: dict[str, Performance]
    assembly: Assembly
    store: Store
    lines: tuple[Line, ...]
    """Each utterance once, with its voice."""

    @property
    def reels(self) -> tuple[Reel, ...]:
        return self.assembly.reels

    def master(self, reel: Reel) -> Iterator[Pcm16]:
        """The sound of a track before its gain, as it went to the encoders."""
        return master(self.store, reel.roll.takes, reel.roll.lead)

    def stretches(self, reel: Reel) -> Iterator[Stretch]:
        """The phrases of a track, each with the samples it has in the master."""
        takes = iter(reel.roll.takes)
        at = reel.roll.lead
        for number, phrase in enumerate(reel.track.phrases):
            begin = 0 if number == 0 else at
            performance = self.performed[phrase]
            own = [next(takes) for _ in range(max(1, len(performance.sounds)))]
            end = at + sum((t.sound.samples if t.sound else 0) + t.silence for t in own)
            yield Stretch(phrase, begin, end, at + performance.samples)
            at = end


def replay(folder: Path, store_at: str, lexicons: Path | None = None) -> Replay:
    """Plan a production again; nothing is spoken, every sound comes from the store.

    Raises:
        ReplayError: the store lacks a sound, or what is planned isn't what was made.
    """
    store = Store(store_at)
    file = folder / "publication.xhtml"
    publication = stored.read(file.read_bytes(), str(file))
    production = record.read(folder)
    if production is None:
        raise ReplayError(f"no production in {folder}")
    narration = timing.read(
        (folder / "spans.json").read_bytes(), (folder / "timing.json").read_bytes()
    )
    order = tuple(c for c in cues(publication, production.options) if c.id in narration.clips)
    with Recall(store) as recall:
        mine, _doubts = own(publication, folder / FOLDER, Bytes(store_at))
        cast = casting(publication, production, lexicons, mine)
        performed, _keys = narrate(
            order, cast, recall.empty, recall, lambda _characters, _anew: None
        )
    gains = {pinned.voice: pinned.gain_db for pinned in production.gains}
    found = Replay(
        publication,
        production,
        order,
        performed,
        assemble(order, performed, gains),
        store,
        tuple(recall.lines.values()),
    )
    _agree(found, narration, folder.name)
    return found


class Recall(Pool):
    """A pool that speaks nothing: it hears what is to be spoken, and remembers what that became.

    To whom it serves the store `empty` holds nothing, so that every utterance comes by here.
    """

    def __init__(self, store: Store) -> None:
        super().__init__(1)
        self.lines: dict[str, Line] = {}
        self._store = store
        self._scratch = tempfile.TemporaryDirectory(prefix="audiolib-bench-")
        self.empty = Store(self._scratch.name)

    def __enter__(self) -> "Recall":
        return self

    @property
    def has_workers(self) -> bool:
        return True  # else what is little would be done without coming by here

    def submit(self, _call: Any, /, *args: Any, **_kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(tuple(self._remember(line) for line in args[1]))
        return future

    def _remember(self, line: Line) -> Said | Unsaid:
        self.lines[line.key] = line
        known = said(self._store, line.key)
        return known or Unsaid(line.key, line.utterance.text, line.voice, "not in the store")

    def __exit__(self, *raised: Any) -> None:
        super().__exit__(*raised)
        self._scratch.cleanup()


def _agree(found: Replay, narration: Narration, name: str) -> None:
    planned = tuple(reel.track for reel in found.reels)
    if planned != narration.tracks:
        raise ReplayError(f"the tracks planned for {name} aren't those of timing.json")
    if found.assembly.clips != narration.clips:
        raise ReplayError(f"the clips planned for {name} aren't those of timing.json")
    for reel in found.reels:
        if encode_key(reel.roll, "mp3") not in found.production.track_keys:
            raise ReplayError(f"track {reel.track.number} of {name} was made otherwise")


def offsets(reels: Sequence[Reel]) -> list[int]:
    """The sample at which each track begins when all are laid end to end."""
    return list(accumulate((reel.track.samples for reel in reels[:-1]), initial=0))
