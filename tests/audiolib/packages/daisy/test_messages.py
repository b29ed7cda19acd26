"""Every finding has its sentence in English and Vietnamese, its place in the documents, a fault."""

import re
from pathlib import Path

import pytest

from audiolib.messages import catalogue
from tests.audiolib.packages.daisy import test_faults3, test_faults202

ROOT = Path(__file__).parents[4]


@pytest.mark.parametrize(
    ("area", "page", "faults"),
    [("d202", "daisy202", test_faults202.FAULTS), ("d3", "daisy3", test_faults3.FAULTS)],
)
def test_codes_are_told_documented_and_proved(
    area: str, page: str, faults: list[tuple[str, object]]
) -> None:
    proved = {code for code, _ in faults}
    document = (ROOT / "docs" / "findings" / f"{page}.md").read_text("utf-8")
    assert set(re.findall(rf"^\| ({area}-\d+) \|", document, re.MULTILINE)) == proved
    for language in ("en", "vi"):
        told = {code for code in catalogue(language) if code.startswith(f"{area}-")}
        assert told == proved
