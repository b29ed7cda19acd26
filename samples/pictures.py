"""Draws the pictures of the fairy tale: `python samples/pictures.py`. Needs Pillow."""

from math import cos, radians, sin
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parent / "vi-cay-khe"
WIDE, HIGH, FINE = 960, 600, 3
SKY, SEA, FOAM, GRASS, SAND = "#cfe6f2", "#3d7ea6", "#8fc1da", "#7fae5a", "#e9d8a6"
WOOD, LEAF, FRUIT, STRAW = "#7a5230", "#3f7d3a", "#f2c230", "#d8b25c"
SILVER, WING, SKIN, CLOTH, INK = "#e4e9ee", "#b8c4cf", "#e2b48c", "#8c4a3a", "#22303c"

Draw = ImageDraw.ImageDraw
Point = tuple[float, float]


def main() -> None:
    """Draw the three pictures anew."""
    for name, scene in (("leu", hut), ("chim", bird), ("bien", sea)):
        picture = Image.new("RGB", (WIDE * FINE, HIGH * FINE), SKY)
        scene(ImageDraw.Draw(picture))
        small = picture.resize((WIDE, HIGH), Image.Resampling.LANCZOS)
        small.quantize(64).save(FOLDER / f"{name}.png", optimize=True)


def hut(draw: Draw) -> None:
    """The hut under the tree, beside the river."""
    oval(draw, 820, 90, 50, 50, FRUIT)
    polygon(draw, [(0, 400), (WIDE, 380), (WIDE, HIGH), (0, HIGH)], GRASS)
    polygon(draw, [(0, 520), (WIDE, 470), (WIDE, 545), (0, HIGH)], SEA)
    tree(draw, 440, 420)
    polygon(draw, [(520, 330), (740, 330), (740, 440), (520, 440)], STRAW)
    polygon(draw, [(490, 340), (630, 240), (770, 340)], WOOD)
    polygon(draw, [(605, 370), (660, 370), (660, 440), (605, 440)], INK)


def bird(draw: Draw) -> None:
    """The bird on a branch, and the younger brother below."""
    polygon(draw, [(0, 500), (WIDE, 480), (WIDE, HIGH), (0, HIGH)], GRASS)
    tree(draw, 250, 500)
    polygon(draw, [(250, 300), (640, 240), (640, 258), (250, 325)], WOOD)
    silver_bird(draw, 540, 185, -1)
    person(draw, 800, 500)


def sea(draw: Draw) -> None:
    """The flight over the sea, and the island of gold."""
    polygon(draw, [(0, 380), (WIDE, 380), (WIDE, HIGH), (0, HIGH)], SEA)
    for row in range(4):
        for column in range(6):
            x, y = column * 180 + row * 60 - 40, 420 + row * 48
            draw.arc(box(x, y, 45, 12), 180, 360, fill=FOAM, width=5 * FINE)
    polygon(draw, [(690, 385), (760, 320), (820, 345), (900, 385)], SAND)
    for x, y in ((745, 360), (780, 350), (815, 368), (850, 374)):
        star(draw, x, y, 13)
    silver_bird(draw, 400, 230, 1)
    oval(draw, 385, 132, 20, 20, SKIN)
    polygon(draw, [(360, 152), (410, 152), (425, 205), (350, 205)], CLOTH)
    polygon(draw, [(410, 170), (450, 170), (446, 208), (414, 208)], FRUIT)


def tree(draw: Draw, x: float, foot: float) -> None:
    """A carambola tree, heavy with fruit."""
    polygon(
        draw, [(x - 22, foot), (x - 12, foot - 220), (x + 12, foot - 220), (x + 22, foot)], WOOD
    )
    for dx, dy, size in ((0, -290, 110), (-100, -230, 80), (100, -240, 85), (0, -200, 90)):
        oval(draw, x + dx, foot + dy, size, size * 0.75, LEAF)
    for dx, dy in ((-120, -190), (-60, -260), (-20, -180), (40, -310), (60, -210), (130, -230)):
        star(draw, x + dx, foot + dy, 20)


def silver_bird(draw: Draw, x: float, y: float, way: int) -> None:
    """The great bird; `way` is 1 where it looks right, -1 where it looks left."""

    def at(*points: Point) -> list[Point]:
        return [(x + way * dx, y + dy) for dx, dy in points]

    polygon(draw, at((-60, 10), (-210, 40), (-190, 75), (-50, 40)), WING)
    oval(draw, x, y + 20, 110, 48, SILVER)
    polygon(draw, at((60, 20), (130, -55), (165, -35), (100, 45)), SILVER)
    oval(draw, x + way * 150, y - 48, 32, 28, SILVER)
    polygon(draw, at((172, -60), (225, -44), (174, -36)), FRUIT)
    oval(draw, x + way * 156, y - 54, 6, 6, INK)
    polygon(draw, at((-40, 5), (60, 5), (-30, 120), (-130, 150)), WING)


def person(draw: Draw, x: float, foot: float) -> None:
    """A young man looking up, his hands folded."""
    polygon(
        draw, [(x - 34, foot - 150), (x + 34, foot - 150), (x + 46, foot), (x - 46, foot)], CLOTH
    )
    oval(draw, x, foot - 182, 32, 34, SKIN)
    polygon(draw, [(x - 34, foot - 190), (x + 34, foot - 190), (x, foot - 226)], INK)
    polygon(
        draw,
        [(x - 34, foot - 120), (x - 70, foot - 160), (x - 60, foot - 172), (x - 20, foot - 130)],
        SKIN,
    )


def star(draw: Draw, x: float, y: float, size: float) -> None:
    """A carambola: cut across, it is a star."""
    corners = []
    for corner in range(10):
        radius = size if corner % 2 == 0 else size * 0.5
        turn = radians(corner * 36 - 90)
        corners.append((x + radius * cos(turn), y + radius * sin(turn)))
    polygon(draw, corners, FRUIT)


def polygon(draw: Draw, points: list[Point], fill: str) -> None:
    """A filled shape, its corners in the picture's own units."""
    draw.polygon([(x * FINE, y * FINE) for x, y in points], fill=fill)


def oval(draw: Draw, x: float, y: float, across: float, down: float, fill: str) -> None:
    """A filled oval around a middle."""
    draw.ellipse(box(x, y, across, down), fill=fill)


def box(x: float, y: float, across: float, down: float) -> tuple[float, float, float, float]:
    """The corners around a middle."""
    return (x - across) * FINE, (y - down) * FINE, (x + across) * FINE, (y + down) * FINE


if __name__ == "__main__":
    main()
