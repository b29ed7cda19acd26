"""Whatever a publication holds, its DAISY packages are whole."""

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audiolib.order import Cue, SoundOptions, cues
from audiolib.packages import Format
from audiolib.packages.daisy3 import DAISY3
from audiolib.packages.daisy202 import DAISY202, DAISY202_NCC
from audiolib.publication import Publication
from tests.audiolib.packages.daisy.renditions import rendition, tone
from tests.audiolib.strategies import publications

FORMATS: tuple[Format, ...] = (DAISY202, DAISY202_NCC, DAISY3)
OPTIONS = st.builds(
    SoundOptions,
    notes=st.sampled_from(["inline", "end", "skip"]),
    pages=st.sampled_from(["spoken", "silent"]),
)


def has_sound(publication: Publication, options: SoundOptions) -> bool:
    """A publication of silent pages alone can't be a talking book."""
    return any(
        cue.role != "page" or options.pages == "spoken" for cue in cues(publication, options)
    )


def by_holder(cue: Cue) -> object:
    return id(cue.holder)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tone(tmp_path_factory.mktemp("sound"))


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(publication=publications(), options=OPTIONS, fine=st.booleans())
def test_no_package_has_findings(
    publication: Publication, options: SoundOptions, fine: bool, sound: Path
) -> None:
    if not has_sound(publication, options):
        return
    cut = {"cut": by_holder} if fine else {}
    made = rendition(publication, sound, options, **cut)
    for package in FORMATS:
        with tempfile.TemporaryDirectory() as folder:
            package.write(made, Path(folder))
            assert list(package.check(Path(folder))) == []


@pytest.mark.corpus
@pytest.mark.external
def test_the_schemas_of_the_daisy_consortium_accept_any_package(
    sound: Path, tmp_path: Path, shared: Path
) -> None:
    made: list[Path] = []

    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(publication=publications(), options=OPTIONS, fine=st.booleans())
    def make(publication: Publication, options: SoundOptions, fine: bool) -> None:
        if not has_sound(publication, options):
            return
        cut = {"cut": by_holder} if fine else {}
        for package in FORMATS:
            made.append(tmp_path / f"{len(made):03d}")
            made[-1].mkdir()
            package.write(rendition(publication, sound, options, **cut), made[-1])

    make()
    kit = shared / "validators" / "daisy" / "daisyval.py"
    command = [sys.executable, str(kit), "--time-tolerance-ms", "1", *map(str, made)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    bad = [line for line in result.stdout.splitlines() if not line.endswith("errors=0 warnings=0")]
    assert bad == []
    assert result.stdout.count("RESULT") == len(made) > 0
