"""`audiolib voices`: what it shows, brings, speaks and measures; `produce --purpose` obeys it."""

import json
import sys
import wave
import zipfile
from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest

from audiolib.production import record
from tests.audiolib.commands.calls import call, produce, written
from tts import registry

CONFIG = json.dumps({"audio": {"sample_rate": 16_000}, "espeak": {"voice": "vi"}})

PLUGIN = """
from dataclasses import replace
from tts.engines.tone import Tone

class Guarded(Tone):
    name = "guarded"
    def voices(self):
        changed = dict(
            name="guarded:sine", licence="CC-BY-NC-4.0", public_audio=False, attribution="A. Singer"
        )
        return tuple(replace(voice, **changed) for voice in super().voices())
"""


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Voices and lexicons of the test alone; the registry looks anew afterwards."""
    monkeypatch.setenv("AUDIOLIB_VOICES", str(tmp_path / "voices"))
    monkeypatch.setenv("AUDIOLIB_CONFIG", str(tmp_path / "config"))
    monkeypatch.delenv("AUDIOLIB_VOICE_INDEXES", raising=False)
    yield
    registry._points.cache_clear()
    registry.refresh()


@pytest.fixture
def guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A voice of a plugin that may not make public audio, by name."""
    site = tmp_path / "site"
    about = site / "guarded-1.dist-info"
    about.mkdir(parents=True)
    (site / "guarded_voice.py").write_text(PLUGIN)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: guarded\nVersion: 1\n")
    (about / "entry_points.txt").write_text("[audiolib.engines]\nguarded = guarded_voice:Guarded\n")
    monkeypatch.setattr(sys, "path", [*sys.path, str(site)])
    registry._points.cache_clear()
    registry.refresh()
    assert "guarded" in entry_points(group=registry.GROUP).names
    return "guarded:sine"


def brought(folder: Path) -> Path:
    """A zip with the files of a Piper voice."""
    path = folder / "vais.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("vais/a.onnx", b"model")
        archive.writestr("vais/a.onnx.json", CONFIG)
    return path


def install(path: Path, *options: object) -> Any:
    told = ("--engine", "piper", "--name", "vais", "--licence", "CC-BY-4.0")
    return call("voices", "install", path, *told, "--no-measure", *options)


def test_the_list_tells_in_plain_words_what_a_voice_may_be_used_for() -> None:
    said = call("voices", "list", "--lang", "vi")
    assert said.status == 0
    lines = [line.strip() for line in said.out.splitlines()]
    (mms,) = [line for line in lines if line.startswith("coqui:vie-fairseq-vits")]
    assert "CC-BY-NC-4.0" in mms
    assert mms.endswith("public audio: no")
    (espeak,) = [line for line in lines if line.startswith("espeak:vi;")]
    assert espeak.endswith("public audio: yes")
    assert any("vais1000" in line and "unknown" in line for line in lines)
    assert not any("uk" in line.partition(";")[2].split(";")[0] for line in lines)


def test_the_list_is_told_to_programs_too() -> None:
    said = call("voices", "list", "--json")
    assert said.status == 0
    rows = {row["voice"]: row for row in said.json["voices"]}
    assert rows["espeak:vi"]["state"] == "built-in"
    assert rows["coqui:uk-mai-vits"]["public_audio"] is True
    assert rows["piper:vi_VN-vais1000-medium"]["public_audio"] is None
    assert said.json["faults"] == []


def test_only_what_is_here_is_shown_where_that_is_wanted(tmp_path: Path) -> None:
    assert install(brought(tmp_path), "--public-audio", "yes").status == 0
    said = call("voices", "list", "--installed", "--json")
    states = {row["state"] for row in said.json["voices"]}
    assert states == {"built-in", "installed"}


def test_an_index_that_can_not_be_read_is_told_and_the_rest_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = written(tmp_path / "broken.json", '{"format": "x"}')
    own = {"engine": "piper", "name": "own", "languages": ["vi"], "region": "Huế"}
    index = {"format": "audiolib-voices", "version": 1, "voices": [own]}
    good = written(tmp_path / "good.json", json.dumps(index))
    monkeypatch.setenv("AUDIOLIB_VOICE_INDEXES", f"{broken}; {good} ;")
    said = call("voices", "list", "--lang", "vi")
    assert said.status == 3
    assert "broken.json" in said.err
    assert "format" in said.err
    assert "piper:own; vi; Huế" in said.out


def test_files_of_ones_own_are_installed_listed_and_removed(tmp_path: Path) -> None:
    said = install(brought(tmp_path), "--public-audio", "no", "--json")
    assert said.status == 0, said.err
    assert said.json["voice"] == "piper:vais"
    assert said.json["public_audio"] is False
    (row,) = [
        r for r in call("voices", "list", "--json").json["voices"] if r["voice"][6:] == "vais"
    ]
    assert (row["state"], row["bytes"], row["sample_rate"]) == (
        "installed",
        5 + len(CONFIG),
        16_000,
    )
    assert call("voices", "remove", "vais", "--json").json["voice"] == "piper:vais"
    assert call("voices", "remove", "vais").status == 2
    assert not (tmp_path / "voices" / "piper" / "vais").exists()


@pytest.mark.parametrize("left_out", ["--engine", "--name", "--licence", "--public-audio"])
def test_of_files_of_ones_own_the_licence_and_its_use_must_be_told(
    tmp_path: Path, left_out: str
) -> None:
    given = {"--engine": "piper", "--name": "x", "--licence": "MIT", "--public-audio": "no"}
    del given[left_out]
    options = [word for pair in given.items() for word in pair]
    said = call("voices", "install", brought(tmp_path), *options, "--json")
    assert said.status == 2
    assert said.json["error"] == "voice-untold"
    assert left_out in said.err


@pytest.mark.parametrize(
    ("name", "code", "status"),
    [
        ("no-such-voice", "voice-not-listed", 2),
        ("vi_VN-vais1000-medium", "voice-by-hand", 3),
        ("multilingual-multi-dataset-xtts_v2", "voice-terms", 3),
        ("./no/such/folder", "voice-untold", 2),
    ],
)
def test_what_can_not_be_installed_is_told(name: str, code: str, status: int) -> None:
    said = call("voices", "install", name, "--json")
    assert (said.status, said.json["error"]) == (status, code)


def test_a_voice_is_tried_into_a_file(tmp_path: Path) -> None:
    out = tmp_path / "x.wav"
    said = call("voices", "try", "espeak:vi", "Xin chào.", "-o", out, "--json")
    assert said.status == 0, said.err
    with wave.open(str(out)) as sound:
        assert sound.getnframes() / sound.getframerate() == pytest.approx(
            said.json["seconds"], abs=0.01
        )
    assert call("voices", "try", "espeak:uk", "-o", out).status == 0
    assert call("voices", "try", "espeak:nobody", "-o", out).status == 2


def test_the_bench_tells_time_memory_and_how_long_a_book_takes() -> None:
    said = call("voices", "bench", "espeak:vi", "espeak:nobody", "--jobs", 2, "--json")
    assert said.status == 2
    cost, missing = said.json
    assert missing["error"] == "speech-voice-unknown"
    assert cost["book_words"] == 75_000
    assert 0 < cost["real_time_factor"] < 1
    assert 10 < cost["memory_mb"] < 2_000
    assert cost["words_per_minute_spoken"] == pytest.approx(
        60 * cost["words"] / cost["sound_s"], 0.01
    )
    expected = 75_000 * cost["cpu_s"] / cost["words"] / 2 + cost["load_s"]
    assert cost["book_s"] == pytest.approx(expected, rel=0.05, abs=0.2)
    table = call("voices", "bench", "espeak:en-us")
    assert table.status == 0
    assert "espeak:en-us" in table.out
    assert "75,000" in table.out


def kept(folder: Path) -> record.Production:
    (made,) = (folder / "out").iterdir()
    found = record.read(made)
    assert found is not None
    return found


def test_a_voice_that_may_not_make_public_audio_makes_none(tmp_path: Path, guarded: str) -> None:
    source = written(tmp_path / "fish.md")
    refused = produce(
        source, tmp_path, "--voice", guarded, "--purpose", "public", "--formats", "mp3", "--json"
    )
    assert refused.status == 2
    assert refused.json["error"] == "voice-not-public"
    assert "CC-BY-NC-4.0" in refused.err
    assert not (tmp_path / "out").exists()


def test_for_patrons_it_speaks_and_every_package_says_that_it_is_not_for_the_public(
    tmp_path: Path, guarded: str
) -> None:
    source = written(tmp_path / "fish.md")
    formats = ("--formats", "audiobook,epub3,daisy202,m4b")
    said = produce(source, tmp_path, "--voice", guarded, *formats, "--json")
    assert said.status == 0, said.err
    assert (kept(tmp_path).purpose, kept(tmp_path).public_formats) == ("patrons", ())
    (made,) = (tmp_path / "out").iterdir()
    with zipfile.ZipFile(next(made.glob("*.epub"))) as epub:
        assert b'property="audiolib:publicAudio"' in epub.read("EPUB/package.opf")
    assert "not for the public" in (made / "daisy202" / "ncc.html").read_text()
    assert b"not for the public" in next(made.glob("*.m4b")).read_bytes()
    audiobook = next(made.glob("*.lpf"))
    with zipfile.ZipFile(audiobook) as packed:
        told = json.loads(packed.read("publication.json"))
    assert told["audiolib"]["voices"][0]["publicAudio"] is False


def test_whom_the_licence_wants_named_is_said_and_written_in_every_package(
    tmp_path: Path, guarded: str
) -> None:
    source = written(tmp_path / "fish.md")
    formats = ("--formats", "audiobook,epub3,daisy202,daisy3,m4b")
    assert produce(source, tmp_path, "--voice", guarded, *formats, "--json").status == 0
    (made,) = (tmp_path / "out").iterdir()
    assert "About the voice: A. Singer." in (made / "publication.xhtml").read_text()
    assert "A. Singer" in (made / "daisy202" / "ncc.html").read_text()
    assert "A. Singer" in next((made / "daisy3").glob("*.opf")).read_text()
    assert b"A. Singer" in next(made.glob("*.m4b")).read_bytes()
    with zipfile.ZipFile(next(made.glob("*.epub"))) as epub:
        assert b'property="audiolib:attribution"' in epub.read("EPUB/package.opf")
    with zipfile.ZipFile(next(made.glob("*.lpf"))) as packed:
        told = json.loads(packed.read("publication.json"))
    assert told["audiolib"]["voices"][0]["attribution"] == "A. Singer"


def test_the_record_tells_which_packages_were_made_for_the_public(
    tmp_path: Path, guarded: str
) -> None:
    source = written(tmp_path / "fish.md")
    produce(source, tmp_path, "--voice", guarded, "--formats", "mp3,webvtt")
    assert kept(tmp_path).public_formats == ()
    produce(source, tmp_path, "--purpose", "public", "--formats", "mp3,readium")
    assert kept(tmp_path).purpose == "public"
    assert kept(tmp_path).formats == ("mp3", "readium", "webvtt")
    assert kept(tmp_path).public_formats == ("mp3", "readium")
    produce(source, tmp_path, "--formats", "readium")
    assert kept(tmp_path).purpose == "patrons"
    assert kept(tmp_path).public_formats == ("mp3",)
