"""Texts for the benchmarks are cut, repeated and changed as they are asked for."""

from pathlib import Path

import pytest

from bench import material

HTML = """<html><head><title>Not counted</title></head><body><h1>Boats</h1>
<h2>Chapter 1</h2><p>one two three four</p><p>five six <em>seven</em> eight</p>
<h2>Chapter 2</h2><p>nine ten eleven twelve</p>
<h2>Chapter 3</h2><p>thirteen</p></body></html>
"""

PROSE = "\n\n".join(
    f"The boat number {n} went slowly down the river, and its captain was singing of the sea. "
    f"Nobody on the bank could hear him; but the herons {n} turned their heads."
    for n in range(40)
)


def _file(tmp_path: Path, name: str, text: str) -> Path:
    path = tmp_path / "source" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_first_parts_of_a_document_are_whole_and_nothing_behind_them(tmp_path: Path) -> None:
    cut = material.cut(_file(tmp_path, "boats.html", HTML), tmp_path, chapters=2)
    text = cut.read_text(encoding="utf-8")
    assert "twelve</p>" in text
    assert "Chapter 3" not in text
    assert text.endswith("</body></html>\n")


def test_words_are_counted_without_markup(tmp_path: Path) -> None:
    assert material.words(HTML) == 1 + 13 + 3
    path = _file(tmp_path, "boats.html", HTML)
    assert material.words(material.read(material.cut(path, tmp_path))) == 17


def test_pages_end_with_a_paragraph(tmp_path: Path) -> None:
    text = "\n\n".join("word " * 100 for _ in range(10))
    cut = material.cut(_file(tmp_path, "words.txt", text), tmp_path, pages=1)
    assert material.words(material.read(cut)) in (200, 300)


def test_a_long_text_has_the_length_that_was_asked_for(tmp_path: Path) -> None:
    path = _file(tmp_path, "prose.txt", PROSE)
    hours = 2 * len(PROSE) / 14 / 3600
    made = material.long_text(path, hours, tmp_path / "long.md")
    assert 1.8 < len(material.read(made)) / len(PROSE) < 2.2
    assert "## Part 2" in material.read(made)


def test_a_fresh_text_says_no_sentence_twice(tmp_path: Path) -> None:
    path = _file(tmp_path, "prose.txt", PROSE)
    made = material.long_text(path, 4 * len(PROSE) / 14 / 3600, tmp_path / "l.md", fresh=True)
    blocks = [b for b in material.read(made).split("\n") if b and not b.startswith("#")]
    assert len(set(blocks)) == len(blocks)


@pytest.mark.parametrize(("name", "text"), [("a.html", HTML * 40), ("a.txt", PROSE)])
def test_one_word_is_corrected_and_no_markup_is_touched(
    tmp_path: Path, name: str, text: str
) -> None:
    path = _file(tmp_path, name, text)
    for number in (1, 2):
        made = material.corrected(path, tmp_path, number)
        before, after = text.split(), made.read_text(encoding="utf-8").split()
        changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
        assert len(changed) == 1
        assert material.words(material.read(made)) == material.words(text)
