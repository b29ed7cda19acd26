"""Pages of books drawn from a text, and what scanners and cameras do to them."""

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from audiolib.intake.pixels import Grey

FONTS = Path("/usr/share/fonts/truetype")
# Debian's Liberation Serif draws boxes for Vietnamese letters; these have them all.
FACES = {
    "serif": FONTS / "freefont/FreeSerif.ttf",
    "noto": FONTS / "noto/NotoSerif-Regular.ttf",
    "dejavu": FONTS / "dejavu/DejaVuSerif.ttf",
    "naskh": FONTS / "noto/NotoNaskhArabic-Regular.ttf",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a page is set: sizes in points, at `dpi`, the page in pixels."""

    width: int = 1748
    height: int = 2480
    dpi: int = 300
    face: str = "serif"
    size: float = 12.0
    leading: float = 1.35
    margin: int = 210
    indent: float = 1.5
    turned: bool = False
    heading: float = 1.5
    """The size of headings, in sizes of the text."""


PERSIAN = Layout(face="naskh", size=12.5, leading=1.75, turned=True)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A page's pixels, and what stands on it: the lines of the text, without head and number."""

    pixels: Grey
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def draw(
    paragraphs: Sequence[str],
    layout: Layout = Layout(),
    *,
    first: int = 1,
    head: str = "",
    headings: frozenset[str] = frozenset(),
    most: int = 10_000,
) -> list[Drawn]:
    """Pages of paragraphs, numbered at the foot; a paragraph runs on over the page's end."""
    setter = _Setter(layout, head, first)
    for paragraph in paragraphs:
        setter.paragraph(paragraph, paragraph in headings)
        if len(setter.pages) >= most:
            return setter.pages[:most]
    setter.end()
    return setter.pages


class _Setter:
    """Sets lines down a page, and begins the next."""

    def __init__(self, layout: Layout, head: str, first: int) -> None:
        self.pages: list[Drawn] = []
        self._layout = layout
        self._head = head
        self._number = first
        scale = layout.dpi / 72
        self._font = ImageFont.truetype(FACES[layout.face], round(layout.size * scale))
        self._large = ImageFont.truetype(
            FACES[layout.face], round(layout.heading * layout.size * scale)
        )
        self._small = ImageFont.truetype(FACES[layout.face], round(0.85 * layout.size * scale))
        self._step = layout.size * scale * layout.leading
        self._em = layout.size * scale
        self._begin()

    def paragraph(self, text: str, heading: bool) -> None:
        layout = self._layout
        if heading:
            self._room(4)
            self._y += self._step
            width = self._large.getlength(text)
            self._write((layout.width - width) / 2, text, self._large)
            self._y += 1.6 * self._step
            return
        lines = self._broken(text)
        for number, line in enumerate(lines):
            self._room(1)
            inset = layout.indent * self._em if number == 0 else 0.0
            last = number == len(lines) - 1
            self._line(line, inset, justified=not last)
            self._y += self._step

    def end(self) -> None:
        if self._lines:
            self._finish()

    def _begin(self) -> None:
        layout = self._layout
        self._image = Image.new("L", (layout.width, layout.height), 255)
        self._draw = ImageDraw.Draw(self._image)
        self._y = float(layout.margin)
        self._lines: list[str] = []
        if self._head:
            width = self._small.getlength(self._head)
            self._draw.text(
                ((layout.width - width) / 2, layout.margin * 0.5), self._head, 0, self._small
            )

    def _finish(self) -> None:
        layout = self._layout
        number = _numeral(self._number, layout.turned)
        width = self._small.getlength(number)
        y = layout.height - layout.margin * 0.72
        self._draw.text(((layout.width - width) / 2, y), number, 0, self._small)
        self.pages.append(Drawn(np.asarray(self._image), tuple(self._lines)))
        self._number += 1

    def _room(self, lines: int) -> None:
        if self._y + lines * self._step > self._layout.height - self._layout.margin:
            self._finish()
            self._begin()

    def _broken(self, text: str) -> list[str]:
        width = self._layout.width - 2 * self._layout.margin
        found: list[str] = []
        line = ""
        for word in text.split():
            inset = 0.0 if found else self._layout.indent * self._em
            wider = f"{line} {word}".strip()
            if line and self._font.getlength(wider) > width - inset:
                found.append(line)
                line = word
            else:
                line = wider
        return [*found, line] if line else found

    def _line(self, line: str, inset: float, *, justified: bool) -> None:
        layout = self._layout
        if layout.turned:
            right = layout.width - layout.margin - inset
            self._draw.text((right - self._font.getlength(line), self._y), line, 0, self._font)
        elif not justified:
            self._draw.text((layout.margin + inset, self._y), line, 0, self._font)
        else:
            words = line.split(" ")
            widths = [self._font.getlength(word) for word in words]
            free = layout.width - 2 * layout.margin - inset - sum(widths)
            x = layout.margin + inset
            for word, width in zip(words, widths, strict=True):
                self._draw.text((x, self._y), word, 0, self._font)
                x += width + free / max(1, len(words) - 1)
        self._lines.append(line)

    def _write(self, x: float, text: str, font: ImageFont.FreeTypeFont) -> None:
        self._draw.text((x, self._y), text, 0, font)
        self._lines.append(text)


def _numeral(number: int, turned: bool) -> str:
    return "".join("۰۱۲۳۴۵۶۷۸۹"[int(d)] for d in str(number)) if turned else str(number)


@dataclass(frozen=True, slots=True)
class Wear:
    """What a scan does to a page."""

    skew: float = 0.0
    """Degrees against the clock."""
    blur: float = 0.0
    noise: float = 0.0
    shadow: float = 0.0
    """How much darker the paper gets towards the gutter, 0 to 1."""
    specks: int = 0
    jpeg: int = 0
    dpi: int = 300
    through: float = 0.0
    """How strongly the page behind shines through, 0 to 1."""
    paper: int = 245


CLEAN = Wear(paper=255)
MID = Wear(skew=1.4, blur=0.9, noise=9, shadow=0.45, specks=160, jpeg=60)
HARD = Wear(skew=-2.2, blur=0.8, noise=12, shadow=0.5, specks=200, jpeg=45, dpi=150, through=0.22)
LEVELS = {"clean": CLEAN, "mid": MID, "hard": HARD}


def worn(pixels: Grey, wear: Wear, seed: int = 0, behind: Grey | None = None) -> Grey:
    """A page as a scanner of that kind gives it; the same seed gives the same page."""
    if wear == CLEAN:
        return pixels
    random_ = np.random.default_rng(seed)
    image = Image.fromarray(pixels)
    if wear.dpi != 300:
        size = (pixels.shape[1] * wear.dpi // 300, pixels.shape[0] * wear.dpi // 300)
        image = image.resize(size, Image.Resampling.LANCZOS)
    if wear.skew:
        image = image.rotate(wear.skew, Image.Resampling.BICUBIC, fillcolor=255)
    page = np.asarray(image, dtype=np.float32) / 255
    if wear.through and behind is not None:
        back = (
            Image.fromarray(behind[:, ::-1]).resize(image.size).filter(ImageFilter.GaussianBlur(2))
        )
        page = page * (1 - wear.through * (1 - np.asarray(back, dtype=np.float32) / 255))
    page = wear.paper / 255 * (0.1 + 0.9 * page)
    if wear.shadow:
        across = np.linspace(0, 1, page.shape[1], dtype=np.float32)
        page = page * (1 - wear.shadow * np.exp(-across * 7))[None, :]
    worn_image = Image.fromarray((np.clip(page, 0, 1) * 255).astype(np.uint8))
    if wear.blur:
        worn_image = worn_image.filter(ImageFilter.GaussianBlur(wear.blur))
    grain = random_.normal(0, wear.noise, page.shape).astype(np.float32)
    grained = np.asarray(worn_image, dtype=np.float32) + grain
    specked = _specked(grained, wear.specks, random_)
    made: Grey = np.clip(specked, 0, 255).astype(np.uint8)
    return jpeg(made, wear.jpeg) if wear.jpeg else made


def jpeg(pixels: Grey, quality: int) -> Grey:
    """Pixels after they were packed and unpacked."""
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=quality)
    return np.asarray(Image.open(out))


def _specked(
    page: NDArray[np.float32], count: int, random_: np.random.Generator
) -> NDArray[np.float32]:
    page = page.copy()
    height, width = page.shape
    for _ in range(count):
        y, x = int(random_.integers(0, height - 3)), int(random_.integers(0, width - 3))
        high, wide = random_.integers(1, 4, size=2)
        page[y : y + high, x : x + wide] = random_.integers(30, 120)
    return page


def shuffled(paragraphs: Sequence[str], seed: int) -> list[str]:
    """Paragraphs in another order, for books that are not the one they came from."""
    found = list(paragraphs)
    random.Random(seed).shuffle(found)
    return found


def smaller(layout: Layout, **changes: int | float | str | bool) -> Layout:
    return replace(layout, **changes)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Photo:
    """How somebody holds a telephone over a page on a table."""

    lean: float = 0.05
    """How much nearer one end of the page is than the other, 0 to 1."""
    turn: float = 2.0
    """Degrees."""
    dusk: float = 0.4
    """How much darker the far corner is, 0 to 1."""
    table: int = 60
    blur: float = 0.8
    noise: float = 6.0
    jpeg: int = 80


def photographed(pixels: Grey, photo: Photo = Photo(), seed: int = 0) -> Grey:
    """A page as a telephone sees it: on a table, from aside, in uneven light."""
    random_ = np.random.default_rng(seed)
    height, width = pixels.shape
    wide, high = round(1.22 * width), round(1.16 * height)
    left, top = (wide - width) / 2, (high - height) / 2
    nearer, aside = photo.lean * width / 2, float(random_.uniform(-0.3, 0.3)) * photo.lean * height
    corners = [
        (left + nearer, top + aside), (left + width - nearer, top - aside),
        (left + width + nearer / 2, top + height), (left - nearer / 2, top + height),
    ]  # fmt: skip
    angle = np.deg2rad(photo.turn)
    spin = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    middle = np.array([wide / 2, high / 2])
    seen = (np.array(corners) - middle) @ spin.T + middle
    flat = [(0, 0), (width, 0), (width, height), (0, height)]
    rows, values = [], []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    numbers = tuple(np.linalg.solve(np.array(rows), np.array(values)).tolist())
    paper = Image.fromarray((20 + pixels.astype(np.float32) * 0.86).astype(np.uint8))
    size, way = (wide, high), Image.Transform.PERSPECTIVE
    page = paper.transform(size, way, numbers, Image.Resampling.BICUBIC)
    mask = Image.new("L", paper.size, 255).transform(size, way, numbers)
    table = np.clip(random_.normal(photo.table, 12, (high, wide)), 0, 255).astype(np.uint8)
    put = np.asarray(Image.composite(page, Image.fromarray(table), mask), dtype=np.float32)
    y, x = np.mgrid[0 : 1 : complex(high), 0 : 1 : complex(wide)].astype(np.float32)
    lit = put * (1 - photo.dusk * (0.6 * x + 0.4 * y))
    soft = Image.fromarray(lit.astype(np.uint8)).filter(ImageFilter.GaussianBlur(photo.blur))
    grained = np.asarray(soft) + random_.normal(0, photo.noise, (high, wide))
    return jpeg(np.clip(grained, 0, 255).astype(np.uint8), photo.jpeg)
