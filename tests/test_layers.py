"""What imports what, and what the installed package holds."""

import os
import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGES = ("api", "audiolib", "media", "tts", "web")
LOADED = """
import sys
from importlib.metadata import entry_points
import audiolib.production.produce
for group in ("audiolib.commands", "audiolib.formats", "audiolib.engines"):
    for entry in entry_points(group=group):
        entry.load()
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def run(*argv: object, cwd: Path = ROOT, **environment: str) -> str:
    words = [str(word) for word in argv]
    done = subprocess.run(
        words, cwd=cwd, capture_output=True, text=True, env={**os.environ, **environment}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_imports_run_one_way() -> None:
    out = run(Path(sys.executable).with_name("lint-imports"), "--no-cache")
    assert " 0 broken" in out


def test_the_command_loads_no_database_and_no_web_framework() -> None:
    loaded = set(run(sys.executable, "-c", LOADED).split())
    assert {"audiolib", "tts", "media"} <= loaded
    unwanted = {"api", "sqlmodel", "sqlalchemy", "psycopg", "fastapi", "starlette", "torch"}
    assert loaded & unwanted == set()


@pytest.mark.parametrize("name", PACKAGES)
def test_nobody_else_owns_a_package_of_our_names(name: str) -> None:
    assert set(packages_distributions().get(name, [])) <= {"audiolib"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout; made without a network."""
    pytest.importorskip("hatchling", reason="the build tool of the dev group is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder)
    (made,) = folder.glob("*.whl")
    return made


def test_the_wheel_holds_every_file_of_the_five_packages_and_the_path_to_them(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert "audiolib.pth" in names
    assert zipfile.ZipFile(wheel).read("audiolib.pth").split() == [b"audiolib_app"]
    tracked = run("git", "ls-files", *PACKAGES).split("\n")[:-1]
    # A file that git has and the disk has not is being moved by someone.
    there = {f"audiolib_app/{name}" for name in tracked if (ROOT / name).is_file()}
    assert sorted(there - names) == []
    suffixes = {Path(name).suffix for name in there}
    assert {".py", ".toml", ".txt", ".po", ".css"} <= suffixes
    strange = [n for n in names if not n.startswith(("audiolib_app/", "audiolib-", "audiolib.pth"))]
    assert strange == []


def test_the_wheel_runs_from_where_it_is_installed(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    for part in ("lib", "purelib"):
        assert not (site / part).exists()
    start = (
        "import site, sys; sys.path[:] = [p for p in sys.path if p != sys.argv[1]];"
        f"site.addsitedir({str(site)!r}); sys.path.insert(0, {str(site / 'audiolib_app')!r});"
        "import audiolib; from audiolib.cli import main;"
        f"assert audiolib.__file__.startswith({str(site)!r}), audiolib.__file__;"
        "sys.exit(main(sys.argv[2:]))"
    )
    called = (sys.executable, "-P", "-c", start, ROOT)
    assert run(*called, "--version", cwd=tmp_path).startswith("audiolib ")
    words = subprocess.run(
        [*map(str, called), "segment", "--lang", "vi"],
        input="Trời mưa. Tôi ở nhà.\n".encode(),
        capture_output=True,
        cwd=tmp_path,
    )
    assert words.stdout.decode() == "Trời mưa.\nTôi ở nhà.\n", words.stderr.decode()
