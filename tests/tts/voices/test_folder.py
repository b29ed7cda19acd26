"""The folder of installed voices: what is put there is found, and what is wrong there is told."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.errors import DamagedVoiceError, UnknownVoiceError, VoiceFolderError
from tts.voices import About, InstalledVoice, installed, keep, remove, survey

ABOUT = About(
    engine="piper",
    name="xx-Test.1",
    languages=("vi-VN", "en"),
    sample_rate=16000,
    licence='a "licence" \\ of its own',
    public_audio=False,
    region="miền Nam",
    speakers=("anna", "bình"),
    pace=(30.0, 150.5),
)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    (folder / "part").mkdir(parents=True)
    (folder / "a.onnx").write_bytes(b"model")
    (folder / "part" / "b.json").write_bytes(b"{}")
    (folder / ".hidden").write_bytes(b"no")
    return folder


@pytest.fixture
def voices(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "voices"


def test_what_is_kept_is_found_with_all_that_was_said_of_it(model: Path, voices: Path) -> None:
    kept = keep(voices, model, ABOUT)
    assert installed(voices) == installed(voices, "piper") == (kept,)
    assert installed(voices, "coqui") == ()
    assert {f: getattr(kept, f) for f in ABOUT.__dataclass_fields__} == {
        f: getattr(ABOUT, f) for f in ABOUT.__dataclass_fields__
    }
    assert [(f.path, f.bytes) for f in kept.files] == [("a.onnx", 5), ("part/b.json", 2)]
    assert kept.size == 7
    assert kept.path(".pth", ".json") == kept.folder / "part/b.json"
    assert kept.path(".pth") is None
    kept.verify()


def test_a_voice_has_a_name_and_a_digest_for_each_speaker(model: Path, voices: Path) -> None:
    found = list(keep(voices, model, ABOUT).voices())
    assert [v.name for v in found] == [
        "piper:xx-Test.1",
        "piper:xx-Test.1/anna",
        "piper:xx-Test.1/bình",
    ]
    assert len({v.digest for v in found}) == 3
    assert {(v.sample_rate, v.public_audio, v.pace) for v in found} == {(16000, False, (30, 150.5))}


def test_another_model_under_the_same_name_takes_its_place_and_is_another_voice(
    model: Path, voices: Path
) -> None:
    (first,) = [v.digest for v in keep(voices, model, ABOUT).voices()][:1]
    (model / "a.onnx").write_bytes(b"newer")
    (second,) = [v.digest for v in keep(voices, model, ABOUT).voices()][:1]
    assert first != second
    assert len(installed(voices)) == 1
    assert [p.name for p in (voices / "piper").iterdir()] == ["xx-Test.1"]


@pytest.mark.parametrize("change", [lambda p: p.write_bytes(b"modem"), lambda p: p.unlink()])
def test_a_changed_or_lost_file_is_told(model: Path, voices: Path, change: object) -> None:
    kept = keep(voices, model, ABOUT)
    assert callable(change)
    change(kept.folder / "a.onnx")
    with pytest.raises(DamagedVoiceError, match=r"a\.onnx"):
        kept.verify()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("format", "format = 2"),
        ("engine", 'engine = "coqui"'),
        ("name", 'name = "another"'),
        ("languages", "languages = []"),
        ("languages", 'languages = ["not a tag"]'),
        ("sample_rate", 'sample_rate = "fast"'),
        ("sample_rate", "sample_rate = 0"),
        ("licence", ""),
        ("public_audio", 'public_audio = "perhaps"'),
        ("path", 'path = "../../etc/passwd"'),
        ("path", 'path = "/etc/passwd"'),
        ("sha256", 'sha256 = "12"'),
        ("least", "least = 900"),
    ],
)
def test_a_wrong_field_is_told_by_its_name_and_other_voices_stay(
    model: Path, voices: Path, field: str, text: str
) -> None:
    keep(voices, model, ABOUT)
    good = keep(voices, model, replace(ABOUT, name="good"))
    about = voices / "piper" / ABOUT.name / "voice.toml"
    lines = about.read_text(encoding="utf-8").splitlines()
    changed = [text if line.startswith(f"{field} =") else line for line in lines]
    assert changed != lines
    about.write_text("\n".join(changed), encoding="utf-8")
    assert installed(voices) == (good,)
    wrong = next(one for one in survey(voices) if isinstance(one, VoiceFolderError))
    assert ("pace" if field == "least" else field) in wrong.reason
    assert ABOUT.name in wrong.folder


@given(content=st.binary(max_size=200))
def test_no_content_of_a_voice_toml_raises_anything_else(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("v") / "piper" / "x"
    folder.mkdir(parents=True)
    (folder / "voice.toml").write_bytes(content)
    assert [isinstance(one, InstalledVoice) for one in survey(folder.parents[1])] == [False]


def test_a_removed_voice_is_gone_with_its_files(model: Path, voices: Path) -> None:
    keep(voices, model, ABOUT)
    remove(voices, "piper", ABOUT.name)
    assert installed(voices) == ()
    assert list((voices / "piper").iterdir()) == []
    with pytest.raises(UnknownVoiceError):
        remove(voices, "piper", ABOUT.name)


@pytest.mark.parametrize("name", ["..", "a/b", ".hidden", "", "x" * 90, "với dấu"])
def test_a_name_that_is_no_folders_is_refused(model: Path, voices: Path, name: str) -> None:
    with pytest.raises(VoiceFolderError):
        keep(voices, model, replace(ABOUT, name=name))
    with pytest.raises(UnknownVoiceError):
        remove(voices, "piper", name)


def test_a_folder_that_is_not_there_has_no_voices(tmp_path: Path) -> None:
    assert installed(tmp_path / "nowhere") == ()
