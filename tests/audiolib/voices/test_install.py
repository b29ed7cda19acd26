"""A voice comes whole or not at all, from an index, a folder or an archive."""

import hashlib
import io
import json
import os
import signal
import stat
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from audiolib import files
from audiolib.errors import (
    AudiolibError,
    DiskFullError,
    SourceDamagedError,
    SourceHostileError,
    SourceMissingError,
    SourceTooLargeError,
)
from audiolib.voices import (
    Listing,
    Offer,
    Part,
    VoiceBusyError,
    VoiceByHandError,
    VoiceDownloadError,
    VoiceUnfitError,
    VoiceWrongError,
    install,
    install_local,
    take_out,
)
from audiolib.voices.download import Patience
from audiolib.voices.errors import VoicePackageError, VoiceTermsError, VoiceUntoldError
from audiolib.voices.install import DOWNLOADS, Local
from tests.audiolib.voices import server as acts
from tests.audiolib.voices.server import Answer, Server
from tts.errors import UnknownVoiceError
from tts.voices import installed

CONFIG = json.dumps({"audio": {"sample_rate": 16_000}, "espeak": {"voice": "vi"}}).encode()
MODEL = bytes(range(256)) * 400
FILES = {"a.onnx": MODEL, "a.onnx.json": CONFIG}
QUICK = Patience(attempts=2, timeout_s=0.3, pause_s=0.001, longest_s=0.01)
ABOUT = Local(engine="piper", name="a", licence="CC0-1.0", public_audio=True)


def listing(**changed: object) -> Listing:
    parts = tuple(
        Part(path=name, bytes=len(c), sha256=hashlib.sha256(c).hexdigest(), urls=(name,))
        for name, c in FILES.items()
    )
    told = {
        "engine": "piper",
        "name": "a",
        "languages": ["vi"],
        "licence": "CC0-1.0",
        "public_audio": True,
        "files": parts,
    }
    return Listing.model_validate({**told, **changed})


def serve(server: Server, *manners: acts.Manner) -> Offer:
    """The server gives each file under its name; manners come before that."""

    def named(answer: Answer) -> None:
        answer.plan.content = FILES[answer.path.rpartition("/")[2]]
        acts.well(answer)

    server.content = MODEL
    server.manners = [*manners, named]
    return Offer(listing(), server.url("/voices/index.json"))


def test_a_voice_is_downloaded_and_installed(server: Server, tmp_path: Path) -> None:
    made = install(serve(server), tmp_path, patience=QUICK)
    assert installed(tmp_path) == (made,)
    assert {f.path: (made.folder / f.path).read_bytes() for f in made.files} == FILES
    assert (made.sample_rate, made.public_audio, made.licence) == (16_000, True, "CC0-1.0")
    assert list((tmp_path / DOWNLOADS).iterdir()) == []


def test_a_voice_that_is_there_is_not_downloaded_again(server: Server, tmp_path: Path) -> None:
    offer = serve(server)
    made = install(offer, tmp_path, patience=QUICK)
    asked = len(server.asked)
    assert install(offer, tmp_path, patience=QUICK) == made
    assert len(server.asked) == asked


def test_a_voice_that_was_damaged_is_brought_anew(server: Server, tmp_path: Path) -> None:
    offer = serve(server)
    made = install(offer, tmp_path, patience=QUICK)
    (made.folder / "a.onnx").write_bytes(b"damaged")
    install(offer, tmp_path, patience=QUICK).verify()


def test_what_nobody_knows_of_a_licence_allows_nothing(server: Server, tmp_path: Path) -> None:
    serve(server)
    offer = Offer(listing(public_audio=None, licence=""), server.url("/i.json"))
    made = install(offer, tmp_path, patience=QUICK)
    assert (made.public_audio, made.licence) == (False, "unknown")


def test_an_interrupted_voice_is_not_there_and_goes_on_later(
    server: Server, tmp_path: Path
) -> None:
    offer = serve(server, acts.cut(50_000), acts.nothing, acts.nothing)
    with pytest.raises(VoiceDownloadError):
        install(offer, tmp_path, patience=QUICK)
    assert installed(tmp_path) == ()
    server.asked.clear()
    install(serve(server), tmp_path, patience=QUICK)
    assert server.asked[0]["Range"] == "bytes=50000-"


def test_a_voice_of_wrong_bytes_takes_no_ones_place(server: Server, tmp_path: Path) -> None:
    made = install(serve(server), tmp_path, patience=QUICK)
    (made.folder / "a.onnx").unlink()
    with pytest.raises(VoiceWrongError):
        install(serve(server, *[acts.other(bytes(len(MODEL)))] * 99), tmp_path, patience=QUICK)
    assert made.folder.is_dir()


def test_an_index_in_a_file_brings_files_from_beside_it(tmp_path: Path) -> None:
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    offer = Offer(listing(), str(tmp_path / "index.json"))
    install(offer, tmp_path / "voices", patience=QUICK).verify()


def test_two_commands_do_not_install_one_voice_at_once(server: Server, tmp_path: Path) -> None:
    place = tmp_path / DOWNLOADS / "piper--a"
    place.mkdir(parents=True)
    with files.locked(place), pytest.raises(VoiceBusyError):
        install(serve(server), tmp_path, patience=QUICK)


def test_a_voice_larger_than_the_disk_is_not_begun(server: Server, tmp_path: Path) -> None:
    huge = Part(path="a.onnx", bytes=60 << 30, sha256="0" * 64, urls=("a.onnx",))
    many = [huge.model_copy(update={"path": f"{n}.onnx"}) for n in range(2_000)]
    with pytest.raises(DiskFullError):
        install(Offer(listing(files=many), server.url("/i.json")), tmp_path, patience=QUICK)
    assert server.asked == []


def test_ctrl_c_leaves_what_came_and_no_voice(server: Server, tmp_path: Path) -> None:
    offer = serve(server, acts.stuck(60_000))
    index = tmp_path / "index.json"
    voice = offer.listing.model_dump(mode="json")
    for part in voice["files"]:
        part["urls"] = [server.url("/" + part["path"])]
    told = {"format": "audiolib-voices", "version": 1, "voices": [voice]}
    index.write_text(json.dumps(told), encoding="utf-8")
    environment = {
        **os.environ,
        "AUDIOLIB_VOICE_INDEXES": str(index),
        "AUDIOLIB_VOICES": str(tmp_path / "voices"),
        "AUDIOLIB_LANGUAGE": "en",
    }
    argv = [sys.executable, "-m", "audiolib.cli", "voices", "install", "piper:a"]
    half = tmp_path / "voices" / DOWNLOADS / "piper--a" / "parts" / "0"
    with subprocess.Popen(argv, env=environment, stderr=subprocess.PIPE) as process:
        while process.poll() is None and not any(
            path.stat().st_size == 60_000 for path in half.glob("*.part")
        ):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert process.returncode == 130
    assert installed(tmp_path / "voices") == ()
    assert [p.stat().st_size for p in half.glob("*.part")] == [60_000]


def test_a_voice_that_is_only_known_by_name_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(VoiceByHandError):
        install(Offer(listing(files=())), tmp_path)
    with pytest.raises(VoicePackageError):
        install(Offer(listing(files=(), package="no-such-package-of-voices")), tmp_path)
    with pytest.raises(VoiceTermsError):
        install(Offer(listing(terms=True)), tmp_path)
    assert installed(tmp_path) == ()


def folder(to: Path, content: Mapping[str, bytes] = FILES) -> Path:
    for name, one in content.items():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        (to / name).write_bytes(one)
    return to


def zipped(to: Path, content: Mapping[str, bytes] = FILES, prefix: str = "voice/") -> Path:
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, one in content.items():
            archive.writestr(prefix + name, one)
    return to


def tarred(to: Path, *members: tarfile.TarInfo, prefix: str = "voice/") -> Path:
    with tarfile.open(to, "w:gz" if to.suffix == ".gz" else "w") as archive:
        for name, one in FILES.items():
            about = tarfile.TarInfo(prefix + name)
            about.size = len(one)
            archive.addfile(about, io.BytesIO(one))
        for member in members:
            archive.addfile(member, io.BytesIO(bytes(member.size)))
    return to


@pytest.mark.parametrize(
    "brought",
    [
        lambda p: folder(p / "f"),
        lambda p: folder(p / "f" / "below").parent,
        lambda p: folder(p / "f") / "a.onnx",
        lambda p: zipped(p / "v.zip"),
        lambda p: tarred(p / "v.tar"),
        lambda p: tarred(p / "v.tar.gz"),
    ],
)
def test_files_of_ones_own_become_a_voice(tmp_path: Path, brought: Callable[[Path], Path]) -> None:
    made = install_local(brought(tmp_path), ABOUT, tmp_path / "voices")
    assert {f.path: (made.folder / f.path).read_bytes() for f in made.files} == FILES
    assert (made.languages, made.sample_rate) == (("vi",), 16_000)
    assert list((tmp_path / "voices" / DOWNLOADS).iterdir()) == []


def test_what_a_mac_adds_to_an_archive_is_no_part_of_the_voice(tmp_path: Path) -> None:
    more = {**FILES, "../__MACOSX/voice/._a.onnx": b"x"}
    clean = {name.removeprefix("../"): one for name, one in more.items()}
    given = zipped(tmp_path / "v.zip", clean, prefix="")
    made = install_local(given, ABOUT, tmp_path / "voices")
    assert made.path("a.onnx") is not None


def link(name: str, to: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    about = tarfile.TarInfo(name)
    about.type, about.linkname = kind, to
    return about


def bomb(name: str = "voice/b") -> tarfile.TarInfo:
    about = tarfile.TarInfo(name)
    about.size = 9 << 30
    return about


def zip_link(to: Path) -> Path:
    zipped(to)
    with zipfile.ZipFile(to, "a") as archive:
        about = zipfile.ZipInfo("voice/link")
        about.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(about, "/etc/passwd")
    return to


def huge_member(to: Path) -> Path:
    to.write_bytes(bomb().tobuf() + bytes(2_048))
    return to


@pytest.mark.parametrize(
    ("brought", "error"),
    [
        (lambda p: p / "missing", SourceMissingError),
        (lambda p: folder(p / "f", {"x": b""}), VoiceUnfitError),
        (
            lambda p: folder(p / "f", {**FILES, "b.onnx": b"", "b.onnx.json": b"{}"}),
            VoiceUnfitError,
        ),
        (lambda p: folder(p / "f", {"1/a.onnx": b"", "2/a.onnx": b""}), VoiceUnfitError),
        (lambda p: folder(p / "f", {"a.onnx": b""}), VoiceUnfitError),
        (lambda p: folder(p / "f", {"a.onnx": b""}) / "a.onnx", VoiceUnfitError),
        (lambda p: folder(p, {"v.zip": b"no zip at all"}) / "v.zip", SourceDamagedError),
        (lambda p: folder(p, {"v.tar": b""}) / "v.tar", SourceDamagedError),
        (lambda p: zipped(p / "v.zip", prefix="../"), SourceHostileError),
        (lambda p: zipped(p / "v.zip", prefix="/"), SourceHostileError),
        (lambda p: zipped(p / "v.zip", {**FILES, "z": bytes(40 << 20)}), SourceHostileError),
        (lambda p: zip_link(p / "v.zip"), SourceHostileError),
        (lambda p: tarred(p / "v.tar", prefix="../"), SourceHostileError),
        (lambda p: tarred(p / "v.tar", prefix="/"), SourceHostileError),
        (lambda p: tarred(p / "v.tar", link("voice/l", "/etc/passwd")), SourceHostileError),
        (lambda p: tarred(p / "v.tar", link("l", "a", tarfile.LNKTYPE)), SourceHostileError),
        (lambda p: tarred(p / "v.tar", link("p", "", tarfile.FIFOTYPE)), SourceHostileError),
        (lambda p: tarred(p / "v.tar", link("d", "", tarfile.CHRTYPE)), SourceHostileError),
        (lambda p: tarred(p / "v.tar", tarfile.TarInfo("voice/a.onnx")), SourceHostileError),
        (lambda p: tarred(p / "v.tar", tarfile.TarInfo("voice/a.onnx/b")), SourceHostileError),
        (lambda p: huge_member(p / "v.tar"), SourceTooLargeError),
    ],
)
def test_files_that_are_no_voice_or_hostile_are_refused(
    tmp_path: Path, brought: Callable[[Path], Path], error: type[AudiolibError]
) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    given = brought(inside)
    before = sorted(inside.rglob("*"))
    with pytest.raises(error):
        install_local(given, ABOUT, tmp_path / "voices")
    assert installed(tmp_path / "voices") == ()
    assert list((tmp_path / "voices" / DOWNLOADS).iterdir()) == []
    assert sorted(inside.rglob("*")) == before
    assert {p.name for p in tmp_path.iterdir()} == {"in", "voices"}


def test_a_language_that_nobody_tells_is_asked_for(tmp_path: Path) -> None:
    mms = {"config.json": b'{"data": {"sampling_rate": 16000}}', "G.pth": b"x"}
    about = Local(engine="coqui", name="m", licence="CC-BY-NC-4.0", public_audio=False)
    with pytest.raises(VoiceUntoldError):
        install_local(folder(tmp_path / "f", mms), about, tmp_path / "voices")
    told = Local(
        engine="coqui", name="m", licence="x", public_audio=None, languages=("vi",), region="Huế"
    )
    made = install_local(tmp_path / "f", told, tmp_path / "voices")
    assert (made.languages, made.public_audio, made.region) == (("vi",), False, "Huế")


def test_a_voice_is_taken_out_with_what_was_downloaded(server: Server, tmp_path: Path) -> None:
    made = install(serve(server), tmp_path, patience=QUICK)
    left = folder(tmp_path / DOWNLOADS / "piper--a", {"parts/0/x.part": b"x"})
    take_out(tmp_path, "piper", "a")
    assert not made.folder.exists()
    assert not left.exists()
    for engine, name in (("piper", "a"), ("..", "a"), ("piper", "../..")):
        with pytest.raises(UnknownVoiceError):
            take_out(tmp_path, engine, name)
