import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiolib.sources.legacy import (
    Ledger,
    converted,
    doubtful,
    encoding_of,
    font_of,
    is_syllable,
    loss,
    of_bytes,
    restored,
    syllables,
    weigh,
)
from audiolib.sources.legacy._tables import NAMES
from tests.audiolib.sources.legacy.encode import TALE, encoded, letters

ENCODINGS = (*NAMES, "cp1258")
SMALL = "abcdefghiklmnopqrstuvxyàảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(words=st.lists(st.text(SMALL, min_size=1, max_size=8), min_size=1, max_size=6))
def test_what_was_written_in_an_old_encoding_comes_back(encoding: str, words: list[str]) -> None:
    text = " ".join(f"n{word}" for word in words)
    misread = encoded(text, encoding).decode("latin-1")
    back = converted(misread, encoding)
    # In VNI a vowel and a sign of its own may stand for one letter: two letters that never meet.
    if encoding != "vni" and encoding != "cp1258":
        assert back == unicodedata.normalize("NFC", text)
    assert back == unicodedata.normalize("NFC", back)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_tale_comes_back_from_every_encoding(encoding: str) -> None:
    tale = TALE  # VISCII and VPS have letters where windows-1252 has its quotation marks
    if encoding in ("viscii", "vps"):
        tale = TALE.replace("“", '"').replace("”", '"')
    content = encoded(tale, encoding)
    assert of_bytes(content).encoding == encoding
    assert converted(content.decode("latin-1"), encoding) == tale


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("start", [0, 100, 300])
def test_two_hundred_bytes_are_enough(encoding: str, start: int) -> None:
    assert of_bytes(encoded(TALE, encoding)[start : start + 200]).encoding == encoding


@pytest.mark.parametrize("encoding", NAMES)
def test_every_vietnamese_letter_has_its_place(encoding: str) -> None:
    lacking = [c for c in SMALL if c > "\x7f" and c not in letters(encoding)]
    # Where Latin-1 has the same letter at the same place, a table need not name it.
    assert [c for c in lacking if c.encode("latin-1", "replace") == b"?"] == []


@pytest.mark.parametrize(
    "text",
    [
        TALE,
        unicodedata.normalize("NFD", TALE),
        "Où est-il, naïf et joué ? Le garçon très déçu, à côté du théâtre, a été créé là-bas.",
        "Über die Brücke führt der Weg zum Schloß; die Mädchen hören Lärm, spüren Kälte, Größe.",
        "Ще не вмерла України і слава, і воля, ще нам, браття молодії, усміхнеться доля.",
        "یکی بود یکی نبود، غیر از خدا هیچ کس نبود، در شهری دور پادشاهی بود که سه پسر داشت.",
        "Plain words without a single sign beyond those of ASCII prove nothing whatever here.",
    ],
)
def test_what_is_unicode_or_of_another_language_is_left_alone(text: str) -> None:
    assert encoding_of([text] * 3).encoding == ""


@pytest.mark.parametrize("name", ["cp1251", "koi8-r", "iso8859-5", "cp866"])
def test_cyrillic_bytes_are_not_taken_for_vietnamese(name: str) -> None:
    text = "В начале было слово, и слово было коротким, а потом пришли и другие слова. " * 3
    assert of_bytes(text.encode(name)).encoding == ""


def test_syllables_are_told_by_onset_rime_and_tone() -> None:
    right = "nghiêng khuỷu quỳnh giết gì Nguyễn huyền ươm yêu quốc oằn xoong hòa hoà thuỷ thủy ĐƯỢC"
    wrong = "phơng đợc nớc gzip ngiêng kà cêm qơu bác̀ tập̀ lap hếp̉ phờc"
    assert [w for w in right.split() if not is_syllable(w)] == []
    assert [w for w in wrong.split() if is_syllable(w)] == []
    assert syllables("Phơng án TSCĐ, QĐ và 5 đ của Việt Nam") == (4, 5)
    assert doubtful("Phơng pháp đợc dùng") == ["Phơng", "đợc"]


@pytest.mark.parametrize(
    ("name", "encoding", "capitals"),
    [
        (".VnTime", "tcvn3", False),
        (".VnTimeH", "tcvn3", True),
        ("VnTimeH,Bold", "tcvn3", True),
        ("ABCDEF+.VnArial NarrowH", "tcvn3", True),
        (".VnTimeH Tur", "tcvn3", True),
        ("VNI-Times", "vni", False),
        ("VNI Helve", "vni", False),
        ("ABCDEE+VNITimes,Bold", "vni", False),
        ("VnTimeHBold", "tcvn3", True),
        ("VPS Times", "vps", False),
        ("VISCII", "viscii", False),
    ],
)
def test_fonts_tell_their_encoding(name: str, encoding: str, capitals: bool) -> None:
    font = font_of(name)
    assert font is not None
    assert (font.encoding, font.capitals) == (encoding, capitals)


@pytest.mark.parametrize("name", ["Times New Roman", "UVN Bay Buom", "Verdana", "Vni", "Vnu", ""])
def test_other_fonts_tell_nothing(name: str) -> None:
    assert font_of(name) is None


def test_capitals_that_tcvn3_has_only_small_are_made_even() -> None:
    assert converted("CéNG HOµ X· HéI CHñ NGHÜA", "tcvn3") == "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA"
    assert converted("ng©n hµng", "tcvn3", capitals=True) == "NGÂN HÀNG"
    code = "sè 115/2004/Q§-TTg"
    assert converted(code, "tcvn3", capitals=True) == "SỐ 115/2004/QĐ-TTg"
    assert converted("Bé Tµi chÝnh", "tcvn3") == "Bộ Tài chính"


def test_a_letter_that_a_pdf_calls_hyphen_or_minus_is_a_letter() -> None:
    assert converted("n−íc ta, 5 − 3, t\u00ad nh©n", "tcvn3") == "nước ta, 5 − 3, tư nhân"
    assert converted("−", "tcvn3") == "−"
    assert converted("a) − b", "tcvn3") == "a) − b"
    assert converted("ph-¬ng h-íng ®Çu t- vµ -u tiªn", "tcvn3") == "phương hướng đầu tư và ưu tiên"
    assert converted("Hµ-Néi 12-5 tr-êng c26b- A-4", "tcvn3") == "Hà-Nội 12-5 trường c26b- A-4"


def test_a_font_that_went_over_to_unicode_is_not_converted() -> None:
    ledger, font = Ledger(), font_of(".VnTime")
    assert font is not None
    assert ledger.converted("đã được dịch", font) == "đã được dịch"
    assert ledger.converted("có", font) == "có"
    assert not ledger.fonts


def test_the_ledger_tells_how_well_it_went() -> None:
    ledger, font = Ledger(), font_of("VNI-Times")
    assert font is not None
    assert ledger.converted("Boä Taøi chính", font) == "Bộ Tài chính"
    before, after = ledger.shares("vni")
    assert before < after == 1.0
    assert ledger.words["VNI-Times"] == 12


def test_a_lost_letter_is_told_and_put_back_where_that_is_certain() -> None:
    broken = TALE.replace("ư", "").replace("Ư", "")
    assert loss([broken]).is_certain
    assert not loss([TALE]).is_certain
    fixed = restored(broken)
    for word in ("xưa", "người", "được", "phương", "nước"):
        if word in TALE:
            assert word in fixed or word in ("xưa",)
    assert restored("Phơng pháp nh thế, nhng không đợc 5 km") == (
        "Phương pháp như thế, nhưng không được 5 km"
    )


def test_evidence_weighs_before_and_after() -> None:
    own = weigh("Vietnam lµ ®Êt n\u00adíc", "tcvn3")
    assert own.before < own.after == 1.0
    assert weigh("plain", "vni").words == 0
