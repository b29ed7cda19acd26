"""The listening check: doubtful phrases first, a fair sample of the rest, defects sent back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiolib.messages import catalogue
from audiolib.proofing.chances import REASONS as HEARD
from audiolib.proofing.doubtful import Suspect
from audiolib.proofing.listening import (
    STATIONS,
    assurance,
    goes_back_to,
    message,
    needed,
    sample,
    share_heard,
)
from audiolib.proofing.reasons import REASONS
from audiolib.tables.making import State
from tests.audiolib.proofing.narrated import LINE, narrated, story


def test_a_sample_is_the_same_for_a_seed_and_leaves_out_what_was_heard() -> None:
    text = story(*[f"{LINE} Lần {n}." for n in "abcdefghij"])
    sound = narrated(text)
    ids = list(sound.clips)
    first = sample(text, sound, 5, seed=1, without=ids[:10])
    assert first == sample(text, sound, 5, seed=1, without=ids[:10])
    assert len(set(first)) == 5
    assert not set(first) & set(ids[:10])
    assert sample(text, sound, 99, seed=1) == tuple(ids)


def test_the_share_heard_counts_sound_and_not_phrases() -> None:
    text = story("Dài dài dài dài dài dài.", "Hai từ.")
    sound = narrated(text)
    assert share_heard(sound, list(sound.clips)[:1]) == pytest.approx(6 / 8)
    assert share_heard(replace(sound, clips={}), ["s0001"]) == 0.0


def test_what_a_sample_proves_agrees_with_known_values() -> None:
    # The rule of three, and a published value of the exact method (10 heard, 1 wrong).
    assert assurance(299, 0).most == pytest.approx(0.00997, abs=1e-4)
    assert assurance(10, 1).most == pytest.approx(0.3942, abs=1e-4)
    assert assurance(0, 0).most == 1.0
    assert needed(0.01) == 299


@given(st.integers(1, 400), st.integers(0, 20))
def test_more_heard_proves_more_and_more_wrong_proves_less(heard: int, wrong: int) -> None:
    wrong = min(wrong, heard)
    most = assurance(heard, wrong).most
    assert wrong / heard <= most <= 1
    assert assurance(heard + 10, wrong).most <= most + 1e-9
    if wrong < heard:
        assert assurance(heard, wrong + 1).most >= most


def test_defects_go_back_to_the_earliest_station_they_need() -> None:
    assert goes_back_to(["click", "name", "ocr"]) is State.TEXT
    assert goes_back_to(["pace"]) is State.NARRATION
    assert goes_back_to([]) is None


def test_every_reason_and_defect_has_a_sentence() -> None:
    for language in ("en", "vi", "uk", "ru", "fa"):
        known = set(catalogue(language))
        assert set(HEARD) <= known
        assert {message(code) for code in STATIONS} <= known
        assert {Suspect("", 0, 0, "", reason, 0).code for reason in REASONS} <= known
