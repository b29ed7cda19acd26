"""W3C audiobooks."""

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audiolib.messages import Messages
from audiolib.packages import Rendition
from audiolib.packages.audiobook import AUDIOBOOK, duration, manifest, table_of_contents
from audiolib.packages.audiobook_check import SEVERITIES, parse_duration
from audiolib.packages.audiobook_outline import parts
from audiolib.publication import Contributor
from tests.audiolib.packages.faults import documented, silence
from tests.audiolib.packages.schemas import schema_faults
from tests.audiolib.rendition import tiny_publication, tiny_rendition


@pytest.fixture(scope="module")
def rendition(tmp_path_factory: pytest.TempPathFactory) -> Rendition:
    return tiny_rendition(tmp_path_factory.mktemp("sound"))


@pytest.fixture(scope="module")
def good(rendition: Rendition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("lpf") / "good.lpf"
    AUDIOBOOK.write(rendition, target)
    return target


def test_the_texts_are_as_they_were_read_in_review(
    good: Path, golden: Callable[[str, dict[str, str]], None]
) -> None:
    with zipfile.ZipFile(good) as made:
        golden("audiobook", {n: made.read(n).decode() for n in ("publication.json", "toc.html")})


def test_the_manifest_comes_first_and_the_bytes_are_always_the_same(
    rendition: Rendition, good: Path, tmp_path: Path
) -> None:
    AUDIOBOOK.write(rendition, tmp_path / "again.lpf")
    assert (tmp_path / "again.lpf").read_bytes() == good.read_bytes()
    with zipfile.ZipFile(good) as made:
        assert made.namelist()[:3] == ["publication.json", "toc.html", "cover.png"]
        sound = made.read("audio/002.mp3")
    assert sound == rendition.sound(2, "mp3").path.read_bytes()


@pytest.mark.corpus
@pytest.mark.parametrize("lang", ["en", "vi", "fa"])
def test_the_schemas_of_the_w3c_accept_the_manifest(
    lang: str, shared: Path, tmp_path: Path
) -> None:
    made = manifest(tiny_rendition(tmp_path, tiny_publication(lang)))
    assert schema_faults(shared, "w3c", json.loads(json.dumps(made))) == []


def test_a_track_that_begins_inside_a_section_goes_on_under_its_name(rendition: Rendition) -> None:
    assert [part.name for part in parts(rendition)] == [
        "About this talking book",
        "Chapter 1 <The River>",
        "Chapter 2",
        "The Heron & the River",
    ]
    again = replace(
        rendition,
        narration=replace(rendition.narration, tracks=rendition.narration.tracks[1:2] * 2),
    )
    assert parts(again)[1].name == "Chapter 1 <The River> (2)"


def test_a_heading_without_sound_leads_to_what_sounds_first_under_it(rendition: Rendition) -> None:
    whole = rendition.narration.clips
    clips = {k: v for k, v in whole.items() if k != "s0043"}
    made = replace(rendition, narration=replace(rendition.narration, clips=clips))
    contents = table_of_contents(made)
    following = list(whole)[list(whole).index("s0043") + 1]
    late = (whole[following].begin + 50) / 1000
    assert f'#t={late:.3f}">Chapter 1 &lt;The River' in contents
    assert '<li><a href="audio/002.mp3#t=4.050">A picture</a></li>' in contents


def test_a_book_without_headings_is_navigated_by_its_tracks(rendition: Rendition) -> None:
    last = rendition.publication.sections[-1]
    bare = replace(rendition, publication=replace(rendition.publication, sections=(last,)))
    assert '<li><a href="audio/004.mp3#t=0.050">' in table_of_contents(bare)


def test_a_human_narrator_is_named_and_an_unfinished_reading_is_not_called_whole(
    rendition: Rendition,
) -> None:
    metadata = replace(
        rendition.publication.metadata, contributors=(Contributor("Mai Lan", "nrt"),)
    )
    narration = replace(rendition.narration, voices=(), clips={})
    made = manifest(
        replace(
            rendition,
            publication=replace(rendition.publication, metadata=metadata),
            narration=narration,
        )
    )
    assert made["readBy"] == ["Mai Lan"]
    assert "abridged" not in made
    assert manifest(rendition)["abridged"] is False


@pytest.mark.parametrize("time", [0, 1, 999, 1000, 61_001, 36_000_000])
def test_durations_are_read_as_they_were_written(time: int) -> None:
    assert parse_duration(duration(time)) == time


@pytest.mark.parametrize("value", ["PT", "P1D", "12", None, 5, "PT1.5H", f"PT{'9' * 5000}S"])
def test_what_is_no_duration_is_none(value: object) -> None:
    assert parse_duration(value) is None


Edit = Callable[[dict[str, Any], dict[str, bytes]], object]


def _set(field: str, value: object) -> Edit:
    return lambda told, _: told.__setitem__(field, value)


def _entry(field: str, value: object) -> Edit:
    return lambda told, _: told["readingOrder"][1].__setitem__(field, value)


def _put(name: str, content: bytes) -> Edit:
    return lambda _, members: members.__setitem__(name, content)


def _swap_contents(old: str, new: str) -> Edit:
    def edit(_: dict[str, Any], members: dict[str, bytes]) -> None:
        text = members["toc.html"].decode()
        assert old in text
        members["toc.html"] = text.replace(old, new).encode()

    return edit


def _shorter(told: dict[str, Any], _: dict[str, bytes]) -> None:
    told["readingOrder"][1]["duration"] = "PT5S"
    told["duration"] = "PT12.040S"


FAULTS: dict[str, Edit] = {
    "audiobook-002": _put("publication.json", b"{"),
    "audiobook-003": _set("conformsTo", "https://example.org/"),
    "audiobook-004": _set("name", ""),
    "audiobook-005": _entry("encodingFormat", "text/html"),
    "audiobook-006": lambda _, members: members.pop("cover.png"),
    "audiobook-007": _put("stray.txt", b"?"),
    "audiobook-008": _entry("name", ""),
    "audiobook-009": _set("duration", "PT99S"),
    "audiobook-010": _shorter,
    "audiobook-011": _swap_contents('role="doc-toc"', ""),
    "audiobook-012": _swap_contents("#t=4.050", "#t=400"),
    "audiobook-013": _set("accessibilityHazard", []),
    "audiobook-014": _set("readBy", []),
    "audiobook-015": _put("audio/002.mp3", b"no sound at all" * 40),
    "audiobook-016": _put("audio/002.mp3", b""),
}
FOLLOWING = {"audiobook-015": {"audiobook-012"}, "audiobook-016": {"audiobook-010"}}


@pytest.mark.parametrize("code", FAULTS)
def test_a_single_fault_gives_its_finding(code: str, good: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(good) as made:
        members = {name: made.read(name) for name in made.namelist()}
    told = json.loads(members["publication.json"])
    FAULTS[code](told, members)
    if code == "audiobook-016":
        members["audio/002.mp3"] = silence(7)
    if code != "audiobook-002":
        members["publication.json"] = json.dumps(told).encode()
    target = tmp_path / "bad.lpf"
    with zipfile.ZipFile(target, "w") as bad:
        for name, content in members.items():
            bad.writestr(name, content)
    found = list(AUDIOBOOK.check(target, deep=code == "audiobook-016"))
    assert {f.code for f in found} - FOLLOWING.get(code, set()) == {code}
    for finding in found:
        for language in ("en", "vi"):
            assert not re.search(r"\{\w+\}", Messages(language).finding(finding))


def test_a_good_package_has_no_findings_not_even_deep(good: Path) -> None:
    assert list(AUDIOBOOK.check(good)) == []
    assert list(AUDIOBOOK.check(good, deep=True)) == []


def test_what_is_no_archive_and_what_is_too_large_is_told(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x.lpf").write_bytes(b"PK")
    assert [f.code for f in AUDIOBOOK.check(tmp_path / "x.lpf")] == ["audiobook-001"]
    monkeypatch.setattr("audiolib.packages.audiobook_check.LARGE", 1000)
    assert [f.code for f in AUDIOBOOK.check(good)] == ["audiobook-017"]


def test_every_code_has_a_fault_a_message_and_a_line_in_the_documents() -> None:
    assert set(SEVERITIES) == {*FAULTS, "audiobook-001", "audiobook-017"}
    documented("audiobook", SEVERITIES)
