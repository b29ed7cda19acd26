"""The eyes of the scripted clerk see what was printed, and nothing beside it."""

import pytest

from bench.effort import Effort, strokes
from bench.meant import meant

SAID = (
    "Sáng ấy ông lão gọi mình: – Này con, con mang gì. Thiên lôi ngạc nhiên hỏi: có nhà nào"
    " ở đây không? Con xà tinh bò qua sân."
)
PAGE = SAID.split()


@pytest.mark.parametrize(
    ("before", "word", "behind", "right"),
    [
        ("Này con, con mang ", "øì", ".", "gì"),
        ("Sáng ấy ông lão gọi mình: ", "~", " Này con, con mang gì.", "–"),
        ("Thiên lôi ngạc nhiên hỏi: ", "có.nhà", " nào ở đây không?", "có nhà"),
        ("…à Con xà ", "tỉnh", " bò qua sân.", "tinh"),
        ("Thiên lôi ", "ngạc", " nhiên hỏi: có nhà", "ngạc"),
        ("Thiên lôi ngạc ", "|", " nhiên hỏi: có nhà", ""),
        ("Không có ", "gì", " giống như thế", "gì"),
    ],
)
def test_the_printed_word_is_seen_at_its_place(
    before: str, word: str, behind: str, right: str
) -> None:
    assert meant(before, word, behind, PAGE) == right


def test_an_accent_is_a_key_more() -> None:
    assert strokes("ba") == 2
    assert strokes("được") == 8
    effort = Effort()
    effort.look("x")
    effort.look("x", again=True)
    effort.mend("x", "gì")
    assert effort.places == 2
    assert effort.keys == 2 + 3
    assert effort.minutes > 0
