"""Pages of a book in our own words, drawn for tests."""

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from audiolib.intake.pixels import Grey
from bench.paper import FACES, Drawn, Layout, Wear, draw, worn

_TOLD = """\
Ngày xưa, ở một làng nhỏ ven sông, có hai chị em mồ côi sống với bà ngoại trong một căn nhà lợp
lá. Sáng nào người chị cũng dậy sớm, gánh nước tưới luống cải sau vườn, còn người em thì quét
sân và cho đàn gà con ăn tấm.

Một hôm trời đổ mưa to, nước sông dâng lên tận bờ tre. Người em đứng nép bên cửa sổ, thấy một
chú chim nhỏ ướt sũng run rẩy trên cành ổi. Em bèn mở cửa, nhẹ nhàng đưa hai tay đón chú chim
vào nhà, lau khô từng chiếc lông rồi đặt chú nằm cạnh bếp lửa hồng.

Bà ngoại mỉm cười bảo rằng người biết thương loài vật thì chẳng bao giờ phải sợ cô đơn. Đêm ấy
cả ba bà cháu ngồi quanh bếp, nghe tiếng mưa rơi rào rào trên mái lá, và bà kể cho hai chị em
nghe chuyện con thuyền giấy đi tìm biển lớn.

Con thuyền giấy gấp từ một trang vở cũ, mang theo lời chúc của một cậu bé chưa từng thấy biển.
Nó trôi qua chiếc cầu gỗ, qua cánh đồng lúa đang thì con gái, qua phiên chợ huyện ồn ào tiếng
người mua kẻ bán, và cứ thế lặng lẽ xuôi theo dòng nước.

Gặp chỗ nước xoáy, thuyền chao nghiêng tưởng chìm, may có cô chuồn chuồn đậu xuống mạn bên kia
giữ cho thăng bằng. Gặp đám bèo dày, thuyền mắc lại suốt một buổi chiều, nhờ lũ cá cờ tò mò lấy
đuôi quạt mãi mới thoát ra được.
"""
STORY = [" ".join(told.split()) for told in _TOLD.split("\n\n")]
HEADING = "Chương 1. Con thuyền giấy"
FIRST = 11
_MOST = 9
"""Pages that any test asks for; the same page is the same however many are asked for."""
SOUND = Wear(skew=0.3, blur=0.8, noise=6, shadow=0.3, jpeg=70)

needs_fonts = pytest.mark.skipif(
    not FACES["serif"].is_file(), reason="FreeSerif is not installed (fonts-freefont-ttf)"
)
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="Tesseract is not installed (tesseract-ocr)"
)


def book(pages: int, layout: Layout = Layout()) -> list[Drawn]:  # noqa: B008 (it is frozen)
    """Pages of the story, told again and again with another number in each paragraph."""
    told = [HEADING]
    for again in range(2 * _MOST):
        told += [f"{again * 10 + n}. {paragraph}" for n, paragraph in enumerate(STORY)]
    return draw(
        told,
        layout,
        first=FIRST,
        head="Truyện kể bên bếp lửa",
        headings=frozenset([HEADING]),
        most=pages,
    )


def page(number: int = 0, wear: Wear = SOUND) -> Grey:
    return worn(book(number + 1)[number].pixels, wear, number)


def save(pixels: Grey, path: Path, dpi: int = 300) -> Path:
    Image.fromarray(pixels).save(path, dpi=(dpi, dpi))
    return path


def blank(width: int = 400, height: int = 560) -> Grey:
    return np.full((height, width), 255, dtype=np.uint8)
