"""What is heard first: likely faults, each kind of reading once, within a listener's time."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiolib.findings import Finding, Place, Severity
from audiolib.lexicons.suggest import suggest
from audiolib.narration import Narration, VoiceUsed, WordTime
from audiolib.order import SoundOptions, sounding
from audiolib.proofing.chances import UnknownWord
from audiolib.proofing.doubtful import doubtful
from audiolib.proofing.hearing import FEWEST, LEAD_MS, ToHear, places, shown
from audiolib.publication import Publication
from media import Milliseconds
from tests.audiolib.proofing.narrated import LINE, narrated, story
from tts import Span
from tts.language import known, language

PLAIN = "Nó có 3 con trâu, 12 con gà và 450 đồng."


def reasons(text: Publication, sound: Narration) -> dict[str, tuple[str, ...]]:
    """Of each place what it says, by its words."""
    return {place.words: place.reasons for place in places(text, sound)}


def test_phrases_with_findings_and_doubtful_words_come_first() -> None:
    text = story(LINE, "Con nguời đến.", LINE, "Trận đấu kết thúc 10–8.", LINE)
    sound = narrated(text)
    ids = list(sound.clips)
    finding = Finding("tts-999", Severity.WARNING, Place(id=ids[4]))
    found = places(text, sound, [finding], doubtful(text))
    assert {f.phrase for f in found[:2]} == {ids[1], ids[4]}
    assert [f.reasons for f in found[2:]] == [("hear-number",)]
    assert found[2].clip == sound.clips[ids[3]]


def test_a_plain_number_is_not_heard_and_one_with_several_readings_is() -> None:
    text = story(PLAIN, "Họ thắng 10–8.", "Vua Henry XII đến.", LINE, "Mã số NaCl-5b7 đây.")
    found = reasons(text, narrated(text))
    assert PLAIN not in found
    assert LINE not in found
    assert found["Họ thắng 10–8."] == ("hear-number",)
    assert set(found) == {"Họ thắng 10–8.", "Vua Henry XII đến.", "Mã số NaCl-5b7 đây."}


def test_a_number_that_no_rule_reads_is_heard() -> None:
    text = story("Es waren 17 Tage.", lang="de")
    assert reasons(text, narrated(text)) == {"Es waren 17 Tage.": ("hear-number",)}


def test_a_reading_that_stands_often_is_heard_once_and_before_others() -> None:
    dates = [f"Ngày {day}/{day % 9 + 1}/1975 trời mưa." for day in range(10, 26)]
    text = story("Họ thắng 10–8.", *dates)
    found = [place.words for place in places(text, narrated(text))]
    assert found[0] in dates
    assert found[1] == "Họ thắng 10–8."
    assert len(found) == 17


def test_a_phrase_spoken_far_slower_or_with_a_hole_is_heard() -> None:
    text = story(*[LINE] * 30)
    sound = narrated(text, slow=7, gap=12)
    ids = list(sound.clips)
    found = {place.phrase: place.reasons for place in places(text, sound)}
    assert found.keys() == {ids[7], ids[12]}
    assert "hear-pace" in found[ids[7]]
    assert "hear-pause" in found[ids[12]]


def test_numbers_written_out_do_not_make_a_phrase_slow() -> None:
    long = "Dân số là 87.654.321 người và 12.345.678 hộ."
    text = story(*[LINE] * 30, long)
    sound = narrated(text)
    last = list(sound.clips)[-1]
    words = list(sound.words[last])
    begin = words[0].start
    # As long as the words that are spoken: 34 of them instead of 8.
    later = [
        WordTime(
            word.begin,
            word.end,
            Milliseconds(begin + 4 * (word.start - begin)),
            Milliseconds(begin + 4 * (word.stop - begin)),
        )
        for word in words
    ]
    slow = replace(sound, words={**sound.words, last: tuple(later)})
    assert "hear-pace" not in reasons(text, slow).get(long, ())


def test_words_that_nobody_decided_on_are_heard_where_they_stand() -> None:
    text = story(LINE, "Ông Schwarzkopf đến.", LINE, "Ông Schwarzkopf đi rồi.")
    sound = narrated(text)
    told = [
        UnknownWord(one.word, one.place.phrase, one.count, one.doubt, one.reasons)
        for one in suggest(text, {})
    ]
    (found,) = places(text, sound, words=told)
    assert (found.words, found.reasons) == ("Ông Schwarzkopf đến.", ("hear-word",))


def test_what_a_lexicon_reads_is_heard_once() -> None:
    text = story("Ông Müller đến.", LINE, "Ông Müller đi.")
    sound = narrated(text)
    ids = list(sound.clips)
    span = Span(4, 10, "Müller", "miu lơ", "lexicon.alias")
    sound = replace(sound, spans={ids[0]: (span,), ids[2]: (span,)})
    found = places(text, sound)
    assert [place.phrase for place in found] == [ids[0], ids[2]]
    assert found[0].reasons == ("hear-word",)


def test_an_entry_that_says_another_word_goes_before_one_that_spells_it() -> None:
    text = story("Ông Müller đến.", "Ông Schmidt đến.", "Sở KHĐT báo.")
    sound = narrated(text)
    ids = list(sound.clips)
    told = {
        ids[0]: (Span(4, 10, "Müller", "miu lơ", "lexicon.alias"),),
        ids[1]: (Span(4, 11, "Schmidt", "cây cầu", "lexicon.alias"),),
        ids[2]: (Span(3, 7, "KHĐT", "kế hoạch đầu tư", "lexicon.alias"),),
    }
    found = places(text, replace(sound, spans=told))
    assert found[0].phrase == ids[1]
    assert found[0].score > 1.8 * max(place.score for place in found[1:])


def test_words_that_are_read_in_two_ways_are_named_for_that() -> None:
    line = "They live near a lead mine."
    text = story(line, "The sun shone on the house.", lang="en")
    assert reasons(text, narrated(text)) == {line: ("hear-homograph",)}
    assert all(word == word.lower() for tag in known() for word in language(tag).homographs)


def test_people_who_read_aloud_know_numbers() -> None:
    voice = VoiceUsed("Lan", "vi", "human", "1", "", synthetic=False)
    text = story("Họ thắng 10–8.", "Số 3/4.", *[LINE] * 30)
    spoken = narrated(text, gap=5)
    assert len(places(text, spoken)) == 3
    (found,) = places(text, replace(spoken, voices=(voice,)))
    assert found.reasons == ("hear-pause",)


def cost(found: tuple[ToHear, ...]) -> int:
    return sum(LEAD_MS + place.clip.end - place.clip.begin for place in found if place.clip)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.2, 1.0])
def test_no_more_than_a_share_of_the_sound_is_shown_first(share: float) -> None:
    lines = [f"Họ thắng {n}–{n + 3}." for n in range(10, 50)]
    text = story(*lines, *[LINE] * 200)
    sound = narrated(text)
    found = places(text, sound)
    first, others = shown(found, sound, share)
    whole = max(clip.end for clip in sound.clips.values())
    assert (*first, *others) == found
    assert len(first) == FEWEST or cost(first) <= share * whole
    assert not others or len(first) == FEWEST or cost((*first, others[0])) > share * whole


@given(st.lists(st.sampled_from([LINE, PLAIN, "Họ thắng 10–8.", "Vua Henry XII đến.", "Số 3/4."])))
def test_every_doubted_phrase_is_told_once(lines: list[str]) -> None:
    text = story(*(lines or [LINE]))
    sound = narrated(text)
    found = places(text, sound)
    ids = [place.phrase for place in found]
    assert len(ids) == len(set(ids))
    assert set(ids) <= {cue.id for cue in sounding(text, SoundOptions())}
    assert all(0 < place.score <= 1 and place.reasons for place in found)
