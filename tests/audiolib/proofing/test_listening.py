"""The listening check: doubtful phrases first, a fair sample of the rest, defects sent back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiolib.findings import Finding, Place, Severity
from audiolib.identify import identify
from audiolib.messages import catalogue
from audiolib.narration import Clip, Narration, WordTime, flat
from audiolib.order import SoundOptions, sounding
from audiolib.proofing.doubtful import Suspect, doubtful
from audiolib.proofing.listening import (
    STATIONS,
    assurance,
    goes_back_to,
    message,
    needed,
    places,
    sample,
    share_heard,
)
from audiolib.proofing.reasons import REASONS
from audiolib.publication import Metadata, Paragraph, Publication, Section
from audiolib.tables.making import State
from media import Milliseconds
from tests.audiolib.sentences import split

LINE = "Một con cò đứng bên bờ sông rất lâu."


def story(*lines: str) -> Publication:
    about = Metadata(identifier="urn:test", title="t", language="vi")
    section = Section(content=tuple(Paragraph(text=line) for line in lines))
    return identify(Publication(metadata=about, sections=(section,)), split=split).publication


def narrated(publication: Publication, slow: int = -1, gap: int = -1) -> Narration:
    """Every word 300 ms long; one phrase five times slower, one with a long silence."""
    clips, words, at = {}, {}, 0
    told: list[WordTime]
    for number, cue in enumerate(sounding(publication, SoundOptions())):
        begin, told, place = at, [], cue.phrase.begin
        for word in cue.text[cue.phrase.begin : cue.phrase.end].split():
            long = 1500 if number == slow else 300
            pause = 2000 if number == gap and told else 0
            start, stop = Milliseconds(at + pause), Milliseconds(at + pause + long)
            told.append(WordTime(place, place + len(word), start, stop))
            place, at = place + len(word) + 1, at + pause + long
        clips[cue.id] = Clip(1, Milliseconds(begin), Milliseconds(at))
        words[cue.id] = flat(told)
    return Narration(SoundOptions(), clips, words, {}, (), ())


def test_phrases_with_findings_and_doubtful_words_come_first() -> None:
    text = story(LINE, "Con nguời đến.", LINE, "Nó có 3 con.", LINE)
    sound = narrated(text)
    ids = list(sound.clips)
    finding = Finding("tts-999", Severity.WARNING, Place(id=ids[4]))
    found = places(text, sound, [finding], doubtful(text))
    assert [(f.phrase, f.reasons[0]) for f in found] == [
        (ids[1], "doubtful-spelling"),
        (ids[4], "tts-999"),
        (ids[3], "hear-number"),
    ]
    assert found[0].words == "Con nguời đến."
    assert found[0].clip == sound.clips[ids[1]]


def test_a_phrase_spoken_far_slower_or_with_a_hole_is_heard() -> None:
    text = story(*[LINE] * 30)
    found = places(text, narrated(text, slow=7, gap=12))
    reasons = {f.phrase: f.reasons for f in found}
    ids = list(narrated(text).clips)
    assert "hear-pace" in reasons[ids[7]]
    assert "hear-pause" in reasons[ids[12]]
    assert set(reasons) == {ids[7], ids[12]}


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
    for language in ("en", "vi"):
        known = set(catalogue(language))
        assert {message(code) for code in STATIONS} <= known
        assert {Suspect("", 0, 0, "", reason, 0).code for reason in REASONS} <= known
