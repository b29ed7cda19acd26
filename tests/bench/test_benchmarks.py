"""Every benchmark works on a text of a minute; no figure of the machine is asserted."""

import json
import shutil
from pathlib import Path

import pytest

from bench.__main__ import NAMES, main
from bench.correct import correct
from bench.coverage import coverage
from bench.kill import kill, kill_at_writes
from bench.levels import levels
from bench.making import Made, Speaker, make
from bench.memory import memory
from bench.produce import produce
from bench.profile import profile
from bench.proxy import NGINX
from bench.ranges import WRK, ranges
from bench.replay import ReplayError, replay
from bench.sync import sync
from bench.told import as_json, table
from bench.workers import workers

TONE = Speaker("en", "tone:sine")
STORY = """# The Heron

## By the river

A heron stood by the river, and waited for 3 days. Nobody came along the narrow path.

Then the miller said: "Go home, bird." The heron did not move, whatever the miller said.

## At the mill

The wheel turned, and turned again. In the evening it stood still under a yellow moon.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "heron.md"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("made")
    path = folder / "heron.md"
    path.write_text(STORY, encoding="utf-8")
    return make(path, folder, TONE)


def _budgets(told: object) -> dict[str, bool | None]:
    return {row["what"]: row["met"] for row in json.loads(as_json([told]))["rows"]}  # type: ignore[list-item]


def test_a_production_stands_beside_its_floor(story: Path, tmp_path: Path) -> None:
    told, made = produce(story, tmp_path / "work", TONE)
    assert set(told.figures["floor_cpu_s"]) == {
        "synthesis",
        "gain_and_limit",
        "mp3",
        "aac",
        "total",
    }
    assert told.figures["ratio"] > 0
    assert (made.folder / "daisy202" / "ncc.html").is_file()
    assert "production / floor" in table([told])


def test_every_time_in_the_packages_is_exact(made: Made) -> None:
    told = sync(made.folder, made.store)
    assert told.met
    assert told.figures["other_bytes"] == []
    assert set(told.figures["packages"]) == {
        "daisy202",
        "daisy3",
        "epub3",
        "audiobook",
        "readalong",
    }
    assert all(found["phrases"] > 8 for found in told.figures["lags"].values())
    assert all(found["untold"] == 0 for found in told.figures["lags"].values())


def test_a_time_that_is_wrong_is_found(made: Made, tmp_path: Path) -> None:
    shutil.copytree(made.folder, tmp_path / "copy")
    smil = tmp_path / "copy" / "daisy202" / "m0001.smil"
    first = smil.read_text(encoding="utf-8")
    assert "npt=0.050s" in first
    smil.write_text(first.replace("npt=0.050s", "npt=0.090s"), encoding="utf-8")
    told = sync(tmp_path / "copy", made.store)
    assert not told.met
    wrong = told.figures["lags"]["daisy202/ffmpeg"]
    assert -41 < wrong["worst_ms"] < -39
    assert abs(told.figures["lags"]["daisy3/ffmpeg"]["worst_ms"]) < 1


def test_a_store_that_lacks_the_sound_is_refused(made: Made, tmp_path: Path) -> None:
    with pytest.raises(ReplayError):
        replay(made.folder, str(tmp_path / "another store"))


def test_levels_and_coverage_are_read_from_a_folder(made: Made) -> None:
    assert {"MP3", "M4B"} <= levels(made.folder).figures.keys()
    told = coverage([made.folder])
    assert told.met
    assert len(told.rows) == 1


def test_a_corrected_word_makes_one_utterance(story: Path, tmp_path: Path) -> None:
    told = correct(story, tmp_path / "correct", TONE)
    assert told.figures["with M4B"]["spoken_anew"] == 1
    assert told.figures["without M4B"]["spoken_anew"] == 1


def test_a_killed_production_ends_in_the_same_bytes(story: Path, tmp_path: Path) -> None:
    told = kill(story, tmp_path / "kill", TONE, times=2, seed=5, formats=("daisy202", "readalong"))
    kills = told.figures["kills"]
    assert sum(not k["finished"] for k in kills) >= 1
    assert all(k["same_bytes"] and not k["spoken_again"] for k in kills)


def test_a_production_that_ends_between_two_writes_ends_in_the_same_bytes(
    story: Path, tmp_path: Path
) -> None:
    told = kill_at_writes(story, tmp_path / "kill", TONE, step=45, formats=("readalong",))
    assert told.figures["tried"] > 1
    assert not told.figures["differ"]


def test_memory_and_workers_are_told(story: Path, tmp_path: Path) -> None:
    told = memory(story, tmp_path / "memory", TONE, (0.01, 0.02))
    assert set(told.figures) == {"0.01 h", "0.02 h"}
    assert workers(story, tmp_path / "workers", TONE).figures["ratio"] > 0


def test_the_profile_names_our_own_functions(story: Path, tmp_path: Path) -> None:
    told = profile(story, tmp_path / "profile", TONE)
    assert any("take_in" in row[0] for row in told.figures["leading, cumulative"])
    assert any("encode_track" in row[0] for row in told.figures["work, cumulative"])


def test_each_command_explains_itself(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in NAMES:
        monkeypatch.setattr("sys.argv", ["bench", name, "--help"])
        with pytest.raises(SystemExit):
            main()
        assert "usage" in capsys.readouterr().out


@pytest.mark.external
@pytest.mark.skipif(not (NGINX and WRK), reason="nginx and wrk are not installed")
def test_ranges_come_in_every_way_and_are_told_beside_nginx_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for folder in tmp_path.parents[:2]:
        folder.chmod(0o755)
    told = ranges(tmp_path, seconds=1, turns=1)
    assert set(told.figures["rates"]) == {"static", "secure_link", "accel", "own"}
    assert all(rate > 0 for rates in told.figures["rates"].values() for rate in rates)
    assert told.figures["accel_cpu_ms"] > 0
    assert [row.budget[:1] for row in told.rows] == ["", "", "≥", "≥"]
