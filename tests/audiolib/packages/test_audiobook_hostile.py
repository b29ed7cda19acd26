"""Packages from strangers: whatever is in them, a check ends with findings and never fails."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audiolib.packages.audiobook import AUDIOBOOK
from audiolib.packages.epub3 import EPUB3
from audiolib.packages.readalong import READALONG
from audiolib.packages.readium import READIUM
from audiolib.packages.webvtt import WEBVTT
from tests.audiolib.rendition import tiny_rendition

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
_SOME = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    rendition = tiny_rendition(folder / "sound")
    EPUB3.write(rendition, folder / "a.epub")
    AUDIOBOOK.write(rendition, folder / "a.lpf")
    READIUM.write(rendition, folder / "readium")
    WEBVTT.write(rendition, folder / "a.vtt")
    READALONG.write(rendition, folder / "readalong.json")
    return folder


def _spoil(content: bytes, at: int, cut: int, put: bytes) -> bytes:
    at %= len(content) + 1
    return content[:at] + put + content[at + cut :]


_SPOILT = {
    "at": st.integers(0, 1_000_000),
    "cut": st.integers(0, 40),
    "put": st.binary(max_size=6) | st.sampled_from([b"<", b"&", b'"', b"http://[", b"9" * 5000]),
}


@_SOME
@given(number=st.integers(0, 100), **_SPOILT)
def test_an_epub_with_a_spoilt_member(
    number: int, at: int, cut: int, put: bytes, made: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(made / "a.epub") as good:
        members = {name: good.read(name) for name in good.namelist()}
    name = sorted(members)[number % len(members)]
    members[name] = _spoil(members[name], at, cut, put)
    with zipfile.ZipFile(tmp_path / "bad.epub", "w") as bad:
        for member, content in members.items():
            bad.writestr(member, content)
    list(EPUB3.check(tmp_path / "bad.epub"))


@_SOME
@given(**_SPOILT)
def test_files_with_spoilt_bytes(at: int, cut: int, put: bytes, made: Path, tmp_path: Path) -> None:
    for form, name in (
        (EPUB3, "a.epub"),
        (AUDIOBOOK, "a.lpf"),
        (WEBVTT, "a.vtt"),
        (READALONG, "readalong.json"),
    ):
        (tmp_path / name).write_bytes(_spoil((made / name).read_bytes(), at, cut, put))
        list(form.check(tmp_path / name))


@_SOME
@given(place=st.integers(0, 10_000), value=_JSON)
def test_manifests_with_a_value_of_any_kind_anywhere(
    place: int, value: object, made: Path, tmp_path: Path
) -> None:
    told = json.loads((made / "readium" / "manifest.json").read_bytes())
    _put(told, place, value)
    (tmp_path / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    list(READIUM.check(tmp_path))
    with zipfile.ZipFile(made / "a.lpf") as good:
        members = {name: good.read(name) for name in good.namelist()}
    told = json.loads(members["publication.json"])
    _put(told, place, value)
    members["publication.json"] = json.dumps(told).encode()
    with zipfile.ZipFile(tmp_path / "bad.lpf", "w") as bad:
        for member, content in members.items():
            bad.writestr(member, content)
    list(AUDIOBOOK.check(tmp_path / "bad.lpf"))
    told = json.loads((made / "readalong.json").read_bytes())
    _put(told, place, value)
    (tmp_path / "readalong.json").write_text(json.dumps(told), encoding="utf-8")
    list(READALONG.check(tmp_path / "readalong.json"))


def _put(told: Any, place: int, value: object) -> None:
    """Put a value in place of one inside, chosen by a number."""
    slots: list[tuple[Any, Any]] = []
    waiting = [told]
    while waiting:
        node = waiting.pop()
        for key, child in list(node.items() if isinstance(node, dict) else enumerate(node)):
            slots.append((node, key))
            if isinstance(child, dict | list):
                waiting.append(child)
    holder, key = slots[place % len(slots)]
    holder[key] = value
