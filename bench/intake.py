"""Scans: seeded defects found, false alarms, error rates before and after, cost of a page."""

import argparse
import os
import resource
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from audiolib.intake.checks import inspect
from audiolib.intake.ocr import recognise
from audiolib.intake.photo import corners, straightened
from audiolib.intake.pixels import Grey, png
from audiolib.intake.sequence import Sheet, compare
from audiolib.intake.tesseract import read_page, recogniser
from audiolib.intake.words import lines_of
from audiolib.store import Store
from bench.pages import CORPUS, book
from bench.paper import CLEAN, LEVELS, MID, Drawn, Photo, Wear, photographed, worn
from bench.told import Told

FOUND = 0.95
"""The share of seeded defects that must be found."""
FALSE = 0.03
"""The part of sound pages that may be called faulty."""


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("part", nargs="?", choices=("defects", "rates", "cost", "all"))
    parser.add_argument("--lang", default="vi,en,ru,uk,fa", help="with commas between")
    parser.add_argument("--pages", type=int, default=6, help="of each kind and language")
    parser.add_argument("--seed", type=int, default=0, help="other pages, other wear")


def run(options: argparse.Namespace) -> list[Told]:
    told = Told("intake")
    if not CORPUS.is_dir():
        told.row("texts", "no ../shared/corpus beside the project")
        return [told]
    langs = options.lang.split(",")
    part = options.part or "all"
    if part in ("defects", "all"):
        defects(told, langs, options.pages, options.seed)
    if part in ("rates", "all"):
        for lang in langs:
            rates(told, lang, min(options.pages, 3))
        known(told)
    if part in ("cost", "all"):
        cost(told, max(options.pages, 20))
    return [told]


# --- seeded defects ---------------------------------------------------------------------------


def _half(pixels: Grey) -> Grey:
    image = Image.fromarray(pixels)
    return np.asarray(image.resize((image.width * 4 // 10, image.height * 4 // 10)))


def _blurred(pixels: Grey) -> Grey:
    return np.asarray(Image.fromarray(pixels).filter(ImageFilter.GaussianBlur(3.2)))


def _faint(pixels: Grey, _drawn: Grey) -> Grey:
    return (255 - (255 - pixels.astype(np.float32)) * 0.17).astype(np.uint8)


def _dark(pixels: Grey, _drawn: Grey) -> Grey:
    return (pixels.astype(np.float32) * 0.38).astype(np.uint8)


def _edges(drawn: Grey) -> tuple[int, int]:
    """Between where half of the lines of a page begin and end, whichever way they run."""
    inked = drawn < 90
    rows = np.flatnonzero(np.diff(np.concatenate(([0], inked.any(axis=1).astype(np.int8), [0]))))
    found = [np.flatnonzero(inked[a:b].any(axis=0))[[0, -1]]
             for a, b in rows.reshape(-1, 2).tolist() if b - a > 12]  # fmt: skip
    left, right = np.median(np.array(found), axis=0)
    return int(left), int(right)


def _cut_left(pixels: Grey, drawn: Grey) -> Grey:
    return np.ascontiguousarray(pixels[:, _edges(drawn)[0] + 90 :])


def _cut_right(pixels: Grey, drawn: Grey) -> Grey:
    return np.ascontiguousarray(pixels[:, : _edges(drawn)[1] - 90])


def _cut_foot(pixels: Grey, _drawn: Grey) -> Grey:
    dark = np.flatnonzero((pixels < 90).sum(axis=1) > 80)
    middle = dark[len(dark) * 2 // 3]
    return np.ascontiguousarray(pixels[: int(middle)])


def _turned(quarters: int) -> Callable[[Grey], Grey]:
    return lambda pixels: np.ascontiguousarray(np.rot90(pixels, quarters))


_WORN = replace(MID, skew=0.3, specks=60)
"""A sound page: what an ordinary scanner makes of a page laid well."""
PAGE_DEFECTS: dict[str, tuple[str, Callable[[Grey], Grey], Wear]] = {
    "too few dots": ("intake-low-dpi", _half, _WORN),
    "askew": ("intake-skewed", lambda p: p, replace(_WORN, skew=2.6)),
    "blurred": ("intake-blurred", lambda p: p, replace(_WORN, blur=3.2)),
    "faint": ("intake-faint", lambda p: p, _WORN),
    "dark": ("intake-dark", lambda p: p, _WORN),
    "cut at the left": ("intake-cut-left", lambda p: p, _WORN),
    "cut at the right": ("intake-cut-right", lambda p: p, _WORN),
    "cut at the foot": ("intake-cut-bottom", lambda p: p, _WORN),
    "empty": ("intake-blank", lambda p: np.full_like(p, 255), _WORN),
    "upside down": ("intake-upside-down", _turned(2), _WORN),
    "on its side": ("intake-turned", _turned(1), _WORN),
}
_AFTER = {
    "faint": _faint,
    "dark": _dark,
    "cut at the left": _cut_left,
    "cut at the right": _cut_right,
    "cut at the foot": _cut_foot,
}
"""What the scanner itself does wrong: its frame is straight, however the page lies in it."""


def defects(told: Told, langs: Sequence[str], count: int, seed: int = 0) -> None:
    """Seeds each defect into pages of each language; tells the share found, and false alarms."""
    found: Counter[str] = Counter()
    seeded: Counter[str] = Counter()
    false: Counter[str] = Counter()
    sound = 0
    for lang in langs:
        pages = book(lang, count + 1, skip=3000 + 1700 * seed)
        for number, page in enumerate(pages[:count], 1000 * seed):
            for code, _ in _codes(worn(page.pixels, _WORN, number), lang):
                false[code] += 1
            sound += 1
            for name, (code, change, wear) in PAGE_DEFECTS.items():
                wear = replace(wear, skew=-wear.skew if number % 2 else wear.skew)
                pixels = worn(change(page.pixels), wear, 100 + number)
                if after := _AFTER.get(name):
                    pixels = after(pixels, page.pixels)
                seeded[name] += 1
                found[name] += code in dict(_codes(pixels, lang))
            name = "two pages in one"
            pair = np.hstack([page.pixels, pages[number - 1000 * seed + 1].pixels])
            seeded[name] += 1
            found[name] += "intake-two-up" in dict(_codes(worn(pair, _WORN, number), lang))
            for name, told_of, photo in _photos(page, pair, number - 1000 * seed, lang):
                seeded[name] += 1
                found[name] += photo
                false.update(told_of)
        sound += _sequences(lang, found, seeded, false, seed)
    for name, total in seeded.items():
        share = found[name] / total
        told.row(f"found: {name}", f"{found[name]} of {total}", f"≥ {FOUND:.0%}", share >= FOUND)
    every = sum(found.values()) / sum(seeded.values())
    told.row("found: all", f"{every:.1%}", f"≥ {FOUND:.0%}", every >= FOUND)
    alarms = ", ".join(f"{code} {n}" for code, n in false.items()) or "none"
    share = sum(false.values()) / max(1, sound)
    told.row(f"false alarms on {sound} sound pages", alarms, f"≤ {FALSE:.0%}", share <= FALSE)
    told.figures["defects"] = {name: [found[name], total] for name, total in seeded.items()}


def _photos(
    page: Drawn, pair: Grey, number: int, lang: str
) -> Iterator[tuple[str, list[str], bool]]:
    """Photographs on a table: what is seen of each, what is told in vain, and whether it is right.

    A single page is right where its sheet is found and nothing is wrong with it then, two pages
    where they are told apart.
    """
    photo = Photo(
        lean=0.03 + 0.03 * number, turn=(-1) ** number * (2 + number), table=50 + 9 * number
    )
    for name, pixels, wanted in (
        ("photograph on a table", page.pixels, set()),
        ("photograph of two pages", pair, {"intake-two-up"}),
    ):
        taken = photographed(pixels, photo, 40 + number)
        sheet = corners(taken)
        codes = {
            code for code, _ in _codes(taken if sheet is None else straightened(taken, sheet), lang)
        }
        yield name, sorted(codes - wanted), sheet is not None and wanted <= codes


def _codes(pixels: Grey, lang: str, declared: int = 0) -> list[tuple[str, object]]:
    inspected = inspect(pixels, lang, declared=declared)
    return [(finding.code, finding) for finding in inspected.findings]


_SEQUENCES: dict[str, tuple[str, Callable[[list[int]], list[int]]]] = {
    "missing page": ("intake-page-missing", lambda p: p[:4] + p[5:]),
    "doubled page": ("intake-page-doubled", lambda p: p[:5] + p[4:]),
    "order wrong": ("intake-order", lambda p: [*p[:3], p[7], *p[3:7], *p[8:]]),
}


def _sequences(
    lang: str, found: Counter[str], seeded: Counter[str], false: Counter[str], seed: int = 0
) -> int:
    """Books of twelve pages with one defect each, and one without; gives its sound pages."""
    sound = 0
    for start in (7, 98):
        pages = book(lang, 12, first=start, skip=3000 + 400 * start + 900 * seed)
        if len(pages) < 12:
            continue
        sheets = [
            _sheet(worn(p.pixels, _WORN, 300 + 1000 * seed + n), lang) for n, p in enumerate(pages)
        ]
        again = [
            _sheet(worn(p.pixels, MID, 600 + 1000 * seed + n), lang) for n, p in enumerate(pages)
        ]
        sound += len(sheets)
        for finding in compare(sheets):
            false[finding.code] += 1
        for name, (code, change) in _SEQUENCES.items():
            order = change(list(range(12)))
            made = [
                again[page] if page in order[:place] else sheets[page]
                for place, page in enumerate(order)
            ]
            seeded[name] += 1
            told = Counter(finding.code for finding in compare(made))
            found[name] += told.pop(code, 0) > 0
            false.update(told)
        smaller = [*sheets]
        seen_look = replace(sheets[5].seen, width=1300, height=1900)
        smaller[5] = replace(sheets[5], seen=seen_look)
        seeded["other size"] += 1
        found["other size"] += any(f.code == "intake-size" for f in compare(smaller))
    return sound


def _sheet(pixels: Grey, lang: str) -> Sheet:
    inspected = inspect(pixels, lang)
    return Sheet(inspected.seen, number=inspected.number)


# --- error rates ------------------------------------------------------------------------------


def rates(told: Told, lang: str, count: int) -> None:
    """Signs and words wrong, before and after the clean-up, on pages of three qualities."""
    pages = book(lang, count + 1)
    tool = recogniser(lang)
    for level, wear in LEVELS.items():
        before, after, total = [0, 0], [0, 0], [0, 0]
        for number, page in enumerate(pages[:count]):
            pixels = worn(page.pixels, wear, number, pages[number + 1].pixels)
            raw = lines_of(read_page(pixels, tool, wear.dpi).hocr)
            truth = folded(f"{page.text} {_number(7 + number, lang)}")
            with tempfile.TemporaryDirectory(prefix="audiolib-bench-") as folder:
                store = Store(folder)
                read = recognise(folder, store.put(png(pixels, wear.dpi)), lang)
            for sums, text in (
                (before, " ".join(line.text for line in raw)),
                (after, " ".join(line.text for line in read.lines)),
            ):
                sums[0] += distance(folded(text), truth)
                sums[1] += distance(folded(text).split(), truth.split())
            total[0] += len(truth)
            total[1] += len(truth.split())
        figure = (
            f"{_share(before[0], total[0])} / {_share(before[1], total[1])} → "
            f"{_share(after[0], total[0])} / {_share(after[1], total[1])}"
        )
        told.row(f"{lang} {level}, signs / words wrong", figure)
        told.figures[f"{lang}-{level}"] = [*before, *after, *total]


def known(told: Told) -> None:
    """The pages of the corpus with known text."""
    for name, truth, lang in (
        ("ocr/vi_noto_clean.png", "ocr/vi_noto.gt.txt", "vi"),
        ("ocr/vi_noto_mid.png", "ocr/vi_noto.gt.txt", "vi"),
        ("ocr/fa_naskh_mid.png", "ocr/fa_naskh.gt.txt", "fa"),
        ("scans/phototest.tif", "scans/phototest.gold.txt", "en"),
        ("scans/eurotext.tif", "scans/eurotext.txt", "en"),
    ):
        wanted = folded((CORPUS / truth).read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory(prefix="audiolib-bench-") as folder:
            store = Store(folder)
            read = recognise(folder, store.put((CORPUS / name).read_bytes()), lang)
        text = folded(" ".join(line.text for line in read.lines))
        told.row(name, f"{_share(distance(text, wanted), len(wanted))} of signs wrong")


def cost(told: Told, count: int) -> None:
    """Processor seconds of a page from its image to its words, and of its inspection."""
    pages = book("vi", count)
    images = [png(worn(p.pixels, MID, n), 300) for n, p in enumerate(pages)]
    with tempfile.TemporaryDirectory(prefix="audiolib-bench-") as folder:
        store = Store(folder)
        digests = [store.put(image) for image in images]
        began = _spent()
        for digest in digests:
            recognise(folder, digest, "vi")
        read = _spent() - began
        began = _spent()
        for digest in digests:
            recognise(folder, digest, "vi")
        again = _spent() - began
    began = _spent()
    for number, page in enumerate(pages):
        inspect(worn(page.pixels, CLEAN, number), "vi")
    seen = _spent() - began
    pages_read = len(digests)
    told.row("recognised", f"{read / pages_read:.2f} CPU s a page")
    told.row("the same again", f"{again / pages_read * 1000:.1f} CPU ms a page")
    told.row("inspected", f"{seen / pages_read:.2f} CPU s a page")
    minutes = 1200 * (read + seen) / pages_read / 60
    told.row("1,200 pages", f"{minutes:.0f} CPU minutes, on {os.cpu_count()} cores")
    told.figures["cost"] = {"read": read, "again": again, "seen": seen, "pages": pages_read}


def _spent() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def folded(text: str) -> str:
    """Text as it is compared: NFC, white space as one space, a zero-width non-joiner as a space."""
    text = unicodedata.normalize("NFC", text).replace("\u200c", " ")
    return " ".join(text.split())


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Levenshtein's distance, a row at a time."""
    codes = {sign: number for number, sign in enumerate(dict.fromkeys([*one, *other]))}
    wanted = np.array([codes[sign] for sign in other])
    steps = np.arange(len(wanted) + 1)
    row = steps.copy()
    for number, sign in enumerate(one):
        least = np.minimum(row[:-1] + (wanted != codes[sign]), row[1:] + 1)
        row = np.minimum.accumulate(np.concatenate(([number + 1], least)) - steps) + steps
    return int(row[-1])


def _share(count: int, total: int) -> str:
    return f"{100 * count / max(1, total):.1f}"


def _number(number: int, lang: str) -> str:
    figures = str(number)
    return "".join("۰۱۲۳۴۵۶۷۸۹"[int(c)] for c in figures) if lang == "fa" else figures


def pages_as_files(pages: Sequence[Drawn], folder: Path, wear: Wear) -> Iterator[Path]:
    """Worn pages as JPEG files, for whoever wants to upload them."""
    for number, page in enumerate(pages, 1):
        path = folder / f"page-{number}.jpg"
        Image.fromarray(worn(page.pixels, wear, number)).save(path, quality=85, dpi=(300, 300))
        yield path
