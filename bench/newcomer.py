"""A newcomer's path by keyboard alone: clone, `make serve`, set-up, corpus in, judged packages out.

A fresh clone is set up and served by the README's one command; its own worker does the machine's
part. Somebody at the keyboard of Chromium goes on by what the pages say, axe judges every page met,
and judges that nobody here wrote look at every package that a reader downloads. `--work` keeps all.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bench import options
from bench.clone import cloned, left_running, served
from bench.first_steps import Decided, agree, new_work, second, set_up, with_card
from bench.journey import Journey
from bench.judges import KIT, Verdict, judged
from bench.keyboard import Person, Room, room
from bench.pages import CORPUS
from bench.told import Told


@dataclass(frozen=True, slots=True)
class Given:
    """A work of the corpus: the files of it, and what a librarian says of it."""

    name: str
    title: str
    files: Sequence[Path]
    decided: Decided
    scan: bool = False
    language: str = ""
    by_card: bool = False
    """Its rights ask readers for a card."""
    shown: bool = True
    """Whether pictures may show it."""
    truth: Sequence[Path] = ()
    """What is printed on a scan, for the eyes that read it against its pages."""


def _contract(basis: str) -> Decided:
    """A contract that lets everybody with a card listen and download."""
    return Decided(
        "Theo hợp đồng",
        basis,
        unfolded="Theo hợp đồng",
        ticked=("act-sample", "act-stream", "act-download", "standing-card_holder"),
        since=date(2020, 1, 1),
    )


GIVEN = (
    Given(
        "docx",
        "Quyết định số 12/2001/QĐ-BTC",
        [CORPUS / "vi-legacy/synthetic-vni-2002-0112qd.docx"],
        Decided(
            "Thuộc về công chúng",
            "Văn bản pháp luật, điều 15 Luật Sở hữu trí tuệ",
            {"exemption": "Văn bản hành chính, luật"},
        ),
    ),
    Given(
        "scan",
        "The quick brown dog",
        [CORPUS / "scans/phototest.tif", CORPUS / "scans/eurotext.tif"],
        _contract("Giấy phép Apache 2.0"),
        scan=True,
        by_card=True,
        language="Tiếng Anh",
        truth=[CORPUS / "scans/phototest.gold.txt", CORPUS / "scans/eurotext.txt"],
    ),
    Given(
        "magazine",
        "What Kids Need Most in a Dad",
        [CORPUS / "scans/8071_093.3B.tif"],
        _contract("Giấy phép Apache 2.0"),
        scan=True,
        by_card=True,
        shown=False,
        language="Tiếng Anh",
        truth=[CORPUS / "scans/8071_093.3B.txt"],
    ),
    Given(
        "news",
        "Một trang báo",
        [CORPUS / "ocr/vi_noto_mid.png"],
        _contract("Chỉ để thử trên máy này"),
        scan=True,
        by_card=True,
        shown=False,
        truth=[CORPUS / "ocr/vi_noto.gt.txt"],
    ),
)


@dataclass
class Made:
    """What came of a path: packages with their verdicts, and what it took."""

    packages: dict[str, list[Path]] = field(default_factory=dict)
    verdicts: list[Verdict] = field(default_factory=list)
    keys: int = 0
    pages: list[str] = field(default_factory=list)
    minutes: dict[str, float] = field(default_factory=dict)

    def count(self, person: Person) -> None:
        self.keys += person.keys
        self.pages += person.looked


def arguments(parser: argparse.ArgumentParser) -> None:
    names = [given.name for given in GIVEN]
    parser.add_argument("--only", choices=names, help="one of the works")
    parser.add_argument("--pictures", type=Path, help="folder that keeps a picture of each page")
    parser.add_argument("--work", type=Path, help="folder to work in, and to keep")


def run(given: argparse.Namespace) -> list[Told]:
    told = Told("newcomer")
    if not CORPUS.is_dir() or not KIT.is_dir():
        told.row("texts", "no ../shared beside the project")
        return [told]
    works = [work for work in GIVEN if given.only in (None, work.name)]
    with options.workplace(given) as work:
        checkout = cloned(work)
        with served(work / str(int(time.time())), checkout) as console:
            told.row("from `make serve` to its address", f"{console.seconds:.0f} s")
            with room(console.url, given.pictures) as sitting:
                made = _walked(sitting, console.word, works, work / "downloads")
        for name, packages in made.packages.items():
            for package in packages:
                made.verdicts += judged(package, work / "unpacked" / name / package.name)
        _tell(told, made, left_running(checkout))
    return [told]


def _walked(sitting: Room, word: str, works: Sequence[Given], downloads: Path) -> Made:
    made = Made()
    with sitting.person() as lan:
        set_up(lan, word)
        with second(lan, sitting) as minh:
            for work in works:
                began = time.monotonic()
                lan.shown = minh.shown = work.shown
                rights = new_work(lan, work.title, work.decided, work.language)
                agree(minh, rights)
                journey = Journey(lan, work.name, work.truth)
                journey.begin(rights, work.files, scan=work.scan)
                journey.finish()
                made.minutes[work.name] = (time.monotonic() - began) / 60
            lan.shown = minh.shown = True
            readers = {False: sitting.person(), True: with_card(sitting, minh, lan)}
            for work in works:
                reader = readers[work.by_card]
                reader.shown = work.shown
                made.packages[work.name] = _taken(reader, work, downloads / work.name)
            for reader in readers.values():
                made.count(reader)
            made.count(minh)
        made.count(lan)
    with sitting.person("fa-IR", 320) as reader:
        reader.open("/")
        reader.look("home-fa")
        reader.press(works[0].title)
        reader.look("work-fa")
        made.count(reader)
    return made


def _taken(reader: Person, work: Given, folder: Path) -> list[Path]:
    """What a reader downloads, who finds a work on the first page."""
    reader.open("/")
    reader.look(f"home-{work.name}")
    reader.press(work.title)
    reader.look(f"work-{work.name}")
    return reader.download_all(folder)


def _tell(told: Told, made: Made, left: Sequence[str]) -> None:
    told.row("keys pressed", str(made.keys))
    told.row("pages judged by axe, of them different", f"{len(made.pages)}, {len(set(made.pages))}")
    for name, minutes in made.minutes.items():
        count = len(made.packages[name])
        told.row(f"{name}: from record to release", f"{minutes:.1f} minutes")
        told.row(f"{name}: packages downloaded", str(count), "≥ 1", count > 0)
    for one in made.verdicts:
        told.row(f"{one.package}: {one.judge}", one.said, "nothing against it", one.clean)
    told.row("left running", "; ".join(left) or "nothing", "nothing", not left)
    told.figures |= {"keys": made.keys, "pages": made.pages, "minutes": made.minutes}
