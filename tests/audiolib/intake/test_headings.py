"""Names of parts on scanned pages become sections, in each of our languages."""

from pathlib import Path

import pytest

from audiolib.intake.compose import compose
from audiolib.intake.numerals import count_on, mended
from audiolib.intake.ocr import recognise
from audiolib.intake.pixels import png
from audiolib.publication import Heading, Metadata, walk
from audiolib.sources.pdf import Sheet, line_at
from audiolib.store import Store
from bench.paper import PERSIAN, Layout, draw, smaller, worn
from tests.audiolib.intake.pages import SOUND, needs_fonts, needs_tesseract

TOLD = {
    "vi": (
        ("Chương IV", "BÊN BỜ SÔNG", "Lời mẹ dặn"),
        (
            "Buổi sáng hôm ấy người lái đò ra bến rất sớm, gió từ ngoài bãi thổi vào còn thơm"
            " mùi lúa mới, và trên mặt nước những chiếc lá tre trôi chầm chậm về phía cánh đồng xa."
        ),
    ),
    "en": (
        ("Chapter II", "BY THE RIVER", "What the Mother Said"),
        (
            "That morning the ferryman came early to the landing, the wind from the meadow still"
            " smelt of new rice, and on the water the leaves drifted slowly towards the far fields."
        ),
    ),
    "ru": (
        ("Глава II", "НА БЕРЕГУ РЕКИ", "Слова матери"),
        (
            "В то утро паромщик рано пришёл на пристань, ветер с луга ещё пах молодым сеном, и по"
            " воде медленно плыли листья к далёким полям за старой мельницей."
        ),
    ),
    "uk": (
        ("Розділ II", "НА БЕРЕЗІ РІЧКИ", "Слова матері"),
        (
            "Того ранку поромник рано прийшов на пристань, вітер з лугу ще пахнув молодим сіном, і"
            " водою повільно пливло листя до далеких полів за старим млином."
        ),
    ),
    "fa": (
        ("فصل دوم", "کنار دریا", "سخنان مادر"),
        (
            "آن روز صبح قایقران زود به کنار آب آمد و باد از سوی دشت هنوز بوی علف تازه می‌داد و برگ‌ها"
            " آرام بر آب به سوی کشتزارهای دور می‌رفتند."
        ),
    ),
}


def pages(lang: str, size: float) -> list[bytes]:
    heads, paragraph = TOLD[lang]
    told = []
    for head in heads:
        told += [head, *(f"{paragraph} {paragraph}" for _ in range(2))]
    base = PERSIAN if lang == "fa" else Layout()
    layout = smaller(base, heading=size)
    drawn = draw(told, layout, first=31, headings=frozenset(heads), most=3)
    return [png(worn(page.pixels, SOUND, n), 300) for n, page in enumerate(drawn)]


@needs_fonts
@needs_tesseract
@pytest.mark.external
@pytest.mark.parametrize("lang", TOLD)
@pytest.mark.parametrize("size", [1.5, 1.0])
def test_names_of_parts_are_headings_whatever_their_type(
    lang: str, size: float, tmp_path: Path
) -> None:
    store = Store(str(tmp_path))
    reads = [recognise(str(tmp_path), store.put(page), lang) for page in pages(lang, size)]
    made = compose(reads, Metadata(identifier="urn:x", title="Sách", language=lang))
    found = [node.text for node in walk(made.publication) if isinstance(node, Heading)]
    assert found == list(TOLD[lang][0])


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Chương Ï", "Chương I"),
        ("Глава |", "Глава I"),
        ("Розділ ІІ.", "Розділ II."),
        ("Глава ХІV. Буря", "Глава XIV. Буря"),
        ("Chapter l: Home", "Chapter I: Home"),
        ("Chương một", "Chương một"),
        ("Глава 1", "Глава 1"),
        ("Глава вторая", "Глава вторая"),
        ("Часть У", "Часть V"),
        ("Глава П", "Глава II"),
        ("Розділ ХШ", "Розділ XIII"),
        ("Іван пішов", "Іван пішов"),
        ("", ""),
    ],
)
def test_a_numeral_behind_the_name_of_a_part_is_read_as_one(read: str, meant: str) -> None:
    assert mended(read) == meant


@pytest.mark.parametrize(
    ("read", "expected", "meant"),
    [
        ("Chapter HI", {3}, "Chapter III"),
        ("Chapter HI", {2}, "Chapter II"),
        ("Chapter H.", {2, 7}, "Chapter II."),
        ("Глава ХН", {12}, "Глава XII"),
        ("Chương VHI", {8}, "Chương VIII"),
        ("Chapter H", {8}, "Chapter H"),
        ("Part U", set(), "Part U"),
        ("Chapter HHHH", {5}, "Chapter HHHH"),
        ("HI there", {3}, "HI there"),
    ],
)
def test_letters_that_merged_are_a_numeral_where_it_counts_on(
    read: str, expected: set[int], meant: str
) -> None:
    assert mended(read, expected) == meant


def lines(*told: str) -> Sheet:
    sheet = Sheet(0, 400, 600)
    for at, text in enumerate(told):
        line = line_at(0, 50, 200, 40.0 + 20 * at, 12)
        line.pieces = [(text, 0)]
        sheet.lines.append(line)
    return sheet


def test_parts_count_on_from_one_another_over_the_pages() -> None:
    pages = [
        lines("Chapter H", "By the river", "Chapter HI"),
        lines("Book H", "Chapter IV", "Then he went", "Chapter У"),
        lines("Chapter VH", "Chapter H"),
    ]
    count_on(pages)
    assert [line.text for page in pages for line in page.lines] == [
        *("Chapter II", "By the river", "Chapter III", "Book H", "Chapter IV", "Then he went"),
        *("Chapter V", "Chapter VI", "Chapter H"),
    ]
