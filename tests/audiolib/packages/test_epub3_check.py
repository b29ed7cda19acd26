"""Each finding of an EPUB, from a good package with one fault."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from audiolib.findings import Severity
from audiolib.messages import Messages
from audiolib.packages.epub3 import EPUB3
from audiolib.packages.epub3.check_overlays import clock
from audiolib.packages.epub3.findings import SEVERITIES
from tests.audiolib.packages.faults import documented, silence
from tests.audiolib.rendition import tiny_rendition

Edit = Callable[[dict[str, bytes]], dict[str, bytes]]
OPF, TEXT, SMIL = "EPUB/package.opf", "EPUB/text/002.xhtml", "EPUB/overlay/002.smil"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("epub")
    EPUB3.write(tiny_rendition(folder / "sound"), folder / "good.epub")
    return folder / "good.epub"


def _swap(name: str, old: str, new: str) -> Edit:
    def edit(members: dict[str, bytes]) -> dict[str, bytes]:
        text = members[name].decode()
        assert re.search(old, text, re.DOTALL), old
        changed = re.sub(old, new, text, count=1, flags=re.DOTALL)
        return {**members, name: changed.encode()}

    return edit


def _drop(name: str) -> Edit:
    return lambda members: {n: c for n, c in members.items() if n != name}


def _put(name: str, content: bytes) -> Edit:
    return lambda members: {**members, name: content}


def _last(name: str) -> Edit:
    return lambda members: {**{n: c for n, c in members.items() if n != name}, name: members[name]}


def _meta(name: str) -> Edit:
    return _swap(OPF, rf'<meta property="{name}">[^\n]*\n', "")


FAULTS: dict[str, Edit] = {
    "ep3-002": _last("mimetype"),
    "ep3-003": _drop("META-INF/container.xml"),
    "ep3-004": _swap(TEXT, "</h1>", "</h2>"),
    "ep3-005": _drop("EPUB/style.css"),
    "ep3-006": _put("EPUB/stray.txt", b"?"),
    "ep3-007": _swap(OPF, "<dc:title>[^<]*", "<dc:title> "),
    "ep3-008": _swap(OPF, 'idref="text004"', 'idref="text999"'),
    "ep3-009": _swap(TEXT, 'id="s0016"', 'id="s0012"'),
    "ep3-010": _swap(TEXT, r'href="002.xhtml#s0003"', 'href="002.xhtml#s9999"'),
    "ep3-011": _swap(SMIL, "xhtml#s0016", "xhtml#s9999"),
    "ep3-012": _swap(SMIL, r"audio/002\.mp3", "audio/009.mp3"),
    "ep3-013": _swap(SMIL, 'clipBegin="0:00:00.050"', 'clipBegin="0:00:00.450"'),
    "ep3-014": _swap(SMIL, 'clipEnd="0:00:06.850"', 'clipEnd="0:00:16.850"'),
    "ep3-015": _swap(OPF, '#overlay002">0:00:06.800', '#overlay002">0:00:06.801'),
    "ep3-016": _swap(OPF, '"media:duration">0:00:13.600', '"media:duration">0:00:13.000'),
    "ep3-017": _swap(TEXT, '<span id="s0013">Nobody', "Unheard. <span id='s0013'>Nobody"),
    "ep3-018": _swap(TEXT, r'alt="A heron[^"]*"', 'alt=""'),
    "ep3-019": _swap("EPUB/nav.xhtml", '<nav epub:type="page-list".*?</nav>', ""),
    "ep3-020": _swap("EPUB/nav.xhtml", "<li><a[^>]*>xii</a></li>", ""),
    "ep3-021": _swap(TEXT, "<h2(.*)</h2>", r"<h3\1</h3>"),
    "ep3-022": _swap("EPUB/nav.xhtml", "<li><a[^>]*>A picture</a></li>", "<li>A picture</li>"),
    "ep3-023": _meta("schema:accessibilityHazard"),
    "ep3-024": _swap(TEXT, 'lang="en" xml:lang="en"', ""),
    "ep3-025": _meta("media:narrator"),
    "ep3-027": _swap(OPF, ' media-overlay="overlay002"', ""),
    "ep3-028": _put("EPUB/audio/002.mp3", b"no sound at all" * 40),
    "ep3-029": _put("EPUB/audio/002.mp3", b""),
    "ep3-030": _swap(OPF, "</metadata>", '<meta property="dcterms:conformsTo">x</meta></metadata>'),
    "ep3-031": _swap(TEXT, r' alt="A heron[^"]*"', ""),
    "ep3-032": _swap("EPUB/nav.xhtml", 'epub:type="toc"', 'epub:type="other"'),
}
# One fault has more than one consequence: a file that can't be read has no ids, either.
FOLLOWING = {
    "ep3-003": {"ep3-006"},
    "ep3-004": {"ep3-010", "ep3-011", "ep3-027"},
    "ep3-005": {"ep3-010"},
    "ep3-008": set[str](),
    "ep3-009": {"ep3-010", "ep3-011", "ep3-017", "ep3-027"},
    "ep3-011": {"ep3-017"},
    "ep3-012": {"ep3-015", "ep3-016"},
    "ep3-013": {"ep3-015", "ep3-016"},
    "ep3-014": {"ep3-015", "ep3-016"},
    "ep3-015": set[str](),
    "ep3-019": {"ep3-020"},
    "ep3-027": {"ep3-017"},
    "ep3-031": {"ep3-018"},
    "ep3-032": {"ep3-022"},
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_single_fault_gives_its_finding(code: str, good: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(good) as made:
        members = {name: made.read(name) for name in made.namelist()}
    if code == "ep3-029":
        members["EPUB/audio/002.mp3"] = silence(8)
    else:
        members = FAULTS[code](members)
    target = tmp_path / "bad.epub"
    with zipfile.ZipFile(target, "w") as bad:
        for name, content in members.items():
            bad.writestr(name, content)
    found = list(EPUB3.check(target, deep=code == "ep3-029"))
    codes = {finding.code for finding in found}
    assert code in codes
    assert codes - {code} <= FOLLOWING.get(code, set())
    for finding in found:
        for language in ("en", "vi"):
            sentence = Messages(language).finding(finding)
            assert finding.code not in sentence
            assert not re.search(r"\{\w+\}", sentence), sentence


def test_a_good_package_has_no_findings_not_even_deep(good: Path) -> None:
    assert list(EPUB3.check(good)) == []
    assert list(EPUB3.check(good, deep=True)) == []


def test_what_is_no_archive_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.epub").write_bytes(b"PK\x03\x04 cut off")
    assert [f.code for f in EPUB3.check(tmp_path / "x.epub")] == ["ep3-001"]
    assert [f.code for f in EPUB3.check(tmp_path / "none.epub")] == ["ep3-001"]


def test_a_package_over_900_megabytes_is_told(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audiolib.packages.epub3.check.LARGE", 1000)
    found = list(EPUB3.check(good))
    assert [(f.code, f.severity) for f in found] == [("ep3-026", Severity.WARNING)]


def test_every_code_has_a_fault_a_message_and_a_line_in_the_documents() -> None:
    assert set(SEVERITIES) == {*FAULTS, "ep3-001", "ep3-026"}
    documented("epub3", SEVERITIES)


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("0:00:02.500", 2500),
        ("02:03", 123_000),
        ("1:00:00.001", 3_600_001),
        ("7.5s", 7500),
        ("12", 12_000),
        ("3min", 180_000),
        ("5ms", 5),
        ("npt=2s", None),
        ("", None),
    ],
)
def test_clock_values_of_smil_are_read(value: str, time: int | None) -> None:
    assert clock(value) == time
