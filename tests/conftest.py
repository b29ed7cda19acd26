"""Options and fixtures that every test may use."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from audiolib.database import Database
    from tests.server import Server

# A property takes as long as it takes: speed lives in `bench/`.
hypothesis.settings.register_profile("audiolib", deadline=None)
hypothesis.settings.load_profile("audiolib")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write what was made over the golden folders"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SHARED.is_dir():
        return
    for item in items:
        if item.get_closest_marker("corpus"):
            item.add_marker(pytest.mark.skip(reason="no ../shared beside the project"))


_skipped: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    excused = "corpus" in report.keywords and not SHARED.is_dir()
    if report.skipped and not excused:
        _skipped.append(f"{report.nodeid}: {report.longrepr}")


def pytest_configure(config: pytest.Config) -> None:
    """Where the extras are what is tested, a module that lacks one is a missing install too."""
    if config.getoption("markexpr") == "extras":
        config.pluginmanager.register(_Lacking())


class _Lacking:
    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            _skipped.append(f"{report.nodeid}: {report.longrepr}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In continuous integration a skipped test is a missing install, and fails the run."""
    if os.environ.get("CI") and _skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if os.environ.get("CI"):
        for skipped in _skipped:
            terminalreporter.write_line(f"skipped, which CI does not allow: {skipped}")


@pytest.fixture
def shared() -> Path:
    """The folder of corpus and validators beside the project."""
    return SHARED


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, dict[str, str]], None]:
    """Compares texts by name with a golden folder: `golden("daisy3", {"book.opf": …})`."""

    def compare(name: str, made: dict[str, str]) -> None:
        folder = ROOT / "tests" / "golden" / name
        if request.config.getoption("--update-golden"):
            for old in folder.glob("**/*"):
                if old.is_file():
                    old.unlink()
            for file, text in made.items():
                (folder / file).parent.mkdir(parents=True, exist_ok=True)
                (folder / file).write_text(text, encoding="utf-8", newline="\n")
        kept = {
            f.relative_to(folder).as_posix(): f.read_text(encoding="utf-8")
            for f in sorted(folder.glob("**/*"))
            if f.is_file()
        }
        assert sorted(made) == sorted(kept)
        for file, text in made.items():
            assert text == kept[file], f"{name}/{file} differs from its golden file"

    return compare


@pytest.fixture(scope="session")
def server() -> "Iterator[Server]":
    """A PostgreSQL of this run."""
    from tests.server import running

    with running() as started:
        yield started


@pytest.fixture
def database(server: "Server") -> "Iterator[Database]":
    """A database with our tables and nothing in them, for one test."""
    with server.database() as fresh:
        yield fresh
