"""Each finding of DAISY 3 is made by a single fault, and by no good package."""

import shutil
from pathlib import Path

import pytest

from audiolib.messages import Messages
from audiolib.packages.daisy3 import DAISY3
from tests.audiolib.packages.daisy import faults as f
from tests.audiolib.rendition import tiny_rendition

OPF, NCX, TEXT, RES, TWO = "book.opf", "book.ncx", "book.xml", "book.res", "m0002.smil"

FAULTS: list[tuple[str, f.Edit]] = [
    ("d3-001", f.drop(OPF)),
    ("d3-002", f.sub(NCX, "</navMap>", "")),
    ("d3-003", f.sub(TEXT, ' version="2005-3"', ' version="2005-2"')),
    ("d3-003", f.sub(NCX, ' xmlns="[^"]*"', "")),
    ("d3-003", f.sub(TWO, "dtbsmil 2005-2//EN", "dtbsmil 2005-9//EN")),
    ("d3-004", f.rename("a0003.mp3", "chapter-two.mp3", "m0003.smil", OPF, NCX)),
    ("d3-005", f.add("notes.txt")),
    ("d3-005", f.sub(OPF, r'<item id="i0001"[^>]*>', "")),
    ("d3-006", f.drop("a0002.mp3")),
    ("d3-007", f.sub(TWO, r"book\.xml#s", "book.xml#x")),
    ("d3-007", f.sub(TEXT, r'idref="#s', 'idref="#x')),
    ("d3-007", f.sub(TEXT, r'smilref="m0002\.smil#s', 'smilref="m0002.smil#x')),
    ("d3-008", f.sub(NCX, r'id="pages"', 'id="navMap"')),
    ("d3-009", f.sub(OPF, r"<dc:Publisher>.*?</dc:Publisher>", "")),
    ("d3-009", f.sub(OPF, r'<meta name="dtb:totalTime"[^>]*>', "")),
    ("d3-009", f.sub(NCX, r'<meta name="dtb:depth"[^>]*>', "")),
    ("d3-009", f.sub(OPF, 'unique-identifier="uid"', 'unique-identifier="x"')),
    ("d3-010", f.sub(OPF, r'(<meta name="dtb:sourceTitle"[^>]*>)', r"\1\1")),
    ("d3-011", f.sub(OPF, "ANSI/NISO Z39.86-2005", "Z39.86")),
    ("d3-011", f.sub(OPF, "dtb:producer", "dtb:maker")),
    ("d3-011", f.sub(OPF, r'(dtb:producedDate" content=")[^"]*', r"\g<1>today")),
    ("d3-012", f.sub(NCX, r'(dtb:depth" content=")2', r"\g<1>3")),
    ("d3-012", f.sub(NCX, r'(dtb:totalPageCount" content=")3', r"\g<1>4")),
    ("d3-012", f.sub(NCX, r'(dtb:maxPageNumber" content=")12', r"\g<1>2")),
    ("d3-013", f.sub(TWO, r'(dtb:uid" content=")', r"\1x")),
    ("d3-013", f.sub(TEXT, r'(dtb:uid" content=")', r"\1x")),
    ("d3-014", f.sub(TWO, r'(dtb:totalElapsedTime" content=")[^"]*', r"\g<1>0:00:00.801")),
    ("d3-015", f.sub(OPF, r'(dtb:totalTime" content=")[^"]*', r"\g<1>0:00:14.401")),
    ("d3-016", f.sub(TWO, r' dur="[^"]*"', ' dur="0:00:06.801"')),
    ("d3-017", f.sub(TWO, r"0:00:00\.450", "0:00:00,450")),
    ("d3-018", f.sub(TWO, r'clipEnd="[^"]*"', 'clipEnd="0:00:00.050"')),
    ("d3-018", f.sub(NCX, r'clipEnd="[^"]*"', 'clipEnd="0:00:00.050"')),
    ("d3-019", f.sub(TWO, r'clipBegin="0:00:00\.450"', 'clipBegin="0:00:00.440"')),
    ("d3-020", f.sub("m0004.smil", r'clipEnd="[^"]*"', 'clipEnd="0:01:00.450"')),
    ("d3-021", f.junk("a0002.mp3")),
    ("d3-022", f.again("a0002.mp3", "-q:a", "5")),
    ("d3-023", f.again("a0002.mp3", "-ac", "2", "-b:a", "64k")),
    ("d3-024", f.tagged("a0002.mp3")),
    ("d3-025", f.again("a0002.mp3", "-b:a", "48k", "-write_xing", "1")),
    ("d3-026", f.large("i0001.png")),
    ("d3-027", f.damaged("a0002.mp3")),
    ("d3-028", f.silent("a0002.mp3")),
    ("d3-029", f.sub(TWO, r'(<par id="s0043"><text [^>]*>)<audio [^>]*>', r"\1")),
    ("d3-031", f.sub(OPF, r'(<item id=")css(" [^>]*>)', r"\1css\2\1css2\2")),
    ("d3-032", f.sub(OPF, "application/smil", "application/smil+xml")),
    ("d3-033", f.sub(OPF, 'id="resource"', 'id="res"')),
    ("d3-033", f.sub(OPF, r'<item id="opf"[^>]*>', "")),
    ("d3-034", f.sub(OPF, r'<itemref idref="m0003"/>', "")),
    ("d3-034", f.sub(OPF, r'<itemref idref="m0003"/>', '<itemref idref="text"/>')),
    ("d3-035", f.sub(OPF, "audio,text,image", "audio,text")),
    ("d3-035", f.sub(OPF, "audioFullText", "audioNCX")),
    ("d3-036", f.sub(TWO, r'(<par id="s0043">)(<text [^>]*>)', r"\1\2\2")),
    ("d3-037", f.sub(TWO, ' fill="remove"', "")),
    ("d3-038", f.sub(TWO, r' override="visible"', "")),
    ("d3-039", f.sub(TWO, r'id="note" defaultState="true"', 'id="note" defaultState="false"')),
    ("d3-040", f.sub(NCX, r'id="note" defaultState="true"', 'id="note" defaultState="false"')),
    ("d3-040", f.sub("m0003.smil", '("pagenum" defaultState=")true', r"\1false")),
    ("d3-041", f.sub(NCX, 'bookStruct="NOTE"', 'bookStruct="ANNOTATION"')),
    ("d3-042", f.sub(TWO, 'customTest="note"', 'customTest="annotation"')),
    ("d3-043", f.sub(TWO, r"DTBuserEscape;s\d+\.end", "DTBuserEscape;s0001.end")),
    ("d3-043", f.sub(TWO, ' class="list"', "")),
    ("d3-044", f.both(f.drop(RES), f.sub(OPF, r'<item id="resource"[^>]*>', ""))),
    ("d3-045", f.sub(RES, "NOTE_REFERENCE", "ANNOTATION")),
    ("d3-045", f.sub(RES, "@class='table'", "@class='x'")),
    ("d3-047", f.sub(NCX, r'type="normal" value="2"', 'type="normal" value="1"')),
    ("d3-048", f.sub(NCX, 'playOrder="3"', 'playOrder="99"')),
    ("d3-049", f.swap(NCX, 'playOrder="2"', 'playOrder="3"')),
    ("d3-050", f.sub(NCX, r"<navLabel><text>[^<]*", "<navLabel><text>")),
    ("d3-051", f.sub(TEXT, r'<sent id="[^"]*"', "<sent")),
    ("d3-052", f.sub(TEXT, r'smilref="m0002\.smil#[^"]*"', 'smilref="m0002.smil#note"')),
    ("d3-053", f.sub(TEXT, r'(<sent id="[^"]*") smilref="[^"]*"', r"\1")),
    ("d3-055", f.sub(TEXT, ">xii<", ">12a<")),
    ("d3-056", f.sub(TWO, r' customTest="pagenum"', "")),
    ("d3-056", f.sub(TEXT, r'(<table id="[^"]*") smilref="[^"]*"', r"\1")),
    ("d3-057", f.sub("m0003.smil", ' class="table"', ' class="list"')),
    ("d3-058", f.sub(TEXT, r' alt="[^"]*"', "")),
    ("d3-059", f.sub(TWO, r'<a href="[^"]*" external="false">(.*?)</a>', r"\1")),
]  # fmt: skip


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("d3") / "package"
    folder.mkdir()
    DAISY3.write(tiny_rendition(folder.parent / "sound"), folder)
    return folder


def test_a_good_package_has_no_findings(good: Path) -> None:
    assert list(DAISY3.check(good, deep=True)) == []


@pytest.mark.parametrize(
    ("code", "edit"), FAULTS, ids=[f"{c}-{n}" for n, (c, _) in enumerate(FAULTS)]
)
def test_a_fault_is_found(code: str, edit: f.Edit, good: Path, tmp_path: Path) -> None:
    folder = tmp_path / "package"
    shutil.copytree(good, folder)
    edit(folder)
    deep = code == "d3-028"
    findings = list(DAISY3.check(folder, deep=deep))
    assert code in {finding.code for finding in findings}
    for language in ("en", "vi"):
        told = [Messages(language).finding(finding) for finding in findings]
        assert not [sentence for sentence in told if "{" in sentence or len(sentence) < 20]
