"""Narration: every phrase becomes sound in the store, in the order in which it will be heard.

Works in batches of about 45 seconds of speech, a few ahead of the workers, and keeps only numbers
of what is done: memory does not grow with the sound.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import chain

from audiolib.keys import action_key
from audiolib.order import Cue
from audiolib.production.figures import CHARACTERS_A_SECOND, RATE
from audiolib.production.performance import Casting, Performance
from audiolib.production.pool import Pool
from audiolib.production.remembered import Memory, passages
from audiolib.production.script import Reading, reading
from audiolib.production.work import (
    NARRATE,
    NARRATE_VERSION,
    Line,
    Said,
    Unsaid,
    said,
    speak,
)
from audiolib.store import Store
from tts.registry import voice
from tts.utterance import Piece, identity, pieces, words

BATCH_S = 45
FEW = 8
"""Utterances that are spoken sooner than a worker starts."""


@dataclass(slots=True)
class _Batch:
    """Phrases in order, and those of their utterances that were never spoken yet."""

    phrases: list[tuple[Cue, Reading, tuple[Piece, ...], tuple[str, ...]]] = field(
        default_factory=list
    )
    known: dict[str, Said | Unsaid] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    characters: int = 0


def narrate(
    cues: Iterable[Cue],
    casting: Casting,
    store: Store,
    pool: Pool,
    told: Callable[[int, int], None],
    *,
    careful: bool = False,
) -> tuple[dict[str, Performance], set[str]]:
    """The performance of every phrase by its id, and the keys of the passages they make up.

    `careful` verifies all sound that is there.

    `told` hears after each batch how many characters were spoken, and how many utterances of
    them had to be made.

    Raises:
        tts.SpeechError: a voice is unknown, or an engine gives no usable sound for a phrase.
    """
    packs = _Packs(store, careful=careful)
    memory = Memory(casting, store, packs.holds)
    performed: dict[str, Performance] = {}
    changed: list[tuple[Cue, ...]] = []
    for passage in passages(cues):
        recalled = memory.recall(passage)
        if recalled is None:
            changed.append(passage)
            continue
        performed.update(recalled)
        told(sum(cue.phrase.end - cue.phrase.begin for cue in passage), 0)
    performed |= _performed(chain.from_iterable(changed), casting, store, pool, told, packs)
    for passage in changed:
        memory.keep(passage, performed)
    return performed, memory.keys


def _performed(
    cues: Iterable[Cue],
    casting: Casting,
    store: Store,
    pool: Pool,
    told: Callable[[int, int], None],
    packs: "_Packs",
) -> dict[str, Performance]:
    performed: dict[str, Performance] = {}
    running: deque[tuple[_Batch, Future[tuple[Said | Unsaid, ...]] | None]] = deque()

    def finish() -> None:
        batch, future = running.popleft()
        if future is not None:
            for line, result in zip(batch.lines, future.result(), strict=True):
                batch.known[line.key] = result
        performed.update(_performances(batch, casting))
        told(batch.characters, len(batch.lines))

    for batch in _batches(cues, casting, store, packs):
        future = _spoken(batch.lines, store, pool) if batch.lines else None
        running.append((batch, future))
        while len(running) > 2 * pool.jobs:
            finish()
    while running:
        finish()
    return performed


def _batches(
    cues: Iterable[Cue], casting: Casting, store: Store, packs: "_Packs"
) -> Iterator[_Batch]:
    batch = _Batch()
    to_speak = 0
    for cue in cues:
        read = reading(cue, casting.lexicons, casting.variants)
        cut = tuple(
            pieces(
                read.words,
                read.lang,
                read.spans,
                read.languages,
                voice=casting.voice,
                rate=casting.rate,
                pitch=casting.pitch,
            )
        )
        keys = tuple(key_of(piece) for piece in cut)
        for piece, key in zip(cut, keys, strict=True):
            if key in batch.known or any(line.key == key for line in batch.lines):
                continue
            if (done := packs.spoken(key)) is not None:
                batch.known[key] = done
            else:
                batch.lines.append(Line(key, piece.voice, piece.utterance))
                to_speak += len(piece.utterance.text)
        batch.phrases.append((cue, read, cut, keys))
        batch.characters += len(read.words)
        if (
            to_speak >= BATCH_S * CHARACTERS_A_SECOND
            or batch.characters >= 8 * BATCH_S * CHARACTERS_A_SECOND
        ):
            yield batch
            batch, to_speak = _Batch(), 0
    if batch.phrases:
        yield batch


def _spoken(lines: list[Line], store: Store, pool: Pool) -> Future[tuple[Said | Unsaid, ...]]:
    """A batch in a worker, or here where it is only a corrected phrase or two."""
    heavy = any(getattr(voice(line.voice)[0], "is_heavy", False) for line in lines)
    call = pool.here if len(lines) <= FEW and not (pool.has_workers or heavy) else pool.submit
    return call(speak, store.location, tuple(lines))


def key_of(piece: Piece) -> str:
    """The action key of an utterance: nothing of where it stands enters it."""
    engine, known = voice(piece.voice)
    unit = identity(piece.utterance, known, engine.version)
    return action_key(NARRATE, NARRATE_VERSION, unit, RATE)


class _Packs:
    """What was spoken before, as far as its sound is still there."""

    def __init__(self, store: Store, *, careful: bool) -> None:
        self._store = store
        self._careful = careful
        self._held: dict[str, bool] = {}

    def spoken(self, key: str) -> Said | None:
        done = said(self._store, key)
        if done is None:
            return None
        return done if self.holds(done.sound.pack) else None

    def holds(self, pack: str) -> bool:
        """Whether the sound of a pack is there; looked at once."""
        if pack not in self._held:
            self._held[pack] = (
                self._store.get(pack) is not None if self._careful else self._store.holds(pack)
            )
        return self._held[pack]


def _performances(batch: _Batch, casting: Casting) -> Iterator[tuple[str, Performance]]:
    gap = casting.comma_ms * RATE // 1000
    for cue, read, cut, keys in batch.phrases:
        results = [batch.known[key] for key in keys]
        unsaid = tuple(r for r in results if isinstance(r, Unsaid))
        said = [(p, r) for p, r in zip(cut, results, strict=True) if isinstance(r, Said)]
        spoken = words([p for p, _ in said], [(r.sound.samples, r.words) for _, r in said], gap)
        sounds = tuple((p.voice, r.sound) for p, r in said)
        yield cue.id, Performance(sounds, gap, spoken, read.spans, unsaid)
