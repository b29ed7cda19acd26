"""Whatever a server does, the right bytes come of it or a clear error, never a wrong file."""

import hashlib
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audiolib.voices.download import Patience, download
from audiolib.voices.errors import VoiceAddressError, VoiceDownloadError, VoiceWrongError
from audiolib.voices.index import Part
from tests.audiolib.voices import server as acts
from tests.audiolib.voices.server import Server, serving

CONTENT = random.Random(5).randbytes(300_000)
QUICK = Patience(attempts=3, timeout_s=0.3, pause_s=0.001, longest_s=0.01, window_s=0.2)


def part(content: bytes = CONTENT) -> Part:
    digest = hashlib.sha256(content).hexdigest()
    return Part(path="voice.onnx", bytes=len(content), sha256=digest, urls=("voice.onnx",))


def bring(server: Server, to: Path, *manners: acts.Manner, patience: Patience = QUICK) -> list[int]:
    """Download from the server; gives what was told of the progress."""
    server.content = CONTENT
    server.manners = list(manners) or [acts.well]
    told: list[int] = []
    download(part(), [server.url()], to / "voice.onnx", told.append, patience)
    assert (to / "voice.onnx").read_bytes() == CONTENT
    assert {p.name for p in to.iterdir()} == {"voice.onnx"}
    assert sum(told) == len(CONTENT)
    return told


def refused(
    server: Server, to: Path, error: type[Exception], *manners: acts.Manner
) -> pytest.ExceptionInfo[Exception]:
    """Downloading ends with an error, and without the file."""
    server.content = CONTENT
    server.manners = list(manners)
    with pytest.raises(error) as raised:
        download(part(), [server.url()], to / "voice.onnx", lambda _n: None, QUICK)
    assert not (to / "voice.onnx").exists()
    return raised


def test_a_file_comes_whole(server: Server, tmp_path: Path) -> None:
    bring(server, tmp_path)
    assert len(server.asked) == 1
    assert server.asked[0]["Accept-Encoding"] == "identity"


def test_an_empty_file_comes_too(server: Server, tmp_path: Path) -> None:
    server.content = b""
    download(part(b""), [server.url()], tmp_path / "f", lambda _n: None, QUICK)
    assert (tmp_path / "f").read_bytes() == b""


def test_a_broken_connection_goes_on_where_it_broke(server: Server, tmp_path: Path) -> None:
    bring(server, tmp_path, acts.cut(100_000), acts.cut(50_000), acts.well)
    assert [asked.get("Range") for asked in server.asked] == [
        None,
        "bytes=100000-",
        "bytes=150000-",
    ]
    assert server.asked[1]["If-Range"] == '"one"'
    assert server.sent == len(CONTENT)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(cuts=st.lists(st.integers(1, 120_000), max_size=8), odd=st.randoms())
def test_cuts_anywhere_and_faults_between_still_give_the_right_bytes(
    cuts: list[int], odd: random.Random, tmp_path_factory: pytest.TempPathFactory
) -> None:
    between = [acts.status(503), acts.nothing, acts.garbage, acts.wrong_part, acts.deaf_and_cut(9)]
    manners: list[acts.Manner] = []
    for after in cuts:
        manners += [acts.cut(after), odd.choice(between)]
    with serving() as server:
        bring(server, tmp_path_factory.mktemp("cuts"), *manners, acts.well)


def test_a_server_that_knows_no_range_sends_it_anew(server: Server, tmp_path: Path) -> None:
    bring(server, tmp_path, acts.deaf_and_cut(1_000), acts.deaf)
    assert server.asked[1]["Range"] == "bytes=1000-"


def test_a_server_that_knows_no_range_and_breaks_loses_nothing(
    server: Server, tmp_path: Path
) -> None:
    refused(
        server, tmp_path, VoiceDownloadError, acts.cut(90_000), *[acts.deaf_and_cut(70_000)] * 9
    )
    assert (tmp_path / "voice.onnx.part").read_bytes() == CONTENT[:90_000]
    bring(server, tmp_path, acts.deaf)


def test_what_was_begun_of_another_file_does_not_stay(server: Server, tmp_path: Path) -> None:
    (tmp_path / "voice.onnx.part").write_bytes(b"of another file")
    bring(server, tmp_path, acts.deaf)


def test_a_file_that_changed_meanwhile_is_taken_from_its_begin(
    server: Server, tmp_path: Path
) -> None:
    def changed(answer: acts.Answer) -> None:
        answer.plan.etag = '"two"'
        acts.well(answer)

    bring(server, tmp_path, acts.cut(1_000), changed)
    assert server.sent == 1_000 + len(CONTENT)


def test_parts_that_do_not_fit_together_are_asked_for_anew(server: Server, tmp_path: Path) -> None:
    bring(server, tmp_path, acts.cut(1_000), acts.lying_part, acts.well)


def test_another_part_than_asked_for_is_not_taken(server: Server, tmp_path: Path) -> None:
    bring(server, tmp_path, acts.cut(1_000), acts.wrong_part, acts.well)


def test_a_range_that_can_not_be_given_begins_anew(server: Server, tmp_path: Path) -> None:
    bring(server, tmp_path, acts.cut(1_000), acts.status(416), acts.well)


@pytest.mark.parametrize("manner", [acts.status(500), acts.status(503, Retry_After=0)])
def test_a_server_in_trouble_is_asked_again(
    server: Server, tmp_path: Path, manner: acts.Manner
) -> None:
    bring(server, tmp_path, manner, manner, acts.well)


@pytest.mark.parametrize("manner", [acts.silent, acts.stuck(7), acts.nothing, acts.garbage])
def test_a_server_that_hangs_or_stammers_is_asked_again(
    server: Server, tmp_path: Path, manner: acts.Manner
) -> None:
    bring(server, tmp_path, manner, acts.well)


def test_a_line_that_only_drips_is_given_up_and_what_came_is_kept(
    server: Server, tmp_path: Path
) -> None:
    bring(server, tmp_path, acts.drip, acts.well)
    assert int(server.asked[1]["Range"].strip("bytes=-")) > 0


def test_wrong_bytes_of_the_right_length_are_no_file(server: Server, tmp_path: Path) -> None:
    wrong = bytes(len(CONTENT))
    refused(server, tmp_path, VoiceWrongError, acts.other(wrong))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("told", [10, len(CONTENT) - 1, len(CONTENT) + 1, 10**15])
def test_a_length_that_is_not_the_one_of_the_index_is_refused_at_once(
    server: Server, tmp_path: Path, told: int
) -> None:
    refused(server, tmp_path, VoiceWrongError, acts.length(told))
    assert len(server.asked) == 1


def test_an_endless_body_is_cut_off_at_the_size_of_the_index(
    server: Server, tmp_path: Path
) -> None:
    refused(server, tmp_path, VoiceWrongError, acts.endless)
    assert list(tmp_path.iterdir()) == []


def test_a_packed_body_is_not_unpacked(server: Server, tmp_path: Path) -> None:
    refused(server, tmp_path, VoiceDownloadError, acts.packed)


@pytest.mark.parametrize(
    "leads_to",
    ["http://example.org/voice.onnx", "ftp://127.0.0.1/v", "file:///etc/passwd", "//example.org/v"],
)
def test_a_redirect_leads_only_to_https(server: Server, tmp_path: Path, leads_to: str) -> None:
    either = VoiceDownloadError if leads_to.startswith("file:") else VoiceAddressError
    refused(server, tmp_path, either, acts.status(302, Location=leads_to))


def test_a_redirect_that_turns_in_a_circle_ends(server: Server, tmp_path: Path) -> None:
    refused(server, tmp_path, VoiceDownloadError, acts.status(302, Location=server.url("/again")))


def test_a_redirect_keeps_the_place_where_it_goes_on(server: Server, tmp_path: Path) -> None:
    bring(
        server,
        tmp_path,
        acts.cut(1_000),
        acts.status(302, Location=server.url("/moved")),
        acts.well,
    )
    assert server.paths[-1] == "/moved"
    assert server.asked[-1]["Range"] == "bytes=1000-"


@pytest.mark.parametrize("code", [401, 403, 404, 410, 451])
def test_a_file_that_is_not_there_is_not_asked_for_again(
    server: Server, tmp_path: Path, code: int
) -> None:
    raised = refused(server, tmp_path, VoiceDownloadError, acts.status(code))
    assert str(code) in str(raised.value)
    assert len(server.asked) == 1


def test_a_server_that_stays_broken_is_told_and_what_came_is_kept(
    server: Server, tmp_path: Path
) -> None:
    refused(server, tmp_path, VoiceDownloadError, acts.cut(1_000), acts.nothing)
    assert (tmp_path / "voice.onnx.part").read_bytes() == CONTENT[:1_000]
    server.asked.clear()
    bring(server, tmp_path)
    assert server.asked[0]["Range"] == "bytes=1000-"


def test_where_one_mirror_fails_the_next_goes_on(server: Server, tmp_path: Path) -> None:
    server.content = CONTENT
    server.manners = [acts.cut(70_000), acts.nothing]
    with serving() as mirror:
        mirror.content = CONTENT
        mirror.etag = '"other"'
        urls = [server.url(), mirror.url()]
        download(part(), urls, tmp_path / "f", lambda _n: None, QUICK)
        assert mirror.asked[0]["Range"] == "bytes=70000-"
        assert "If-Range" not in mirror.asked[0]
    assert (tmp_path / "f").read_bytes() == CONTENT


def test_a_mirror_with_other_bytes_is_passed_over(server: Server, tmp_path: Path) -> None:
    server.manners = [acts.other(bytes(len(CONTENT)))]
    with serving() as mirror:
        mirror.content = CONTENT
        urls = [server.url(), mirror.url()]
        download(part(), urls, tmp_path / "f", lambda _n: None, QUICK)
    assert (tmp_path / "f").read_bytes() == CONTENT


def test_a_proxy_of_the_environment_is_asked(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.address)
    server.content = CONTENT
    download(part(), ["http://" + "localhost:9/voice.onnx"], tmp_path / "f", print, QUICK)
    assert server.paths == ["http://" + "localhost:9/voice.onnx"]
    assert (tmp_path / "f").read_bytes() == CONTENT


def test_nobody_there_is_told(tmp_path: Path) -> None:
    with serving() as gone:
        url = gone.url()
    with pytest.raises(VoiceDownloadError):
        download(part(), [url], tmp_path / "f", lambda _n: None, QUICK)


@pytest.mark.parametrize("left", [b"", b"rubbish", CONTENT[:-1], CONTENT, CONTENT + b"x"])
def test_what_lies_there_already_is_looked_at_with_care(
    server: Server, tmp_path: Path, left: bytes
) -> None:
    (tmp_path / "voice.onnx.part").write_bytes(left)
    (tmp_path / "voice.onnx.part.json").write_bytes(b"{]")
    bring(server, tmp_path)


def test_a_killed_process_leaves_what_it_got(server: Server, tmp_path: Path) -> None:
    server.content = CONTENT
    server.manners = [acts.stuck(200_000), acts.well]
    told = part()
    code = (
        "from audiolib.voices.download import download\n"
        "from audiolib.voices.index import Part\nfrom pathlib import Path\n"
        f"part = Part(path='v', bytes={told.bytes}, sha256={told.sha256!r}, urls=('v',))\n"
        f"download(part, [{server.url()!r}], Path({str(tmp_path / 'voice.onnx')!r}), print)\n"
    )
    half = tmp_path / "voice.onnx.part"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL) as process:
        while process.poll() is None and not (half.exists() and half.stat().st_size >= 200_000):
            time.sleep(0.01)
        process.kill()
    assert not (tmp_path / "voice.onnx").exists()
    server.asked.clear()
    server.manners = [acts.well]
    bring(server, tmp_path)
    assert server.asked[0]["Range"] == "bytes=200000-"
