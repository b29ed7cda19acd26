"""Tables as spreadsheets write them."""

import codecs
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tts.errors import LexiconError
from tts.lexicon import COLUMNS, read_table, write_table

CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=8)


@pytest.mark.parametrize(
    "content",
    [
        "grapheme,alias\nHà Nội,x\n",
        "alias;từ;màu\nx;Hà Nội;đỏ\n",
        "ALIAS\tWord\nx\tHà  Nội\r\n\r\n",
        'word,alias\n"Hà\nNội",x',
        "Hà Nội,x\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_words_and_readings_are_found_whichever_way_they_are_parted(
    content: str, encoding: str
) -> None:
    (row,) = read_table(content.encode(encoding))
    assert (row.cells["grapheme"], row.cells["alias"]) == ("Hà Nội", "x")


def test_no_cell_is_taken_for_a_formula_and_each_comes_back() -> None:
    words = ["=cmd()", "+1", "-ий", "@a", "'=x", "''-y", "'a", "a=b"]
    content = write_table({"grapheme": word} for word in words)
    cells = [line.partition(",")[0] for line in content.decode().splitlines()[1:]]
    assert [cell for cell in cells if cell[0] in "=+-@"] == []
    assert [row.cells["grapheme"] for row in read_table(content)] == words


def test_a_row_knows_its_line_and_one_without_a_word_is_passed_over() -> None:
    rows = list(read_table(b"grapheme,alias\na,1\n,2\nb,3\n"))
    assert [(row.line, row.cells["grapheme"]) for row in rows] == [(2, "a"), (4, "b")]


@pytest.mark.parametrize("content", [b"word,alias\n\xff,x", b'word,alias\n"a,x'])
def test_what_is_no_table_is_refused_with_its_line(content: bytes) -> None:
    with pytest.raises(LexiconError) as refused:
        list(read_table(content))
    assert refused.value.line == 2


@given(
    st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, CELLS)), max_size=5),
    st.sampled_from(",\t"),
)
def test_what_is_written_reads_the_same(rows: list[dict[str, str]], delimiter: str) -> None:
    content = write_table(rows, delimiter)
    assert content.startswith(codecs.BOM_UTF8)
    wanted = [{k: normalize("NFC", v) for k, v in row.items()} for row in rows]
    assert [r.cells for r in read_table(content)] == [r for r in wanted if r["grapheme"]]
