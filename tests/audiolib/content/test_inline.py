import pytest

from audiolib.content import LineNode, MarkNode, Node, PageNode, PhraseNode, nodes
from audiolib.publication import Mark, MarkKind, PageBreak, Paragraph, Phrase, Text, Verse

EM, STRONG, NOTEREF = MarkKind.EMPHASIS, MarkKind.STRONG, MarkKind.NOTEREF


def shape(node: Node) -> str:
    """A node in short: `(…)` a phrase, `<em …>` a mark, `…` where it goes on, `|1|` a page."""
    match node:
        case str():
            return node
        case PageNode(page=page):
            return f"|{page.label}|"
        case LineNode(children=children):
            return "[" + "".join(map(shape, children)) + "]"
        case PhraseNode(children=children):
            return "(" + "".join(map(shape, children)) + ")"
        case MarkNode(mark=mark, children=children, first=first, last=last):
            inner = "".join(map(shape, children))
            return f"<{'' if first else '~'}{mark.kind[:2]}:{inner}{'' if last else '~'}>"


def shapes(text: Text) -> str:
    return "".join(map(shape, nodes(text)))


def phrases(*ranges: tuple[int, int]) -> tuple[Phrase, ...]:
    return tuple(Phrase(f"s{n:04}", *r) for n, r in enumerate(ranges, 1))


def test_text_without_phrases_is_itself() -> None:
    assert shapes(Paragraph(text="One two.")) == "One two."


def test_the_space_between_phrases_lies_outside_of_them() -> None:
    text = Paragraph(text="One. Two.", phrases=phrases((0, 4), (5, 9)))
    assert shapes(text) == "(One.) (Two.)"


def test_a_mark_that_crosses_phrases_is_split_and_says_where_it_begins_and_ends() -> None:
    marks = (Mark(0, 9, EM), Mark(2, 7, STRONG))
    text = Paragraph(text="One. Two.", phrases=phrases((0, 4), (5, 9)), marks=marks)
    assert shapes(text) == "(<em:On<st:e.~>~>) (<~em:<~st:Tw>o.>)"


def test_marks_of_one_range_keep_their_order() -> None:
    text = Paragraph(
        text="One", phrases=phrases((0, 3)), marks=(Mark(0, 3, STRONG), Mark(0, 3, EM))
    )
    assert shapes(text) == "(<st:<em:One>>)"


def test_a_note_reference_lies_inside_its_phrase() -> None:
    mark = Mark(4, 5, NOTEREF, href="#s0009", id="s0002")
    text = Paragraph(text="One.1 Two.", phrases=phrases((0, 5), (6, 10)), marks=(mark,))
    assert shapes(text) == "(One.<no:1>) (Two.)"


@pytest.mark.parametrize(
    ("at", "expected"),
    [(0, "|9|(<em:One>.) (Two.)"), (1, "(<em:O|9|ne>.) (Two.)"), (3, "(<em:One>|9|.) (Two.)"),
     (4, "(<em:One>.)|9| (Two.)"), (5, "(<em:One>.) |9|(Two.)"), (9, "(<em:One>.) (Two.)|9|")],
)  # fmt: skip
def test_a_page_begins_outside_of_what_it_does_not_cut(at: int, expected: str) -> None:
    text = Paragraph(
        text="One. Two.",
        phrases=phrases((0, 4), (5, 9)),
        marks=(Mark(0, 3, EM),),
        pages=(PageBreak(label="9", at=at),),
    )
    assert shapes(text) == expected


def test_lines_of_verse_hold_their_phrases_and_pages_stand_between_lines() -> None:
    text = Verse(
        text="abc def\nghi jkl.",
        marks=(Mark(4, 11, EM),),
        phrases=phrases((0, 7), (8, 16)),
        pages=(PageBreak(label="7", at=6), PageBreak(label="8", at=8)),
    )
    assert shapes(text) == "[(abc <em:de|7|f~>)]|8|[(<~em:ghi> jkl.)]"


@pytest.mark.parametrize(
    "marks",
    [(Mark(0, 3, EM), Mark(2, 5, EM)), (Mark(2, 2, EM),), (Mark(2, 99, EM),), (Mark(-1, 2, EM),)],
)
def test_marks_that_cross_or_leave_the_text_are_refused(marks: tuple[Mark, ...]) -> None:
    with pytest.raises(ValueError, match="Mark"):
        nodes(Paragraph(text="One two.", marks=marks))


@pytest.mark.parametrize("ranges", [((0, 3), (2, 5)), ((3, 3),), ((0, 99),), ((5, 6), (0, 2))])
def test_phrases_out_of_order_are_refused(ranges: tuple[tuple[int, int], ...]) -> None:
    with pytest.raises(ValueError, match="Phrase"):
        nodes(Paragraph(text="One two.", phrases=phrases(*ranges), marks=(Mark(0, 1, EM),)))
