import contextlib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiolib.errors import AudiolibError, SourceDamagedError, SourceEmptyError, SourceHostileError
from audiolib.publication import (
    Figure,
    Heading,
    List,
    Mark,
    MarkKind,
    Note,
    NoteKind,
    Paragraph,
    Table,
    Text,
    walk,
)
from audiolib.sources import Reading
from audiolib.sources.read import read
from tests.audiolib.sources.sources import codes, keep

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman;}{\f1\fcharset0 .VnTime;}"
    r"{\f2\fcharset0 .VnTimeH;}{\f3\fcharset204 Times New Roman Cyr;}"
    r"{\f4\fcharset163 Times New Roman (Vietnamese);}{\f5\fcharset2 Symbol;}"
    r"{\f6\fcharset178 Traditional Arabic;}}"
)
STYLES = (
    r"{\stylesheet{\s0 Normal;}{\s1\sbasedon0\b heading 1;}{\s2\sbasedon0\outlinelevel1 Own;}"
    r"{\*\cs10 \additive Default Paragraph Font;}}"
)


def rtf(folder: Path, body: str, head: str = "", lang: str | None = None) -> Reading:
    path = folder / "a.rtf"
    path.write_bytes(f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{FONTS}{STYLES}{head}{body}}}".encode())
    return read(path, lang=lang, keep=keep)


def said(reading: Reading) -> list[str]:
    return [node.text for node in walk(reading.publication) if isinstance(node, Text)]


def test_bytes_are_decoded_by_their_font(tmp_path: Path) -> None:
    body = (
        r"\pard\plain\f3 \'cf\'f0\'e8\'e2\'b3\'f2\par\plain\f0 caf\'e9 \u7879?\par"
        r"\plain\f4 Ti\'ea\'ecng\par\plain\f6 \'d3\'e1\'c7\'e3\par\plain\f5 a\'b3\par"
    )
    read_ = rtf(tmp_path, body, lang="en")
    words = [unicodedata.normalize("NFC", text) for text in said(read_)]
    assert words == ["Привіт", "café ệ", "Tiếng", "سلام", "α≥"]


def test_words_in_old_vietnamese_fonts_become_unicode(tmp_path: Path) -> None:
    body = r"\pard\plain\f2 Ngh\'de \'ae\'denh\par\plain\f1 n\'ad\'edc, t\- nh\'a9n\par"
    read_ = rtf(tmp_path, body)
    assert said(read_) == ["NGHỊ ĐỊNH", "nước, tư nhân"]
    assert "legacy-converted" in codes(read_)
    assert read_.publication.metadata.language == "vi"


def test_headings_by_style_and_by_outline_level(tmp_path: Path) -> None:
    body = r"\pard\s1 One\par\pard text\par\pard\s2 Two\par\pard more\par"
    read_ = rtf(tmp_path, body, lang="en")
    first = read_.publication.sections[0]
    assert [n.text for n in walk(read_.publication) if isinstance(n, Heading)] == ["One", "Two"]
    assert first.heading is not None
    assert first.heading.text == "One"


def test_notes_stand_after_what_refers_to_them(tmp_path: Path) -> None:
    body = (
        r"\pard One{\super\chftn}{\footnote\pard\plain {\super\chftn} a foot} two"
        r"{\super\chftn}{\footnote\ftnalt\pard\plain an end}.\par"
    )
    read_ = rtf(tmp_path, body, lang="en")
    notes = [node for node in walk(read_.publication) if isinstance(node, Note)]
    assert [note.kind for note in notes] == [NoteKind.FOOTNOTE, NoteKind.ENDNOTE]
    assert said(read_) == ["One1 two1.", "a foot", "an end"]
    text = next(n for n in walk(read_.publication) if isinstance(n, Paragraph))
    assert [m.kind for m in text.marks] == [MarkKind.NOTEREF, MarkKind.NOTEREF]


def test_tables_keep_their_cells_spans_and_headers(tmp_path: Path) -> None:
    row = r"\trowd{}\cellx1000\cellx2000\pard\intbl {}\cell {}\cell\row"
    body = row.format(r"\trhdr", "Name", "Age") + row.format("", "Ann", "7")
    body += r"\trowd\cellx2000\pard\intbl both\cell\row\pard after\par"
    table = next(
        n for n in walk(rtf(tmp_path, body, lang="en").publication) if isinstance(n, Table)
    )
    assert [[c.columns for c in row.cells] for row in table.rows] == [[1, 1], [1, 1], [2]]
    assert table.rows[0].cells[0].header


def test_a_table_in_a_cell_stays_in_it(tmp_path: Path) -> None:
    body = (
        r"\trowd\cellx3000\pard\intbl outer\par\pard\intbl\itap2 inner\nestcell"
        r"{\*\nesttableprops\trowd\cellx1500\nestrow}\pard\intbl last\cell\row\pard end\par"
    )
    assert said(rtf(tmp_path, body, lang="en")) == ["outer", "inner", "last", "end"]


def test_lists_have_the_numbers_that_word_counts(tmp_path: Path) -> None:
    head = (
        r"{\*\listtable{\list{\listlevel\levelnfc0\levelstartat3{\leveltext\'02\'00.;}"
        r"{\levelnumbers\'01;}}\listid77}}{\*\listoverridetable{\listoverride\listid77\ls1}}"
    )
    item = r"\pard\ls1\ilvl0{{\listtext 9.\tab}}{}\par"
    read_ = rtf(tmp_path, item.format("red") + item.format("blue"), head, lang="en")
    assert any(isinstance(node, List) for node in walk(read_.publication))
    assert said(read_) == ["3. red", "4. blue"]


def test_pictures_are_kept_with_what_is_said_of_them(tmp_path: Path) -> None:
    png = (b"\x89PNG\r\n\x1a\n" + b"\0" * 20).hex()
    said_ = r"{\*\picprop{\sp{\sn wzDescription}{\sv A heron}}}"
    body = rf"\pard before{{\*\shppict{{\pict{said_}\pngblip {png}}}}}\par"
    read_ = rtf(tmp_path, body, lang="en")
    (figure,) = (n for n in walk(read_.publication) if isinstance(n, Figure))
    assert figure.alt is not None
    assert figure.alt.text == "A heron"


def test_links_emphasis_languages_and_what_is_hidden(tmp_path: Path) -> None:
    body = (
        r"\pard{\field{\*\fldinst HYPERLINK {"
        r'"https://example.org/"}}{\fldrslt here}} {\i not} {\v secret}'
        r"{\deleted gone} {\lang1036 bonjour mes chers amis}\par"
    )
    text = next(n for n in walk(rtf(tmp_path, body, lang="en").publication) if isinstance(n, Text))
    assert text.text == "here not bonjour mes chers amis"
    assert Mark(0, 4, MarkKind.LINK, href="https://example.org/") in text.marks
    assert any(m.kind is MarkKind.EMPHASIS for m in text.marks)


def test_title_author_and_date_come_from_the_head(tmp_path: Path) -> None:
    head = r"{\info{\title The Heron}{\author Mai Lan}{\creatim\yr2003\mo8\dy24}}"
    about = rtf(tmp_path, r"\pard words\par", head, lang="en").publication.metadata
    assert (about.title, about.authors, about.date) == ("The Heron", ("Mai Lan",), "2003-08-24")


def test_headers_objects_and_unknown_destinations_are_left_out(tmp_path: Path) -> None:
    body = (
        r"{\header head}{\*\unknown nobody}{\object{\*\objdata 0102}{\result shown}}"
        r"\pard text{\*\bkmkstart here}{\*\bkmkend here}\par"
    )
    assert "".join(said(rtf(tmp_path, body, lang="en"))).replace(" ", "") == "showntext"


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"{\\rtf1 }", SourceEmptyError),
        (b"{\\rtf1" + b"{" * 6000 + b"x", SourceHostileError),
        (b"{\\rtf1 {\\pict\\pngblip\\bin99999999 x}}", SourceEmptyError),
    ],
)
def test_what_no_honest_document_holds_is_refused(
    tmp_path: Path, content: bytes, error: type[AudiolibError]
) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(content)
    with pytest.raises(error):
        read(path, lang="en", keep=keep)


def test_a_file_that_only_is_called_rtf_is_damaged(tmp_path: Path) -> None:
    from audiolib.sources.rtf import read_rtf

    path = tmp_path / "a.rtf"
    path.write_bytes(b"hello")
    with pytest.raises(SourceDamagedError):
        read_rtf(path, keep)


@settings(max_examples=60)
@given(
    words=st.lists(
        st.sampled_from(
            [
                *("{", "}", "\\par ", "\\cell ", "\\row ", "\\intbl ", "\\trowd ", "\\itap3 "),
                *("\\footnote ", "\\field ", "\\fldinst ", "\\fldrslt ", "\\pict ", "\\pngblip "),
                *("\\u-3 ?", "\\u55357 ?", "\\uc9 ", "\\'e9", "\\nestcell ", "\\nestrow ", "word "),
                *("\\shp ", "\\shptxt ", "\\*", "\\info ", "\\title ", "\\stylesheet ", "\\s9 "),
                *("\\listtable ", "\\listlevel ", "\\leveltext ", "\\listid1 ", "\\ls1 ", "\\f9 "),
                *("\\cellx5 ", "\\clvmrg ", "\\clmrg ", "\\bin3 ", "\\lang-5 ", "\\yr9 ", "\\~"),
            ]
        ),
        max_size=60,
    )
)
def test_no_order_of_words_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    path = tmp_path_factory.mktemp("rtf") / "a.rtf"
    path.write_bytes(("{\\rtf1 x" + "".join(words)).encode())
    with contextlib.suppress(AudiolibError):
        read(path, lang="en", keep=keep)
