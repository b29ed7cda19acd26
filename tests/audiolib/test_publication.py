from hypothesis import HealthCheck, given, settings

from audiolib.publication import (
    Break,
    Cell,
    Figure,
    Heading,
    Item,
    List,
    PageBreak,
    Paragraph,
    Publication,
    Row,
    Section,
    Speech,
    Table,
    Text,
    children,
    texts,
    walk,
)
from tests.audiolib.strategies import publications


def words(*nodes: object) -> list[str]:
    return [node.text for node in nodes if isinstance(node, Text)]


def test_a_heading_comes_first_but_for_a_page_break() -> None:
    heading = Heading(text="A")
    assert Section(content=(PageBreak(label="1"), heading)).heading == heading
    assert Section(content=(Break(), heading)).heading is None
    assert Section(content=()).heading is None


def test_what_lies_inside_comes_in_the_order_in_which_it_is_read() -> None:
    one, two, three = (Paragraph(text=text) for text in ("one", "two", "three"))
    table = Table(rows=(Row(cells=(Cell(blocks=(two,)), Cell(blocks=(three,)))),), caption=one)
    assert words(*children(table)) == ["one", "two", "three"]
    assert words(*children(Figure(href="a", alt=one, caption=(two,)))) == ["one", "two"]
    assert words(*children(Speech(speaker=one, blocks=(two,)))) == ["one", "two"]
    assert words(*children(List(items=(Item(blocks=(one,)), Item(blocks=(two,)))))) == [
        "one",
        "two",
    ]


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(publications())
def test_walking_meets_every_node_once_and_a_section_before_its_content(
    publication: Publication,
) -> None:
    met = [id(node) for node in walk(publication)]
    assert len(met) == len(set(met))
    assert [t for n in walk(publication) if isinstance(n, Text) for t in [n]] == [
        *texts(publication)
    ]
    for node in walk(publication):
        for child in children(node):
            assert met.index(id(node)) < met.index(id(child))
