"""Each finding of DAISY 2.02 is made by a single fault, and by no good package."""

import shutil
from pathlib import Path

import pytest

from audiolib.messages import Messages
from audiolib.packages.daisy202 import DAISY202, DAISY202_NCC
from tests.audiolib.packages.daisy import faults as f
from tests.audiolib.rendition import tiny_rendition

NCC, CONTENT, ONE, TWO = "ncc.html", "content.html", "m0001.smil", "m0002.smil"

FAULTS: list[tuple[str, f.Edit]] = [
    ("d202-001", f.drop(NCC)),
    ("d202-002", f.sub(TWO, "</body>", "")),
    ("d202-002", f.sub(NCC, r"<!DOCTYPE [^>]*>", '<!DOCTYPE html [<!ENTITY a "b">]>')),
    ("d202-003", f.sub(TWO, "DTD SMIL 1.0", "DTD SMIL 2.0")),
    ("d202-003", f.sub(NCC, ' xmlns="[^"]*"', "")),
    ("d202-004", f.rename("a0003.mp3", "chapter-two.mp3", "m0003.smil")),
    ("d202-004", f.rename("a0003.mp3", "A0003.mp3", "m0003.smil")),
    ("d202-005", f.add("notes.txt")),
    ("d202-006", f.drop("a0002.mp3")),
    ("d202-006", f.drop("i0001.png")),
    ("d202-007", f.sub(NCC, r"m0003\.smil#s", "m0003.smil#x")),
    ("d202-007", f.sub(TWO, r"content\.html#s", "content.html#x")),
    ("d202-008", f.sub(CONTENT, r'<div class="figure" id="[^"]*"', '<div id="s0038"')),
    ("d202-009", f.sub(NCC, r'<meta name="dc:publisher"[^>]*>', "")),
    ("d202-009", f.sub(NCC, r'<meta name="ncc:footnotes"[^>]*>', "")),
    ("d202-009", f.sub(NCC, r'(<meta name="ncc:setInfo" content=")[^"]*', r"\1")),
    ("d202-010", f.sub(NCC, r'(<meta name="dc:title"[^>]*>)', r"\1\1")),
    ("d202-011", f.sub(NCC, "Daisy 2.02", "DAISY 2.02")),
    ("d202-011", f.sub(NCC, r'(name="dc:date" content=")[^"]*', r"\g<1>12/3/2026")),
    ("d202-011", f.sub(NCC, "audioFullText", "fullText")),
    ("d202-012", f.sub(NCC, r'(name="ncc:tocItems" content=")', r"\g<1>1")),
    ("d202-012", f.sub(NCC, r'(name="ncc:depth" content=")2', r"\g<1>3")),
    ("d202-012", f.sub(NCC, r'(name="ncc:pageNormal" content=")2', r"\g<1>1")),
    ("d202-012", f.sub(NCC, r'(name="ncc:maxPageNormal" content=")2', r"\g<1>9")),
    ("d202-012", f.sub(NCC, r'(name="ncc:files" content=")', r"\g<1>1")),
    ("d202-012", f.sub(NCC, r'(name="ncc:kByteSize" content=")', r"\g<1>1")),
    ("d202-013", f.sub(TWO, r'(name="dc:identifier" content=")', r"\1x")),
    ("d202-013", f.sub(CONTENT, r'(name="dc:identifier" content=")', r"\1x")),
    ("d202-014", f.sub(TWO, r'(ncc:totalElapsedTime" content=")[^"]*', r"\g<1>00:00:09")),
    ("d202-015", f.sub(NCC, r'(ncc:totalTime" content=")[^"]*', r"\g<1>00:01:09")),
    ("d202-016", f.sub(TWO, r'seq dur="[^"]*"', 'seq dur="6.801s"')),
    ("d202-017", f.sub(TWO, r"npt=0\.450s", "npt=0,450s")),
    ("d202-017", f.sub(NCC, r'(ncc:totalTime" content=")[^"]*', r"\g<1>soon")),
    ("d202-018", f.sub(TWO, r'clip-end="[^"]*"', 'clip-end="npt=0.050s"')),
    ("d202-019", f.sub(TWO, r'clip-begin="npt=0\.450s"', 'clip-begin="npt=0.440s"')),
    ("d202-020", f.sub("m0004.smil", r'clip-end="[^"]*"', 'clip-end="npt=90.000s"')),
    ("d202-021", f.junk("a0002.mp3")),
    ("d202-022", f.again("a0002.mp3", "-q:a", "5")),
    ("d202-023", f.again("a0002.mp3", "-ac", "2", "-b:a", "64k")),
    ("d202-024", f.tagged("a0002.mp3")),
    ("d202-025", f.again("a0002.mp3", "-b:a", "48k", "-write_xing", "1")),
    ("d202-026", f.large("i0001.png")),
    ("d202-027", f.damaged("a0002.mp3")),
    ("d202-028", f.silent("a0002.mp3")),
    ("d202-029", f.sub(TWO, r"<seq><audio [^>]*></seq>", "")),
    ("d202-030", f.sub(NCC, '<h1 class="title"', '<h1 class="part"')),
    ("d202-031", f.sub(NCC, r"<div class=\"group\"([^>]*>.*?)</div>", r"<p\1</p>")),
    ("d202-031", f.sub(NCC, r'<span class="sidebar" id="[^"]*"', '<span class="sidebar"')),
    ("d202-032", f.sub(NCC, "<h2([^>]*>.*?)</h2>", r"<h3\1</h3>")),
    ("d202-032", f.sub(CONTENT, "<h2([^>]*>.*?)</h2>", r"<h3\1</h3>")),
    ("d202-033", f.sub(NCC, ">xii<", ">12a<")),
    ("d202-034", f.sub(TWO, r"<seq>(<audio [^>]*>)</seq>", r"\1")),
    ("d202-034", f.sub(TWO, ' endsync="last"', "")),
    ("d202-035", f.sub(TWO, "<seq><audio", '<seq fill="remove"><audio')),
    ("d202-036", f.sub(TWO, 'region id="txtView"', 'region id="text"')),
    ("d202-037", f.sub(TWO, "pagenumber-on", "pagenum-on")),
    ("d202-037", f.sub(TWO, ' system-required="footnote-on"', "")),
    ("d202-038", f.sub(TWO, r"(<seq>\n<par .*?</par>\n)(<par [^\n]*\n)</seq>", r"\1</seq>\n\2")),
    ("d202-039", f.sub(CONTENT, r'href="m0002\.smil#s0043"', 'href="m0002.smil#s0006"')),
    ("d202-040", f.sub(CONTENT, r' bodyref="[^"]*"', "")),
    ("d202-040", f.sub(CONTENT, 'class="notebody"', 'class="note"')),
    ("d202-041", f.sub(CONTENT, r' alt="[^"]*"', "")),
    ("d202-042", f.sub("master.smil", r"<ref [^>]*>\n", "")),
    ("d202-043", f.sub(NCC, r'(<h2 [^\n]*\n)(<div [^\n]*\n)(<h1 [^\n]*\n)', r"\3\1\2")),
    ("d202-044", f.add("m0009.smil", "<smil/>")),
    ("d202-045", f.sub(NCC, "audioFullText", "audioNcc")),
    ("d202-046", f.sub(TWO, r'(ncc:timeInThisSmil" content=")[^"]*', r"\g<1>00:00:09")),
]  # fmt: skip


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("d202") / "package"
    folder.mkdir()
    DAISY202.write(tiny_rendition(folder.parent / "sound"), folder)
    return folder


def test_a_good_package_has_no_findings(good: Path) -> None:
    assert list(DAISY202.check(good, deep=True)) == []


@pytest.mark.parametrize(
    ("code", "edit"), FAULTS, ids=[f"{c}-{n}" for n, (c, _) in enumerate(FAULTS)]
)
def test_a_fault_is_found(code: str, edit: f.Edit, good: Path, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    shutil.copytree(good, folder)
    edit(folder)
    deep = code == "d202-028"
    findings = list(DAISY202.check(folder, deep=deep))
    assert code in {finding.code for finding in findings}
    for language in ("en", "vi"):
        told = [Messages(language).finding(finding) for finding in findings]
        assert not [sentence for sentence in told if "{" in sentence or len(sentence) < 20]


def test_a_folder_of_something_else_is_no_package(tmp_path: Path) -> None:
    (tmp_path / "readme.txt").write_text("hello")
    assert [x.code for x in DAISY202_NCC.check(tmp_path)] == ["d202-001"]
