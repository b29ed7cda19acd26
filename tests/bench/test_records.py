"""The bench of records brings in what it made, and knows it when it comes again."""

import tempfile
from pathlib import Path

from bench.records import measure


def test_what_came_in_is_known_the_second_time() -> None:
    # Not below pytest's own folder, where a database that may not run as root can't go.
    with tempfile.TemporaryDirectory(prefix="audiolib-test-") as scratch:
        folder = Path(scratch)
        folder.chmod(0o711)
        told = measure(folder, 1_200, 500, twice=True, asked_s=0.5)
    rows = [row.figure for row in told.rows if row.what.strip() == "of its rows"]
    assert rows == [
        "1,199 made, 0 known and left, 1 faulty",
        "0 made, 1,199 known and left, 1 faulty",
    ]
    assert told.figures["looked at"]["rows"] == 1_200
