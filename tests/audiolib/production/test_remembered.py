"""Passages are remembered by their words, and only while nothing else has a say in them."""

import random
import shutil
from array import array
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiolib.order import Cue, SoundOptions, sounding
from audiolib.production.performance import Casting, Performance
from audiolib.production.produce import produce
from audiolib.production.remembered import LONGEST, PERFORM, Memory, passages
from audiolib.production.work import Sound, Unsaid
from audiolib.publication import Publication
from audiolib.store import Store
from tests.audiolib.production.test_produce import STORY, _digests, _request
from tests.audiolib.rendition import tiny_publication
from tts import Span
from tts.lexicon import Entry, Lexicon

WORDS = ("river", "boat", "heron", "mill", "wheel", "flour", "miller", "evening", "bread")


def _cues(found: Publication | None = None) -> tuple[Cue, ...]:
    return sounding(found or tiny_publication(), SoundOptions())


def _casting(**changed: object) -> Casting:
    plain = Casting(lambda _tag: "tone:sine", 1.0, 1.0, {}, 150)
    return replace(plain, **changed)  # type: ignore[arg-type]


def _performed(cues: tuple[Cue, ...]) -> dict[str, Performance]:
    return {
        cue.id: Performance(
            (("tone:sine", Sound(f"key{n}", "pack", n, 10)),),
            7,
            array("I", [0, 1, n, n + 5]),
            (Span(0, 1, "3", "three", "number.cardinal", 0.75, None, "en"),),
        )
        for n, cue in enumerate(cues)
    }


@pytest.fixture
def memory(tmp_path: Path) -> Callable[..., Memory]:
    store = Store(str(tmp_path / "store"))
    return lambda casting=None, holds=lambda _pack: True: Memory(
        casting or _casting(), store, holds
    )


def test_a_passage_comes_back_as_it_was_kept(memory: Callable[..., Memory]) -> None:
    cues = _cues()
    performed = _performed(cues)
    memory().keep(cues, performed)
    assert memory().recall(cues) == performed


def test_another_voice_rate_or_lexicon_recalls_nothing(memory: Callable[..., Memory]) -> None:
    cues = _cues()
    memory().keep(cues, _performed(cues))
    lexicon = {"en": Lexicon([Entry("heron", alias="bird")])}
    others = [
        _casting(rate=1.5),
        _casting(pitch=0.9),
        _casting(comma_ms=200),
        _casting(lexicons=lexicon),
        _casting(voice=lambda tag: f"espeak:{'en-us' if tag.startswith('en') else 'vi'}"),
    ]
    assert [memory(other).recall(cues) for other in others] == [None] * len(others)


def test_a_decision_on_a_word_touches_only_the_passages_that_have_it(
    memory: Callable[..., Memory],
) -> None:
    cues = _cues()
    with_it = tuple(c for c in cues if "heron" in c.text.lower())
    without = tuple(c for c in cues if "heron" not in c.text.lower())
    performed = _performed(cues)
    memory().keep(with_it, performed)
    memory().keep(without, performed)
    decided = _casting(lexicons={"en": Lexicon([Entry("heron", alias="bird")])})
    assert memory(decided).recall(with_it) is None
    assert memory(decided).recall(without) is not None
    other = _casting(lexicons={"en": Lexicon([Entry("heron", alias="fowl")])})
    memory(decided).keep(with_it, performed)
    assert memory(other).recall(with_it) is None
    assert memory(decided).recall(with_it) is not None


def test_a_passage_whose_sound_is_gone_is_not_recalled(memory: Callable[..., Memory]) -> None:
    cues = _cues()
    memory().keep(cues, _performed(cues))
    assert memory(holds=lambda _pack: False).recall(cues) is None


def test_what_could_not_be_said_is_tried_again(memory: Callable[..., Memory]) -> None:
    cues = _cues()
    performed = _performed(cues)
    first = cues[0].id
    unsaid = (Unsaid("key0", "3", "tone:sine", "silent"),)
    performed[first] = replace(performed[first], unsaid=unsaid)
    memory().keep(cues, performed)
    assert memory().recall(cues) is None


@given(st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_a_block_more_leaves_almost_every_passage_as_it_was(seed: int) -> None:
    rng = random.Random(seed)
    pattern = _cues()[0]
    blocks = [" ".join(rng.choices(WORDS, k=rng.randint(5, 80))) for _ in range(600)]

    def keys(texts: list[str]) -> list[tuple[str, ...]]:
        cues = [
            replace(pattern, text=t, phrase=replace(pattern.phrase, begin=0, end=len(t)))
            for t in texts
        ]
        plain = [replace(cue, role="text", first=True) for cue in cues]  # type: ignore[arg-type]
        found = [tuple(cue.text for cue in run) for run in passages(plain)]
        assert [t for run in found for t in run] == texts
        assert all(sum(map(len, run[:-1])) < LONGEST for run in found)
        return found

    at = rng.randrange(len(blocks))
    before, after = keys(blocks), keys([*blocks[:at], "one more block", *blocks[at:]])
    assert len(set(before) - set(after)) <= 3


def test_a_production_that_remembers_makes_the_same_bytes(tmp_path: Path) -> None:
    first = produce(_request(tmp_path))
    edited = STORY.replace("Nobody came", "Somebody came")
    remembering = _digests(produce(_request(tmp_path, edited)).folder)
    shutil.rmtree(tmp_path / "store" / PERFORM)
    forgetful = produce(_request(tmp_path, edited))
    assert forgetful.folder == first.folder
    assert forgetful.spoken_anew == 0
    assert _digests(forgetful.folder) == remembering
