"""A corrected word costs one stretch of a track, and what is joined is what is made at once."""

import hashlib
from array import array
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiolib.narration import Track
from audiolib.order import Cue, Role
from audiolib.production.assemble import Reel, assemble
from audiolib.production.encoding import STRETCH, encode_key, encode_track
from audiolib.production.figures import RATE
from audiolib.production.performance import Performance
from audiolib.production.stretches import FRAME, ONE_IN, Stretch, stretches
from audiolib.production.work import Sound
from audiolib.publication import Paragraph, Phrase, Section
from audiolib.store import Store
from media import Pcm
from media.flac import pack
from media.mp3 import layout

VOICE = "tone:sine"


def _cues(number: int) -> list[Cue]:
    section = Section(id="c", content=())
    return [
        Cue(
            Phrase(f"p{n}", 0, 1), "x", Role.TEXT, Paragraph(id=f"b{n}", text="x"), "en", (section,)
        )
        for n in range(number)
    ]


def _key(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _performance(name: str, samples: int, pack_key: str = "", begin: int = 0) -> Performance:
    sound = Sound(_key(name), pack_key, begin, samples)
    return Performance(((VOICE, sound),), 0, array("I"), ())


def _reel(performances: list[Performance]) -> Reel:
    cues = _cues(len(performances))
    performed = {cue.id: one for cue, one in zip(cues, performances, strict=True)}
    (reel,) = assemble(cues, performed, {VOICE: 0.0}).reels
    return reel


def _parts(reel: Reel) -> list[Stretch]:
    return list(stretches(reel.roll))


names = st.lists(st.text("abcdef", min_size=1, max_size=3), min_size=1, max_size=60)


@given(names, st.integers(1, 9))
def test_stretches_are_the_whole_track_in_whole_frames(said: list[str], seconds: int) -> None:
    reel = _reel([_performance(name, seconds * RATE + n) for n, name in enumerate(said)])
    parts = _parts(reel)
    assert [take for part in parts for take in part.takes] == list(reel.roll.takes)
    assert [part.lead for part in parts] == [reel.roll.lead, *[0] * (len(parts) - 1)]
    assert all(cut % FRAME == 0 for cut in reel.roll.cuts)
    assert all(part.takes for part in parts)
    assert parts[-1].samples is None
    assert isinstance(reel.track, Track)
    assert reel.roll.samples == reel.track.samples


@given(st.data())
def test_a_corrected_phrase_changes_the_stretches_around_it_alone(data: st.DataObject) -> None:
    lengths = data.draw(st.lists(st.integers(RATE, 12 * RATE), min_size=80, max_size=90))
    before = [_performance(f"said {n}", length) for n, length in enumerate(lengths)]
    at = data.draw(st.integers(0, len(before) - 1))
    after = list(before)
    after[at] = _performance("corrected", lengths[at] + data.draw(st.integers(-900, 9000)))
    one, other = (_parts(_reel(said)) for said in (before, after))
    new = [part for part in other if part not in one]
    # The one that holds it, the one behind where its end moves, and the track's last silence.
    assert sum(bool(part.takes[0].sound) for part in new) <= 3
    assert len(new) <= 4


def test_one_phrase_in_so_many_ends_a_stretch() -> None:
    books = [[_performance(f"{book} {n}", 6 * RATE) for n in range(100)] for book in range(20)]
    parts = [part for said in books for part in _parts(_reel(said))[:-2]]
    lasting = [part.samples / RATE for part in parts if part.samples is not None]
    assert min(lasting) >= 60
    assert np.mean(lasting) == pytest.approx(60 + 6 * ONE_IN, rel=0.5)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(str(tmp_path_factory.mktemp("store")))


def _spoken(store: Store, hertz: list[int]) -> list[Performance]:
    """Tones of four seconds, each a sound of its own; those of one height have one key."""
    ramp = np.arange(4 * RATE) / RATE
    found = []
    for height in hertz:
        wave = (8000 * np.sin(2 * np.pi * height * ramp)).astype(np.int16)
        found.append(_performance(f"{height}", len(wave), store.put(pack(Pcm(wave, RATE)))))
    return found


def test_a_track_that_is_joined_has_the_bytes_of_one_made_at_once(
    store: Store, tmp_path: Path
) -> None:
    heights = [200 + 7 * n for n in range(60)]
    reel = _reel(_spoken(store, heights))
    assert len(reel.roll.cuts) >= 2
    encode_track(store.location, reel.roll, ("mp3", "aac"))
    heights[30] = 1999
    corrected = _reel(_spoken(store, heights))
    joined = encode_track(store.location, corrected.roll, ("mp3",))["mp3"]
    fresh = Store(str(tmp_path / "fresh"))
    _spoken(fresh, heights)
    at_once = encode_track(fresh.location, corrected.roll, ("mp3", "aac"))["mp3"]
    assert joined == at_once
    path = store.path(joined["digest"])
    assert path is not None
    assert layout(path).is_bare


def test_a_stretch_whose_track_is_gone_is_encoded_again(store: Store) -> None:
    reel = _reel(_spoken(store, [300 + 11 * n for n in range(60)]))
    first = encode_track(store.location, reel.roll, ("mp3",))["mp3"]
    path = store.path(first["digest"])
    assert path is not None
    path.write_bytes(b"a power cut")
    store.forget("encode", encode_key(reel.roll, "mp3"))
    assert encode_track(store.location, reel.roll, ("mp3",))["mp3"] == first
    whole = store.get(first["digest"])
    assert whole is not None
    digest, size, begin, length = store.result(STRETCH, first["stretches"][1])  # type: ignore[misc]
    assert (digest, size) == (first["digest"], len(whole))
    assert 0 < begin < begin + length <= size
