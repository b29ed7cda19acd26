"""The command as the operating system sees it, and in which language it speaks."""

import json
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from audiolib.exits import BAD_INPUT, INTERRUPTED, OK, USAGE
from tests.audiolib.commands.calls import call, written

COMMANDS = {"produce", "check", "inspect", "segment", "speakable", "say", "store"}


def start(*arguments: object, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "audiolib.cli", *map(str, arguments)],
        env={**os.environ, "AUDIOLIB_LANGUAGE": "en", **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def test_the_version_is_told() -> None:
    process = start("--version")
    out, _err = process.communicate()
    assert (process.returncode, out.startswith("audiolib ")) == (OK, True)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_help_tells_every_command(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDIOLIB_LANGUAGE", language)
    monkeypatch.setenv("COLUMNS", "200")
    said = call("--help")
    assert said.status == OK
    assert set(said.out.split()) >= COMMANDS
    assert "cli-" not in said.out
    for command in COMMANDS:
        told = call(command, "--help")
        assert told.status == OK
        assert "cli-" not in told.out


@pytest.mark.parametrize("arguments", [(), ("make",), ("produce",), ("store",), ("store", "x")])
def test_a_command_that_is_not_understood_is_status_2(arguments: tuple[str, ...]) -> None:
    said = call(*arguments)
    assert said.status == USAGE
    assert "--help" in said.err


def test_faults_of_the_command_line_are_told_in_vietnamese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIOLIB_LANGUAGE", "vi")
    assert "Lệnh còn thiếu: " in call("produce").err
    assert "từ 0.5 đến 3" in call("say", "x", "--rate", "9").err
    assert "Không có tệp" in call("inspect", tmp_path / "none.txt").err
    bad = written(tmp_path / "bad.epub", b"none")
    said = call("inspect", bad, "--json")
    assert said.json["error"] == "source-damaged"
    assert said.json["message"] == said.err.strip()
    assert "bad.epub" in said.err


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"AUDIOLIB_LANGUAGE": "vi", "LC_ALL": "en_GB.UTF-8"}, "Lệnh còn thiếu"),
        ({"AUDIOLIB_LANGUAGE": "", "LC_ALL": "", "LANG": "vi_VN.UTF-8"}, "Lệnh còn thiếu"),
        ({"AUDIOLIB_LANGUAGE": "xx", "LC_ALL": ""}, "Something is missing"),
        ({"AUDIOLIB_LANGUAGE": "", "LC_ALL": "C"}, "Something is missing"),
    ],
)
def test_messages_are_in_the_language_of_the_environment(
    environment: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert told in call("inspect").err


def test_a_reader_that_has_seen_enough_ends_the_command_quietly() -> None:
    command = f"{shlex.quote(sys.executable)} -m audiolib.cli segment --lang en"
    line = f"yes 'One. Two.' | head -50000 | {command} | head -1; echo ${{PIPESTATUS[2]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("One.\n0\n", "")


def test_ctrl_c_is_status_130_and_the_next_run_goes_on(tmp_path: Path) -> None:
    text = "# Long\n\n## One\n\n" + "\n\n".join(
        f"The little fish swims home for the {n}th time." for n in range(500)
    )
    source = written(tmp_path / "long.md", text)
    told = (
        "produce",
        source,
        "-o",
        tmp_path / "out",
        "--store",
        tmp_path / "store",
        "--lang",
        "en",
    )
    options = ("--jobs", 1, "--formats", "readalong", "--json")
    process = start(*told, *options)
    try:
        while process.poll() is None and not any((tmp_path / "store").glob("blob/*/*")):
            time.sleep(0.05)
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, out) == (INTERRUPTED, "")
    assert "run the same command again" in err
    assert "Traceback" not in err
    assert list(tmp_path.glob("out/*/readalong.json")) == []
    again = start(*told, *options)
    out, _err = again.communicate()
    report = json.loads(out)
    assert again.returncode == OK
    assert 0 < report["spoken_anew"] < report["phrases"]


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "a.md"
    folder.mkdir()
    assert call("inspect", folder).status == BAD_INPUT
