"""`segment` and `speakable`: what outside checks call."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audiolib.exits import BAD_INPUT, OK, USAGE
from tests.audiolib.commands.calls import Said, call

PLS = (
    b'<?xml version="1.0" encoding="UTF-8"?><lexicon version="1.0" alphabet="ipa" xml:lang="vi" '
    b'xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"><lexeme><grapheme>UBND</grapheme>'
    b"<alias>\xe1\xbb\xa7y ban</alias></lexeme></lexicon>"
)
QUIET = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\n\r\ufeff", exclude_categories=["Cs"]),
    max_size=60,
)


def segment(text: str, lang: str = "vi") -> Said:
    return call("segment", "--lang", lang, given=text.encode())


def speakable(*lines: str, lang: str = "vi") -> list[Any]:
    said = call("speakable", "--lang", lang, given="\n".join(lines).encode() + b"\n")
    assert said.status == OK
    return [json.loads(line) for line in said.out.splitlines()]


def test_a_line_in_is_sentences_out_one_a_line() -> None:
    said = segment("Trời mưa.  Tôi ở\tnhà.\nCòn anh?\n")
    assert (said.status, said.out) == (OK, "Trời mưa.\nTôi ở nhà.\nCòn anh?\n")


def test_blank_in_is_blank_out() -> None:
    assert segment("Một.\n\n \t \nHai.\n").out == "Một.\n\n\nHai.\n"


def test_no_line_in_is_no_line_out() -> None:
    assert segment("").out == ""


def test_a_last_line_without_its_end_and_ends_of_windows_are_lines_too() -> None:
    assert segment("Một. Hai.\r\nBa.").out == "Một.\nHai.\nBa.\n"


def test_a_byte_order_mark_is_no_text() -> None:
    assert segment("\ufeffMột.\n").out == "Một.\n"


def test_what_comes_out_is_nfc() -> None:
    assert segment(unicodedata.normalize("NFD", "Trời tối.\n")).out == "Trời tối.\n"


@QUIET
@given(TEXTS)
def test_sentences_hold_the_words_of_the_line_and_nothing_else(line: str) -> None:
    out = segment(line + "\n").out
    assert out.endswith("\n")
    assert " ".join(out.split()) == " ".join(unicodedata.normalize("NFC", line).split())


def test_a_line_that_is_not_utf_8_is_named_and_those_before_it_are_given() -> None:
    said = call("segment", "--lang", "vi", given=b"M\xc3\xb4t.\n\xff\xfe\n")
    assert said.status == BAD_INPUT
    assert "Line 2" in said.err
    assert said.out == "Môt.\n"


@pytest.mark.parametrize("command", ["segment", "speakable"])
def test_the_language_must_be_given(command: str) -> None:
    said = call(command)
    assert said.status == USAGE
    assert "--lang" in said.err


def test_spoken_is_the_text_with_its_spans_replaced() -> None:
    told = speakable("Năm 1945, 3 kg gạo giá 5.000 đồng.", "Không có gì.", "")
    assert [replaced(line, one) for line, one in zip(LINES, told, strict=True)]
    assert told[1] == {"spoken": "Không có gì.", "spans": []}
    assert told[2] == {"spoken": "", "spans": []}
    assert "1945" not in told[0]["spoken"]


LINES = ("Năm 1945, 3 kg gạo giá 5.000 đồng.", "Không có gì.", "")


def replaced(line: str, told: Any) -> bool:
    """Whether the contract of one answer holds; fails where it does not."""
    at, spoken = 0, ""
    for span in told["spans"]:
        assert {"begin", "end", "text", "spoken", "rule", "confidence"} <= set(span)
        assert at <= span["begin"] < span["end"] <= len(line)
        assert line[span["begin"] : span["end"]] == span["text"]
        assert span["spoken"] != span["text"] or "ipa" in span
        assert 0 <= span["confidence"] <= 1
        assert span["rule"]
        spoken += line[at : span["begin"]] + span["spoken"]
        at = span["end"]
    assert told["spoken"] == spoken + line[at:]
    return True


@QUIET
@given(
    st.lists(st.one_of(st.text("0123456789.,:/-% kgmVI$€°", max_size=12), TEXTS), max_size=6),
    st.sampled_from(["vi", "en", "uk", "ru", "fa"]),
)
def test_spans_are_sorted_disjoint_and_explain_all_that_is_spoken(
    parts: list[str], lang: str
) -> None:
    line = unicodedata.normalize("NFC", " ".join(parts))
    (told,) = speakable(line, lang=lang)
    assert replaced(line, told)


def test_a_lexicon_goes_before_the_rules(tmp_path: Any) -> None:
    path = tmp_path / "vi.pls"
    path.write_bytes(PLS)
    said = call("speakable", "--lang", "vi", "--lexicon", path, given="UBND xã họp.\n".encode())
    assert json.loads(said.out)["spoken"] == "ủy ban xã họp."


def test_a_lexicon_that_is_none_is_told(tmp_path: Any) -> None:
    path = tmp_path / "vi.pls"
    path.write_bytes(b"<lexicon>")
    broken = call("speakable", "--lang", "vi", "--lexicon", path, given=b"x\n")
    missing = call("speakable", "--lang", "vi", "--lexicon", tmp_path / "no.pls", given=b"x\n")
    assert (broken.status, missing.status) == (BAD_INPUT, BAD_INPUT)
    assert "PLS" in broken.err
    assert "no.pls" in missing.err
