"""The interface against its own description, by a judge that nobody here wrote: schemathesis."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.api.world import World
from tests.conftest import ROOT
from tests.web.people import token

JUDGE = ROOT / ".tools/schemathesis/bin/schemathesis"
CHECKS = (
    *("not_a_server_error", "status_code_conformance", "content_type_conformance"),
    *("response_headers_conformance", "response_schema_conformance"),
)
EXAMPLES = os.environ.get("AUDIOLIB_EXAMPLES", "3")
"""Of each operation; more of them take longer."""
pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(not JUDGE.is_file(), reason="schemathesis is not installed"),
]


@pytest.mark.parametrize("who", ["admin", "anonymous"])
def test_the_interface_answers_as_it_says(world: World, tmp_path: Path, who: str) -> None:
    command = [str(JUDGE), "run", f"{world.service.url}/api/openapi.json", "--no-color"]
    command += ["--checks", ",".join(CHECKS), "--max-examples", EXAMPLES, "--seed", "7"]
    command += ["--phases", "examples,coverage,fuzzing", "--continue-on-failure"]
    if who != "anonymous":
        command += ["--header", f"Authorization: Bearer {token(world.service, who)}"]
    judged = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert judged.returncode == 0, judged.stdout[-6000:] + judged.stderr[-2000:]
