"""From page images to a text that can be narrated."""

import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from audiolib import stored
from audiolib.identify import identify
from audiolib.intake import compose, doubts, pages_of, recognise, stored_page
from audiolib.intake.doubts import as_json, from_json
from audiolib.intake.errors import NotRecognisedError, PageLostError, RecogniserMissingError
from audiolib.intake.ocr import PageRead
from audiolib.intake.words import lines_of
from audiolib.publication import Heading, Metadata, PageBreak, Paragraph, Publication, texts, walk
from audiolib.store import Store
from tests.audiolib.intake.pages import (
    FIRST,
    HEADING,
    STORY,
    book,
    needs_fonts,
    needs_tesseract,
    page,
    save,
)
from tests.audiolib.sources.cer import distance, folded
from tts.segment import segment

pytestmark = [pytest.mark.external, needs_fonts, needs_tesseract]
PAGES = 3


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, list[PageRead]]:
    """Three scanned pages of the story, read."""
    folder = tmp_path_factory.mktemp("scan")
    store = Store(str(folder / "store"))
    for number in range(PAGES):
        save(page(number), folder / f"p{number}.jpg")
    images = [p for n in range(PAGES) for p in pages_of(folder / f"p{n}.jpg", f"p{n}.jpg", store)]
    return store, [recognise(store.location, image.digest, "vi") for image in images]


@pytest.fixture(scope="module")
def publication(scan: tuple[Store, list[PageRead]]) -> Publication:
    about = Metadata(identifier="urn:x", title="Con thuyền giấy", language="vi")
    draft = compose(scan[1], about).publication
    return identify(draft, split=lambda t, lang, lines: segment(t, lang, lines=lines)).publication


def test_what_was_read_is_what_was_printed(publication: Publication) -> None:
    printed = folded(" ".join(p.text for p in book(PAGES)))
    read = folded(" ".join(text.text for text in texts(publication)))
    assert distance(read, printed) < 0.01 * len(printed)


def test_head_and_page_numbers_are_out_and_the_pages_keep_their_labels(
    publication: Publication,
) -> None:
    assert not any("bếp lửa\n" in t.text or "Truyện kể" in t.text for t in texts(publication))
    labels = [n.label for n in walk(publication) if isinstance(n, PageBreak)]
    labels += [p.label for t in texts(publication) for p in t.pages]
    assert sorted(labels) == [str(FIRST + n) for n in range(PAGES)]


def test_the_heading_and_the_paragraphs_are_those_of_the_book(publication: Publication) -> None:
    headings = [t.text for t in texts(publication) if isinstance(t, Heading)]
    assert headings == [HEADING]
    whole = [t.text for t in texts(publication) if isinstance(t, Paragraph)]
    ends = {paragraph[-20:] for paragraph in STORY}
    assert sum(text[-20:] in ends for text in whole[:-1]) >= len(whole) - 2
    assert len(whole) >= 10


def test_a_paragraph_runs_on_over_the_end_of_a_page(publication: Publication) -> None:
    inner = [p for t in texts(publication) for p in t.pages]
    assert inner


def test_the_text_can_be_stored_and_narrated(publication: Publication) -> None:
    again = stored.read(stored.write(publication), "p")
    assert again == publication
    assert all(text.phrases for text in texts(publication))


def test_every_word_has_its_place_on_a_page(
    scan: tuple[Store, list[PageRead]], publication: Publication
) -> None:
    found = doubts(publication, scan[1])
    by_id = {text.id: text.text for text in texts(publication)}
    seen = {(d.block, at) for d in found for at in range(d.begin, d.end)}
    letters = [(i, at) for i, t in by_id.items() for at, c in enumerate(t) if not c.isspace()]
    assert sum(place in seen for place in letters) >= 0.99 * len(letters)
    for doubt in found:
        read = scan[1][doubt.page]
        assert 0 <= doubt.box.left < doubt.box.right <= read.width
        assert 0 <= doubt.box.top < doubt.box.bottom <= read.height
        assert 0 <= doubt.confidence <= 100
        assert by_id[doubt.block][doubt.begin : doubt.end].strip()
    assert from_json(json.loads(json.dumps(as_json(found)))) == found


def test_words_of_a_corrected_text_keep_their_places(
    scan: tuple[Store, list[PageRead]], publication: Publication
) -> None:
    before = len(doubts(publication, scan[1]))
    first = next(t for t in texts(publication) if isinstance(t, Paragraph))
    changed = stored.write(publication).decode().replace(first.text[:30], "Một câu khác hẳn.")
    after = doubts(stored.read(changed.encode(), "p"), scan[1])
    # The story repeats itself, so that a changed sentence may take the place of another one.
    assert before - 60 < len(after) <= before


def test_what_was_read_once_is_not_read_again(
    scan: tuple[Store, list[PageRead]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store, reads = scan
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    known = recognise(store.location, reads[0].image, "vi")
    assert known == reads[0]
    assert stored_page(store, known.words) == known
    assert store.get(known.alto)
    assert store.get(known.clean)


def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """A program called tesseract that knows Vietnamese, and then does as it is told."""
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\ncase $1 in --list-langs) echo vie; exit;; --version) echo odd; exit;; esac\n"
        + script
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)


@pytest.mark.parametrize("script", ["kill -SEGV $$\n", "exit 3\n", "exit 0\n"])
def test_a_page_on_which_tesseract_dies_is_a_finding_and_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    store = Store(str(tmp_path / "store"))
    digest = store.put(save(page(), tmp_path / "p.png").read_bytes())
    fake(tmp_path, monkeypatch, script)
    read = recognise(store.location, digest, "vi")
    assert read.lines == ()
    assert [finding.code for finding in read.findings] == ["intake-not-recognised"]
    composed = compose([read], Metadata(identifier="", title="x", language="vi"))
    assert {f.code for f in composed.findings} == {"intake-not-recognised", "intake-no-text"}


def test_a_language_nobody_taught_the_recogniser_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(str(tmp_path / "store"))
    with pytest.raises(NotRecognisedError):
        recognise(store.location, "0" * 64, "tlh")
    with pytest.raises(PageLostError):
        recognise(store.location, "0" * 64, "vi-VN")
    fake(tmp_path, monkeypatch, "exit 0\n")
    with pytest.raises(RecogniserMissingError) as missing:
        recognise(store.location, "0" * 64, "uk")
    assert missing.value.name == "tesseract-ocr-ukr"


def test_no_pages_are_no_text_and_no_crash() -> None:
    composed = compose([], Metadata(identifier="", title="x", language="vi"))
    assert [finding.code for finding in composed.findings] == ["intake-no-text"]
    assert doubts(composed.publication, []) == ()


@pytest.mark.corpus
def test_the_corpus_pages_are_read_well(shared: Path, tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    for name, truth, lang, most in (
        ("ocr/vi_noto_mid.png", "ocr/vi_noto.gt.txt", "vi", 0.015),
        ("scans/phototest.tif", "scans/phototest.gold.txt", "en", 0.005),
    ):
        read = recognise(store.location, store.put((shared / "corpus" / name).read_bytes()), lang)
        wanted = folded((shared / "corpus" / truth).read_text(encoding="utf-8"))
        told = folded(" ".join(line.text for line in read.lines))
        assert distance(told, wanted) < most * len(wanted)


def test_a_turned_image_is_turned_back_before_it_is_read(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "store"))
    digest = store.put(save(page()[::-1, ::-1], tmp_path / "p.png").read_bytes())
    read = recognise(store.location, digest, "vi", 180)
    assert read.rotation == 180
    assert read.confidence > 90
    assert replace(read, lines=()) != read


def test_arabic_letters_are_persian_ones_in_a_persian_text() -> None:
    word = "<span class='ocrx_word' title='bbox 1 1 9 9; x_wconf 80'>\u0643\u064a</span>"
    line = f"<span class='ocr_line' title='bbox 1 1 9 9; x_size 8'>{word}</span>"
    hocr = f"<html><body><div class='ocr_carea'>{line}</div></body></html>".encode()
    assert [one.text for one in lines_of(hocr, "fa-IR")] == ["\u06a9\u06cc"]
    assert [one.text for one in lines_of(hocr, "ar")] == ["\u0643\u064a"]
