"""Read-along JSON."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from audiolib.messages import Messages
from audiolib.packages import Rendition
from audiolib.packages.readalong import READALONG, document
from audiolib.packages.readalong_check import SEVERITIES
from audiolib.publication import PageBreak
from tests.audiolib.packages.faults import ROOT, documented
from tests.audiolib.rendition import tiny_publication, tiny_rendition

SCHEMA = ROOT / "docs" / "formats" / "readalong.schema.json"


@pytest.fixture(scope="module")
def rendition(tmp_path_factory: pytest.TempPathFactory) -> Rendition:
    return tiny_rendition(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def told(rendition: Rendition) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(document(rendition)))
    return made


def _schema_faults(told: object) -> list[str]:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return [error.message for error in Draft202012Validator(schema).iter_errors(told)]


def _check(told: object, folder: Path) -> list[str]:
    file = folder / "readalong.json"
    file.write_text(json.dumps(told), encoding="utf-8")
    found = list(READALONG.check(file))
    for finding in found:
        for language in ("en", "vi"):
            assert not re.search(r"\{\w+\}", Messages(language).finding(finding))
    return [finding.code for finding in found]


def test_the_file_is_as_it_was_read_in_review(
    told: dict[str, Any], golden: Callable[[str, dict[str, str]], None]
) -> None:
    golden("readalong", {"readalong.json": json.dumps(told, ensure_ascii=False, indent=1) + "\n"})


def test_the_file_is_one_line_without_needless_spaces(rendition: Rendition, tmp_path: Path) -> None:
    READALONG.write(rendition, tmp_path / "readalong.json")
    text = (tmp_path / "readalong.json").read_text(encoding="utf-8")
    assert text.count("\n") == 1
    assert '"phrases":[{"id":' in text
    assert list(READALONG.check(tmp_path / "readalong.json")) == []


@pytest.mark.parametrize("lang", ["en", "fa"])
def test_the_documented_schema_accepts_what_is_written(lang: str, tmp_path: Path) -> None:
    made = document(tiny_rendition(tmp_path, tiny_publication(lang)))
    assert _schema_faults(json.loads(json.dumps(made))) == []


def test_every_phrase_that_sounds_is_there_once_in_the_order_of_track_and_time(
    told: dict[str, Any], rendition: Rendition
) -> None:
    phrases = [phrase for block in told["blocks"] for phrase in block["phrases"]]
    phrases.sort(key=lambda phrase: (phrase["track"], phrase["start"]))
    assert [phrase["id"] for phrase in phrases] == [cue.id for cue in rendition.cues]


def test_offsets_are_those_of_the_text_and_times_have_the_delay_in_them(
    told: dict[str, Any], rendition: Rendition
) -> None:
    texts = {cue.id: cue for cue in rendition.cues}
    for block in told["blocks"]:
        for phrase in block["phrases"]:
            cue = texts[phrase["id"]]
            assert block["text"] == cue.text
            assert (phrase["begin"], phrase["end"]) == (cue.phrase.begin, cue.phrase.end)
            clip = rendition.narration.clips[cue.id]
            assert phrase["start"] == clip.begin + 50
            for word, time in zip(phrase["words"], rendition.narration.words[cue.id], strict=True):
                assert word == [time.begin, time.end, time.start + 50, time.stop + 50]


def test_what_is_generated_tells_what_is_spoken(told: dict[str, Any], rendition: Rendition) -> None:
    spoken = {
        phrase["id"]: phrase["spoken"]
        for block in told["blocks"]
        for phrase in block["phrases"]
        if phrase.get("origin") == "generated"
    }
    pages = [c for c in rendition.cues if isinstance(c.holder, PageBreak)]
    assert [spoken[page.id] for page in pages] == ["Page 1", "Page 2", "Page xii"]


def test_what_does_not_sound_is_not_in_the_file(rendition: Rendition) -> None:
    clips = {k: v for k, v in rendition.narration.clips.items() if v.track == 1}
    made = document(replace(rendition, narration=replace(rendition.narration, clips=clips)))
    assert [block["text"] for block in made["blocks"]] == [
        "About this talking book",
        "A synthetic voice reads it.",
    ]


def _block(told: dict[str, Any], text: str) -> dict[str, Any]:
    block: dict[str, Any] = next(b for b in told["blocks"] if b["text"].startswith(text))
    return block


FAULTS: dict[str, Callable[[dict[str, Any]], object]] = {
    "readalong-002": lambda t: t.update(version=2),
    "readalong-003": lambda t: t["tracks"][0].pop("delay"),
    "readalong-004": lambda t: _block(t, "They sang").update(
        text="They sang Đa\u0301t at noon, again."
    ),
    "readalong-005": lambda t: _block(t, "The end").update(text="The"),
    "readalong-006": lambda t: _block(t, "He read")["phrases"][2].update(begin=5, words=[]),
    "readalong-007": lambda t: _block(t, "The end")["phrases"][0]["words"][0].__setitem__(1, 6),
    "readalong-008": lambda t: _block(t, "The end")["phrases"][0]["words"][0].__setitem__(2, 0),
    "readalong-009": lambda t: t["tracks"][3].update(duration=200),
    "readalong-010": lambda t: t["tracks"].pop(),
    "readalong-011": lambda t: _block(t, "The end").update(id="s0005"),
    "readalong-012": lambda t: _block(t, "Chapter 1")["phrases"][0].update(start=400, words=[]),
    "readalong-013": lambda t: _block(t, "xii")["phrases"][0].pop("spoken"),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_single_fault_gives_its_finding(code: str, told: dict[str, Any], tmp_path: Path) -> None:
    FAULTS[code](told)
    assert set(_check(told, tmp_path)) == {code}


@pytest.mark.parametrize("code", ["readalong-002", "readalong-003", "readalong-013"])
def test_the_schema_sees_the_faults_of_shape_that_the_check_sees(
    code: str, told: dict[str, Any]
) -> None:
    FAULTS[code](told)
    assert _schema_faults(told)


@pytest.mark.parametrize("content", [b"", b"\xff", b"[" * 100_000, b"{} {}"])
def test_what_is_no_json_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "readalong.json").write_bytes(content)
    assert [f.code for f in READALONG.check(tmp_path / "readalong.json")] == ["readalong-001"]


@pytest.mark.parametrize("value", [None, [], 5, "x", {"tracks": 1, "blocks": [1, {}]}])
def test_json_of_any_other_shape_is_told_and_never_fails(value: object, tmp_path: Path) -> None:
    assert _check(value, tmp_path) == ["readalong-002"]
    if isinstance(value, dict):
        told = {"format": "audiolib-readalong", "version": 1, **value}
        assert set(_check(told, tmp_path)) == {"readalong-003"}


def test_every_code_has_a_fault_a_message_and_a_line_in_the_documents() -> None:
    assert set(SEVERITIES) == {*FAULTS, "readalong-001"}
    documented("readalong", SEVERITIES)
