"""WebVTT."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import webvtt
from hypothesis import given
from hypothesis import strategies as st

from audiolib.messages import Messages
from audiolib.packages import Rendition
from audiolib.packages.webvtt import WEBVTT, timestamp
from audiolib.packages.webvtt_check import _TIMING, SEVERITIES, _time
from audiolib.publication import Paragraph, Phrase, Section
from tests.audiolib.packages.faults import documented
from tests.audiolib.rendition import tiny_rendition


@pytest.fixture(scope="module")
def rendition(tmp_path_factory: pytest.TempPathFactory) -> Rendition:
    return tiny_rendition(tmp_path_factory.mktemp("sound"))


@pytest.fixture(scope="module")
def good(rendition: Rendition, tmp_path_factory: pytest.TempPathFactory) -> str:
    target = tmp_path_factory.mktemp("vtt") / "good.vtt"
    WEBVTT.write(rendition, target)
    return target.read_text(encoding="utf-8")


def test_the_file_is_as_it_was_read_in_review(
    good: str, golden: Callable[[str, dict[str, str]], None]
) -> None:
    golden("webvtt", {"the-heron.vtt": good})


def test_a_reader_of_others_finds_every_phrase_at_its_time_in_the_joined_tracks(
    good: str, rendition: Rendition, tmp_path: Path
) -> None:
    (tmp_path / "a.vtt").write_text(good, encoding="utf-8")
    captions = webvtt.read(str(tmp_path / "a.vtt")).captions
    assert [c.identifier for c in captions] == [cue.id for cue in rendition.cues]
    assert captions[2].start == "00:00:00.800"
    assert captions[-1].end == "00:00:13.600"
    assert captions[2].text == "Page 1"


def test_text_is_escaped_and_other_languages_are_marked(
    rendition: Rendition, tmp_path: Path
) -> None:
    text = Paragraph(id="s9001", text="a < b\n--> &", lang="uk", phrases=(Phrase("s0039", 0, 11),))
    publication = replace(rendition.publication, sections=(Section(id="s9000", content=(text,)),))
    WEBVTT.write(replace(rendition, publication=publication), tmp_path / "a.vtt")
    made = (tmp_path / "a.vtt").read_text(encoding="utf-8")
    assert "<lang uk>a &lt; b --&gt; &amp;</lang>\n" in made
    assert list(WEBVTT.check(tmp_path / "a.vtt")) == []


@given(st.integers(0, 400 * 3_600_000))
def test_timestamps_are_read_as_they_were_written(time: int) -> None:
    match = _TIMING.fullmatch(f"{timestamp(time)} --> {timestamp(time)}")
    assert match
    assert _time(match.groups()[:4]) == time


FAULTS = {
    "webvtt-002": ("WEBVTT", "WEBVT"),
    "webvtt-003": ("00:00:00.400 --> 00:00:00.800", "00:00:00,400 --> 00:00:00,800"),
    "webvtt-004": ("00:00:00.400 --> 00:00:00.800", "00:00:00.400 --> 00:00:00.400"),
    "webvtt-005": ("00:00:00.800 --> 00:00:01.200", "00:00:00.300 --> 00:00:01.200"),
    "webvtt-006": ("A synthetic voice reads it.\n", ""),
    "webvtt-007": ("\ns0039\n", "\ns0037\n"),
    "webvtt-008": ("\ns0039\n", "\n"),
    "webvtt-009": ("&lt;The", "<The"),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_single_fault_gives_its_finding(code: str, good: str, tmp_path: Path) -> None:
    old, new = FAULTS[code]
    assert old in good
    (tmp_path / "bad.vtt").write_text(good.replace(old, new, 1), encoding="utf-8")
    found = list(WEBVTT.check(tmp_path / "bad.vtt"))
    assert [f.code for f in found] == [code]
    for language in ("en", "vi"):
        assert not re.search(r"\{\w+\}", Messages(language).finding(found[0]))


def test_what_is_no_text_and_what_holds_no_cue_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.vtt").write_bytes(b"WEBVTT\n\n\xff\xfe")
    assert [f.code for f in WEBVTT.check(tmp_path / "bad.vtt")] == ["webvtt-001"]
    (tmp_path / "bad.vtt").write_bytes(b"WEBVTT\n\nNOTE nothing\n")
    assert [f.code for f in WEBVTT.check(tmp_path / "bad.vtt")] == ["webvtt-010"]


def test_every_code_has_a_fault_a_message_and_a_line_in_the_documents() -> None:
    assert set(SEVERITIES) == {*FAULTS, "webvtt-001", "webvtt-010"}
    documented("webvtt", SEVERITIES)
