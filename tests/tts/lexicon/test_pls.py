"""PLS 1.0: what is written is valid and reads the same; what people made is read with care."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.conftest import ROOT
from tts.errors import (
    ForeignPatternError,
    LexiconAlphabetError,
    LexiconError,
    LexiconPatternError,
    SlowPatternError,
)
from tts.lexicon import MATCHES, Entry, edited, entries, read_pls, write_pls
from tts.lexicon.pls import OURS, PLS
from tts.lexicon.words import plain
from tts.spoken import replaced

SCHEMA = ROOT / "tests/files/lexicon/pls.rng"
PIPELINE = ("regex", "positive-lookahead", "negative-lookahead")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def pls(lexemes: str, attributes: str = 'alphabet="ipa" xml:lang="en"') -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><lexicon version="1.0" '
        f'xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" {attributes}>{lexemes}</lexicon>'
    ).encode()


def faults_of(content: bytes) -> list[str]:
    """What the schema says of a file, without what is foreign to PLS 1.0 and allowed (§3)."""
    root = etree.fromstring(content)
    for element in root.iter(etree.Element):
        for name in list(element.attrib):
            foreign = str(name).startswith("{") and not str(name).startswith(
                "{http://www.w3.org/XML"
            )
            if foreign or name in PIPELINE or (name == LANG and element is not root):
                del element.attrib[name]
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    schema.validate(root)
    return [f"{error.line}: {error.message}" for error in schema.error_log]


def test_the_schema_of_the_test_refuses_what_is_no_pls() -> None:
    assert faults_of(pls("<lexeme><grapheme>a</grapheme><alias>b</alias></lexeme>")) == []
    assert faults_of(pls("<lexeme><alias>b</alias><grapheme>a</grapheme></lexeme>"))
    assert faults_of(pls("<lexeme><grapheme>a</grapheme></lexeme>"))
    assert faults_of(pls("<entry/>"))
    assert faults_of(pls("", 'xml:lang="en"'))


def test_pls_gives_graphemes_aliases_and_preferred_phonemes() -> None:
    lexicon = read_pls(
        pls(
            "<lexeme><grapheme>WHO</grapheme><grapheme>W.H.O.</grapheme>"
            "<alias>World Health\n Organization</alias></lexeme>"
            "<lexeme><grapheme>newton</grapheme><phoneme>x</phoneme>"
            '<phoneme prefer="true">ˈnuːtən</phoneme></lexeme>'
        )
    )
    assert lexicon.entries == (
        Entry("WHO", alias="World Health Organization", lang="en"),
        Entry("W.H.O.", alias="World Health Organization", lang="en"),
        Entry("newton", ipa="ˈnuːtən", lang="en"),
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"<lexicon",
        b"<speak/>",
        pls("<lexeme><grapheme>a</grapheme></lexeme>"),
        pls("<lexeme><phoneme>a</phoneme></lexeme>"),
        pls("<lexeme><grapheme> </grapheme><phoneme>a</phoneme></lexeme>"),
        pls(f"<lexeme><grapheme>{'a' * 1001}</grapheme><alias>a</alias></lexeme>"),
        pls(f"<lexeme><grapheme>{'a ' * 33}</grapheme><alias>a</alias></lexeme>"),
        b'<!DOCTYPE lexicon [<!ENTITY a "b">]><lexicon>&a;</lexicon>',
        b'<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><lexicon>&a;</lexicon>',
    ],
)
def test_what_is_no_lexicon_is_refused(content: bytes) -> None:
    with pytest.raises(LexiconError):
        read_pls(content)


def test_an_alphabet_that_is_not_known_is_named_with_its_line() -> None:
    content = pls(
        '<lexeme>\n<grapheme>a</grapheme>\n<phoneme alphabet="x-arpabet">AA1</phoneme></lexeme>'
    )
    with pytest.raises(LexiconAlphabetError) as refused:
        read_pls(content)
    error = refused.value
    error.in_file("vi.pls")
    assert (error.alphabet, error.text, error.place) == ("x-arpabet", "AA1", "vi.pls:3")


def test_x_sampa_is_read_as_ipa_and_what_is_none_is_refused() -> None:
    word = '<lexeme><grapheme>thirty</grapheme><phoneme>"T3:t_hi</phoneme></lexeme>'
    (entry,) = entries(pls(word, 'alphabet="x-sampa" xml:lang="en"'))
    assert entry.ipa == "ˈθɜːtʰi"
    with pytest.raises(LexiconAlphabetError):
        read_pls(pls(word.replace("i<", "é<"), 'alphabet="x-sampa" xml:lang="en"'))


@pytest.mark.parametrize(
    ("grapheme", "error"),
    [("(a+)+", SlowPatternError), (r"(a)\1", ForeignPatternError), ("(", LexiconPatternError)],
)
def test_an_expression_that_is_refused_is_named_with_its_line(
    grapheme: str, error: type[LexiconPatternError]
) -> None:
    lexeme = f'\n<lexeme regex="true"><grapheme>{grapheme}</grapheme><alias>x</alias></lexeme>'
    with pytest.raises(error) as refused:
        read_pls(pls(lexeme))
    assert (refused.value.pattern, refused.value.line) == (grapheme, 2)


def test_the_attributes_of_pipeline_2_are_understood() -> None:
    lexicon = read_pls(
        pls(
            '<lexeme regex="true"><grapheme>([0-9]+)-([0-9]+)</grapheme>'
            "<alias>between $1 and $2</alias></lexeme>"
            '<lexeme><grapheme positive-lookahead="[ ]+is">SB</grapheme>'
            "<alias>somebody</alias></lexeme>"
            '<lexeme><grapheme negative-lookahead="[ ]+x">SB</grapheme>'
            "<alias>should be</alias></lexeme>"
            '<lexeme xml:lang="fr"><grapheme>chat</grapheme><alias>cat</alias></lexeme>'
        )
    )
    text = "SB is 3-5, SB was, SB x chat"
    assert replaced(text, lexicon.apply(text, "en")) == (
        "somebody is between 3 and 5, should be was, SB x chat"
    )
    assert replaced("chat", lexicon.apply("chat", "fr")) == "cat"


def test_a_file_of_anyone_s_without_namespace_is_read() -> None:
    content = b"<lexicon><lexeme><grapheme>a</grapheme><alias>b</alias></lexeme></lexicon>"
    assert entries(content) == [Entry("a", "b")]
    assert entries(edited(content, put=[Entry("c", "d")])) == [Entry("a", "b"), Entry("c", "d")]


def test_what_waits_to_be_filled_in_is_kept_and_says_nothing() -> None:
    content = write_pls([Entry("Kafka", note="3 ×")], "vi")
    assert faults_of(content) == []
    assert entries(content) == [Entry("Kafka", lang="vi", note="3 ×")]
    assert not read_pls(content)


def words() -> st.SearchStrategy[str]:
    letters = st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs", "Z"], max_codepoint=0xFFFD
    )
    return st.lists(st.text(letters, min_size=1, max_size=6), min_size=1, max_size=3).map(" ".join)


def decided() -> st.SearchStrategy[Entry]:
    texts = st.one_of(st.just(""), words())
    contexts = st.sampled_from(["", "[ ]+is", r"\d", "^", '(?!x)<&"'])
    return st.builds(
        Entry,
        st.one_of(words(), st.just("a*")),
        texts,
        texts,
        st.sampled_from(["vi", "en", "fa-IR"]),
        st.sampled_from([match for match in MATCHES if match != "regex"]),
        *(contexts,) * 4,
        note=texts,
        author=texts,
    )


@given(st.lists(decided(), max_size=5))
def test_what_is_written_reads_the_same_and_is_valid(wanted: list[Entry]) -> None:
    content = write_pls(wanted, "vi")
    assert faults_of(content) == []
    read = entries(content)
    nfc = [_nfc(entry) for entry in wanted]
    assert read == nfc


def _nfc(entry: Entry) -> Entry:
    said = (plain(entry.alias), plain(entry.ipa))
    return replace(entry, grapheme=plain(entry.grapheme), alias=said[0], ipa=said[1])


@given(st.lists(decided(), max_size=4), st.lists(decided(), max_size=4), st.data())
def test_an_edited_file_has_what_was_put_in_and_not_what_was_taken_out(
    before: list[Entry], put: list[Entry], data: st.DataObject
) -> None:
    before, put = [_nfc(e) for e in before], [_nfc(e) for e in put]
    gone = [e for e in before if data.draw(st.booleans())]
    after = entries(edited(write_pls(before, "vi"), put=put, drop=gone))
    fresh = {e.where: e for e in put}
    left = {e.where for e in gone} - set(fresh)
    kept = [e for e in before if e.where not in left and e.where not in fresh]
    assert sorted(map(repr, after)) == sorted(map(repr, [*kept, *fresh.values()]))


HAND = b"""<?xml version="1.0"?>
<!-- ours -->
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"
         alphabet="x-sampa" xml:lang="en">
  <metadata>by us</metadata>
  <!-- names -->
  <lexeme role="x"><grapheme>A</grapheme><grapheme>B</grapheme><phoneme>{b</phoneme>
    <example>A b</example></lexeme>
  <lexeme><grapheme>C</grapheme><alias>cee</alias></lexeme> <!-- c -->
</lexicon>"""


def test_what_people_wrote_around_the_entries_stays() -> None:
    text = edited(HAND, put=[Entry("A", ipa="eɪ"), Entry("D", "dee")], drop=[Entry("C")]).decode()
    for kept in (
        "<!-- ours -->",
        "by us",
        "<!-- names -->",
        'role="x"',
        "{b</phoneme>",
        "<!-- c -->",
    ):
        assert kept in text
    assert entries(text.encode()) == [
        Entry("A", ipa="eɪ", lang="en"),
        Entry("B", ipa="æb", lang="en"),
        Entry("D", "dee", lang="en"),
    ]


def test_a_file_that_has_a_word_twice_has_it_once_when_it_was_decided_anew() -> None:
    twice = write_pls([Entry("a", "1"), Entry("a", "2")], "en")
    assert entries(edited(twice, put=[Entry("a", "3")])) == [Entry("a", "3", lang="en")]


def test_only_what_pls_lacks_is_in_our_namespace() -> None:
    entry = Entry("a", "b", match="forms", followed="x", preceded="y", note="n", author="c")
    root = etree.fromstring(write_pls([entry], "en"))
    (lexeme,) = root
    assert dict(lexeme.attrib) == {
        f"{{{OURS}}}match": "forms",
        f"{{{OURS}}}note": "n",
        f"{{{OURS}}}author": "c",
    }
    grapheme = lexeme.find(f"{{{PLS}}}grapheme")
    assert grapheme is not None
    assert dict(grapheme.attrib) == {
        "positive-lookahead": "x",
        f"{{{OURS}}}positive-lookbehind": "y",
    }
