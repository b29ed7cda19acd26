"""Readium audiobooks."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from audiolib.messages import Messages
from audiolib.packages import Rendition
from audiolib.packages.readium import READIUM, manifest, seconds
from audiolib.packages.readium_check import SEVERITIES
from tests.audiolib.packages.faults import documented, silence
from tests.audiolib.packages.schemas import schema_faults
from tests.audiolib.rendition import tiny_publication, tiny_rendition


@pytest.fixture(scope="module")
def rendition(tmp_path_factory: pytest.TempPathFactory) -> Rendition:
    return tiny_rendition(tmp_path_factory.mktemp("sound"))


@pytest.fixture(scope="module")
def good(rendition: Rendition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("readium")
    READIUM.write(rendition, target)
    return target


def test_the_manifest_is_as_it_was_read_in_review(
    good: Path, golden: Callable[[str, dict[str, str]], None]
) -> None:
    golden("readium", {"manifest.json": (good / "manifest.json").read_text(encoding="utf-8")})


def test_the_folder_holds_the_shared_sound_and_the_cover(good: Path, rendition: Rendition) -> None:
    files = sorted(f.relative_to(good).as_posix() for f in good.rglob("*") if f.is_file())
    sounds = [f"audio/00{n}.mp3" for n in range(1, 5)]
    assert files == [*sounds, "cover.png", "manifest.json"]
    assert (good / sounds[2]).read_bytes() == rendition.sound(3, "mp3").path.read_bytes()


@pytest.mark.corpus
@pytest.mark.parametrize("lang", ["en", "vi", "fa"])
def test_the_schemas_of_readium_accept_the_manifest(
    lang: str, shared: Path, tmp_path: Path
) -> None:
    made = manifest(tiny_rendition(tmp_path, tiny_publication(lang)))
    assert schema_faults(shared, "readium", json.loads(json.dumps(made))) == []


@pytest.mark.corpus
def test_an_identifier_that_is_no_uri_stands_as_another_one(
    shared: Path, rendition: Rendition, tmp_path: Path
) -> None:
    metadata = replace(rendition.publication.metadata, identifier="Đ 12: 3")
    publication = replace(rendition.publication, metadata=metadata)
    READIUM.write(replace(rendition, publication=publication), tmp_path)
    assert list(READIUM.check(tmp_path)) == []
    made = json.loads((tmp_path / "manifest.json").read_bytes())
    assert made["metadata"]["altIdentifier"] == [{"value": "Đ 12: 3"}]
    assert schema_faults(shared, "readium", made) == []


@pytest.mark.corpus
def test_the_schemas_of_readium_see_a_fault(rendition: Rendition, shared: Path) -> None:
    made = json.loads(json.dumps(manifest(rendition)))
    made["metadata"]["language"] = "not a language"
    assert schema_faults(shared, "readium", made)


def test_every_entry_tells_how_long_it_sounds_and_how_fast_its_bits_run(
    rendition: Rendition,
) -> None:
    made = manifest(rendition)
    assert made["metadata"]["duration"] == sum(e["duration"] for e in made["readingOrder"])
    assert {entry["bitrate"] for entry in made["readingOrder"]} == {48}


def test_milliseconds_become_seconds_without_a_needless_point() -> None:
    assert (json.dumps(seconds(2000)), json.dumps(seconds(4050))) == ("2", "4.05")


Edit = Callable[[dict[str, Any], Path], object]


def _metadata(field: str, value: object) -> Edit:
    return lambda told, _: told["metadata"].__setitem__(field, value)


def _entry(field: str, value: object) -> Edit:
    return lambda told, _: told["readingOrder"][1].__setitem__(field, value)


def _put(name: str, content: bytes) -> Edit:
    return lambda _, folder: (folder / name).write_bytes(content)


FAULTS: dict[str, Edit] = {
    "readium-001": _put("manifest.json", b"["),
    "readium-002": _metadata("conformsTo", []),
    "readium-003": _metadata("language", ""),
    "readium-004": _entry("type", "text/html"),
    "readium-005": lambda _, folder: (folder / "cover.png").unlink(),
    "readium-006": _put("stray.txt", b"?"),
    "readium-007": _entry("bitrate", 0),
    "readium-008": _metadata("duration", 1),
    "readium-009": _entry("size", 12),
    "readium-010": lambda told, _: told["toc"].clear(),
    "readium-011": lambda told, _: told["toc"][1].__setitem__("href", "audio/002.mp3#t=900"),
    "readium-012": lambda told, _: told["metadata"]["accessibility"].pop("summary"),
    "readium-013": _metadata("narrator", []),
    "readium-014": _put("audio/002.mp3", b"no sound at all" * 40),
    "readium-015": _put("audio/002.mp3", b""),
    "readium-016": lambda told, _: told["links"].clear(),
    "readium-017": lambda told, _: told["resources"][0].__setitem__("href", "../cover.png"),
}
FOLLOWING = {
    "readium-014": {"readium-011"},
    "readium-015": {"readium-009"},
    "readium-017": {"readium-006"},
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_single_fault_gives_its_finding(code: str, good: Path, tmp_path: Path) -> None:
    target = tmp_path / "bad"
    shutil.copytree(good, target)
    told = json.loads((target / "manifest.json").read_bytes())
    FAULTS[code](told, target)
    if code == "readium-015":
        (target / "audio/002.mp3").write_bytes(silence(7))
    if code != "readium-001":
        (target / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    found = list(READIUM.check(target, deep=code == "readium-015"))
    assert {f.code for f in found} - FOLLOWING.get(code, set()) == {code}
    for finding in found:
        for language in ("en", "vi"):
            assert not re.search(r"\{\w+\}", Messages(language).finding(finding))


def test_a_good_package_has_no_findings_not_even_deep(good: Path) -> None:
    assert list(READIUM.check(good)) == []
    assert list(READIUM.check(good, deep=True)) == []


def test_every_code_has_a_fault_a_message_and_a_line_in_the_documents() -> None:
    assert set(SEVERITIES) == set(FAULTS)
    documented("readium", SEVERITIES)
