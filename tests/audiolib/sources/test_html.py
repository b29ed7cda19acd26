from pathlib import Path

from audiolib.publication import (
    Figure,
    Heading,
    List,
    MarkKind,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Speech,
    Table,
    Text,
    Verse,
    texts,
    walk,
)
from tests.audiolib.sources.sources import PNG, codes, inner, reading_of, titles


def test_headings_of_any_level_become_nested_sections(tmp_path: Path) -> None:
    page = "<h1>A</h1><h4>A1</h4><p>x<h2>A2</h2><p>y<h1>B</h1><p>z"
    publication = reading_of(tmp_path / "a.html", page, lang="en").publication
    assert titles(publication) == ["A", "B"]
    assert [s.heading.text for s in inner(publication.sections[0]) if s.heading] == ["A1", "A2"]


def test_one_title_over_everything_becomes_a_title_page(tmp_path: Path) -> None:
    page = "<h1>Sách</h1><h2>By Ann</h2><h2>Một</h2><p>x<h2>Hai</h2><p>y"
    publication = reading_of(tmp_path / "a.html", page, lang="vi").publication
    assert titles(publication) == ["Sách", "Một", "Hai"]
    assert publication.sections[0].kind == "titlepage"
    assert publication.metadata.title == "Sách"


def test_words_keep_their_marks_at_their_places(tmp_path: Path) -> None:
    page = (
        "<p>One <em>two <b>three</b></em>, <a href='#x'>four</a> <abbr title='Doctor'>Dr</abbr> "
        "<span lang=fr>bonjour</span> H<sub>2</sub>O</p><p id=x>Five</p>"
    )
    first, second = texts(reading_of(tmp_path / "a.html", page, lang="en").publication)
    found = [
        (first.text[m.begin : m.end], m.kind, m.href or m.value or m.lang) for m in first.marks
    ]
    assert found == [
        ("two three", MarkKind.EMPHASIS, None),
        ("three", MarkKind.STRONG, None),
        ("four", MarkKind.LINK, "#x"),
        ("Dr", MarkKind.ALIAS, "Doctor"),
        ("bonjour", MarkKind.LANGUAGE, "fr"),
        ("2", MarkKind.SUBSCRIPT, None),
    ]
    assert second.aliases == ("x",)


def test_notes_are_told_by_links_that_lead_there_and_back(tmp_path: Path) -> None:
    page = (
        "<p>Word<a id=r1 href='#n1'><sup>1</sup></a> goes on.</p>"
        "<p id=n1>The note. <a href='#r1'>↩</a></p>"
    )
    publication = reading_of(tmp_path / "a.html", page, lang="en").publication
    note = next(b for b in walk(publication) if isinstance(b, Note))
    assert note.aliases == ("n1",)
    assert [t.text for t in texts(note)] == ["The note."]
    mark = next(m for t in texts(publication) for m in t.marks if m.kind is MarkKind.NOTEREF)
    assert mark.href == "#n1"


def test_pages_stand_where_they_begin(tmp_path: Path) -> None:
    page = (
        "<div role=doc-pagebreak aria-label=4 id=p4></div><p>Half a "
        "<span class=pagenum>[Pg 5]</span>sentence.</p><p><span class=pagenum>6</span></p>"
    )
    publication = reading_of(tmp_path / "a.html", page, lang="en").publication
    blocks = [b for b in walk(publication) if isinstance(b, PageBreak)]
    assert [(b.label, b.aliases) for b in blocks] == [("4", ("p4",)), ("6", ())]
    paragraph = next(texts(publication))
    assert paragraph.text == "Half a sentence."
    assert [(p.label, p.at) for p in paragraph.pages] == [("5", 7)]


def test_tables_keep_headers_spans_and_caption(tmp_path: Path) -> None:
    page = (
        "<table><caption>Rain</caption><thead><tr><th>Month<th colspan=2>mm</thead>"
        "<tr><th scope=row>May<td>1<td>2</table>"
    )
    table = next(
        b
        for b in walk(reading_of(tmp_path / "a.html", page, lang="en").publication)
        if isinstance(b, Table)
    )
    assert table.caption
    assert table.caption.text == "Rain"
    assert [[(c.header, c.columns) for c in row.cells] for row in table.rows] == [
        [(True, 1), (True, 2)],
        [(True, 1), (False, 1), (False, 1)],
    ]


def test_numbers_of_lists_become_words(tmp_path: Path) -> None:
    page = "<ol start=3><li>táo<li value=7>cam<ol type=a><li>ngọt</ol></ol><ul><li>x</ul>"
    publication = reading_of(tmp_path / "a.html", page, lang="vi").publication
    assert [t.text for t in texts(publication)] == ["3. táo", "7. cam", "a. ngọt", "x"]
    lists = [b for b in walk(publication) if isinstance(b, List)]
    assert [found.bulleted for found in lists] == [False, False, True]


def test_verse_keeps_its_lines_however_it_is_written(tmp_path: Path) -> None:
    page = (
        "<div class=poem><div class=stanza><span>One line<br></span><span>two lines</span></div>"
        "<p>three<br>four</p></div><blockquote class=poem><p>five</p><p>six</p></blockquote>"
        "<p>Over the hill<br>And under the sky,<br>The water lies still</p>"
    )
    publication = reading_of(tmp_path / "a.html", page, lang="en").publication
    assert [b.text for b in walk(publication) if isinstance(b, Verse)] == [
        "One line\ntwo lines",
        "three\nfour",
        "five\nsix",
        "Over the hill\nAnd under the sky,\nThe water lies still",
    ]


def test_pictures_are_kept_with_their_descriptions(tmp_path: Path) -> None:
    (tmp_path / "a b.png").write_bytes(PNG)
    page = (
        "<figure id=f><img src='a%20b.png' alt='A mill.'><figcaption>The mill</figcaption></figure>"
        "<p>Words <img src='a%20b.png'> go on.</p><p><img src='a%20b.png' alt=''>More words</p>"
    )
    reading = reading_of(tmp_path / "a.html", page, lang="en")
    figures = [b for b in walk(reading.publication) if isinstance(b, Figure)]
    assert figures[0].alt
    assert figures[0].alt.text == "A mill."
    assert figures[0].aliases == ("f",)
    assert codes(reading).count("html-no-alt") == 1
    assert [t.text for t in texts(reading.publication) if t.text.startswith("Words")] == [
        "Words go on."
    ]
    assert len(reading.publication.resources) == 1


def test_formulas_are_read_by_their_alternative_text(tmp_path: Path) -> None:
    page = "<p>So <math alttext='x squared'><mi>x</mi></math> and <math><mi>y</mi></math>.</p>"
    reading = reading_of(tmp_path / "a.html", page, lang="en")
    assert next(texts(reading.publication)).text == "So x squared and y ."
    assert "html-math-no-text" in codes(reading)


def test_speeches_keep_their_speakers(tmp_path: Path) -> None:
    page = "<p><b class=speaker>ANNA.</b> Come in.</p>"
    speech = next(
        b
        for b in walk(reading_of(tmp_path / "a.html", page, lang="en").publication)
        if isinstance(b, Speech)
    )
    assert (speech.speaker.text, [t.text for t in speech.blocks if isinstance(t, Text)]) == (
        "ANNA.",
        ["Come in."],
    )


def test_what_is_not_for_readers_is_left_out(tmp_path: Path) -> None:
    page = (
        "<nav><a href=x>Menu</a></nav><script>a()</script><style>b</style><p hidden>c</p>"
        "<p style='display: none'>d</p><template>e</template><p>Words</p><aside>Beside</aside>"
    )
    publication = reading_of(tmp_path / "a.html", page, lang="en").publication
    assert [t.text for t in texts(publication)] == ["Words", "Beside"]
    assert [b.kind for b in walk(publication) if isinstance(b, Note)] == [NoteKind.SIDEBAR]


def test_the_declared_encoding_is_used(tmp_path: Path) -> None:
    page = "<meta charset=windows-1251><p>Ще не вмерла, та й по тому, їхали козаки</p>"
    publication = reading_of(tmp_path / "a.html", page.encode("cp1251")).publication
    assert next(texts(publication)).text.startswith("Ще не вмерла")
    assert publication.metadata.language == "uk"


def test_a_list_of_links_to_the_text_itself_is_its_contents(tmp_path: Path) -> None:
    links = "".join(f"<li><a href='#c{n}'>Part {n}</a>" for n in range(4))
    parts = "".join(f"<h2 id=c{n}>Part {n}</h2><p>x" for n in range(4))
    publication = reading_of(tmp_path / "a.html", f"<h1>T</h1><ul>{links}</ul>{parts}").publication
    assert inner(publication.sections[0])[0].kind == "toc"
    assert sum(isinstance(b, Heading) for b in walk(publication)) == 5


def test_an_empty_line_parts_paragraphs(tmp_path: Path) -> None:
    page = "<p>One goes on\nhere.<br><br>Two.</p>three <b>four</b><p>"
    publication = reading_of(tmp_path / "a.html", page, lang="en").publication
    assert [(type(t), t.text) for t in texts(publication)] == [
        (Paragraph, "One goes on here."),
        (Paragraph, "Two."),
        (Paragraph, "three four"),
    ]
