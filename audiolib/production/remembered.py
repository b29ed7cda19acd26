"""Passages that were performed before: where nothing in one changed, nothing of it is read again.

The sound of an utterance has a key of its own and is never made twice. This spares the way to it:
finding what is spoken, cutting it into utterances, and asking the store for each.
"""

import hashlib
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from audiolib.keys import Json, action_key
from audiolib.order import Cue, Role
from audiolib.production import script
from audiolib.production.performance import Casting, Performance
from audiolib.production.work import Sound
from audiolib.publication import Text
from audiolib.store import Store
from tts import Span, SpeechError, known, rules_version
from tts.lexicon import Lexicon
from tts.registry import voice

PERFORM, PERFORM_VERSION = "perform", "2"
ONE_IN, LONGEST = 16, 60_000
"""Of so many blocks one begins a passage; characters of a passage at most."""


def passages(cues: Iterable[Cue]) -> Iterator[tuple[Cue, ...]]:
    """Cues in runs that begin where the words say so: a change in one leaves the others alone.

    A heading begins one, and so do blocks that their own words single out.
    """
    run: list[Cue] = []
    length = 0
    for cue in cues:
        words = cue.text[cue.phrase.begin : cue.phrase.end]
        begins = cue.first and (
            cue.role is Role.HEADING
            or length >= LONGEST
            or zlib.crc32(words.encode()) % ONE_IN == 0
        )
        if begins and run:
            yield tuple(run)
            run, length = [], 0
        run.append(cue)
        length += len(words)
    if run:
        yield tuple(run)


class Memory:
    """The performances of passages in a store, for one casting.

    `holds` tells whether the sound of a content key is still there. `keys` are the action keys of
    the passages that were recalled or kept.
    """

    def __init__(self, casting: Casting, store: Store, holds: Callable[[str], bool]) -> None:
        self._casting = casting
        self._store = store
        self._holds = holds
        self._options: dict[frozenset[str], Json] = {}
        self.keys: set[str] = set()

    def recall(self, cues: Sequence[Cue]) -> dict[str, Performance] | None:
        """How the phrases of a passage were spoken; None where it has changed or sound is gone."""
        key = self._key(cues)
        result = self._store.result(PERFORM, key)
        if result is None:
            return None
        gap, phrases = result
        found: dict[str, Performance] = {}
        for cue, (sounds, words, spans) in zip(cues, phrases, strict=True):
            if not all(self._holds(pack) for _voice, _key, pack, _begin, _samples in sounds):
                return None
            found[cue.id] = Performance(
                tuple((name, Sound(*sound)) for name, *sound in sounds),
                gap,
                array("I", words),
                tuple(Span(*span) for span in spans),
            )
        self.keys.add(key)
        return found

    def keep(self, cues: Sequence[Cue], performed: dict[str, Performance]) -> None:
        """Remember a passage, unless something in it could not be said."""
        performances = [performed[cue.id] for cue in cues]
        if any(performance.unsaid for performance in performances):
            return
        phrases = [
            [
                [(name, *astuple(sound)) for name, sound in performance.sounds],
                performance.words.tolist(),
                [astuple(span) for span in performance.spans],
            ]
            for performance in performances
        ]
        key = self._key(cues)
        self._store.record(PERFORM, key, [performances[0].gap, phrases])
        self.keys.add(key)

    def _key(self, cues: Sequence[Cue]) -> str:
        casting = self._casting
        unit = [[*_told(cue), [*_decided(cue, casting.lexicons, casting.variants)]] for cue in cues]
        tags = {*known(), *(cue.lang for cue in cues)}
        tags.update(mark[3] for cue in unit for mark in cue[4] if mark[3])
        tags_ = frozenset(tags)
        if tags_ not in self._options:
            self._options[tags_] = self._told(tags_)
        return action_key(PERFORM, PERFORM_VERSION, unit, self._options[tags_])

    def _told(self, tags: Iterable[str]) -> Json:
        """All but the words themselves that decides what is spoken, and by whom."""
        casting = self._casting
        return {
            "voices": {tag: self._voice(tag) for tag in tags},
            "rate": casting.rate,
            "pitch": casting.pitch,
            "comma": casting.comma_ms,
            "variants": dict(casting.variants),
            "code": _code(),
        }

    def _voice(self, tag: str) -> Json:
        try:
            engine, found = voice(self._casting.voice(tag))
        except SpeechError:
            return None
        return [found.name, found.digest, engine.version]


def _told(cue: Cue) -> list[Any]:
    """What of a cue decides how it is spoken."""
    begin, end = cue.phrase.begin, cue.phrase.end
    marks = cue.holder.marks if isinstance(cue.holder, Text) else ()
    return [
        cue.text[begin:end],
        cue.lang,
        cue.role,
        cue.header,
        [
            [m.begin - begin, m.end - begin, m.kind, m.lang, m.value]
            for m in marks
            if m.begin < end and m.end > begin
        ],
        cue.first,
    ]


def _decided(
    cue: Cue, lexicons: Mapping[str, Lexicon], variants: Mapping[str, str]
) -> Iterator[list[Any]]:
    """What lexicons say of a cue: a word decided elsewhere leaves it as it was."""
    for at, span in script.decided(cue, lexicons, variants):
        yield [at + span.begin, at + span.end, span.spoken, span.ipa]


@cache
def _code() -> str:
    """SHA-256 of every module that has a say in it."""
    digest = hashlib.sha256(rules_version().encode())
    for name, content in sorted(_modules(resources.files("tts"), "")):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    digest.update(resources.files(script.__package__).joinpath("script.py").read_bytes())
    return digest.hexdigest()


def _modules(folder: Traversable, inside: str) -> Iterator[tuple[str, bytes]]:
    for child in folder.iterdir():
        if child.is_dir():
            yield from _modules(child, f"{inside}{child.name}/")
        elif child.name.endswith(".py"):
            yield inside + child.name, child.read_bytes()
