from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiolib.publication import Mark, MarkKind, PageBreak, Paragraph, Phrase, texts
from audiolib.sources import mojibake
from audiolib.sources.over import rewritten
from audiolib.sources.persian import Tally, with_joiners, with_letters
from audiolib.sources.read import read
from audiolib.sources.text import decode
from tests.audiolib.sources.legacy.encode import TALE, encoded
from tests.audiolib.sources.sources import codes, keep, reading_of

RUSSIAN = "В тихой библиотеке у реки читали вслух сказку о цапле и старой вербе. " * 4
UKRAINIAN = "У тихій бібліотеці біля річки читали вголос казку про чаплю; її знає і їжак. " * 4
PERSIAN = "در كتابخانه اي كنار رود قصه اي درباره يك پرنده مي خواندند و همه گوش مي دادند. " * 4


def words(path: Path) -> str:
    return "\n".join(text.text for text in texts(read(path, lang=None, keep=keep).publication))


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "vps", "cp1258"])
def test_a_text_file_in_an_old_encoding_is_read_and_told(tmp_path: Path, encoding: str) -> None:
    tale = TALE.replace("“", '"').replace("”", '"')
    reading = reading_of(tmp_path / "a.txt", encoded(tale, encoding))
    assert "legacy-converted" in codes(reading)
    assert reading.publication.metadata.language == "vi"
    assert " ".join(words(tmp_path / "a.txt").split()) == " ".join(tale.split())


@pytest.mark.parametrize("declared", ["", "iso-8859-1", "x-user-defined", "windows-1252"])
def test_a_page_of_the_web_too_whatever_it_declares(tmp_path: Path, declared: str) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">'
    page = f"<html><head>{head}</head><body><p>".encode() + encoded(TALE, "tcvn3") + b"</p></body>"
    reading = reading_of(tmp_path / "a.html", page)
    assert "legacy-converted" in codes(reading)
    assert words(tmp_path / "a.html") == " ".join(TALE.split())


def test_fonts_of_a_page_tell_more_than_its_letters(tmp_path: Path) -> None:
    page = (
        '<p><font face=".VnTimeH">céng hoµ</font> <span style="font-family:.VnTime">n\u00adíc'
        ' <i>ViÖt</i> Nam</span> <font face="Arial">déjà</font></p>'
    )
    reading = reading_of(tmp_path / "a.html", page)
    assert "legacy-converted" in codes(reading)
    assert words(tmp_path / "a.html") == "CỘNG HOÀ nước Việt Nam déjà"


def test_old_letters_that_were_saved_as_utf_8_are_converted_too(tmp_path: Path) -> None:
    misread = encoded(TALE, "vni").decode("cp1252")
    assert "legacy-converted" in codes(reading_of(tmp_path / "a.txt", misread))
    assert words(tmp_path / "a.txt") == " ".join(TALE.split())


def test_a_lost_letter_is_told_with_its_places(tmp_path: Path) -> None:
    lost = "Chương 1\n\n" + (TALE + " Phương pháp được dùng ở nước ta; trường mới.\n\n") * 3
    reading = reading_of(tmp_path / "a.txt", lost.replace("ư", "").replace("Chơng 1", "Chương 1"))
    (finding,) = (f for f in reading.findings if f.code == "legacy-lost-u")
    assert finding.severity.value == "error"
    assert int(finding.facts["restored"]) > 20
    assert "Phương pháp được dùng ở nước ta; trường mới." in words(tmp_path / "a.txt")


def test_words_that_no_rule_explains_are_told(tmp_path: Path) -> None:
    spoilt = TALE.replace("chim", "chĩịm").replace("quả", "qưảả")
    reading = reading_of(tmp_path / "a.txt", spoilt + " " + TALE)
    (finding,) = (f for f in reading.findings if f.code == "legacy-doubt")
    assert "chĩịm" in str(finding.facts["examples"])


def test_eth_becomes_the_vietnamese_letter(tmp_path: Path) -> None:
    reading_of(tmp_path / "a.txt", TALE.replace("Đ", "Ð"))
    assert "Đặng" in words(tmp_path / "a.txt")


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258", "mac_roman"])
def test_utf_8_that_was_read_as_something_else_is_read_anew(tmp_path: Path, encoding: str) -> None:
    known = mojibake._bytes(encoding)
    back = {byte: letter for letter, byte in known.items()}
    broken = "".join(chr(b) if b < 0x80 else back[b] for b in TALE.encode())
    reading = reading_of(tmp_path / "a.txt", broken)
    assert "mojibake-repaired" in codes(reading)
    assert words(tmp_path / "a.txt").split() == TALE.split()


@pytest.mark.parametrize(
    "text", [RUSSIAN, UKRAINIAN, PERSIAN, TALE, "Café, naïve, à la carte. " * 5]
)
def test_texts_that_are_right_are_no_mojibake(text: str) -> None:
    assert mojibake.encoding_of([text]) == ""


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((RUSSIAN, e) for e in ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac_cyrillic")),
        *((UKRAINIAN, e) for e in ("cp1251", "koi8-u", "cp1125", "iso8859-5", "mac_cyrillic")),
        *((PERSIAN, e) for e in ("cp1256",)),
    ],
)
@pytest.mark.parametrize("size", [200, 2000])
def test_old_encodings_of_other_scripts_are_told_without_doubt(
    text: str, encoding: str, size: int
) -> None:
    content = (text * 8).encode(encoding)[:size]
    decoded = decode(content)
    assert decoded.text == content.decode(encoding)
    assert decoded.confidence > 0.8


@pytest.mark.parametrize(
    ("typed", "read_"),
    [
        ("می شود و نمی توانند", "می‌شود و نمی‌توانند"),
        ("کتاب های تازه را بزرگ ترین", "کتاب‌های تازه را بزرگ‌ترین"),
        ("رفته ام و گفته اند", "رفته‌ام و گفته‌اند"),
        ("خانه اش بزرگ تر است", "خانه‌اش بزرگ‌تر است"),
        ("میشود و میخواهند", "می‌شود و می‌خواهند"),
        ("میدان و میهن و میان ما", "میدان و میهن و میان ما"),
        ("چشم تر و ای دوست", "چشم تر و ای دوست"),
        ("ساعت ۷:۰۶ و ۲،۴۴۶", "ساعت ۷:۰۶ و ۲،۴۴۶"),
    ],
)
def test_half_spaces_come_back_where_that_is_certain(typed: str, read_: str) -> None:
    assert with_joiners(typed, Tally()) == read_


def test_in_verse_wine_is_not_taken_for_a_verb() -> None:
    assert with_joiners("می خورد", Tally(), verse=True) == "می خورد"


def test_persian_gets_its_letters_and_arabic_keeps_its_own() -> None:
    tally = Tally()
    assert with_letters("كتاب يكي از علي", tally) == "کتاب یکی از علی"
    assert tally.letters == 5
    assert with_letters("في المكتبة الكبيرة", tally) == "في المكتبة الكبيرة"


def test_a_persian_file_tells_what_was_put_right(tmp_path: Path) -> None:
    reading = reading_of(tmp_path / "a.txt", PERSIAN.encode("cp1256"))
    assert reading.publication.metadata.language == "fa"
    assert {"persian-letters", "persian-joiners"} <= set(codes(reading))
    assert "یک پرنده می‌خواندند" in words(tmp_path / "a.txt")


def test_a_persian_passage_of_another_book_gets_its_letters_too(tmp_path: Path) -> None:
    persian = "كتابخانه از صبح زود باز است و به همه خدمت مي كند."
    reading_of(tmp_path / "a.txt", f"{TALE}\n\n{persian}\n\n{TALE}")
    assert "کتابخانه از صبح زود باز است و به همه خدمت می‌کند." in words(tmp_path / "a.txt")


def test_an_arabic_file_is_left_as_it_is(tmp_path: Path) -> None:
    arabic = "كان في المدينة القديمة رجل يحب الكتب، وكان يقرأ كل يوم في المكتبة الكبيرة. " * 3
    reading = reading_of(tmp_path / "a.txt", arabic)
    assert reading.publication.metadata.language == "ar"
    assert "كان في المدينة" in words(tmp_path / "a.txt")


@given(
    text=st.text("ab c", min_size=1, max_size=30),
    edges=st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4),
    at=st.integers(0, 30),
)
def test_marks_and_pages_move_along_with_changed_words(
    text: str, edges: list[tuple[int, int]], at: int
) -> None:
    spans = {(min(b, e, len(text)), min(max(b, e), len(text))) for b, e in edges}
    marks = tuple(Mark(b, e, MarkKind.EMPHASIS) for b, e in sorted(spans) if b < e)
    page = PageBreak(label="1", at=min(at, len(text)))
    phrases = tuple(Phrase("", b, e) for b, e in sorted(spans) if b < e)[:1]
    before = Paragraph(text=text, marks=marks, pages=(page,), phrases=phrases)
    after = rewritten(before, lambda words: words.replace("a", "xyz"))
    assert after.text == text.replace("a", "xyz")
    told = [after.text[m.begin : m.end] for m in after.marks]
    assert told == [text[m.begin : m.end].replace("a", "xyz") for m in marks]
    said = [after.text[p.begin : p.end] for p in after.phrases]
    assert said == [text[p.begin : p.end].replace("a", "xyz") for p in phrases]
    assert after.text[: after.pages[0].at] == text[: page.at].replace("a", "xyz")
