import zipfile
from pathlib import Path

import pytest

from audiolib.publication import (
    Break,
    Figure,
    Heading,
    List,
    Matter,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Quote,
    Section,
    Table,
    Verse,
    walk,
)
from audiolib.sources.docx import read_docx
from tests.audiolib.sources.office import blocks, docx, found, h, p, r, said, word
from tests.audiolib.sources.sources import PNG, codes, inner, keep, titles

NOTES = {
    "footnotes": '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    f'<w:footnote w:id="2">{p("A word about it.")}</w:footnote>',
    "endnotes": f'<w:endnote w:id="5">{p("Said at the end.")}</w:endnote>',
}
LEVELS = "".join(
    f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
    f'<w:lvlText w:val="{text}"/></w:lvl>'
    for at, (start, form, text) in enumerate([(3, "decimal", "%1."), (1, "lowerLetter", "%1%2)")])
)
NUMBERING = {
    "numbering": f'<w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
}


def styles(*named: tuple[str, str, str]) -> dict[str, str]:
    """Paragraph styles: id, name, and what else is in them."""
    return {
        "styles": "".join(
            f'<w:style w:type="paragraph" w:styleId="{own}"><w:name w:val="{name}"/>{more}'
            "</w:style>"
            for own, name, more in named
        )
    }


def styled(style: str, words: str) -> str:
    return p(words, f'<w:pStyle w:val="{style}"/>')


def item(words: str, number: int = 1, level: int = 0) -> str:
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(words, numbered)


def drawing(image: str, more: str = 'descr="A cat asleep"', inside: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" {more}>{inside}</wp:docPr>'
        f'<a:graphic><a:graphicData><a:blip r:embed="{image}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def test_headings_make_sections_however_their_style_is_called(tmp_path: Path) -> None:
    parts = styles(
        ("Tiu1", "Tiêu đề 1", ""),
        ("My", "My own", '<w:basedOn w:val="Tiu1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ("Mine", "Mine", '<w:basedOn w:val="My"/>'),
    )
    body = styled("Tiu1", "Một") + p("a") + styled("Mine", "Hai") + p("b") + styled("Tiu1", "Ba")
    read = word(tmp_path, body + p("c"), parts=parts)
    assert titles(read.publication) == ["Một", "Ba"]
    assert [s.heading.text for s in inner(read.publication.sections[0]) if s.heading] == ["Hai"]


def test_the_title_stands_on_its_own_page(tmp_path: Path) -> None:
    parts = styles(("T", "Title", ""), ("H1", "heading 1", ""))
    body = styled("T", "The Book") + p("By Someone") + styled("H1", "One") + p("a")
    read = word(tmp_path, body, parts=parts)
    first = read.publication.sections[0]
    assert (first.kind, first.matter) == ("titlepage", Matter.FRONT)
    assert titles(read.publication) == ["The Book", "One"]
    assert read.publication.metadata.title == "The Book"


def test_core_properties_are_metadata(tmp_path: Path) -> None:
    core = (
        "<dc:title>Sách</dc:title><dc:creator>Ann; Bob</dc:creator><dc:language>vi</dc:language>"
        "<dcterms:created>2020-03-04T01:02:03Z</dcterms:created>"
    )
    metadata = word(tmp_path, p("a"), core=core).publication.metadata
    assert (metadata.title, metadata.language, metadata.date) == ("Sách", "vi", "2020-03-04")
    assert metadata.authors == ("Ann", "Bob")


def test_runs_of_one_look_are_one_mark(tmp_path: Path) -> None:
    body = f"<w:p>{r('so ')}{r('very', '<w:b/>')}{r(' much', '<w:b/>')}{r(' x')}"
    body += r("2", '<w:vertAlign w:val="superscript"/>') + r(" n", '<w:i w:val="0"/>') + "</w:p>"
    (text,) = found(word(tmp_path, body).publication, Paragraph)
    assert text.text == "so very much x2 n"
    assert said(text) == [("strong", "very much"), ("superscript", "2")]


def test_notes_follow_the_paragraph_that_refers_to_them(tmp_path: Path) -> None:
    body = f'<w:p>{r("Here")}<w:r><w:footnoteReference w:id="2"/></w:r>{r(" and")}'
    body += '<w:r><w:endnoteReference w:id="5"/></w:r></w:p>' + p("Later.")
    publication = word(tmp_path, body, parts=NOTES).publication
    text, foot, _, end, _, _ = blocks(publication)
    assert isinstance(text, Paragraph)
    assert isinstance(foot, Note)
    assert isinstance(end, Note)
    assert text.text == "Here1 and1"
    assert [m.href for m in text.marks] == [f"#{foot.aliases[0]}", f"#{end.aliases[0]}"]
    assert (foot.kind, end.kind) == (NoteKind.FOOTNOTE, NoteKind.ENDNOTE)
    assert [b.text for b in foot.blocks if isinstance(b, Paragraph)] == ["A word about it."]


def test_numbers_that_word_counts_are_part_of_the_text(tmp_path: Path) -> None:
    body = item("first") + item("inner", level=1) + item("second", level=1) + item("next")
    (whole,) = word(tmp_path, body, parts=NUMBERING).publication.sections[0].content
    assert isinstance(whole, List)
    assert not whole.bulleted
    assert [t.text for t in found_in(whole)] == ["3. first", "3a) inner", "3b) second", "4. next"]
    nested = whole.items[0].blocks[1]
    assert isinstance(nested, List)


def found_in(node: List) -> list[Paragraph]:
    return [child for child in walk(node) if isinstance(child, Paragraph)]


def test_bullets_are_not_words(tmp_path: Path) -> None:
    publication = word(tmp_path, item("one", 2) + item("two", 2), parts=NUMBERING).publication
    (whole,) = publication.sections[0].content
    assert isinstance(whole, List)
    assert whole.bulleted
    assert [t.text for t in found_in(whole)] == ["one", "two"]


def test_a_numbered_heading_says_its_number(tmp_path: Path) -> None:
    numbered = '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="1"/></w:numPr>'
    parts = {**NUMBERING, **styles(("H1", "heading 1", ""))}
    publication = word(tmp_path, p("Rain", numbered) + p("a"), parts=parts).publication
    assert titles(publication) == ["3. Rain"]


def test_languages_are_kept_where_they_differ(tmp_path: Path) -> None:
    default = "<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val='en-GB'/></w:rPr></w:rPrDefault>"
    french = '<w:lang w:val="fr-FR"/>'
    body = p("An English sentence that goes on for a while.")
    body += f"<w:p>{r('They said ')}{r('bonjour', french)}{r(' to us.')}</w:p>"
    body += f"<w:p>{r('Tout le monde est là.', french)}</w:p>"
    parts = {"styles": f"{default}</w:docDefaults>"}
    read = word(tmp_path, body, parts=parts)
    first, second, third = found(read.publication, Paragraph)
    assert read.publication.metadata.language == "en-GB"
    assert (first.lang, second.lang, third.lang) == (None, None, "fr-FR")
    assert [(m.lang, second.text[m.begin : m.end]) for m in second.marks] == [("fr-FR", "bonjour")]


def test_languages_that_the_letters_disprove_are_not_believed(tmp_path: Path) -> None:
    wrong = '<w:lang w:val="en-US"/>'
    body = f"<w:p>{r('Trời mưa từ sáng đến chiều, đường làng ngập nước.', wrong)}</w:p>"
    french = '<w:lang w:val="fr-FR"/>'
    body += f"<w:p>{r('Con trâu đứng dưới gốc đa ', wrong)}{r('merci', french)}</w:p>"
    read = word(tmp_path, body)
    assert "docx-language" in codes(read)
    assert read.publication.metadata.language == ""
    assert all(t.lang is None and not t.marks for t in found(read.publication, Paragraph))


def test_changes_are_read_as_accepted(tmp_path: Path) -> None:
    body = f"<w:p>{r('We ')}<w:ins>{r('gladly ')}</w:ins><w:del><w:r><w:delText>hardly "
    body += f"</w:delText></w:r></w:del>{r('came.')}</w:p>"
    body += f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('One ')}</w:p>{p('line.')}"
    read = word(tmp_path, body)
    assert [t.text for t in found(read.publication, Paragraph)] == ["We gladly came.", "One line."]
    assert set(codes(read)) == {"docx-deleted", "docx-inserted"}


def test_fields_give_their_results_but_tables_of_contents_do_not(tmp_path: Path) -> None:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    def field(words: str, result: str) -> str:
        instruction = f"<w:r><w:instrText>{words}</w:instrText></w:r>"
        return char("begin") + instruction + char("separate") + r(result) + char("end")

    contents = char("begin") + "<w:r><w:instrText>TOC \\o</w:instrText></w:r>" + char("separate")
    body = f"<w:p>{contents}{r('One 1')}</w:p><w:p>{r('Two 9')}{char('end')}</w:p>"
    body += (
        f"<w:p>{r('See ')}{field('REF x', 'chapter two')}{r(', page ')}{field('PAGE', '7')}</w:p>"
    )
    body += f"<w:p>{field('HYPERLINK &quot;https://example.org&quot;', 'there')}</w:p>"
    first, second = found(word(tmp_path, body).publication, Paragraph)
    assert first.text == "See chapter two, page"
    assert [(m.kind.value, m.href) for m in second.marks] == [("link", "https://example.org")]


def test_content_controls_give_their_text_but_not_their_prompts(tmp_path: Path) -> None:
    toc = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    )
    toc += f"</w:sdtPr><w:sdtContent>{p('Contents')}</w:sdtContent></w:sdt>"
    kept = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('kept')}</w:sdtContent></w:sdt>"
    prompt = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Click')}</w:sdtContent>"
    )
    publication = word(tmp_path, toc + kept + prompt + "</w:sdt>").publication
    assert [t.text for t in found(publication, Paragraph)] == ["kept"]


def test_a_table_knows_its_headers_and_its_merged_cells(tmp_path: Path) -> None:
    def cell(words: str, more: str = "") -> str:
        return f"<w:tc><w:tcPr>{more}</w:tcPr>{p(words)}</w:tc>"

    header = (
        "<w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + cell("Day")
        + cell("Hours", '<w:gridSpan w:val="2"/>')
    )
    first = (
        "<w:tr>"
        + cell("Monday", '<w:vMerge w:val="restart"/>')
        + cell("8")
        + cell("12")
        + "</w:tr>"
    )
    second = "<w:tr>" + cell("", "<w:vMerge/>") + cell("13") + cell("17") + "</w:tr>"
    caption = '<w:p><w:pPr><w:pStyle w:val="C"/></w:pPr>' + r("When we are open") + "</w:p>"
    parts = styles(("C", "caption", ""))
    body = f"{caption}<w:tbl>{header}</w:tr>{first}{second}</w:tbl>"
    (table,) = word(tmp_path, body, parts=parts).publication.sections[0].content
    assert isinstance(table, Table)
    assert table.caption == Paragraph(text="When we are open")
    assert [[(c.columns, c.rows, c.header) for c in row.cells] for row in table.rows] == [
        [(1, 1, True), (2, 1, True)],
        [(1, 2, False), (1, 1, False), (1, 1, False)],
        [(1, 1, False), (1, 1, False)],
    ]


def test_a_frame_of_one_cell_is_no_table(tmp_path: Path) -> None:
    body = f"<w:tbl><w:tr><w:tc>{p('boxed')}</w:tc></w:tr></w:tbl>"
    assert word(tmp_path, body).publication.sections[0].content == (Paragraph(text="boxed"),)


def test_pictures_have_their_descriptions_and_captions(tmp_path: Path) -> None:
    decoration = '<adec:decorative val="1"/>'
    body = f"<w:p>{drawing('i')}</w:p>" + styled("C", "Figure 1")
    body += f"<w:p>{drawing('i', '')}</w:p><w:p>{drawing('i', '', decoration)}</w:p>"
    read = word(
        tmp_path,
        body,
        parts=styles(("C", "caption", "")),
        links={"i": ("image", "media/a.png")},
        files={"word/media/a.png": PNG},
    )
    first, second = (n for n in walk(read.publication) if isinstance(n, Figure))
    assert first.alt == Paragraph(text="A cat asleep")
    assert first.caption == (Paragraph(text="Figure 1"),)
    assert second.alt is None
    assert codes(read) == ["docx-image-undescribed"]
    assert len(read.publication.resources) == 1


def test_pictures_elsewhere_are_not_fetched(tmp_path: Path) -> None:
    links = {"i": ("image", "http://example.org/a.png")}
    read = word(tmp_path, p("a") + f"<w:p>{drawing('i')}</w:p>", links=links)
    assert codes(read) == ["docx-image-external"]
    assert [n.kind for n in walk(read.publication) if isinstance(n, Note)] == [NoteKind.PRODUCER]


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('in the box')}</w:txbxContent>"
    body = (
        f"<w:p>{r('around')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wp:anchor><wps:txbx>{box}</wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    publication = word(tmp_path, body).publication
    assert [t.text for t in found(publication, Paragraph)] == ["around", "in the box"]
    assert [n.kind for n in walk(publication) if isinstance(n, Note)] == [NoteKind.SIDEBAR]


def test_lines_of_a_poem_stay_lines(tmp_path: Path) -> None:
    lines = ["Trăm năm trong cõi người ta,", "Chữ tài chữ mệnh khéo là ghét nhau."]
    broken = f"<w:p>{r(lines[0])}<w:r><w:br/></w:r>{r(lines[1])}</w:p>"
    parts = styles(("V", "Thơ", ""))
    publication = word(tmp_path, broken + "".join(styled("V", line) for line in lines), parts=parts)
    assert [v.text for v in found(publication.publication, Verse)] == ["\n".join(lines)] * 2


def test_quotations_and_changes_of_scene_are_told_apart(tmp_path: Path) -> None:
    parts = styles(("Q", "Quote", ""))
    body = p("a") + styled("Q", "x") + styled("Q", "y") + p("b") + p("* * *") + p("c")
    content = word(tmp_path, body, parts=parts).publication.sections[0].content
    assert [type(block) for block in content] == [Paragraph, Quote, Paragraph, Break, Paragraph]


def test_page_numbers_of_the_daisy_styles_are_pages(tmp_path: Path) -> None:
    parts = styles(("P", "Page Number (DAISY)", ""))
    parts["styles"] += (
        '<w:style w:type="character" w:styleId="PC"><w:name w:val="Page Number (DAISY)"/></w:style>'
    )
    number = '<w:rStyle w:val="PC"/>'
    mid = f"<w:p>{r('half ')}{r('8', number)}{r('way')}</w:p>"
    publication = word(tmp_path, styled("P", "7") + p("top") + mid, parts=parts).publication
    page, _, paragraph = publication.sections[0].content
    assert isinstance(page, PageBreak)
    assert isinstance(paragraph, Paragraph)
    assert page.label == "7"
    assert paragraph.text == "half way"
    assert [(at.label, at.at) for at in paragraph.pages] == [("8", 5)]


def test_breaks_of_pages_on_paper_are_nothing(tmp_path: Path) -> None:
    body = (
        f"<w:p>{r('one')}<w:r><w:br w:type='page'/><w:lastRenderedPageBreak/></w:r>{r('two')}</w:p>"
    )
    assert [t.text for t in found(word(tmp_path, body).publication, Paragraph)] == ["one two"]


def test_formulas_are_a_line_of_signs_and_a_finding(tmp_path: Path) -> None:
    def m(words: str) -> str:
        return f"<m:r><m:t>{words}</m:t></m:r>"

    power = f"<m:sSup><m:e>{m('x')}</m:e><m:sup>{m('2')}</m:sup></m:sSup>"
    fraction = f"<m:f><m:num>{m('a+b')}</m:num><m:den>{m('c')}</m:den></m:f>"
    read = word(tmp_path, f"<w:p>{r('So ')}<m:oMath>{power}{m('=')}{fraction}</m:oMath></w:p>")
    (text,) = found(read.publication, Paragraph)
    assert said(text) == [("math", "x^2=(a+b)/c")]
    assert codes(read) == ["docx-math"]


def test_signs_of_symbol_fonts_are_letters_where_we_know_them(tmp_path: Path) -> None:
    body = '<w:p><w:r><w:sym w:font="Symbol" w:char="F061"/></w:r><w:r>'
    body += '<w:sym w:font="Webdings" w:char="F0FF"/></w:r></w:p>'
    read = word(tmp_path, body)
    assert [t.text for t in found(read.publication, Paragraph)] == ["α"]
    assert [(f.code, f.facts["count"]) for f in read.findings] == [("docx-symbols", 1)]


def test_soft_hyphens_tabs_and_hidden_words(tmp_path: Path) -> None:
    soft = r("li\u00adbrary")
    body = f"<w:p>{soft}<w:r><w:tab/><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t></w:r>"
    body += r("gone", "<w:vanish/>") + "<w:smartTag>" + r(" kept") + "</w:smartTag></w:p>"
    assert [t.text for t in found(word(tmp_path, body).publication, Paragraph)] == [
        "library a-b kept"
    ]


def test_a_word_that_word_parted_between_two_fonts_is_converted_whole(tmp_path: Path) -> None:
    old = '<w:rFonts w:ascii="Times New Roman" w:hAnsi=".VnTime"/>'
    usual = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
    runs = r("B¸o c¸o cña Hµ N", old) + r("éi", usual) + r(", caf", old) + r("é", usual)
    read = word(tmp_path, f"<w:p>{runs}</w:p>")
    assert [t.text for t in found(read.publication, Paragraph)] == ["Báo cáo của Hà Nội, café"]


def test_numbered_headings_are_found_where_no_style_tells_them(tmp_path: Path) -> None:
    body = p("Lời đầu.") + p("CHƯƠNG I") + p("QUY ĐỊNH CHUNG") + p("Điều 1. Đây là lời văn.")
    body += p("CHƯƠNG II") + p("Điều 2. Đây cũng vậy.")
    sections = word(tmp_path, body).publication.sections
    named = [section.heading.text for section in sections if section.heading]
    assert named == ["CHƯƠNG I QUY ĐỊNH CHUNG", "CHƯƠNG II"]


def test_headings_by_style_are_not_second_guessed(tmp_path: Path) -> None:
    body = h(1, "One") + p("Chapter 1") + p("words") + h(1, "Two") + p("Chapter 2") + p("words")
    sections = word(tmp_path, body).publication.sections
    assert [section.heading.text for section in sections if section.heading] == ["One", "Two"]


def test_an_account_is_no_author(tmp_path: Path) -> None:
    made = docx(tmp_path / "a.docx", p("words"), core="<dc:creator>user1;Mai Lan</dc:creator>")
    assert read_docx(made, keep).publication.metadata.authors == ("Mai Lan",)


def test_old_vietnamese_fonts_are_converted_and_told(tmp_path: Path) -> None:
    font = '<w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/>'
    read = word(tmp_path, f"<w:p>{r('Boä Taøi chiùnh', font)}</w:p>")
    assert [(f.code, f.severity.value, f.facts["font"]) for f in read.findings] == [
        ("legacy-converted", "note", "VNI-Times")
    ]
    assert [t.text for t in found(read.publication, Paragraph)] == ["Bộ Tài chính"]


def test_links_lead_to_bookmarks_but_never_to_scripts(tmp_path: Path) -> None:
    body = '<w:p><w:bookmarkStart w:id="0" w:name="here"/></w:p>' + p("target")
    body += f'<w:p><w:hyperlink w:anchor="here">{r("up")}</w:hyperlink>'
    body += f'<w:hyperlink r:id="s">{r(" bad")}</w:hyperlink></w:p>'
    links = {"s": ("hyperlink", "javascript://x")}
    target, link = found(word(tmp_path, body, links=links).publication, Paragraph)
    assert target.aliases == ("here",)
    assert [m.href for m in link.marks] == ["#here"]


def test_comments_are_left_out_and_told(tmp_path: Path) -> None:
    body = f'<w:p>{r("text")}<w:r><w:commentReference w:id="1"/></w:r></w:p>'
    assert codes(word(tmp_path, body)) == ["docx-comments"]


def test_the_strict_variant_is_read_as_the_other(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", h(1, "One") + p("words"))
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content.replace(usual.encode(), strict.encode()))
    assert titles(read_docx(path, keep).publication) == ["One"]


CORPUS = Path(__file__).parents[3] / "../shared/corpus"


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus")
def test_the_whole_novel_has_its_chapters() -> None:
    read = read_docx(CORPUS / "en/en_pride_and_prejudice_pg1342.docx", keep)
    headings = [t.text for t in found(read.publication, Heading)]
    assert [t for t in headings if t.startswith("Chapter")] == [
        f"Chapter {n}" for n in range(1, 62)
    ]
    assert isinstance(read.publication.sections[0], Section)
    assert "START OF" not in " ".join(t.text for t in found(read.publication, Paragraph))


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="no corpus")
def test_a_decree_in_vni_becomes_unicode() -> None:
    read = read_docx(CORPUS / "vi-legacy/synthetic-vni-2002-0112qd.docx", keep)
    assert codes(read) == ["legacy-converted"]
