"""Engines by name: what is installed, what loads, what is told of what does not."""

from collections.abc import Iterator
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from tts import registry
from tts.engine import Equipment, Voice
from tts.errors import (
    EngineUnavailableError,
    NoVoiceError,
    UnknownEngineError,
    UnknownLanguageError,
    UnknownVoiceError,
)
from tts.registry import default_voice, engine, engines, equip, voice


@pytest.fixture
def plugins(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A plugin whose module is missing, one that is no engine, one that takes a built-in's name."""
    points = EntryPoints(
        EntryPoint(name, value, registry.GROUP)
        for name, value in [
            ("espeak", "stranger:Espeak"),
            ("espeak", "tts.engines.espeak:Espeak"),
            ("tone", "tts.engines.tone:Tone"),
            ("gone", "no_such_module:Engine"),
            ("broken", "builtins:NotImplemented"),
        ]
    )
    monkeypatch.setattr(registry, "entry_points", lambda *, group: points.select(group=group))
    forget()
    yield
    forget()


def forget() -> None:
    for cached in (registry._points, registry._loaded, registry._voices, voice, default_voice):
        cached.cache_clear()


def test_built_in_engines_are_found_as_entry_points() -> None:
    names = {found.name for found in engines() if found.usable}
    assert {"espeak", "tone"} <= names


def test_a_voice_is_found_by_its_full_name_in_any_case() -> None:
    found, known = voice("espeak:VI")
    assert found.name == "espeak"
    assert isinstance(known, Voice)
    assert known.name == "espeak:vi"


@pytest.mark.usefixtures("plugins")
def test_a_plugin_that_does_not_load_is_reported_and_harms_nothing() -> None:
    told = {found.name: found for found in engines()}
    assert not told["gone"].usable
    assert "no_such_module" in told["gone"].reason
    assert not told["broken"].usable
    assert told["espeak"].usable
    assert told["espeak"].value == "tts.engines.espeak:Espeak"


@pytest.mark.usefixtures("plugins")
def test_asking_for_a_plugin_that_does_not_load_says_why() -> None:
    with pytest.raises(EngineUnavailableError, match="no_such_module"):
        voice("gone:x")


def test_an_unknown_engine_is_told_with_the_known_ones() -> None:
    with pytest.raises(UnknownEngineError) as caught:
        engine("nobody")
    assert {"espeak", "tone"} <= set(caught.value.known)


@pytest.mark.parametrize("name", ["espeak", "espeak:", "espeak:xx-nobody", ""])
def test_an_unknown_voice_is_told_with_known_ones(name: str) -> None:
    with pytest.raises(UnknownVoiceError) as caught:
        voice(name)
    assert caught.value.known


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("vi", "espeak:vi"),
        ("vi-VN", "espeak:vi"),
        ("vi-VN-x-south", "espeak:vi-vn-x-south"),
        ("en", "espeak:en-us"),
        ("en-GB", "espeak:en-gb"),
        ("uk", "espeak:uk"),
        ("ru-RU", "espeak:ru"),
        ("fa_IR", "espeak:fa"),
    ],
)
def test_each_language_has_a_voice_of_its_own(lang: str, expected: str) -> None:
    assert default_voice(lang) == expected


def test_a_language_without_a_voice_is_an_error() -> None:
    with pytest.raises(UnknownLanguageError):
        default_voice("zxx")


def test_an_engine_without_a_voice_is_told_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class Mute:
        name = "mute"
        version = "1"

        def __init__(self, equipment: Equipment) -> None:
            self.equipment = equipment

        @classmethod
        def equipped(cls, equipment: Equipment) -> "Mute":
            return cls(equipment)

        def voices(self) -> tuple[Voice, ...]:
            return ()

    point = EntryPoint("mute", "somewhere:Mute", registry.GROUP)
    monkeypatch.setattr(EntryPoint, "load", lambda _self: Mute)
    monkeypatch.setattr(registry, "_points", lambda: {"mute": point})
    registry.refresh()
    try:
        with pytest.raises(NoVoiceError):
            voice("mute:x")
        there = Equipment(tmp_path)
        equip(there)
        found = engine("mute")
        assert isinstance(found, Mute)
        assert found.equipment == there
        assert engine("mute") is found
        equip(Equipment())
        assert engine("mute") is not found
    finally:
        equip(Equipment())
        registry.refresh()
