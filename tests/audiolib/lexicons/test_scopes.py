"""Scopes: the publication's entries, its source's, the library's, Audiolib's own."""

from dataclasses import replace
from pathlib import Path

import pytest

from audiolib.lexicons import MEDIA_TYPE, own, read_lexicon, scoped, shipped, usual
from audiolib.publication import Resource
from tests.audiolib.rendition import tiny_publication
from tts import known
from tts.errors import LexiconError
from tts.lexicon import Entry, Lexicon, write_pls
from tts.spoken import replaced


def written(path: Path, *entries: Entry) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(write_pls(entries, "en"))
    return path


def test_the_book_goes_before_its_source_and_that_before_the_library(tmp_path: Path) -> None:
    written(tmp_path / "book/en.pls", Entry("a", "book"))
    written(tmp_path / "library/en.pls", *(Entry(word, "library") for word in "abc"))
    brought = write_pls([Entry("a", "source"), Entry("b", "source")], "en")
    publication = replace(
        tiny_publication(), resources=(Resource("x.pls", MEDIA_TYPE, "k", len(brought)),)
    )
    mine, findings = own(publication, tmp_path / "book", lambda _: brought)
    merged = scoped(["en", "vi"], tmp_path / "library", mine)
    assert findings == []
    assert replaced("a b c", merged["en"].apply("a b c", "en")) == "book source library"
    assert [e.scope for _, e in merged["en"].find("a b c", "en")] == ["book", "source", "library"]
    assert merged["vi"].apply("a b c", "vi") == ()


def test_a_faulty_lexicon_of_the_source_is_told_and_of_people_is_refused(tmp_path: Path) -> None:
    publication = replace(tiny_publication(), resources=(Resource("x.pls", MEDIA_TYPE, "k", 1),))
    lexicons, (finding,) = own(publication, tmp_path, lambda _: b"<")
    assert (lexicons, finding.code, finding.place.file) == ([], "lexicon-001", "x.pls")
    (tmp_path / "en.pls").write_bytes(b"\n<lexicon>")
    with pytest.raises(LexiconError) as refused:
        own(publication, tmp_path, lambda _: b"<")
    assert str(tmp_path / "en.pls") in refused.value.place


def test_a_text_of_no_publication_has_what_was_given_then_the_library(tmp_path: Path) -> None:
    library = written(tmp_path / "en.pls", Entry("a", "library"), Entry("b", "library")).parent
    first = Lexicon([Entry("a", "given")])
    found = usual("en-GB", library, [first])
    assert found is not None
    assert replaced("a b", found.apply("a b", "en-GB")) == "given library"
    assert usual("xx", None) is None


def test_a_lexicon_in_a_language_s_folder_is_global(tmp_path: Path) -> None:
    written(tmp_path / "en/lexicon.pls", Entry("a", "shipped"))
    (entry,) = shipped("en", tmp_path).entries
    assert (entry.alias, entry.scope) == ("shipped", "global")
    assert not shipped("vi", tmp_path)


def test_what_is_shipped_can_be_read_in_every_language() -> None:
    for lang in (*known(), "xx", "../vi"):
        assert all(entry.scope == "global" for entry in shipped(lang).entries)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    from audiolib.errors import SourceMissingError

    with pytest.raises(SourceMissingError):
        read_lexicon(tmp_path / "no.pls")
